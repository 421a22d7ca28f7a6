"""A note on a real clipboard."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.spawn import x_display
from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.notes import NoteState

ROOT = Path(__file__).parents[2]

TOOLS = [tool for tool in ("Xvfb", "xclip") if shutil.which(tool) is None]


@pytest.fixture
def display() -> Iterator[str]:
    """The name of a display that nobody looks at."""
    with x_display() as name:
        assert name is not None
        yield name


def copy_again(folder: Path, note_id: str, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs the command as a script would: it reads what is printed, and waits for its end."""
    command = [sys.executable, "-m", "tests.cli.program", "--data-dir", str(folder), "note", "copy", note_id]
    command += ["--by", "Esther Summerson"]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=environ, cwd=ROOT, timeout=30)


@pytest.mark.skipif(bool(TOOLS), reason=f"needs {' and '.join(TOOLS)}")
def test_the_very_text_is_on_the_clipboard_and_the_command_ends(opened: Hub, folder: Path, display: str) -> None:
    ward_id = opened.wards.all()[0].id
    note = opened.notes.view(opened.notes.find(ward_id, states=frozenset({NoteState.NOT_FILED})).items[0].id).note
    environ = {**os.environ, "DISPLAY": display}
    environ.pop("WAYLAND_DISPLAY", None)
    done = copy_again(folder, note.id, environ)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "The note is on the clipboard." in done.stderr
    held = subprocess.run(["xclip", "-selection", "clipboard", "-o"], check=True, capture_output=True, env=environ)
    assert held.stdout.decode("utf-8") == note.text


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a clipboard")
def test_without_a_display_there_is_no_clipboard_and_the_note_stays_in_the_tray(opened: Hub, folder: Path) -> None:
    line = opened.notes.unfiled(opened.wards.all()[0].id)[0]
    environ = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = copy_again(folder, line.id, environ)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The clipboard did not take the note. It is safe in the unfiled tray.")
    assert len(done.stderr.splitlines()) == 1
    assert opened.notes.view(line.id).note.state is NoteState.COPIED
