"""Adding a patient, or changing their details: a few fields or all, with nothing typed lost on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.dialogs.patient_draft import Rebased, words_for
from inpatient_hub.gui.dialogs.patient_fields import NOBODY_TO_CHOOSE, PatientFields, StaffChoices
from inpatient_hub.gui.dialogs.patient_form_draft import form_draft
from inpatient_hub.gui.dialogs.typed_form import SAVE_KEY, TypedForm
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.patient_banner import BannerFacts
from inpatient_hub.gui.widgets.segment import Segment
from inpatient_hub.services.patients import PatientDetails

SIMPLE, FULL = "simple", "full"
_QUIET_MS = 250
_WIDTH = 640


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFor:
    """Whom the form is about: a new patient of this ward, or one with these details, name and banner."""

    ward: Ward
    today: date
    staff: StaffChoices = NOBODY_TO_CHOOSE
    details: PatientDetails | None = None
    name: str = ""
    patient_id: str = ""
    banner: BannerFacts | None = None


class PatientForm(TypedForm):
    """The form. It shows and collects; its presenter reads and saves."""

    would_be_lost = "What you typed about this patient will be lost."

    details_given = Signal(object)
    """Carries `PatientDetails`: the person wants them saved."""
    names_changed = Signal(object)
    """Carries `PatientDetails` a moment after a name was typed."""
    place_changed = Signal(object)
    """Carries `PatientDetails` a moment after the bed, the room or the status was changed."""

    def __init__(self, parent: QWidget | None, about: FormFor) -> None:
        title = f"Change {about.name}'s details" if about.details else f"Add a patient to {about.ward.name}"
        super().__init__(parent, title, width=_WIDTH, banner=about.banner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._base = about.details or PatientDetails(family_name="")
        self._patient_id = about.patient_id
        self.ward_id = about.ward.id
        self._draft_title = f"The details of {about.name}" if about.details else "A new patient"
        self._is_saving = False
        self._told_names = _names(self._base)
        self._told_place = _place(self._base)
        self._mode = Segment([(SIMPLE, "Name and bed"), (FULL, "All details")], name="How much to fill in")
        self._notice = BannerMessage("warn")
        self._similar = BannerMessage("warn")
        self._same_bed = BannerMessage("warn")
        self.fields = PatientFields(about.ward, about.today, about.staff)
        self._cancel = Button("Cancel")
        self._save = Button("Save changes" if about.details else "Add patient", kind="primary", key=SAVE_KEY)
        self._quiet, self._quiet_place = QTimer(self), QTimer(self)
        for timer in (self._quiet, self._quiet_place):
            timer.setSingleShot(True)
            timer.setInterval(_QUIET_MS)
        self._build()
        self.fields.set_details(self._base)
        self.set_mode(FULL if about.details else SIMPLE)
        self._connect()

    def _build(self) -> None:
        self.body.addWidget(self._mode)
        self.body.addWidget(self.fields)
        for message in (self._notice, self._similar, self._same_bed):
            self.add_told(message)
        self.add_button(self._cancel)
        self.add_button(self._save)
        self._mode.setVisible(self.fields.has_more)
        self._notice.hide()
        self._similar.hide()
        self._same_bed.hide()

    def _connect(self) -> None:
        self._mode.chosen.connect(self.set_mode)
        self._cancel.clicked.connect(self.reject)
        self._save.clicked.connect(self._on_save_clicked)
        self.fields.edited.connect(self._on_edited)
        self._quiet.timeout.connect(self._on_quiet)
        self._quiet_place.timeout.connect(self._on_place_quiet)

    def mode(self) -> str:
        """Return `simple` or `full`."""
        return self._mode.current()

    def set_mode(self, mode: str) -> None:
        """Show a few fields or all; what was typed in the others stays."""
        self.stand_still(False)
        self._mode.set_current(mode)
        self.fields.show_all(mode == FULL)

    def details(self) -> PatientDetails:
        """Return what is typed now."""
        return self.fields.details(self._base)

    @override
    def is_changed(self) -> bool:
        """Say whether anything differs from what the form opened with."""
        return self.details() != self._base

    def draft(self) -> Draft | None:
        """Return what is typed and not saved, for the window that is about to be locked."""
        half = self.fields.half_typed()
        if not (self.is_changed() or half):
            return None
        return form_draft(
            self._patient_id, self._draft_title, ward=self.ward_id, base=self._base, typed=self.details(), half=half
        )

    def put_back(self, details: PatientDetails, half: Mapping[str, str]) -> None:
        """Show again what was typed before the window was locked."""
        self.fields.set_details(details)
        self.fields.put_half_typed(half)
        if half or _beyond_simple(details) != _beyond_simple(self._base):
            self.set_mode(FULL)
        self._on_edited()

    def show_similar(self, sentence: str, remedy: str = "") -> None:
        """Warn of patients who could be mistaken for this one; "" takes the warning away."""
        self._similar.set_message("warn", sentence, remedy)
        self._similar.setVisible(bool(sentence))

    def show_same_bed(self, sentence: str, remedy: str = "") -> None:
        """Warn that someone else has this bed; "" takes the warning away. It stops nobody from saving."""
        self._same_bed.set_message("warn", sentence, remedy)
        self._same_bed.setVisible(bool(sentence))

    def show_refusal(self, error: HubError) -> None:
        """Say why it was not saved: beside the field it belongs to, or across the form. Nothing typed is lost."""
        self._set_saving(saving=False)
        if isinstance(error, InvalidAnswer) and self.fields.set_error(error.field, f"{error.message} {error.remedy}"):
            self._show_first_fault()
            return
        self._say("act", f"{error.title}. {error.message}", error.remedy)

    def show_rebased(self, rebased: Rebased) -> None:
        """Somebody else changed this patient meanwhile: take over what they wrote, keep what was typed here."""
        self._set_saving(saving=False)
        self._base = rebased.base
        self.fields.set_details(rebased.draft)
        self._say(
            "warn", "Someone else changed this patient while you were typing. Nothing is saved yet.", _advice(rebased)
        )
        for name in rebased.disputed:
            shown = self.fields.shown(name, rebased.base)
            self.fields.set_error(name, f"Theirs: {shown}. Saving keeps yours.")
        if rebased.disputed:
            self.set_mode(FULL)
            self._reveal(self.fields.focus_fault())

    def saved(self) -> None:
        """Close: it is saved."""
        self.accept()

    @override
    def save(self) -> None:
        self._on_save_clicked()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fields.focus_first()

    def _on_edited(self) -> None:
        self.stand_still()
        details = self.details()
        if _names(details) != self._told_names:
            self._told_names = _names(details)
            self._quiet.start()
        if _place(details) != self._told_place:
            self._told_place = _place(details)
            self._quiet_place.start()

    def _on_quiet(self) -> None:
        self.names_changed.emit(self.details())

    def _on_place_quiet(self) -> None:
        self.place_changed.emit(self.details())

    def _on_save_clicked(self) -> None:
        if self._is_saving:
            return
        self._notice.hide()
        if not self.fields.check():
            self._show_first_fault()
            return
        if not self.is_changed():
            self.accept()
            return
        self._set_saving(saving=True)
        self.details_given.emit(self.details())

    def _set_saving(self, *, saving: bool) -> None:
        self._is_saving = saving
        self._save.setEnabled(not saving)
        self.say_reason("Saving" if saving else "")

    def _show_first_fault(self) -> None:
        if self.fields.fault_is_hidden():
            self.set_mode(FULL)
        self._reveal(self.fields.focus_fault())

    def _say(self, kind: str, sentence: str, remedy: str) -> None:
        self._notice.set_message(kind, sentence, remedy)
        self._notice.show()


def _beyond_simple(details: PatientDetails) -> PatientDetails:
    """These details without those the simple form shows."""
    return replace(details, family_name="", given_name="", preferred_name="", bed="")


def _names(details: PatientDetails) -> tuple[str, str]:
    return details.family_name, details.given_name


def _place(details: PatientDetails) -> tuple[str, str, str]:
    return details.bed, details.room, details.status


def _advice(rebased: Rebased) -> str:
    parts = []
    if rebased.taken:
        parts.append(f"Their {words_for(rebased.taken)} {'is' if len(rebased.taken) == 1 else 'are'} now in the form.")
    if rebased.disputed:
        parts.append(f"You both changed {words_for(rebased.disputed)}: look below.")
    return " ".join([*parts, "Check, then save again."])
