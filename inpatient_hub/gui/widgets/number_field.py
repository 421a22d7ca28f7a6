"""A field for a number with its unit, such as a weight in kg."""

from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import Unpack, override

from inpatient_hub.gui.widgets.entry_line import EntryLine
from inpatient_hub.gui.widgets.field import Field, FieldWords
from inpatient_hub.gui.widgets.labels import text_label


class NumberField(Field):
    """A number with up to ``decimals`` places, between ``least`` and ``most``; its value is a Decimal or None."""

    def __init__(
        self,
        label: str,
        *,
        unit: str = "",
        decimals: int = 0,
        least: Decimal | int | None = None,
        most: Decimal | int | None = None,
        **words: Unpack[FieldWords],
    ) -> None:
        self._decimals, self._least, self._most, self._unit = decimals, least, most, unit
        self.line = EntryLine(most=140)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line)
        self._unit_label = text_label(unit, "body", "muted")
        row.addWidget(self._unit_label)
        row.addStretch(1)
        super().__init__(label, holder, entry=self.line, **words)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)

    def set_unit(self, unit: str) -> None:
        """Count in another unit."""
        self._unit = unit
        self._unit_label.setText(unit)

    @override
    def value(self) -> Decimal | None:
        return None if self.problem() else self._typed()

    @override
    def set_value(self, value: Decimal | int | None) -> None:
        self.line.setText("" if value is None else str(value))

    @override
    def problem(self) -> str:
        if not self.line.text().strip():
            return ""
        number = self._typed()
        if number is None:
            return "This is not a number. Write it in figures, such as 72.5."
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self._decimals:
            return "Write a whole number." if not self._decimals else f"Use at most {self._decimals} decimal places."
        return self._range_problem(number)

    def _range_problem(self, number: Decimal) -> str:
        unit = f" {self._unit}" if self._unit else ""
        if self._least is not None and number < self._least:
            return f"This is less than {self._least}{unit}. Check the number."
        if self._most is not None and number > self._most:
            return f"This is more than {self._most}{unit}. Check the number."
        return ""

    def _typed(self) -> Decimal | None:
        try:
            number = Decimal(self.line.text().strip().replace(",", ""))
        except InvalidOperation:
            return None
        return number if number.is_finite() else None

    def _on_edited(self, _text: str) -> None:
        self._changed()

    def _on_finished(self) -> None:
        self.set_error(self.problem())
