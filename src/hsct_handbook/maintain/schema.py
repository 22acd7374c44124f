"""What is known of pages without building: the JSON Schema of front matter for editors, and names for the checks."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ..evidence.editor_schema import NAME, front_matter_schema_json
from .command import Refused, add_docs, parser, run
from .markup import write_markup

_ABOUT = """\
Write the JSON Schema of front matter beside the pages, for editors that complete fields by
one, and the list of directives and roles by which the checks tell a misspelt name. Do so after
a change of a field in src/hsct_handbook/evidence/, of a directive or a role; a test says when
it is due. CONTRIBUTING.md tells which editors read the schema."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write it, and say where."""
    command = parser("schema", _ABOUT)
    add_docs(command)
    options = command.parse_args(arguments)
    if not options.docs.is_dir():
        raise Refused(f"there is no folder {options.docs}: run this from the top of the project, or name the folder")
    path = options.docs / NAME
    path.write_text(front_matter_schema_json(), encoding="utf-8")
    print(f"Wrote {path} and {write_markup(options.docs)}")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
