"""Fills the patient page and does what is asked of it there."""

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.patients import Patient
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.patient_form_presenter import open_to_edit
from inpatient_hub.gui.dialogs.patient_left import after_edit
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.patient.page import PatientPage
from inpatient_hub.gui.pages.patient.view import PatientShown, Place, read_clocks, read_place
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.returning import Returning
from inpatient_hub.services.patient_undo import PatientEdited


class PatientPresenter(Presenter):
    """One patient at a time. Until the one asked for is read, the page shows nobody."""

    shows = (Kind.PATIENT, Kind.RUN, Kind.NOTE, Kind.TASK, Kind.SERIES, Kind.WARD, Kind.STAFF)

    def __init__(self, context: Context, page: PatientPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._patient_id = ""
        self._is_open = False
        page.shown_for.connect(self._on_shown_for)
        page.hidden_now.connect(self._on_hidden_now)
        page.edit_requested.connect(self._on_edit_requested)
        page.dates_requested.connect(self._on_dates_requested)
        page.leaving_requested.connect(self._on_leaving_requested)
        page.records_requested.connect(self._on_records_requested)
        page.draft_returned.connect(self._on_draft_returned)
        page.in_error_confirmed.connect(self._on_in_error_confirmed)

    def refresh(self) -> None:
        """Reads the patient again; a page that is not shown reads when it is opened."""
        if self._patient_id and self._is_open:
            self._read(with_focus=False)

    def _read(self, *, with_focus: bool) -> None:
        hub, patient_id, ward_id = self.context.hub, self._patient_id, self.ward_id
        person = self.context.session.person

        def task() -> PatientShown:
            view = hub.patients.view(patient_id)
            return PatientShown(
                view=view,
                local=hub.clock.local(hub.clock.now()),
                me=person.id,
                my_name=person.name,
                repeats=tuple(hub.series.of_patient(patient_id)),
                clocks=read_clocks(hub, view),
                may_see_records=hub.seat.may(Right.READ_RETENTION),
            )

        def show(shown: PatientShown) -> None:
            self._show(shown, with_focus=with_focus)

        def refuse(error: HubError) -> None:
            if patient_id == self._patient_id:
                self._page.show_unreadable(error)

        self.read(task, show, refuse)
        self.read(lambda: (patient_id, read_place(hub, ward_id, patient_id)), self._show_place)

    def _show(self, shown: PatientShown, *, with_focus: bool) -> None:
        if shown.view.facts.patient.id != self._patient_id:
            return  # they have gone on to another patient
        self._page.show_patient(shown)
        if with_focus:
            self._page.focus_first()

    def _show_place(self, found: tuple[str, Place | None]) -> None:
        patient_id, place = found
        if patient_id == self._patient_id:
            self._page.show_place(place)

    def _on_shown_for(self, patient_id: str) -> None:
        self._is_open = True
        if patient_id != self._patient_id:
            self._page.show_nothing()
            self._patient_id = patient_id
        self._read(with_focus=True)

    def _on_hidden_now(self) -> None:
        self._is_open = False

    def _on_edit_requested(self) -> None:
        open_to_edit(self.context, self, self._page.dialog_parent(), self._patient_id, self._on_edited)

    def _on_draft_returned(self, returning: Returning) -> None:
        about, parent = returning.draft.about, self._page.dialog_parent()
        open_to_edit(self.context, self, parent, about, self._on_edited, returning=returning)

    def _on_edited(self, patient: Patient, edited: PatientEdited) -> None:
        after_edit(self.context, self._page, self._page.dialog_parent(), patient, edited)

    def _on_leaving_requested(self, patient: Patient) -> None:
        from inpatient_hub.gui.dialogs.leaving_presenter import LeavingPresenter  # seldom wanted

        LeavingPresenter(self.context, self._page, self._page.dialog_parent(), patient, None).open()

    def _on_dates_requested(self) -> None:
        from inpatient_hub.gui.dialogs.clock_dates import ClockDatesDialog  # seldom wanted

        ClockDatesDialog.open_for(
            self.context, self._page.dialog_parent(), self._patient_id, told=self._page.toast_wanted.emit
        )

    def _on_records_requested(self) -> None:
        from inpatient_hub.gui.dialogs.patient_records_presenter import PatientRecords  # seldom wanted

        def told(words: str) -> None:
            self._page.toast_wanted.emit(words, None)

        PatientRecords(self.context, self._page.dialog_parent(), self._patient_id, told).open()

    def _on_in_error_confirmed(self, reason: str) -> None:
        patients, patient_id, by = self.context.hub.patients, self._patient_id, self.by

        def task() -> tuple[PatientEdited, PatientEdited]:
            edited = patients.mark_in_error(patient_id, reason, by=by)
            return edited, edited

        def then(edited: PatientEdited) -> None:
            self._page.go_requested.emit(Destination(PageId.PATIENTS))
            if edited.after is not None:
                self._on_edited(edited.after, edited)

        self.write_for(task, then)
