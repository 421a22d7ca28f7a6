"""The command behind a desktop shortcut answers what it is told; what it does not understand opens no window."""

import sys

import pytest

from inpatient_hub.gui import app
from inpatient_hub.host.place import Place


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each window that was opened began locked."""
    windows: list[bool] = []

    def run_window(_place: Place, *, locked: bool) -> int:
        windows.append(locked)
        return 0

    monkeypatch.setattr(app, "run_window", run_window)
    return windows


def told(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["inpatient-hub-desktop", *arguments])
    return app.main()


@pytest.mark.parametrize("asked", ["-h", "--help"])
def test_help_is_given(
    opened: list[bool], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        told(monkeypatch, asked)
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: inpatient-hub-desktop")
    assert opened == []


@pytest.mark.parametrize("words", [["--nonsense", "x"], ["a.hubpack"], ["--locked", "--nonsense"]])
def test_what_it_does_not_understand_is_told_and_opens_nothing(
    opened: list[bool], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        told(monkeypatch, *words)
    assert ended.value.code == 2
    assert "usage: inpatient-hub-desktop" in capsys.readouterr().err
    assert opened == []


def test_it_opens_the_window_and_after_a_lock_the_locked_one(
    opened: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(monkeypatch) == 0
    assert told(monkeypatch, "--locked") == 0
    assert opened == [False, True]
