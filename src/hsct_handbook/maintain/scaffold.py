"""A new study or chapter: a page in which every field is explained, which builds as it is, and has its place."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from ..checks.sections import STUDY_SECTIONS
from ..evidence import Chapter, Deaths, Evidence, Fact, Sourced, Study
from ..evidence.editor_schema import NAME as SCHEMA
from ..evidence.vocabulary import Design
from .command import Refused, add_docs, add_today, parser, read_pages, run
from .fields import explain, explained, groups

_ABOUT = """\
Start a new page: a study in docs/trials/, or a chapter. Every field is there with what it
means. The page builds as it is; replace each “to be written” before you propose it.

What is not given as a flag is asked for; press Enter to take what stands in brackets."""
TO_DO = "To be written"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MEANWHILE = "not-reported"


@dataclass(frozen=True)
class Wanted:
    """What the new page is to be."""

    name: str
    slug: str
    source: str
    checked: str
    today: dt.date
    design: Design = Design.COHORT


def slug_from(name: str) -> str:
    """A file's name from a page's: “BEAT-MS (2)” is `beat-ms-2`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def study_page(wanted: Wanted) -> str:
    """A study's page, commented."""
    sourced = f"{{text: {TO_DO}, source: {wanted.source}, checked: {wanted.checked}}}"
    origin = f"source: {wanted.source}, checked: {wanted.checked}"
    given = {
        "kind": "study",
        "name": _quoted(wanted.name),
        "full-name": _quoted(f"{wanted.name}, {TO_DO.casefold()}"),
        "description": _quoted(_description(wanted.name, "study")),
        "design": wanted.design,
        "design-detail": sourced,
        "setting": sourced,
        "countries": f"[{TO_DO}]",
        "years": f"{{{origin}}}",
        "ms-types": "[not-reported]",
        "comparator": _MEANWHILE,
        "status": f"{{state: unknown, as-of: not-reported, {origin}}}",
        "main-source": wanted.source,
        "deaths": "no-results",
        "limits": f"\n  - {TO_DO}",
    }
    front = _front(Study, given)
    example = [
        "# A figure looks like this. Take the # away, and name the one that stands for the study in main-fact.",
        "# facts:",
        *_commented(
            Fact, "  - ", {"id": "progressed", "outcome": "disability-progression", "when": "at 2 years"}, wanted
        ),
        "# Deaths, where there are results, in place of no-results. The fields are those of a figure, and cause:",
        f"# deaths: {{count: 0, of: 30, when: over the whole study, {origin}}}",
    ]
    sections = "\n\n".join(f"## {title}\n\n{_under(title, wanted)}" for title in STUDY_SECTIONS)
    head = "\n".join([_helped_by(f"../{SCHEMA}"), front, *example, _dates(wanted, 12)])
    return f"---\n{head}\n---\n\n# {wanted.name}\n\n{sections}\n"


def chapter_page(wanted: Wanted) -> str:
    """A chapter, commented."""
    given = {"kind": "chapter", "description": _quoted(_description(wanted.name, "chapter"))}
    front = _front(Chapter, given)
    body = (
        f"# {wanted.name}\n\n## In brief\n\n{_points()}\n\n## {TO_DO}\n\n{TO_DO}.\n\n"
        f"## Questions to ask\n\n- {TO_DO}: what would a reader ask at an appointment?\n"
    )
    return f"---\n{_helped_by(SCHEMA)}\n{front}\n{_dates(wanted, 36)}\n---\n\n{body}"


def _helped_by(schema: str) -> str:
    """The line by which an editor finds the schema of the fields."""
    return f"# yaml-language-server: $schema={schema}"


_LATER = ("written", "reviewed", "next-review", "clinical-review", "facts")


def _front(model: type[Study] | type[Chapter], given: dict[str, str]) -> str:
    lines: list[str] = []
    for (key, said, required), field in zip(explained(model), model.model_fields.values(), strict=True):
        annotation = field.annotation
        if key in _LATER:
            continue
        if key != "kind":
            lines += _comment(said or key.replace("-", " "), "" if required else "If known. ")
            lines += [line for group in groups(annotation) for line in _fields_of(group)]
        value = given.get(key, _MEANWHILE if required else "")
        if required or key in given:
            lines.append(f"{key}:{'' if value.startswith(chr(10)) else ' '}{value}")
        else:
            lines.append(f"# {key}:")
    return "\n".join(lines)


def _fields_of(group: type[BaseModel]) -> list[str]:
    """The fields of a group, one a line; a source and how it was checked go without saying."""
    if group in (Sourced, Fact, Deaths):
        return []
    said = [(key, text, required) for key, text, required in explained(group) if key not in ("source", "checked")]
    return [
        line
        for key, text, required in said
        for line in textwrap.wrap(
            f"{key}: {'' if required else 'if known. '}{text or 'as it says'}.",
            108,
            initial_indent="#   ",
            subsequent_indent="#     ",
        )
    ]


def _dates(wanted: Wanted, months: int) -> str:
    due = wanted.today.replace(year=wanted.today.year + months // 12, day=min(wanted.today.day, 28))
    lines = [f"written: {wanted.today}", f"reviewed: {wanted.today}"]
    lines += [*_comment(f"Within {months} months of the review"), f"next-review: {due}"]
    return "\n".join([*lines, *_comment(explain(Study.model_fields["clinical_review"])), "clinical-review: not-yet"])


def _commented(model: type[Fact], lead: str, given: dict[str, str], wanted: Wanted) -> list[str]:
    """The fields of a group as a commented example."""
    values = {"source": wanted.source, "checked": wanted.checked, **given}
    indent, lines = " " * len(lead), []
    first = [*given, "source", "checked"]
    keys = sorted(explained(model), key=lambda field: first.index(field[0]) if field[0] in first else len(first))
    for number, (key, said, required) in enumerate(keys):
        start = lead if number == 0 else indent
        note = said if required else f"if known. {said}"
        lines.append(f"# {start}{key}: {values.get(key, '')}".rstrip() + (f"  # {note}" if said else ""))
    return [line if len(line) <= 160 else f"{line[:157]}…" for line in lines]


def _comment(text: str, before: str = "") -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(f"{before}{text}.", 110)]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "").replace('"', "”") + '"'


def _description(name: str, kind: str) -> str:
    return f"{name[:60]}: a {kind} that is still to be written, in one sentence for lists and search engines."


def _points() -> str:
    point = "This point is still to be written. It will say what a reader must know, in one or two short sentences."
    return "\n".join(f"- {point}" for _ in range(3))


def _under(title: str, wanted: Wanted) -> str:
    if title == "In brief":
        return _points()
    if title == "Harms":
        return f"{TO_DO}. There are no results yet, so no deaths are known."
    if title == "Where to read more":
        return f"- The main source: {{cite}}`{wanted.source}`."
    return f"{TO_DO}."


def place(index: Path, entry: str, caption: str | None = None) -> str:
    """The text of a list page with the new page in a toctree: in that of the caption, or in the last one."""
    lines = index.read_text(encoding="utf-8").split("\n")
    ends, inside, captioned = [], False, False
    for number, line in enumerate(lines):
        if re.fullmatch(r"[`:]{3,}\{toctree\}.*", line.strip()):
            inside, captioned = True, caption is None
        elif inside and caption is not None and line.strip() == f":caption: {caption}":
            captioned = True
        elif inside and re.fullmatch(r"[`:]{3,}", line.strip()):
            inside = False
            if captioned:
                ends.append(number)
    if not ends:
        raise Refused(
            f"{index} has no toctree{f' with the caption “{caption}”' if caption else ''} to list the page in"
        )
    lines.insert(ends[-1], entry)
    return "\n".join(lines)


def _captions(index: Path) -> list[str]:
    trees = re.findall(
        r"^[`:]{3,}\{toctree\}(.*?)^[`:]{3,}", index.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return [caption for tree in trees for caption in re.findall(r"^:caption: (.+)$", tree, re.MULTILINE)]


def create(evidence: Evidence, docs: Path, kind: str, wanted: Wanted, caption: str | None) -> tuple[Path, Path]:
    """Write the page and list it. Refuses a name that is taken, a source that is not there, a list without a place."""
    folder, index = (docs / "trials", docs / "trials" / "index.md") if kind == "study" else (docs, docs / "index.md")
    path = folder / f"{wanted.slug}.md"
    if not _SLUG.fullmatch(wanted.slug):
        raise Refused(f"“{wanted.slug}” cannot be a file's name here: small letters, digits and single hyphens")
    taken = [page for page in evidence.front if page.rpartition("/")[2] == wanted.slug]
    if path.exists() or taken:
        raise Refused(f"there is a page {taken[0] if taken else path} already; choose another name with SLUG=…")
    if wanted.source not in evidence.sources:
        raise Refused(f"the source “{wanted.source}” is not in {docs}/references.bib: add it there first")
    listed = place(index, wanted.slug, caption)
    path.write_text(study_page(wanted) if kind == "study" else chapter_page(wanted), encoding="utf-8")
    if wanted.slug not in index.read_text(encoding="utf-8").split("\n") and ":glob:" not in listed:
        index.write_text(listed, encoding="utf-8")
    return path, index


def _ask(question: str, default: str, ask: Callable[[str], str], choices: Iterable[str] = ()) -> str:
    known = list(choices)
    while True:
        shown = f" [{default}]" if default else ""
        try:
            answer = ask(f"{question}{shown}: ").strip() or default
        except EOFError:
            raise Refused(f"nobody answered “{question}”: give it with the command, as make help shows") from None
        if answer and (not known or answer in known):
            return answer
        print(f"  Choose one of: {', '.join(known)}" if known else "  This must be given.")


def _wanted(options: argparse.Namespace, evidence: Evidence, ask: Callable[[str], str]) -> Wanted:
    study = options.kind == "study"
    name = " ".join((options.name or _ask("Name, as readers will see it", "", ask)).split())
    if not 2 <= len(name) <= 100 or re.search(r"[<>{}`\[\]]", name):
        raise Refused("a name has 2 to 100 characters, and no < > { } [ ] or `")
    slug = options.slug or (slug_from(name) if options.name else _ask("Name of the file", slug_from(name), ask))
    keys = sorted(evidence.sources)
    if study and not options.source and not options.name:
        options.source = _ask("Key of its main source in references.bib", keys[0] if keys else "", ask, keys)
    design = options.design
    if study and not design:
        design = Design.COHORT if options.name else _ask("Design", Design.COHORT, ask, [*Design])
    source = options.source or (keys[0] if keys else "")
    checked = evidence.sources[source].checked if source in evidence.sources else "abstract"
    return Wanted(name, slug, source, checked, options.today, Design(design) if design else Design.COHORT)


def main(arguments: Sequence[str] | None = None, ask: Callable[[str], str] = input) -> int:
    """Write a new page, list it, and say what to do next."""
    command = parser("scaffold", _ABOUT)
    command.add_argument("kind", choices=("study", "chapter"), help="what to start")
    add_docs(command)
    add_today(command)
    command.add_argument("--name", help="the name, as readers will see it")
    command.add_argument("--slug", help="the name of the file (default: made from the name)")
    command.add_argument("--source", help="for a study: the key of its main source in references.bib")
    command.add_argument(
        "--design", choices=[design.value for design in Design], help="for a study: how it was set up (default: cohort)"
    )
    command.add_argument("--list", dest="caption", help="the caption of the list to put it in (default: the last one)")
    options = command.parse_args(arguments)
    evidence = read_pages(options.docs, options.today)
    wanted = _wanted(options, evidence, ask)
    path, index = create(evidence, options.docs, options.kind, wanted, options.caption)
    print(f"{path} is there, and listed in {index}.")
    if captions := _captions(index):
        print(f"Lists there: {' · '.join(captions)}. Move its line if another one fits better.")
    if options.kind == "study" and not options.source:
        print(f"Its source is “{wanted.source}” for now, the first of the list: name the right one everywhere.")
    print(f"Write it; each “{TO_DO}” is a gap. Then: make check PAGE={path}")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
