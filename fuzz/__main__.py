"""`make fuzz`: feed each target for a while, keep what breaks it, and say what to do with it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from .targets import ROOT, TARGETS, seeds

KEPT = ROOT / "_build" / "fuzz"
_SLOWEST = 10
"""Seconds after which a page counts as a hang."""
_LARGEST = 40_000
"""Bytes; the longest page has some 25,000."""
_WORDS = (
    *("---\n", "```", ":::{", "{fact}`", "{cite}`", "](", "- {", ": ", "\n## ", "&a", "*a", "!!", "\t", "\r\n"),
    *("\u2028", "\x85", "\ufeff", "\x00", "[^a]", "| - |"),
)
"""Pieces of pages that chance would take long to find."""


def main() -> int:
    """Fuzz what was asked for. Returns 0 if nothing broke, 1 if something did, 2 where this cannot run."""
    command = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    command.add_argument("what", nargs="*", metavar="WHAT", help=f"one of {', '.join(TARGETS)}; without it, all")
    command.add_argument("--seconds", type=_seconds, default=120, help="how long each is fed (default: 120)")
    options = command.parse_args()
    if unknown := [name for name in options.what if name not in TARGETS]:
        command.error(f"there is no target “{unknown[0]}”; there are {', '.join(TARGETS)}")
    if find_spec("atheris") is None:
        version = ".".join(map(str, sys.version_info[:2]))
        print(f"Atheris, which fuzzes, is not made for Python {version} on {sys.platform}.", file=sys.stderr)
        return 2
    return max(_fuzz(name, options.seconds) for name in options.what or TARGETS)


def _seconds(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is no number of seconds: write one such as 120")
    return int(text)


def _fuzz(name: str, seconds: int) -> int:
    learnt, start = KEPT / f"{name}-learnt", KEPT / "seeds"
    for folder in (learnt, start):
        folder.mkdir(parents=True, exist_ok=True)
    for path in seeds():
        (start / "-".join(path.relative_to(ROOT).parts)).write_bytes(path.read_bytes())
    words = KEPT / "words.dict"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in _WORDS), encoding="utf-8")
    before = set(KEPT.glob("*-*"))
    print(f"Feeding {name} for {seconds} seconds …", flush=True)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "fuzz.feed", name, str(learnt), str(start)),
            *(f"-max_total_time={seconds}", f"-timeout={_SLOWEST}", f"-max_len={_LARGEST}", "-rss_limit_mb=4096"),
            *(f"-dict={words}", f"-artifact_prefix={KEPT}{os.sep}{name}-", "-print_final_stats=1"),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = done.stdout.decode("utf-8", "replace")
    if not done.returncode:
        runs = next((line.rpartition(" ")[2] for line in said.splitlines() if "executed_units" in line), "no")
        print(f"Nothing broke {name} in {int(runs):,} pages." if runs.isdigit() else f"Nothing broke {name}.")
        return 0
    broken = sorted(path for path in set(KEPT.glob("*-*")) - before if path.is_file())
    print(_remedy(name, said, broken), file=sys.stderr)
    return 1


def _escaped(word: str) -> str:
    """A word as libFuzzer's dictionaries hold it."""
    return "".join(f"\\x{byte:02X}" for byte in word.encode())


def _remedy(name: str, said: str, broken: list[Path]) -> str:
    """What broke it, and how the page that did becomes a test."""
    told = said.partition("=== Uncaught Python exception: ===")[2].partition("==")[0].strip()
    lines = ["", f"{name} broke:", told or "\n".join(said.splitlines()[-15:]), ""]
    for path in broken:
        shown = path.relative_to(ROOT)
        lines += [
            f"The page that broke it is {shown}. To see it break again:",
            f"    .venv/bin/python -m fuzz.feed {name} {shown}",
            "Once the code is mended, keep the page as a test: copy it to tests/bad/what-is-wrong.md, cut away what",
            "has no part in it, and declare in it where it belongs and what must be said of it, as others there do:",
            "    % place: bad.md",
            "    % complaint: 12 the-code a part of the message",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
