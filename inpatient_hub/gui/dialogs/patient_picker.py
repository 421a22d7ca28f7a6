"""Choosing the patient something is for: from a list, never as free text, and looked at once more before it begins."""

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.patients import CURRENT, PatientStatus
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.patient_picker_presenter import PatientPickerPresenter
from inpatient_hub.gui.dialogs.patient_picker_rows import Found, patient_row
from inpatient_hub.gui.search_words import search_words
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.patient_banner import BannerFacts, PatientBanner
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.search_box import SearchBox

_WIDTH = 640
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The patient chosen and how to make sure of them; `warning` is empty when nobody could be mistaken for them."""

    id: str
    name: str
    banner: BannerFacts
    warning: str


class PatientPicker(Dialog):
    """Enter chooses, and the patient is shown in full; Enter again, or the verb, confirms."""

    patient_chosen = Signal(str)
    """The id of the patient, confirmed by a person."""
    query_changed = Signal(str)
    choice_changed = Signal(str)
    """The id of the patient to be looked at before confirming; empty when the choice was taken back."""
    more_wanted = Signal()

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        *,
        question: str,
        verb: str,
        statuses: frozenset[PatientStatus] = CURRENT,
    ) -> None:
        """`statuses` other than those of now also offer who has been discharged, or was entered in error: what is kept
        about somebody is asked for after they have gone."""
        super().__init__(parent, question, width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._verb = verb
        self._found = Found()
        self._choice = ""
        self._chosen: _Chosen | None = None
        self._chooses_when_found = False
        self.search = SearchBox(search_words(context.session.ward), key="")
        self.patients = RowList(name="Patients")
        self._nobody = EmptyState("")
        self._ask = IconLine("info-circle", "Choose a patient. Their details are shown here to check before it begins.")
        self._banner = PatientBanner(size="strip")
        self._warning = BannerMessage("warn")
        self._cancel = Button("Cancel")
        self.confirm = Button(verb, kind="primary")
        self._build(parent)
        self._connect()
        self._show_chosen(None)
        PatientPickerPresenter(context, self, statuses)

    def _build(self, parent: QWidget | None) -> None:
        card = Card(ground="surface")
        card.add(self.patients, 1)
        card.add(self._nobody, 1)
        room = parent.window().height() if parent else 720
        card.setFixedHeight(max(scaled(80), min(scaled(280), room - scaled(400))))
        self._nobody.hide()
        check = QVBoxLayout()
        check.setSpacing(8)
        for widget in (self._ask, self._banner, self._warning):
            check.addWidget(widget)
        self.body.addWidget(self.search)
        self.body.addWidget(card)
        self.body.addLayout(check)
        self.add_button(self._cancel)
        self.add_button(self.confirm)

    def _connect(self) -> None:
        self.search.search_changed.connect(self._on_search_changed)
        self.search.submitted.connect(self._on_submitted)
        self.search.textEdited.connect(self._on_text_edited)
        self.search.installEventFilter(self)
        self.confirm.installEventFilter(self)
        self.patients.row_activated.connect(self._on_row_activated)
        self.patients.row_clicked.connect(self._on_row_activated)
        self.patients.current_changed.connect(self._on_current_changed)
        self._cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self._on_confirmed)

    def show_found(self, found: Found) -> None:
        """Show the patients found; a patient waiting to be confirmed stays so while they are among them."""
        self._found = found
        self.patients.set_rows([patient_row(line, found.today) for line in found.lines])
        self.patients.set_more(self._on_more_wanted if found.more else None)
        if found.lines and self.patients.current_id() is None:
            self.patients.select_first()
        self.patients.setVisible(bool(found.lines))
        self._nobody.setVisible(not found.lines)
        if not found.lines:
            self._nobody.set_words(*found.empty_words())
        if self._choice and self._choice not in {line.patient.id for line in found.lines}:
            self._choose("")
        if self._chooses_when_found:
            self._chooses_when_found = False
            self._choose_current()

    def append(self, found: Found) -> None:
        """Add the part of the list that was asked for; `found` holds the whole list."""
        held = len(self._found.lines)
        self._found = found
        self.patients.append_rows([patient_row(line, found.today) for line in found.lines[held:]])
        self.patients.set_more(self._on_more_wanted if found.more else None)

    def show_facts(self, patient_id: str, name: str, banner: BannerFacts, warning: str) -> None:
        """Show the patient to be looked at, if they are still the choice, and let the verb be pressed.

        `warning` names those who could be mistaken for them; empty when there is nobody.
        """
        if patient_id != self._choice:
            return
        self._show_chosen(_Chosen(patient_id, name, banner, warning))
        if self.search.hasFocus() or self.patients.hasFocus():
            self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen_id(self) -> str:
        """Return the id of the patient shown in full, "" when there is none."""
        return self._chosen.id if self._chosen else ""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.search and event.key() in _MOVES:
                QApplication.sendEvent(self.patients, event)
                return True
            if watched is self.confirm:
                return self._go_back_on(event)
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            return  # only the search box, the list and the verb act on Enter
        super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back_on(self, event: QKeyEvent) -> bool:
        """On the verb: a held Enter must not confirm what it chose; arrows and letters go back to choosing."""
        if event.key() in _ENTER:
            return event.isAutoRepeat()
        goes_back = event.key() in _MOVES or (event.text().isprintable() and event.text().strip())
        if goes_back:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(self.search, event)
        return bool(goes_back)

    def _choose(self, patient_id: str) -> None:
        if patient_id == self._choice and (not patient_id or self._chosen is not None):
            return
        self._choice = patient_id
        self._show_chosen(None)
        self.choice_changed.emit(patient_id)

    def _choose_current(self) -> None:
        current = self.patients.current_id()
        if current is not None:
            self._choose(str(current))

    def _show_chosen(self, chosen: _Chosen | None) -> None:
        self._chosen = chosen
        self._ask.setVisible(chosen is None)
        self._banner.setVisible(chosen is not None)
        self._warning.setVisible(chosen is not None and bool(chosen.warning))
        self.confirm.setEnabled(chosen is not None)
        self.say_reason("" if chosen is not None else f"{self._verb} needs a patient")
        self.confirm.set_label(self._verb)
        if chosen is not None:
            self._banner.set_facts(chosen.banner)
            self._warning.set_message("warn", chosen.warning, "Check the date of birth and the NHS number.")
            self.confirm.set_label(f"{self._verb} for {chosen.name}")
            if self.confirm.sizeHint().width() > self.width() - self._cancel.sizeHint().width() - 60:
                self.confirm.set_label(f"{self._verb} for this patient")

    def _on_search_changed(self, text: str) -> None:
        self.query_changed.emit(text)

    def _on_text_edited(self, _text: str) -> None:
        self._chooses_when_found = False
        self._choose("")

    def _on_submitted(self, text: str) -> None:
        if text.strip() == self._found.query.strip():
            self._choose_current()
        else:
            # What is listed is not yet what was typed: the choice waits for the right list.
            self._chooses_when_found = True

    def _on_row_activated(self, patient_id: Hashable) -> None:
        self._choose(str(patient_id))

    def _on_current_changed(self, patient_id: object) -> None:
        if self._choice and patient_id != self._choice:
            self._choose("")

    def _on_more_wanted(self, _held: int) -> None:
        self.more_wanted.emit()

    def _on_confirmed(self) -> None:
        if self._chosen is not None:
            patient_id = self._chosen.id
            self.accept()
            self.patient_chosen.emit(patient_id)
