"""The ward's shifts as rows that can be changed: a name, when it starts and when it ends."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from inpatient_hub.domain.shifts import Shift
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.text_fields import TextField
from inpatient_hub.gui.widgets.time_field import TimeField

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


class ShiftRow:
    """The three fields of one shift."""

    def __init__(self, number: int, shift: Shift) -> None:
        place = _ORDINALS[number]
        self.name = TextField(f"{place} shift", max_length=30)
        self.starts = TimeField(f"{place} shift starts")
        self.ends = TimeField(f"{place} shift ends")
        self.name.set_value(shift.name)
        self.starts.set_value(shift.starts)
        self.ends.set_value(shift.ends)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields in reading order."""
        return (self.name, self.starts, self.ends)

    @property
    def lines(self) -> tuple[QLineEdit, ...]:
        """What is typed in, in reading order."""
        return (self.name.line, self.starts.line, self.ends.line)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands in the row: the ward has no such shift."""
        return not any(line.text().strip() for line in self.lines)

    def shift(self) -> Shift | None:
        """The shift written in the row; None when the row is empty or not right yet."""
        name, starts, ends = self.name.value(), self.starts.value(), self.ends.value()
        if not name or starts is None or ends is None or starts == ends:
            return None
        return Shift(name=name, starts=starts, ends=ends)

    def show_faults(self) -> Field | None:
        """Says beside each field what is wrong with it; returns the first such field."""
        if self.is_empty:
            return None
        self.name.set_error("" if self.name.value() else "A shift needs a name.")
        self.starts.set_error(self.starts.problem() or ("" if self.starts.value() else "When does it start?"))
        self.ends.set_error(self.ends.problem() or self._end_fault())
        return next((field for field in self.fields if field.error()), None)

    def _end_fault(self) -> str:
        if self.ends.value() is None:
            return "When does it end?"
        return "It ends when it starts." if self.ends.value() == self.starts.value() else ""


class ShiftRows(QWidget):
    """All shifts of the ward under one head. A row left empty is no shift."""

    def __init__(self, shifts: Sequence[Shift], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Shifts")
        self._rows = tuple(ShiftRow(number, shift) for number, shift in enumerate(shifts))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for column, head in enumerate(("Shift", "Starts", "Ends")):
            grid.addWidget(text_label(head, "small-medium"), 0, column)
        for number, row in enumerate(self._rows, 1):
            for column, field in enumerate(row.fields):
                field.label_widget().hide()
                grid.addWidget(field, number, column, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)

    @property
    def lines(self) -> tuple[QLineEdit, ...]:
        """What is typed in, in reading order."""
        return tuple(line for row in self._rows for line in row.lines)

    def shifts(self) -> tuple[Shift, ...]:
        """The shifts that are written whole."""
        return tuple(shift for row in self._rows if (shift := row.shift()) is not None)

    def show_faults(self) -> Field | None:
        """Says beside each field what is wrong; returns the first such field, None when all is right."""
        faults = [fault for row in self._rows if (fault := row.show_faults()) is not None]
        if faults:
            return faults[0]
        if all(row.is_empty for row in self._rows):
            first = self._rows[0].name
            first.set_error("A ward has at least one shift.")
            return first
        return None
