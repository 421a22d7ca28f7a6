"""What follows when a patient's details were saved: where they left the ward, it is asked what of their work ends, and
after a discharge the dates that follow from it are proposed."""

from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.patients import Patient
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.leaving import LeavingDialog
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.taking_back import tell_edited, tell_ended
from inpatient_hub.services.leaving import DISCHARGE, StillOpen
from inpatient_hub.services.patient_undo import PatientEdited
from inpatient_hub.services.series_undo import SeriesActed
from inpatient_hub.services.task_views import zone_of


class LeavingPresenter(Presenter):
    """For one patient who left, just now where `edited` is given, or before. What was done is told once, at the end, so
    that one undo takes all of it back."""

    def __init__(
        self, context: Context, page: Page, window: QWidget, patient: Patient, edited: PatientEdited | None
    ) -> None:
        super().__init__(context, page)
        self._page = page
        self._window = window
        self._patient = patient
        self._edited = edited
        self._ended: SeriesActed | None = None
        self._was_asked = False
        self._dialog: LeavingDialog | None = None

    def open(self) -> None:
        """Reads what is still open, and asks where there is anything."""
        hub, patient_id = self.context.hub, self._patient.id
        self.read(lambda: hub.leaving.still_open(patient_id), self._on_read, self._on_unread)

    def _on_read(self, still: StillOpen) -> None:
        if not still.is_any:
            self._close()
            return
        clock = self.context.hub.clock
        self._was_asked = True
        self._dialog = dialog = LeavingDialog(
            self._window, still, banner_facts(still.facts, clock.today()), zone_of(clock), clock.today()
        )
        dialog.end_wanted.connect(self._on_end_wanted)
        dialog.finished.connect(self._close)
        dialog.open()

    def _on_unread(self, error: HubError) -> None:
        self._close()
        self._page.show_error(error)

    def _on_end_wanted(self, repeats: tuple[str, ...], tasks: tuple[str, ...]) -> None:
        dialog, hub, by, patient_id = self._dialog, self.context.hub, self.by, self._patient.id
        if dialog is None:
            return

        def task() -> tuple[SeriesActed, Changes]:
            ended = hub.leaving.end(patient_id, repeats=repeats, tasks=tasks, by=by)
            return ended, ended

        def then(ended: SeriesActed) -> None:
            self._ended = ended
            dialog.accept()

        def refused(error: HubError) -> None:
            dialog.verb_button.setEnabled(True)
            dialog.show_problem(error)

        self.write_for(task, then, refused)

    def _close(self, _result: int = 0) -> None:
        self._dialog = None
        if self._edited is None:
            self._tell_ended()
        else:
            tell_edited(self.context, self._page, self._patient, self._edited, ended=self._ended)
            if self._edited.is_discharge:
                self._propose_dates()
        self.deleteLater()

    def _tell_ended(self) -> None:
        if self._ended is not None:
            tell_ended(self.context, self._page, self._patient, self._ended)
        elif not self._was_asked:
            self._page.toast_wanted.emit(f"Nothing is open for {self._patient.full_name}", None)

    def _propose_dates(self) -> None:
        from inpatient_hub.gui.dialogs.clock_dates import ClockDatesDialog

        clock = self.context.hub.clock
        now = clock.local(clock.now())
        ClockDatesDialog.open_for(
            self.context,
            self._window,
            self._patient.id,
            told=self._page.toast_wanted.emit,
            proposed=(DISCHARGE, now),
        )
