"""A build that is stopped, or that the machine refuses: a clear message, nothing lost, and the next build is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hsct_handbook.build import main

from .conftest import Room, differing, lay_out


def _mount(place: Path, *options: str) -> None:
    """Mount on a folder, or skip: only root may, and not in every container."""
    if os.geteuid():
        pytest.skip("mounting a small disk needs root")
    done = subprocess.run(["mount", *options, str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this machine lets nobody mount: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A disk of its own, of the size that is asked for."""
    mounted: list[Path] = []

    def make(size: str) -> Path:
        place = tmp_path / "disk"
        place.mkdir()
        _mount(place, "-t", "tmpfs", "-o", f"size={size}", "tmpfs")
        mounted.append(place)
        return place

    yield make
    for place in mounted:
        subprocess.run(["umount", str(place)], check=True)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a build that nobody disturbs makes."""
    room = lay_out(tmp_path_factory.mktemp("whole"))
    assert room.build().returncode == 0
    return room.made()


def _wait_for(there: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 300
    while not there():
        assert process.poll() is None, f"the build ended too soon: {process.stdout and process.stdout.read()}"
        assert time.monotonic() < end, "the build does not get on"
        time.sleep(0.002)


MOMENTS: dict[str, Callable[[Room], bool]] = {
    "reading": lambda room: any((room.out / "doctrees").glob("*.doctree")),
    "writing": lambda room: any((room.out / "html").glob("*.html")),
}


@pytest.mark.parametrize(
    ("when", "how"),
    [
        pytest.param("reading", signal.SIGINT, marks=pytest.mark.slow, id="reading-Ctrl-C"),
        pytest.param("reading", signal.SIGKILL, marks=pytest.mark.slow, id="reading-killed"),
        pytest.param("writing", signal.SIGINT, marks=pytest.mark.slow, id="writing-Ctrl-C"),
        pytest.param("writing", signal.SIGKILL, id="writing-killed"),
    ],
)
def test_a_build_after_a_stopped_one_is_whole(
    room: Room, how: signal.Signals, when: str, whole: dict[str, bytes]
) -> None:
    before = {path: path.read_bytes() for path in room.docs.rglob("*") if path.is_file()}
    process = room.start()
    _wait_for(lambda: MOMENTS[when](room), process)
    os.killpg(process.pid, how)
    said, _ = process.communicate(timeout=300)

    assert process.returncode != 0
    assert "Traceback" not in said
    if how is signal.SIGINT:
        assert "Stopped. Nothing of yours is lost" in said

    # The worst that can be left: a page cut short, newer than its source.
    for page in (room.out / "html").glob("*.html"):
        page.write_bytes(page.read_bytes()[:100])
    again = room.build()
    assert (again.returncode, again.stdout) == (0, "")
    assert differing(room.made(), whole) == []
    assert {path: path.read_bytes() for path in room.docs.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("size", ["40k", pytest.param("300k", marks=pytest.mark.slow)])
def test_a_full_disk_is_told_and_room_on_it_mends_all(
    tmp_path: Path, disk: Callable[[str], Path], size: str, whole: dict[str, bytes]
) -> None:
    place = disk(size)
    room = lay_out(tmp_path / "pages", place / "out")

    full = room.build()
    assert full.returncode == 1
    assert "No space left on device" in full.stdout
    assert "make room on the disk, then build again" in full.stdout
    assert "Traceback" not in full.stdout

    _mount(place, "-o", "remount,size=200M")
    again = room.build()
    assert (again.returncode, again.stdout) == (0, "")
    assert differing(room.made(), whole) == []


@pytest.mark.slow
def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path, disk: Callable[[str], Path]) -> None:
    place = disk("50M")
    room = lay_out(tmp_path / "pages", place / "out")
    assert room.build().returncode == 0
    before = room.made()
    room.docs.joinpath("first.md").touch()

    _mount(place, "-o", "remount,ro")
    refused = room.build()
    assert refused.returncode == 1
    assert "Read-only file system" in refused.stdout
    assert "build from a folder that can be written to" in refused.stdout
    assert "Traceback" not in refused.stdout
    assert room.made() == before


def test_a_file_where_the_folder_should_be_is_told(
    room: Room, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room.out.write_text("I was here first", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["build", str(room.docs), str(room.out / "html"), str(room.out / "doctrees")])
    assert main() == 1
    said = capsys.readouterr().err
    assert "The machine refused" in said
    assert str(room.out) in said


def test_two_builds_at_once_take_turns_and_both_succeed(room: Room, whole: dict[str, bytes]) -> None:
    first = room.start()
    _wait_for(lambda: (room.out / "doctrees" / "begun").exists(), first)
    second = room.build()
    said, _ = first.communicate(timeout=300)

    assert (first.returncode, said) == (0, "")
    assert second.returncode == 0
    assert "Another build is writing to" in second.stdout
    assert differing(room.made(), whole) == []
