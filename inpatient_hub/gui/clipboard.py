"""Puts a note on the clipboard, asks the computer not to keep a history of it, and takes it off again."""

import sys

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

from inpatient_hub.domain.errors import HubError

CLEAR_AFTER_SECONDS = 120
KEEP_LONGER_SECONDS = 120

_DWORD_ZERO = b"\x00\x00\x00\x00"
WINDOWS_MARKS = {
    "ExcludeClipboardContentFromMonitorProcessing": b"1",
    "CanIncludeInClipboardHistory": _DWORD_ZERO,
    "CanUploadToCloudClipboard": _DWORD_ZERO,
    "Clipboard Viewer Ignore": b"1",
}
"""Formats that keep a text out of the clipboard history (Win+V), the cloud clipboard and clipboard managers; the two
`Can...` ones hold a serialised DWORD of zero (Microsoft, Clipboard Formats). They are requests: well-behaved programs
honour them, and remote desktops may not pass them on."""
LINUX_MARKS = {"x-kde-passwordManagerHint": b"secret"}
_PART = "application/x-inpatient-hub-part"
"""Stands beside words that a person took out of a note by hand, so that they are taken off again like a whole one."""


def sensitive(text: str, platform: str = sys.platform) -> QMimeData:
    """`text` as clipboard data, marked as sensitive in the way of this system."""
    data = QMimeData()
    data.setText(text)
    marks = WINDOWS_MARKS if platform == "win32" else LINUX_MARKS if platform.startswith("linux") else {}
    for name, value in marks.items():
        data.setData(name, value)
    return data


def part_of_note(text: str, source: str = "") -> QMimeData:
    """Words that a person selected in a note, as the plain text they are pasted as, marked like the whole of it.
    `source` says which record they are out of, as its kind and its id."""
    data = sensitive(text)
    data.setData(_PART, source.encode("ascii"))
    return data


class SensitiveClipboard(QObject):
    """The clipboard while a note of ours is on it. It is cleared after a while, and only if the note is still there."""

    time_left = Signal(int)
    """Seconds until it is cleared; 0 once it is."""
    part_taken = Signal(str, str, int)
    """(kind, id, characters): so much was copied or cut by hand out of the note of this record."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours: str | None = None
        self._seconds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._on_second)
        QGuiApplication.clipboard().dataChanged.connect(self._on_changed)

    @property
    def seconds_left(self) -> int:
        """Seconds until our text is taken off; 0 when there is none."""
        return self._seconds

    def put(self, text: str) -> None:
        """Puts `text` on the clipboard. Raises HubError when the clipboard does not hold it afterwards."""
        clipboard = QGuiApplication.clipboard()
        clipboard.setMimeData(sensitive(text), QClipboard.Mode.Clipboard)
        if not self._holds(text):
            raise HubError(
                "The clipboard did not take the note",
                "Another program may be holding it. The note is safe in the unfiled tray.",
                remedy="Press Copy again.",
            )
        self._ours = text
        self._start(CLEAR_AFTER_SECONDS)

    def keep_longer(self) -> None:
        """Leaves our text there two minutes more."""
        if self._ours is not None:
            self._start(self._seconds + KEEP_LONGER_SECONDS)

    def clear_now(self) -> None:
        """Takes our text off, if it is still ours; what someone else copied is left alone."""
        if self._ours is not None and self._holds(self._ours):
            QGuiApplication.clipboard().clear(QClipboard.Mode.Clipboard)
        self._ours = None
        self._seconds = 0
        self._timer.stop()
        self.time_left.emit(0)

    def clear_all_of_ours(self) -> None:
        """Takes off our note, and whatever else was copied or marked in this window and is still there."""
        self.clear_now()
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear(QClipboard.Mode.Clipboard)
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            clipboard.clear(QClipboard.Mode.Selection)

    def _start(self, seconds: int) -> None:
        self._seconds = seconds
        self._timer.start()
        self.time_left.emit(seconds)

    def _on_second(self) -> None:
        if self._ours is not None and not self._holds(self._ours):
            self._ours = None  # someone copied something else: nothing of ours is left to clear
        if self._ours is None or self._seconds <= 1:
            self.clear_now()
            return
        self._seconds -= 1
        self.time_left.emit(self._seconds)

    def _on_changed(self) -> None:
        """Words of a note were copied or cut by hand, in whichever way: they stay there no longer than a note does."""
        clipboard = QGuiApplication.clipboard()
        held = clipboard.mimeData() if clipboard.ownsClipboard() else None  # what is another program's is not read
        if held is not None and held.hasFormat(_PART):
            words, was = clipboard.text(QClipboard.Mode.Clipboard), (self._ours, self._seconds)
            self._ours = words
            self._start(CLEAR_AFTER_SECONDS)
            kind, _, source = bytes(held.data(_PART).data()).decode("ascii").partition(" ")
            if source and was != (words, CLEAR_AFTER_SECONDS):  # some systems tell of one copy twice
                self.part_taken.emit(kind, source, len(words))

    @staticmethod
    def _holds(text: str) -> bool:
        held = QGuiApplication.clipboard().text(QClipboard.Mode.Clipboard)
        return held.replace("\r\n", "\n") == text.replace("\r\n", "\n")
