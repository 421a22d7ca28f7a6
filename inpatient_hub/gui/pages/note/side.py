"""The side of a note's page: whose record it belongs in, its times, and what happened so far."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from inpatient_hub.domain.patients import spaced_nhs_number
from inpatient_hub.gui.models.history import HistoryFacts
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.history_list import HistoryList
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from inpatient_hub.domain.patients import Patient

_WIDTH = 300
_NO_LIMIT = 16777215


class NoteSide(SidePanel):
    """Fixed beside the note's text; scrolls by itself."""

    def __init__(self) -> None:
        super().__init__(width=_WIDTH)
        self.before_paste = Card(tone="primary", ground="sunken")
        self._name = WrapLabel("", "question")
        self._number = WrapLabel("", "strong")
        self._born = WrapLabel("", "small", "muted")
        self._values = QWidget()
        self._cells = QGridLayout(self._values)
        self._history = HistoryList(name="So far", fit=True)
        self._build()

    def set_whole_width(self, *, whole: bool) -> None:
        """Takes all the width there is, or its own beside the text."""
        policy = QSizePolicy.Policy.Expanding if whole else QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(1 if whole else scaled(_WIDTH))
        self.setMaximumWidth(_NO_LIMIT if whole else scaled(_WIDTH))

    def whole_height(self, width: int) -> int:
        """The height at which nothing of it scrolls, in pixels at this width."""
        return self.body.totalHeightForWidth(max(1, width - 1))

    def show_patient(self, patient: "Patient", *, shown: bool) -> None:
        """Says which name must be open in SystmOne, while the note is still to be pasted."""
        self.before_paste.setVisible(shown)
        self._name.setText(patient.banner_name)
        self._number.setText(spaced_nhs_number(patient.nhs_number))
        self._number.setVisible(bool(patient.nhs_number))
        self._born.setText(f"born {day(patient.born_on)}" if patient.born_on else "")
        self._born.setVisible(patient.born_on is not None)

    def show_values(self, values: Sequence[tuple[str, str]]) -> None:
        """Shows the note's times, one under the other."""
        while (cell := self._cells.takeAt(0)) is not None:
            if (old := cell.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, (label, value) in enumerate(values):
            self._cells.addWidget(text_label(label, "small", "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._cells.addWidget(WrapLabel(value, "small"), row, 1)

    def show_history(self, items: Sequence[HistoryFacts]) -> None:
        """Shows what happened so far."""
        self._history.set_items(items)

    def _build(self) -> None:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(WrapLabel("Before you paste", "strong"))
        column.addWidget(WrapLabel("The name open in SystmOne must read", "small", "muted"))
        for label in (self._name, self._number, self._born):
            column.addWidget(label)
        self.before_paste.add_padded(words)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setHorizontalSpacing(12)
        self._cells.setVerticalSpacing(6)
        self._cells.setColumnStretch(1, 1)
        self.add(self.before_paste)
        self.add(self._values)
        self.add(text_label("So far", "strong"))
        self.add(self._history)
        self.body.addStretch(1)
