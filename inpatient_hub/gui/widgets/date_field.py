"""A field for a day: typed as people type dates, or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import Unpack, override

from inpatient_hub.domain.working_days import Nation
from inpatient_hub.gui.widgets.entry_line import EntryLine
from inpatient_hub.gui.widgets.field import Field, FieldWords
from inpatient_hub.gui.widgets.month_grid import MonthPopup
from inpatient_hub.gui.widgets.said_days import day_said
from inpatient_hub.gui.widgets.written_dates import parse_date, show_date

_EXAMPLE = "20 Nov 2026"
_HINT = "day month year"
"""Stands in an empty field: words, as a date in grey looks like an answer."""


class DateField(Field):
    """A day shown as 20 Nov 2026, typed as a date or in the words of a line of work; Down or F4 opens the calendar. Its
    value is a date or None."""

    def __init__(
        self,
        label: str,
        *,
        today: date,
        earliest: date | None = None,
        latest: date | None = None,
        **words: Unpack[FieldWords],
    ) -> None:
        self.line = EntryLine(most=190, replaces=True)
        super().__init__(label, self.line, **words)
        self._today, self._earliest, self._latest = today, earliest, latest
        self._told: date | None = None
        self.nation = Nation.ENGLAND
        """Whose bank holidays are left out when working days are counted."""
        self.line.setPlaceholderText(_HINT)
        self.line.add_button("calendar-event", "Open the calendar", "F4").clicked.connect(self._on_open_clicked)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)
        self.line.installEventFilter(self)

    def set_latest(self, latest: date | None) -> None:
        """The last day that is taken from now on."""
        self._latest = latest

    @override
    def value(self) -> date | None:
        found = self._read()
        return found if found and not self._range_problem(found) else None

    @override
    def set_value(self, value: date | None) -> None:
        self._told = value
        self.line.setText(show_date(value))
        self.line.setCursorPosition(0)

    @override
    def typed(self) -> str:
        """A day that was said as `mon` or `3 wd` is kept as that day: tomorrow the words mean another."""
        found = self._read()
        return show_date(found) if found is not None else self.line.text()

    @override
    def problem(self) -> str:
        typed = self.line.text().strip()
        if not typed:
            return ""
        found = self._read()
        if found is None:
            return f"This is not a date. Write it like {_EXAMPLE} or 20/11/2026."
        return self._range_problem(found)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and self._opens(event):
            self._on_open_clicked()
            return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _opens(event: QKeyEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4)

    def _read(self) -> date | None:
        """A date as it is written, else the day that words such as `mon` and `3 wd` mean in a line of work."""
        typed = self.line.text()
        return parse_date(typed, self._today) or day_said(typed, self._today, self.nation)

    def _range_problem(self, day: date) -> str:
        if self._earliest and day < self._earliest:
            return f"This day is before {show_date(self._earliest)}. Check the date."
        if self._latest and day > self._latest:
            return f"This day is after {show_date(self._latest)}. Check the date."
        return ""

    def _on_open_clicked(self) -> None:
        picked = self.value()
        popup = MonthPopup(
            picked or max(self._earliest or date.min, min(self._latest or date.max, self._today)),
            today=self._today,
            picked=picked,
            earliest=self._earliest,
            latest=self._latest,
            parent=self.line,
        )
        popup.day_picked.connect(self._on_day_picked)
        popup.open_at(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))

    def _on_day_picked(self, day: date) -> None:
        self.line.setText(show_date(day))
        self._tell(day)

    def _on_edited(self, _text: str) -> None:
        self.clear_error()
        # "2 nov" on the way to "20 nov" is not an answer yet: only a full date, or none, is told while typing.
        if not self.line.text().strip():
            self._tell(None)

    def _on_finished(self) -> None:
        problem = self.problem()
        if problem:
            self.set_error(problem)
            return
        found = self.value()
        self.line.setText(show_date(found))
        self._tell(found)

    def _tell(self, day: date | None) -> None:
        if day != self._told:
            self._told = day
            self._changed()
