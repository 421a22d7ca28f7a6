"""How long each kind of record is kept, where that comes from, and how sure it is."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.retention import CERTAINTY_WORDS, Certainty, Period
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.marks import ChipFacts

_CHIPS = {
    Certainty.PROPOSED: ChipFacts(CERTAINTY_WORDS[Certainty.PROPOSED], "warn", "help-circle"),
    Certainty.UNSURE: ChipFacts(CERTAINTY_WORDS[Certainty.UNSURE], "warn", "help-circle"),
    Certainty.BUILT_IN: ChipFacts(CERTAINTY_WORDS[Certainty.BUILT_IN], "neutral", "info-circle"),
}


class PeriodsCard(Card):
    """Words to read; the trust sets other periods in its policy file."""

    def __init__(self) -> None:
        super().__init__("How long records are kept")
        self._shown: tuple[Period, ...] = ()

    def show_periods(self, periods: tuple[Period, ...]) -> None:
        """Shows them once; they change only with the trust's policy, which is read at the start."""
        if self._shown:
            return
        self._shown = periods
        for place, period in enumerate(periods):
            if place:
                self.add_line()
            self.add_padded(_block(period))


def _block(period: Period) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(WrapLabel(period.label, "strong"))
    after = f" after {period.starts}" if period.starts else ""
    words = f"{period.length}{after}."
    column.addWidget(WrapLabel(words[:1].upper() + words[1:]))
    chip = Chip()
    chip.set_facts(_CHIPS[period.certainty])
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(chip)
    row.addStretch(1)
    column.addLayout(row)
    column.addWidget(WrapLabel(period.source, "small", "muted"))
    return block
