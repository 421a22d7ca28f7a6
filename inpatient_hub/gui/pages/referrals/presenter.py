"""Fills the Referrals page and starts runs."""

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.readiness import Report
from inpatient_hub.domain.runs import WorkflowRun
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.already_started import AlreadyStartedDialog
from inpatient_hub.gui.dialogs.contacts import ContactsDialog
from inpatient_hub.gui.dialogs.patient_picker import PatientPicker
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.referrals.computer_line import not_ready_words
from inpatient_hub.gui.pages.referrals.page import ReferralsPage, ReferralsView
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.services.patients import PatientFacts
from inpatient_hub.services.ports import RunLine


class ReferralsPresenter(Presenter):
    """For a patient when the page was opened from one; otherwise it asks for the patient after the workflow."""

    shows = (Kind.RUN, Kind.NOTE, Kind.CONTENT, Kind.PATIENT)

    def __init__(self, context: Context, page: ReferralsPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._patient_id = ""
        page.shown_for.connect(self._on_shown_for)
        page.start_requested.connect(self._on_start_requested)
        page.patient_dropped.connect(self._on_patient_dropped)
        page.contacts_requested.connect(self._on_contacts_requested)

    def refresh(self) -> None:
        """Reads what is on offer and what is under way."""
        hub, ward_id = self.context.hub, self.ward_id

        def task() -> ReferralsView:
            return ReferralsView(
                workflows=hub.library.workflows(),
                runs=hub.runs.in_progress(ward_id),
                unset_contacts=len(hub.library.unset_contacts()),
                local_problems=hub.library.local_problems(),
                today=hub.clock.today(),
            )

        self.read(task, self._page.show_view)

    def _on_shown_for(self, patient_id: str) -> None:
        self._patient_id = patient_id
        self.refresh()
        self.context.doctor.ask_last(owner=self, then=self._show_computer)
        if not patient_id:
            self._page.show_patient(None)
            self._page.focus_offer()
            return
        hub = self.context.hub

        def show(facts: PatientFacts) -> None:
            self._page.show_patient(banner_facts(facts, hub.clock.today()))
            self._page.focus_offer()

        self.read(lambda: hub.patients.facts(patient_id), show)

    def _show_computer(self, last: Report | None) -> None:
        clock = self.context.hub.clock
        self._page.show_computer(not_ready_words(last, clock.local(clock.now()), clock.local))

    def _on_patient_dropped(self) -> None:
        self._patient_id = ""
        self._page.show_patient(None)

    def _on_start_requested(self, workflow_id: str) -> None:
        if self._patient_id:
            self._start(workflow_id, self._patient_id)
            return
        title = self.context.hub.content.workflow(workflow_id).title
        picker = PatientPicker(
            self.context, self._page.dialog_parent(), question=f"{title}: for which patient?", verb="Start"
        )

        def chosen(patient_id: str) -> None:
            self._start(workflow_id, patient_id)

        picker.patient_chosen.connect(chosen)
        picker.open()

    def _start(self, workflow_id: str, patient_id: str) -> None:
        """Starts it; where the patient has the same under way, once the person has seen that and still wants to."""
        hub = self.context.hub

        def task() -> tuple[PatientFacts, tuple[RunLine, ...]]:
            return hub.patients.facts(patient_id), hub.runs.already_in_progress(workflow_id, patient_id)

        def then(found: tuple[PatientFacts, tuple[RunLine, ...]]) -> None:
            facts, lines = found
            if lines:
                self._ask_which(facts, lines, workflow_id)
            else:
                self._start_now(workflow_id, patient_id)

        self.read(task, then)

    def _ask_which(self, facts: PatientFacts, lines: tuple[RunLine, ...], workflow_id: str) -> None:
        clock = self.context.hub.clock
        at = clock.local(clock.now())
        dialog = AlreadyStartedDialog(self._page.dialog_parent(), facts, lines, me=self.by, at=at)

        def start() -> None:
            self._start_now(workflow_id, facts.patient.id)

        dialog.open_requested.connect(self._go_to_run)
        dialog.start_requested.connect(start)
        dialog.open()

    def _start_now(self, workflow_id: str, patient_id: str) -> None:
        hub, by = self.context.hub, self.by

        def started(run: WorkflowRun) -> None:
            self._go_to_run(run.id)

        self.write_for(lambda: hub.runs.start(workflow_id, patient_id, by=by), started)

    def _go_to_run(self, run_id: str) -> None:
        self._page.go_requested.emit(Destination(PageId.RUN, run_id))

    def _on_contacts_requested(self) -> None:
        ContactsDialog.open_for(self.context, self._page.dialog_parent())
