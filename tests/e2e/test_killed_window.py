"""The window killed at every step of a run, and between the copy and Filed: the next one goes on where it stood."""

from pathlib import Path

import pytest

from tests.e2e.keats import a_ward
from tests.e2e.walks import IMHA
from tests.e2e.window_process import WindowProcess

pytestmark = pytest.mark.slow

ANSWERS: tuple[tuple[str, list[str]], ...] = (
    ("", []),
    (
        "12",
        [
            "This is a patient of this ward, informal or detained.",
            "The record shows no open referral to an advocate.",
        ],
    ),
    ("3", ["Section 3"]),
    ("1", ["Agreed"]),
    ("1", ["Thornfield City"]),
    ("", []),
    ("1", ["Larkfield Advocacy: secure email"]),
)
"""Keys that answer each step before the note, and what must be marked as chosen ever after."""

FIELDS: tuple[tuple[str, str | list[str], str], ...] = (
    ("Time of the event", "1630", "20/11/2026 16:30."),
    ("What help is asked for", ["Understanding their rights"], "asked for help with understanding their rights."),
    ("Anything else the advocate should know", "prefers the afternoon", "Prefers the afternoon."),
)
"""Label, what is typed or ticked, and what the note holds ever after."""


class Ward:
    """The folder, the window at work, and the next one, which is started while this one still works."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.window = WindowProcess(folder)
        self._next = WindowProcess(folder)

    def kill(self) -> None:
        """Kills the window at work; the next opens on the same folder."""
        self.window.kill()
        self.window, self._next = self._next, WindowProcess(self._folder)

    def end(self) -> None:
        """Nobody works any more."""
        self._next.kill()
        self.window.close()


def test_a_window_killed_at_any_step_loses_no_answer_and_no_copied_note(tmp_path: Path) -> None:
    a_ward(tmp_path)
    ward = Ward(tmp_path)
    ward.window.tell("open")
    assert ward.window.tell("start")["step"] == 1
    for number, (keys, given) in enumerate(ANSWERS, start=1):
        shown = ward.window.tell("answer", keys) if keys else ward.window.tell("shown")
        assert shown["chosen"] == given
        ward.kill()
        ward.window.tell("open")
        shown = ward.window.tell("resume")
        assert (shown["step"], shown["chosen"]) == (number, given)
        assert ward.window.tell("go_on")["step"] == number + 1

    note = fill_in_and_kill(ward)
    copied = ward.window.tell("copy")
    assert copied == note
    ward.kill()
    check_tray(ward, copied)
    ward.window.tell("press", "Ctrl+Return")
    ward.window.tell("wait_for", "Finished: the note is filed and this referral is ticked.")
    ward.kill()
    words = ward.window.tell("open")
    assert "No notes waiting" in words
    assert IMHA.task in words
    ward.end()


def fill_in_and_kill(ward: Ward) -> str:
    """The note's form, with a kill after each field. Returns the note as the last window shows it."""
    shown = ward.window.tell("shown")
    for label, given, makes in FIELDS:
        before = ward.window.tell("fill_in", label, given, makes)["note"]
        ward.kill()
        ward.window.tell("open")
        shown = ward.window.tell("resume")
        assert (shown["step"], shown["note"]) == (8, before)
    assert all(makes in shown["note"] for _, _, makes in FIELDS)
    return str(shown["note"])


def check_tray(ward: Ward, copied: str) -> None:
    """After the copy and the kill, the note waits in the tray and on its page, word for word."""
    words = ward.window.tell("open")
    assert "1 note not filed" in words
    assert "EARNSHAW, Catherine" in words
    shown = ward.window.tell("resume")
    assert (shown["step"], shown["note"]) == (8, copied)
    assert "Paste into the record of EARNSHAW, Catherine, save there, then press Filed" in shown["words"]
