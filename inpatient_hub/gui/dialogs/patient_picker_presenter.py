"""Finds patients for the picker, and reads the one chosen so that a person can make sure of them."""

from typing import TYPE_CHECKING

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import CURRENT, PatientStatus
from inpatient_hub.domain.wards import PatientField
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.patient_picker_rows import Found
from inpatient_hub.gui.dialogs.similar_words import similar_sentence
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.services.patients import PatientFacts
from inpatient_hub.services.ports import Page, PatientLine, PatientOrder

if TYPE_CHECKING:
    from inpatient_hub.gui.dialogs.patient_picker import PatientPicker

_PART = 50


class PatientPickerPresenter(Presenter):
    """For one picker, over the patients of the ward shown who are in one of these states."""

    shows = (Kind.PATIENT,)

    def __init__(self, context: Context, picker: "PatientPicker", statuses: frozenset[PatientStatus]) -> None:
        super().__init__(context, picker)
        self._statuses = statuses
        self._picker = picker
        self._found = Found()
        self._query = ""
        self._choice = ""
        self._next: str | None = None
        picker.query_changed.connect(self._on_query_changed)
        picker.choice_changed.connect(self._on_choice_changed)
        picker.more_wanted.connect(self._on_more_wanted)
        self.refresh()

    def refresh(self) -> None:
        """Reads the list again, and the patient chosen."""
        self._read(self._query, None)
        if self._choice:
            self._on_choice_changed(self._choice)

    def _read(self, query: str, after: str | None) -> None:
        patients, ward, statuses = self.context.hub.patients, self.context.session.ward, self._statuses
        order = PatientOrder.BED if ward.keeps(PatientField.BED) else PatientOrder.NAME

        def show(page: Page[PatientLine]) -> None:
            if query == self._query and (after is None or after == self._next):
                self._show(page, is_further=after is not None)

        self.read(lambda: patients.find(ward.id, query, statuses=statuses, order=order, after=after, limit=_PART), show)

    def _show(self, page: Page[PatientLine], *, is_further: bool) -> None:
        self._next = page.next
        self._found = Found(
            query=self._query,
            lines=(*self._found.lines, *page.items) if is_further else page.items,
            today=self.context.hub.clock.today(),
            ward=self.context.session.ward.name,
            more=page.next is not None,
            are_all=not self._statuses <= CURRENT,
        )
        if is_further:
            self._picker.append(self._found)
        else:
            self._picker.show_found(self._found)

    def _on_query_changed(self, query: str) -> None:
        if query != self._query:
            self._query = query
            self._read(query, None)

    def _on_more_wanted(self) -> None:
        if self._next is not None:
            self._read(self._query, self._next)

    def _on_choice_changed(self, patient_id: str) -> None:
        self._choice = patient_id
        if patient_id:
            patients = self.context.hub.patients
            self.read(lambda: patients.facts(patient_id), self._on_facts_read)

    def _on_facts_read(self, facts: PatientFacts) -> None:
        banner = banner_facts(facts, self.context.hub.clock.today())
        self._picker.show_facts(facts.patient.id, facts.patient.full_name, banner, similar_sentence(facts.similar))
