"""A note on the clipboard asks to be left out of histories, and is taken off again if it is still ours."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.clipboard import CLEAR_AFTER_SECONDS, KEEP_LONGER_SECONDS, SensitiveClipboard, sensitive
from inpatient_hub.gui.widgets.note_preview import NotePreview

NOTE = "EARNSHAW, Catherine, NHS 999 339 5633.\nSeen at 16:30."


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[SensitiveClipboard]:
    """Our clipboard with the system's own empty before and after."""
    QGuiApplication.clipboard().clear()
    yield SensitiveClipboard()
    QGuiApplication.clipboard().clear()


def seconds_pass(clipboard: SensitiveClipboard, seconds: int) -> None:
    """Lets the timer tick so many times, without waiting."""
    for _ in range(seconds):
        clipboard._timer.timeout.emit()


def held() -> str:
    return QGuiApplication.clipboard().text()


def test_on_windows_a_note_asks_to_be_left_out_of_history_and_cloud() -> None:
    data = sensitive(NOTE, "win32")
    assert data.text() == NOTE
    for name in ("CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"):
        assert data.data(name).data() == b"\x00\x00\x00\x00"
    assert data.hasFormat("ExcludeClipboardContentFromMonitorProcessing")


def test_on_linux_a_note_is_marked_as_a_secret() -> None:
    data = sensitive(NOTE, "linux")
    assert data.text() == NOTE
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"


def test_what_is_put_carries_the_marks_of_this_system(clipboard: SensitiveClipboard) -> None:
    clipboard.put(NOTE)
    assert set(QGuiApplication.clipboard().mimeData().formats()) >= set(sensitive(NOTE).formats())


def test_a_note_is_taken_off_after_two_minutes(clipboard: SensitiveClipboard) -> None:
    clipboard.put(NOTE)
    assert CLEAR_AFTER_SECONDS == 120
    seconds_pass(clipboard, CLEAR_AFTER_SECONDS - 1)
    assert (held(), clipboard.seconds_left) == (NOTE, 1)
    seconds_pass(clipboard, 1)
    assert (held(), clipboard.seconds_left) == ("", 0)


def test_it_can_be_kept_two_minutes_more(clipboard: SensitiveClipboard) -> None:
    clipboard.put(NOTE)
    clipboard.keep_longer()
    seconds_pass(clipboard, CLEAR_AFTER_SECONDS + KEEP_LONGER_SECONDS - 1)
    assert held() == NOTE
    seconds_pass(clipboard, 1)
    assert held() == ""


def test_what_somebody_copied_since_is_left_alone(clipboard: SensitiveClipboard) -> None:
    clipboard.put(NOTE)
    QGuiApplication.clipboard().setText("something of somebody else's")
    seconds_pass(clipboard, 1)
    clipboard.clear_now()
    assert held() == "something of somebody else's"
    assert clipboard.seconds_left == 0


def test_a_clipboard_that_holds_something_else_afterwards_is_told(
    clipboard: SensitiveClipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SensitiveClipboard, "_holds", staticmethod(lambda _text: False))
    with pytest.raises(HubError, match="The clipboard did not take the note"):
        clipboard.put(NOTE)
    assert clipboard.seconds_left == 0


@pytest.fixture
def _owned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clipboard is this program's, as every system but the offscreen one says of what was put there here."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)


@pytest.mark.usefixtures("_owned")
@pytest.mark.parametrize("key", [Qt.Key.Key_C, Qt.Key.Key_X], ids=["copied", "cut"])
def test_words_taken_out_of_a_note_by_hand_are_plain_marked_and_taken_off_again(
    clipboard: SensitiveClipboard, qtbot: QtBot, key: Qt.Key
) -> None:
    note = NotePreview(editable=True)
    qtbot.addWidget(note)
    note.set_text(NOTE)
    for one in (Qt.Key.Key_A, key):
        QTest.keyClick(note, one, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == NOTE
    assert set(data.formats()) >= set(sensitive(NOTE).formats())
    assert not {one for one in data.formats() if "html" in one or "markdown" in one or "oasis" in one}
    seconds_pass(clipboard, CLEAR_AFTER_SECONDS - 1)
    assert (held(), clipboard.seconds_left) == (NOTE, 1)
    seconds_pass(clipboard, 1)
    assert (held(), clipboard.seconds_left) == ("", 0)


@pytest.mark.usefixtures("_owned")
def test_words_of_a_note_that_is_only_read_are_marked_too(clipboard: SensitiveClipboard, qtbot: QtBot) -> None:
    note = NotePreview()
    qtbot.addWidget(note)
    note.set_text(NOTE)
    note.show_span(0, 8)
    QTest.keyClick(note, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert (held(), clipboard.seconds_left) == ("EARNSHAW", CLEAR_AFTER_SECONDS)
    clipboard.clear_now()
    assert held() == ""


@pytest.mark.usefixtures("_owned")
def test_whose_words_were_taken_is_told_once_for_each_copy(clipboard: SensitiveClipboard, qtbot: QtBot) -> None:
    told: list[tuple[str, str, int]] = []
    clipboard.part_taken.connect(lambda *said: told.append(said))
    note = NotePreview()
    qtbot.addWidget(note)
    note.set_text(NOTE)
    note.show_span(0, 8)
    note.copy()
    assert told == []  # a sheet of nobody's, such as a sample
    clipboard.clear_now()
    note.set_source(Kind.NOTE, "a" * 32)
    note.copy()
    QGuiApplication.clipboard().dataChanged.emit()
    assert told == [("note", "a" * 32, 8)]
    seconds_pass(clipboard, 1)
    note.copy()
    assert len(told) == 2
