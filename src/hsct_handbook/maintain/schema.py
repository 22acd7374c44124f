"""The JSON Schema of front matter, written where editors look for it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ..evidence.editor_schema import NAME, front_matter_schema_json
from .command import Refused, add_docs, parser, run

_ABOUT = """\
Write the JSON Schema of front matter beside the pages, for editors that complete fields by
one. Do so after a change of a field in src/hsct_handbook/evidence/; a test says when it is due.
CONTRIBUTING.md tells which editors read it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write it, and say where."""
    command = parser("schema", _ABOUT)
    add_docs(command)
    options = command.parse_args(arguments)
    if not options.docs.is_dir():
        raise Refused(f"there is no folder {options.docs}: run this from the top of the project, or name the folder")
    path = options.docs / NAME
    path.write_text(front_matter_schema_json(), encoding="utf-8")
    print(f"Wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
