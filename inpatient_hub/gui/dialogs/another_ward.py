"""Another ward: those one works on, and any other in an emergency, with a reason."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.sign_in import LEAST_REASON, REASON_WORDS, EmergencyReason
from inpatient_hub.gui.dialogs.list_height import list_height
from inpatient_hub.gui.models.rows import GroupFacts, Row, RowFacts
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.text_fields import ParagraphField
from inpatient_hub.services.emergencies import WardDoor

_ROWS_SHOWN = 7
_BESIDE = 230
_TOLD = "Who you are, when, and your reason are recorded, and an admin of that ward reviews it. It lasts 60 minutes."


class AnotherWardDialog(Dialog):
    """Closes once the ward is open: `accept` is called by whoever opens it."""

    ward_chosen = Signal(object)
    """Carries a `Ward` that the person may see."""
    emergency_wanted = Signal(object, object, str)
    """(`Ward`, `EmergencyReason`, own words)."""

    def __init__(self, parent: QWidget | None, doors: Sequence[WardDoor], *, here: str) -> None:
        super().__init__(parent, "Which ward?", consequence="The window shows one ward at a time.")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._doors = {door.ward.id: door for door in doors}
        self._wanted: WardDoor | None = None
        self.rows = RowList(name="Wards")
        self.reason = ChoiceField(
            "Reason", [(reason.value, words) for reason, words in REASON_WORDS.items()], required=True
        )
        self.words = ParagraphField(
            "What brings you there?",
            lines=2,
            most=4,
            required=True,
            help="In a few words of your own, and nothing about a patient.",
        )
        self.back_button = Button("Another ward", kind="text", icon="arrow-left")
        self.cancel_button = Button("Cancel")
        self.open_button = Button("Open for 60 minutes", kind="primary")
        self._trouble = BannerMessage("act")
        self._card = Card(ground="surface")
        self._emergency = QWidget()
        self._message = BannerMessage("warn")
        self._build()
        rows = _rows(doors, here)
        heads = sum(isinstance(row, GroupFacts) for row in rows)
        self.rows.set_rows(rows)
        shown = max(2, min(len(doors), _ROWS_SHOWN))
        self.rows.setFixedHeight(list_height(self, shown, beside=_BESIDE, heads=heads))
        self.rows.row_activated.connect(self._on_ward_picked)
        self.rows.row_clicked.connect(self._on_ward_picked)
        self.back_button.clicked.connect(self._on_back)
        self.cancel_button.clicked.connect(super().reject)
        self.open_button.clicked.connect(self._on_open)
        self._show_emergency(shown=False)

    def show_problem(self, error: HubError) -> None:
        """Says why the ward was not opened."""
        self.open_button.setEnabled(True)
        if isinstance(error, InvalidAnswer) and error.field == "reason":
            self.words.set_error(f"{error.message} {error.remedy}")
            self.words.focus_field()
            return
        self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self._trouble.show()

    @override
    def reject(self) -> None:
        if self._emergency.isHidden():
            super().reject()
        else:
            self._on_back()

    def _build(self) -> None:
        self._card.add(self.rows)
        column = QVBoxLayout(self._emergency)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._message, self.reason, self.words):
            column.addWidget(part)
        self.body.addWidget(self._card)
        self.body.addWidget(self._emergency)
        self.body.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._trouble.hide()
        self.add_told(self._trouble)
        self.add_button(self.cancel_button)
        self.add_button(self.open_button)

    def _show_emergency(self, *, shown: bool) -> None:
        self._trouble.hide()
        self._card.setVisible(not shown)
        for part in (self._emergency, self.back_button, self.open_button):
            part.setVisible(shown)
        if shown:
            self.reason.focus_field()
        else:
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self.adjustSize()

    def _on_ward_picked(self, ward_id: str) -> None:
        door = self._doors[ward_id]
        if door.works_here or door.until is not None:
            self.accept()
            self.ward_chosen.emit(door.ward)
            return
        self._wanted = door
        self._message.set_message("warn", f"You are not on the list of {door.ward.name}.", _TOLD)
        self._show_emergency(shown=True)

    def _on_back(self) -> None:
        self._show_emergency(shown=False)

    def _on_open(self) -> None:
        if self._wanted is None or not self.open_button.isEnabled():
            return
        reason, words = self.reason.value(), self.words.value()
        self.reason.set_error("" if reason else "Choose the reason that fits best.")
        self.words.set_error("" if len(words) >= LEAST_REASON else f"Say why in at least {LEAST_REASON} characters.")
        fault = next((field for field in (self.reason, self.words) if field.error()), None)
        if fault is not None or not reason:
            (fault or self.reason).focus_field()
            return
        self.open_button.setEnabled(False)
        self.emergency_wanted.emit(self._wanted.ward, EmergencyReason(reason), words)


def _rows(doors: Sequence[WardDoor], here: str) -> list[Row]:
    mine = [door for door in doors if door.works_here]
    others = [door for door in doors if not door.works_here]
    rows: list[Row] = []
    if mine:
        rows.append(GroupFacts("Your wards"))
        rows += [_row(door, here) for door in mine]
    if others:
        rows.append(GroupFacts("Emergency access", icon="alert-triangle", token="warn-text"))
        rows += [_row(door, here) for door in others]
    return rows


def _row(door: WardDoor, here: str) -> RowFacts:
    trailing = "Shown now" if door.ward.id == here else ""
    if door.until is not None and not trailing:
        trailing = "Open for you"
    return RowFacts(id=door.ward.id, title=door.ward.name, trailing=trailing)
