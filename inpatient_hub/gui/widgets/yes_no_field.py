"""A question answered yes or no, with neither chosen until the person does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import Unpack, override

from inpatient_hub.gui.widgets.field import Field, FieldWords
from inpatient_hub.gui.widgets.segment import Segment


class YesNoField(Field):
    """Two joined buttons; its value is True, False or None."""

    def __init__(self, label: str, *, yes: str = "Yes", no: str = "No", **words: Unpack[FieldWords]) -> None:
        self.segment = Segment((("yes", yes), ("no", no)), name=label)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.segment, 0, Qt.AlignmentFlag.AlignLeft)
        super().__init__(label, holder, entry=self.segment, **words)
        self.segment.chosen.connect(self._on_chosen)

    @override
    def value(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.segment.current())

    @override
    def set_value(self, value: bool | None) -> None:
        self.segment.set_current("" if value is None else "yes" if value else "no")

    @override
    def focus_field(self) -> None:
        self.segment.focus_first()

    @override
    def _mark_error(self, error: bool) -> None:
        self.segment.set_error(error)

    def _on_chosen(self, _key: str) -> None:
        self._changed()
