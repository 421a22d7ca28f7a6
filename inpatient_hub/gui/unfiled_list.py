"""The notes that were copied and not filed yet, as rows that can be dealt with on the spot."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.models.rows import RowButton, RowFacts, RowKey
from inpatient_hub.gui.moments import ago, moment
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.host.clock import steady_seconds
from inpatient_hub.services.ports import NoteLine

FILED_KEY, COPY_KEY, NOT_FILED_KEY = key_of("row_filed"), key_of("row_copy"), key_of("row_not_filed")
"""Keys on a row, the same wherever an unfiled note stands in a list."""
_ROOMY_FROM, _MIDDLE_FROM = 680, 480
"""Width of the list, in pixels at 100 %, from which a row has room for the time and three buttons, or for two."""
SETTLE_SECONDS = 1.5
"""After rows moved up, a press that files is not taken for so long: it was meant for the row that was there."""

_FILED = RowButton("filed", "Filed", "check")
_COPY_AGAIN = RowButton("copy_again", "Copy again", "copy")
_NOT_FILED = RowButton("not_filed", "Not filed…", kind="text")


class UnfiledList(RowList):
    """Unfiled notes in the order given; `roomy` lists use their width for the time of the copy and more buttons."""

    filed_requested = Signal(str)
    copy_again_requested = Signal(str)
    not_filed_requested = Signal(str)
    held_back = Signal(str)
    """Says in words what was not done: the row had only just moved to where the last one stood."""

    def __init__(self, *, roomy: bool = False, fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name="Notes copied and not yet filed", fit=fit, parent=parent)
        self._may_be_roomy = roomy
        self._lines: tuple[NoteLine, ...] = ()
        self._at: datetime | None = None
        self._moved: set[str] = set()
        self._moved_at = -SETTLE_SECONDS
        self._signals = {
            **dict.fromkeys((_FILED.id, FILED_KEY), self.filed_requested),
            **dict.fromkeys((_COPY_AGAIN.id, COPY_KEY), self.copy_again_requested),
            **dict.fromkeys((_NOT_FILED.id, NOT_FILED_KEY), self.not_filed_requested),
        }
        self.button_pressed.connect(self._on_button_pressed)
        self.key_pressed.connect(self._on_key_pressed)

    def show_lines(self, lines: Sequence[NoteLine], at: datetime) -> None:
        """Shows these notes; `at` is the moment it is now, on the ward's clock."""
        places = {line.id: place for place, line in enumerate(self._lines)}
        moved = {line.id for place, line in enumerate(lines) if place < places.get(line.id, 0)}
        if moved:
            self._moved, self._moved_at = moved, steady_seconds()
        self._lines, self._at = tuple(lines), at
        self._show_rows()

    def copy(self) -> bool:
        """Asks for the note the keyboard is on once more; False when the keyboard is somewhere else."""
        current = self.current_id()
        if not (self.hasFocus() and isinstance(current, str)):
            return False
        self.copy_again_requested.emit(current)
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.text().upper()
        current = self.current_id()
        if plain and key in self._signals and isinstance(current, str):
            if not event.isAutoRepeat():  # a key held down must not file the notes below
                self._on_key_pressed(current, key)
            return
        if key not in self._signals:
            self._moved = set()  # whoever moves the selection chooses the row
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._at is not None:
            width = self.width() if self._may_be_roomy else 0
            steps = ((_ROOMY_FROM, _roomy_row), (_MIDDLE_FROM, _middle_row), (0, _narrow_row))
            row_of = next(row for least, row in steps if width >= scaled(least))
            self.set_rows([row_of(line, self._at) for line in self._lines])

    def _on_button_pressed(self, note_id: str, button: str) -> None:
        self._wanted(note_id, button)

    def _on_key_pressed(self, note_id: str, key: str) -> None:
        self._wanted(note_id, key)

    def _wanted(self, note_id: str, what: str) -> None:
        is_settling = steady_seconds() - self._moved_at < SETTLE_SECONDS
        if is_settling and note_id in self._moved and what in (_FILED.id, FILED_KEY):
            whose = next((patient_words(line) for line in self._lines if line.id == note_id), "")
            self.held_back.emit(f"The list moved up. Press Filed once more for {whose}, if it is filed too")
            return
        self._signals[what].emit(note_id)


def patient_words(line: NoteLine) -> str:
    """`Catherine Earnshaw, bed 4`."""
    return f"{line.patient_name}, bed {line.bed}" if line.bed else line.patient_name


def _copied_ago(line: NoteLine, at: datetime) -> str:
    return ago(at - (line.copied_at or line.made_at))


def _narrow_row(line: NoteLine, at: datetime) -> RowFacts:
    copied = _copied_ago(line, at)
    return RowFacts(
        id=line.id,
        title=patient_words(line),
        second=f"{line.title}, copied {copied}",
        buttons=(_FILED,),
        keys=(RowKey(COPY_KEY, "copy again"), RowKey(NOT_FILED_KEY, "not filed…")),
        accessible=f"Not filed: {patient_words(line)}, {line.title}, copied {copied}",
    )


def _middle_row(line: NoteLine, at: datetime) -> RowFacts:
    return replace(_narrow_row(line, at), buttons=(_COPY_AGAIN, _FILED), keys=(RowKey(NOT_FILED_KEY, "not filed…"),))


def _roomy_row(line: NoteLine, at: datetime) -> RowFacts:
    copied = _copied_ago(line, at)
    copied_at = (line.copied_at or line.made_at).astimezone(at.tzinfo)
    edited = ", edited by hand" if line.edited else ""
    return RowFacts(
        id=line.id,
        title=patient_words(line),
        second=f"{line.title}, by {line.author}{edited}",
        state_icon="clipboard-list",
        state_token="warn-text",
        state_words="Not filed",
        time=moment(copied_at, at.date()),
        distance=copied,
        buttons=(_NOT_FILED, _COPY_AGAIN, _FILED),
        accessible=f"Not filed: {patient_words(line)}, {line.title}, by {line.author}{edited}, copied {copied}",
    )
