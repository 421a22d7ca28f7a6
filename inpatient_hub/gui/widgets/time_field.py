"""A field for a time of day, typed as 0930 or 9:30, with a Now button."""

from collections.abc import Callable
from datetime import time

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import Unpack, override

from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.entry_line import EntryLine
from inpatient_hub.gui.widgets.field import Field, FieldWords
from inpatient_hub.gui.widgets.written_dates import parse_time, show_time


class TimeField(Field):
    """A time shown as 09:30; ``now`` gives the ward's time for the Now button. Its value is a time or None."""

    def __init__(self, label: str, *, now: Callable[[], time] | None = None, **words: Unpack[FieldWords]) -> None:
        self.line = EntryLine(icon="clock", most=110, replaces=True)
        self.now_button = Button("Now", kind="text", accessible=f"{label}: now")
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line)
        row.addWidget(self.now_button)
        row.addStretch(1)
        super().__init__(label, holder, entry=self.line, **words)
        self._now = now
        self._told: time | None = None
        self.now_button.setVisible(now is not None)
        self.line.setPlaceholderText("hh:mm")
        self.now_button.clicked.connect(self._on_now_clicked)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)

    @override
    def value(self) -> time | None:
        return parse_time(self.line.text())

    @override
    def set_value(self, value: time | None) -> None:
        self._told = value
        self.line.setText(show_time(value))

    @override
    def problem(self) -> str:
        if self.line.text().strip() and self.value() is None:
            return "This is not a time. Write it like 14:05 or 0930."
        return ""

    def _on_now_clicked(self) -> None:
        if self._now:
            self.line.setText(show_time(self._now()))
            self._tell()

    def _on_edited(self, _text: str) -> None:
        self.clear_error()
        if not self.line.text().strip():
            self._tell()

    def _on_finished(self) -> None:
        problem = self.problem()
        if problem:
            self.set_error(problem)
            return
        self.line.setText(show_time(self.value()))
        self._tell()

    def _tell(self) -> None:
        moment = self.value()
        if moment != self._told:
            self._told = moment
            self._changed()
