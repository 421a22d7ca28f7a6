"""Fills the Patients page, a part of a long list at a time, and opens the form that adds or changes a patient."""

from dataclasses import replace

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import Patient
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.patient_form_presenter import open_to_add, open_to_edit
from inpatient_hub.gui.dialogs.patient_left import after_edit
from inpatient_hub.gui.pages.patients.page import PatientsPage
from inpatient_hub.gui.pages.patients.view import FILTERS, Asked, PatientsView, read_patients
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.returning import Returning
from inpatient_hub.services.patient_undo import PatientEdited
from inpatient_hub.services.ports import Page as ListPage
from inpatient_hub.services.ports import PatientLine, PatientOrder

TO_ADD = "add"
"""What the page is opened for when a patient is to be added at once."""


class PatientsPresenter(Presenter):
    """Reads what was asked for. An answer to an earlier question is dropped."""

    shows = (Kind.PATIENT, Kind.NOTE, Kind.RUN, Kind.WARD, Kind.STAFF)

    def __init__(self, context: Context, page: PatientsPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._asked = Asked()
        self._question = 0
        self._held = 0
        self._next: str | None = None
        self._is_open = False
        self._is_stale = False
        self._to_select = ""
        page.shown_for.connect(self._on_shown_for)
        page.hidden_now.connect(self._on_hidden_now)
        page.query_changed.connect(self._on_query_changed)
        page.filter_chosen.connect(self._on_filter_chosen)
        page.order_chosen.connect(self._on_order_chosen)
        page.more_wanted.connect(self._on_more_wanted)
        page.add_requested.connect(self._on_add_requested)
        page.edit_requested.connect(self._on_edit_requested)
        page.draft_returned.connect(self._on_draft_returned)

    def refresh(self) -> None:
        """Reads the list again, as far down as it was read; while the page is not shown it only remembers to."""
        if self._is_open:
            self._read(at_least=self._held)
        else:
            self._is_stale = True

    def _read(self, *, at_least: int = 0) -> None:
        self._question += 1
        self._is_stale = False
        question, asked, hub, ward_id = self._question, self._asked, self.context.hub, self.ward_id

        def show(view: PatientsView) -> None:
            if question == self._question:
                self._show(view)

        self.read(lambda: read_patients(hub, ward_id, asked, at_least=at_least), show)

    def _show(self, view: PatientsView) -> None:
        self._asked, self._held, self._next = view.asked, len(view.lines), view.next
        self._page.show_view(view)
        if self._to_select:
            self._page.select(self._to_select)
            self._to_select = ""

    def _ask(self, asked: Asked) -> None:
        if asked != self._asked:
            self._asked = asked
            self._read()

    def _on_shown_for(self, about: str) -> None:
        arrived = not self._is_open
        self._is_open = True
        self._read(at_least=self._held)
        self._page.focus_table()
        if arrived and about == TO_ADD:
            self._on_add_requested()

    def _on_hidden_now(self) -> None:
        self._is_open = False

    def _on_query_changed(self, query: str) -> None:
        self._ask(replace(self._asked, query=query))

    def _on_filter_chosen(self, key: str) -> None:
        self._ask(replace(self._asked, filter=key))

    def _on_order_chosen(self, order: PatientOrder) -> None:
        self._ask(replace(self._asked, order=order))

    def _on_more_wanted(self) -> None:
        if self._next is None:
            return
        question, asked, after = self._question, self._asked, self._next
        patients, ward_id, statuses = self.context.hub.patients, self.ward_id, FILTERS[self._asked.filter][1]

        def append(page: ListPage[PatientLine]) -> None:
            if question == self._question and self._next == after:
                self._held += len(page.items)
                self._next = page.next
                self._page.append(page.items, more=page.next is not None)

        self.read(
            lambda: patients.find(ward_id, asked.query, statuses=statuses, order=asked.order, after=after), append
        )

    def _on_add_requested(self) -> None:
        open_to_add(self.context, self, self._page.dialog_parent(), self._on_added)

    def _on_draft_returned(self, returning: Returning) -> None:
        open_to_add(self.context, self, self._page.dialog_parent(), self._on_added, returning=returning)

    def _on_added(self, patient: Patient, _edited: PatientEdited) -> None:
        self._to_select = patient.id
        self._page.toast_wanted.emit(f"{patient.full_name} added", None)
        if self._asked.query:
            # What was searched for would hide the new patient.
            self._asked = replace(self._asked, query="")
            self._page.clear_search()
            self._read()

    def _on_edit_requested(self, patient_id: str) -> None:
        open_to_edit(self.context, self, self._page.dialog_parent(), patient_id, self._on_edited)

    def _on_edited(self, patient: Patient, edited: PatientEdited) -> None:
        after_edit(self.context, self._page, self._page.dialog_parent(), patient, edited)
