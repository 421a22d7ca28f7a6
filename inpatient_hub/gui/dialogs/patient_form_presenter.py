"""Reads what the patient form needs, warns of similar names while one is typed, and saves."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.domain.beds import sharing_bed
from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.errors import ChangedElsewhere, HubError
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.similar_names import SimilarName, similar_to
from inpatient_hub.domain.staff import Staff
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.bed_words import REMEDY, same_bed_sentence
from inpatient_hub.gui.dialogs.patient_draft import as_patient, details_of, rebased
from inpatient_hub.gui.dialogs.patient_fields import StaffChoices
from inpatient_hub.gui.dialogs.patient_form import FormFor, PatientForm
from inpatient_hub.gui.dialogs.patient_form_draft import typed_in
from inpatient_hub.gui.dialogs.similar_words import similar_sentence
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.returning import Returning, unreadable
from inpatient_hub.services.patient_undo import PatientEdited
from inpatient_hub.services.patients import PatientDetails, PatientFacts, PatientService

T = TypeVar("T")
Saved = Callable[[Patient, PatientEdited], None]


class PatientFormPresenter(Presenter):
    """For one form. `facts` is the patient as it was read when the form opened; None for a new one."""

    def __init__(self, context: Context, form: PatientForm, facts: PatientFacts | None, saved: Saved) -> None:
        super().__init__(context, form)
        self._form = form
        self._saved = saved
        self._facts = facts
        self._base = details_of(facts.patient) if facts else PatientDetails(family_name="")
        self._version = facts.patient.version if facts else 0
        self._others: tuple[Patient, ...] | None = None
        form.details_given.connect(self._on_details_given)
        form.names_changed.connect(self._on_names_changed)
        form.place_changed.connect(self._on_place_changed)

    def put_back(self, returning: Returning) -> None:
        """Shows again what was typed before the window was locked, carried over to the patient as they are now."""
        try:
            base, typed, half = typed_in(returning.draft)
        except ValueError:
            returning.failed(unreadable())
            return
        returning.shown_in(self._form)
        found = rebased(base, typed, self._base)
        self._form.put_back(found.draft, half)
        if base != self._base:
            self._form.show_rebased(found)

    @property
    @override
    def ward_id(self) -> str:
        """The ward that the form names: the window may have gone back from an emergency meanwhile."""
        return self._form.ward_id

    @property
    def _patient_id(self) -> str:
        return self._facts.patient.id if self._facts else ""

    def _on_details_given(self, details: PatientDetails) -> None:
        patients, by, ward_id = self.context.hub.patients, self.by, self.ward_id
        patient_id, version = self._patient_id, self._version

        def task() -> tuple[tuple[Patient, PatientEdited], Changes]:
            if patient_id:
                changed, edited = patients.edit(patient_id, details, seen_version=version, by=by)
                return (changed, edited), edited
            added, changes = patients.add(ward_id, details, by=by)
            return (added, PatientEdited()), changes

        self.write_for(task, self._on_saved, self._on_refused)

    def _on_saved(self, saved: tuple[Patient, PatientEdited]) -> None:
        self._form.saved()
        self._saved(*saved)

    def _on_refused(self, error: HubError) -> None:
        if not (self._patient_id and isinstance(error, ChangedElsewhere)):
            self._form.show_refusal(error)
            return
        patients, patient_id = self.context.hub.patients, self._patient_id
        self.read(lambda: patients.facts(patient_id), self._on_theirs_read, self._form.show_refusal)

    def _on_theirs_read(self, facts: PatientFacts) -> None:
        theirs = details_of(facts.patient)
        found = rebased(self._base, self._form.details(), theirs)
        self._base, self._version = theirs, facts.patient.version
        self._form.show_rebased(found)

    def _on_names_changed(self, details: PatientDetails) -> None:
        if len(details.family_name) < 2:
            self._form.show_similar("")
            return
        draft = as_patient(details, patient_id=self._patient_id, ward_id=self.ward_id)
        self._compare(lambda others: similar_to(draft, others), self._on_similar_found)

    def _on_similar_found(self, similar: Sequence[SimilarName]) -> None:
        remedy = "Make sure that this is a different person, and check the bed before you save." if similar else ""
        self._form.show_similar(similar_sentence(similar), remedy)

    def _on_place_changed(self, details: PatientDetails) -> None:
        draft = as_patient(details, patient_id=self._patient_id, ward_id=self.ward_id)

        def show(sharing: Sequence[Patient]) -> None:
            self._form.show_same_bed(same_bed_sentence(details.bed, sharing), REMEDY if sharing else "")

        self._compare(lambda others: sharing_bed(draft, others), show)

    def _compare(self, compare: Callable[[Sequence[Patient]], T], show: Callable[[T], None]) -> None:
        """Compares the draft with everyone on the ward, on the store's thread; the ward is read once."""
        patients, ward_id, known = self.context.hub.patients, self.ward_id, self._others

        def task() -> tuple[tuple[Patient, ...], T]:
            others = known if known is not None else current_patients(patients, ward_id)
            return others, compare(others)

        def then(found: tuple[tuple[Patient, ...], T]) -> None:
            self._others = found[0]
            show(found[1])

        self.read(task, then)


def current_patients(patients: PatientService, ward_id: str) -> tuple[Patient, ...]:
    """Everyone on the ward's list today. Runs on the store's thread."""
    found: list[Patient] = []
    after: str | None = None
    while True:
        page = patients.find(ward_id, after=after)
        found += [line.patient for line in page.items]
        after = page.next
        if after is None:
            return tuple(found)


def staff_choices(staff: Sequence[Staff], facts: PatientFacts | None) -> StaffChoices:
    """People to offer. Someone who has left stays on offer where the patient still has them; consultants come first
    among consultants."""
    known = {person.id for person in staff}
    nurses = [(person.id, person.signature) for person in staff]
    leading = [person for person in staff if "consultant" in person.role.casefold()]
    consultants = [(person.id, person.name) for person in leading]
    consultants += [(person.id, person.signature) for person in staff if person not in leading]
    if facts is not None:
        for chosen, name, offered in (
            (facts.patient.named_nurse_id, facts.named_nurse, nurses),
            (facts.patient.consultant_id, facts.consultant, consultants),
        ):
            if chosen and chosen not in known:
                offered.append((chosen, f"{name or 'Someone'}, no longer on this ward"))
    return StaffChoices(tuple(nurses), tuple(consultants))


def open_to_add(
    context: Context, owner: Presenter, parent: QWidget, saved: Saved, *, returning: Returning | None = None
) -> None:
    """Opens an empty form for the ward shown, or what was typed in one; `saved` gets the new patient."""
    hub, ward = context.hub, context.session.ward

    def show(staff: Sequence[Staff]) -> None:
        form = PatientForm(parent, FormFor(ward=ward, today=hub.clock.today(), staff=staff_choices(staff, None)))
        presenter = PatientFormPresenter(context, form, None, saved)
        if returning is not None:
            presenter.put_back(returning)
        form.open()

    owner.read(lambda: hub.wards.staff(ward.id), show, returning.failed if returning is not None else None)


def open_to_edit(
    context: Context,
    owner: Presenter,
    parent: QWidget,
    patient_id: str,
    saved: Saved,
    *,
    returning: Returning | None = None,
) -> None:
    """Opens the form with a patient's details, read now, and what was typed in it before; `saved` gets the changed
    patient, and what takes the change back."""
    hub = context.hub

    def task() -> tuple[PatientFacts, Sequence[Staff]]:
        facts = hub.patients.facts(patient_id)
        return facts, hub.wards.staff(facts.ward.id)

    def show(found: tuple[PatientFacts, Sequence[Staff]]) -> None:
        facts, staff = found
        today = hub.clock.today()
        about = FormFor(
            ward=facts.ward,
            today=today,
            staff=staff_choices(staff, facts),
            details=details_of(facts.patient),
            name=facts.patient.full_name,
            patient_id=patient_id,
            banner=banner_facts(facts, today),
        )
        form = PatientForm(parent, about)
        presenter = PatientFormPresenter(context, form, facts, saved)
        if returning is not None:
            presenter.put_back(returning)
        form.open()

    owner.read(task, show, returning.failed if returning is not None else None)
