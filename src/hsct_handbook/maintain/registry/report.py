"""What the registers said, for people: as text, as Markdown for an issue, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..command import many
from .comparison import Difference
from .records import Record


@dataclass
class Finding:
    """What came of asking one register about one study."""

    page: str
    name: str
    number: str
    record: Record | None = None
    differences: list[Difference] = field(default_factory=list)
    trouble: str = ""
    """Why there is no record, or no patch."""

    @property
    def agrees(self) -> bool:
        """Whether the register was read and says what the page says."""
        return self.record is not None and not self.differences


def as_text(findings: Sequence[Finding], skipped: Sequence[str], patch: str) -> str:
    """A report to read on a terminal; the patches follow at the end, ready for `git apply`."""
    lines = []
    for finding in findings:
        head = f"{finding.page}.md · {finding.number}"
        if finding.agrees and not finding.trouble:
            continue
        lines.append(head)
        lines += [f"  {line}" for line in _said(finding)]
    lines += [summary(findings), *_skipped(skipped)]
    if patch:
        lines += ["", "A patch of all that needs no decision. Read it, save it and run `git apply`:", "", patch]
    return "\n".join(lines)


def as_markdown(findings: Sequence[Finding], skipped: Sequence[str], patch: str) -> str:
    """The same for an issue."""
    lines = [summary(findings), ""]
    for finding in findings:
        if not finding.agrees or finding.trouble:
            where = f" ([{finding.number}]({finding.record.address}))" if finding.record else f" ({finding.number})"
            lines += [f"### {finding.name}{where}", "", f"`docs/{finding.page}.md`", ""]
            lines += [f"- {line}" for line in _said(finding)] + [""]
    lines += [f"{line}\n" for line in _skipped(skipped)]
    if patch:
        lines += ["<details><summary>A patch of all that needs no decision</summary>", ""]
        lines += ["````diff", patch.rstrip("\n"), "````", "", "</details>", ""]
    return "\n".join(lines)


def as_json(findings: Sequence[Finding], skipped: Sequence[str], patch: str) -> str:
    """The same for programs."""
    fields = [
        {
            "page": finding.page,
            "number": finding.number,
            "asked": finding.record is not None,
            "trouble": finding.trouble,
            "differences": [
                {"field": one.field, "here": one.here, "there": one.there, "new": one.new, "why": one.why}
                for one in finding.differences
            ],
        }
        for finding in findings
    ]
    return json.dumps({"findings": fields, "not-asked": list(skipped), "patch": patch}, ensure_ascii=False, indent=1)


def _said(finding: Finding) -> list[str]:
    lines = [
        f"{one.field}: here {one.here}; the register says {one.there}" + (f". To decide: {one.why}" if one.why else "")
        for one in finding.differences
    ]
    if finding.trouble:
        lines.append(finding.trouble)
    return lines


def summary(findings: Sequence[Finding]) -> str:
    """All of it in one sentence."""
    unread = sum(finding.record is None for finding in findings)
    differ = sum(bool(finding.differences) for finding in findings)
    parts = [f"{many(len(findings), 'record')} asked for", f"{differ} differ", f"{unread} could not be read"]
    return f"{', '.join(parts)}. No page was changed."


def _skipped(skipped: Sequence[str]) -> list[str]:
    if not skipped:
        return []
    return [f"Not asked, for this tool cannot read their registers: {', '.join(skipped)}."]
