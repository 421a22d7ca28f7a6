"""The note that goes with a task: its workflow's run is found or started and tied to it, and then opened."""

from typing import TYPE_CHECKING

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.desk.task_doing import Known
from inpatient_hub.gui.dialogs.already_started import AlreadyStartedDialog
from inpatient_hub.gui.dialogs.task_note_offer import NoteOfferDialog
from inpatient_hub.gui.navigation import Destination, PageId

if TYPE_CHECKING:
    from inpatient_hub.domain.changes import Changes
    from inpatient_hub.domain.runs import WorkflowRun
    from inpatient_hub.gui.desk.asking import Asking
    from inpatient_hub.services.ports import RunLine
    from inpatient_hub.services.task_records import Acted


class ReadyNotes:
    """Filing the note ticks the task it is tied to; a task that is done already keeps the tie."""

    def __init__(self, asking: "Asking") -> None:
        self._asking = asking
        self._desk = asking.desk
        self._hub = asking.context.hub

    def offer(self, known: Known) -> None:
        """The task was done a moment ago: its note can be made now, or later from its panel."""
        about = f"{known.task.title} is done. Its note is made from a few answers."
        dialog = NoteOfferDialog(self._desk.window, about, banner=self._asking.banner(known))

        def wanted() -> None:
            dialog.accept()
            self.open(known)

        dialog.wanted.connect(wanted)
        dialog.open()

    def open(self, known: Known) -> None:
        """Opens the run in which the note is made. Where the patient has the same under way, that is told first."""
        task, runs = known.task, self._hub.runs
        workflow_id, patient_id = task.workflow_id, task.patient_id
        if workflow_id is None or patient_id is None:
            self._desk.refuse(_no_note())
        elif task.run_id is not None:
            self._go(task.run_id)
        else:
            self._desk.read(
                lambda: runs.already_in_progress(workflow_id, patient_id), lambda lines: self._begin(known, lines)
            )

    def _begin(self, known: Known, lines: "tuple[RunLine, ...]") -> None:
        if not lines or known.patient is None:
            self._start(known.task)
            return
        at = self._asking.local(self._hub.clock.now())
        dialog = AlreadyStartedDialog(self._desk.window, known.patient, lines, me=self._desk.by, at=at)

        def go_on(run_id: str) -> None:
            self._tie(known.task, run_id)

        def start() -> None:
            self._start(known.task)

        dialog.open_requested.connect(go_on)
        dialog.start_requested.connect(start)
        dialog.open()

    def _start(self, task: Task) -> None:
        hub, by = self._hub, self._desk.by
        workflow_id, patient_id = task.workflow_id or "", task.patient_id or ""

        def work() -> "tuple[WorkflowRun, Changes]":
            return hub.runs.start(workflow_id, patient_id, by=by, for_task=True)

        def started(run: "WorkflowRun") -> None:
            self._tie(task, run.id)

        self._desk.write_for(work, started)

    def _tie(self, task: Task, run_id: str) -> None:
        hub, by = self._hub, self._desk.by

        def tied(_acted: "Acted") -> None:
            self._go(run_id)

        words = f"Note begun: {task.title}"
        self._desk.doing.do(task, lambda real: hub.tasks.begin_run(real.id, run_id, by=by), words, then=tied)

    def _go(self, run_id: str) -> None:
        self._desk.go_requested.emit(Destination(PageId.RUN, run_id))


def _no_note() -> HubError:
    return HubError("No note", "This task has no note of its own.", remedy="Start a referral from the patient's page.")
