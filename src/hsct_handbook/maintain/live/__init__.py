"""The handbook while it is edited: built anew at every save, and shown by the browser at once.

`workshop` keeps a warm builder in a process of its own (`builder`), `server` shows what it built and tells open pages
to load again, `watch` sees what was saved. The reload script is put into pages as they are served, never into a build.
"""
