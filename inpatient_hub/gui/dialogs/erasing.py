"""The second question before something is erased for good: the person types how many."""

from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.retention import REASON_WORDS, ErasureReason
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.number_field import NumberField

_GONE = (
    "Details, notes, referrals, answers and tasks are removed. What stays is that something was erased: when, by whom, "
    "why and how much, without a name; and the audit trail, where the patient has no name."
)


class ErasingDialog(ConfirmDialog):
    """The verb is off until the number typed is the number of records."""

    confirmed = Signal(int)
    """The number typed."""

    def __init__(self, parent: QWidget | None, count: int, reason: ErasureReason) -> None:
        what = "this record" if count == 1 else f"these {count:,} records"
        super().__init__(
            parent,
            f"Erase {what} for good?",
            _GONE,
            verb="Erase 1 record" if count == 1 else f"Erase {count:,} records",
            danger=True,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._count = count
        self._warning = BannerMessage(
            "warn",
            "Nothing brings it back, and no backup does.",
            f"Why: {REASON_WORDS[reason].lower()}. Whatever has to be kept must be in SystmOne.",
        )
        self.number = NumberField("How many records are to be erased?", least=0, help=f"Type {count} to confirm.")
        self.body.addWidget(self._warning)
        self.body.addWidget(self.number)
        self.number.value_changed.connect(self._judge)
        self.accepted.connect(self._on_accepted)
        self._judge()
        self.number.focus_field()

    def _judge(self, _value: object = None) -> None:
        self.set_ready(self.number.value() == Decimal(self._count), "Type the number of records")

    def _on_accepted(self) -> None:
        self.confirmed.emit(int(self.number.value() or 0))
