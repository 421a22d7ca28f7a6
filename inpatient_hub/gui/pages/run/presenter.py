"""Takes answers to the store as they are given, and shows the run again."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.runs import AnswerValue
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.pages.run.page import RunPage
from inpatient_hub.gui.pages.run.shown import RunShown, read_run
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.taking_back import way_back
from inpatient_hub.gui.widgets.reason_dialog import ReasonDialog
from inpatient_hub.services.run_views import RunView

ABANDON_REASONS = (
    "Not needed any more",
    "Started for the wrong patient",
    "Done in another way",
    "Patient left the ward",
)


class RunPresenter(Presenter):
    """One run at a time; jobs reach the store in the order in which the person acted."""

    shows = (Kind.RUN, Kind.NOTE, Kind.TASK, Kind.PATIENT)

    def __init__(self, context: Context, page: RunPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._run_id = ""
        self._part_to_copy = 0
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self.refresh)
        page.shown_for.connect(self._on_shown_for)
        page.hidden_now.connect(self._on_hidden_now)
        page.answer_given.connect(self._on_answer_given)
        page.field_answered.connect(self._on_field_answered)
        page.note_edited.connect(self._on_note_edited)
        page.copy_after_saving_requested.connect(self._on_copy_after_saving_requested)
        page.remake_requested.connect(self._on_remake_requested)
        page.next_requested.connect(self._on_next_requested)
        page.step_back_requested.connect(self._on_step_back_requested)
        page.step_requested.connect(self._on_step_requested)
        page.abandon_requested.connect(self._on_abandon_requested)
        page.task_moved.connect(self._on_task_moved)
        page.keep_longer_requested.connect(context.clipboard.keep_longer)
        context.clipboard.time_left.connect(page.show_seconds)

    def refresh(self) -> None:
        """Reads the run again; a minute later too, so that the times in the note are those it is copied with."""
        if self._run_id and self.context.session.is_open:
            hub, run_id, by = self.context.hub, self._run_id, self.by
            self.read(lambda: read_run(hub, run_id, by=by), self._show)

    def _show(self, shown: RunShown) -> None:
        if shown.view.run.id == self._run_id:
            self._page.show_run(shown)

    def _on_shown_for(self, run_id: str) -> None:
        self._run_id = run_id
        self._minute.start()
        hub, by = self.context.hub, self.by

        def task() -> tuple[RunShown, Changes]:
            view, changes = hub.runs.resume(run_id, by=by)
            return read_run(hub, run_id, by=by, view=view), changes

        def then(shown: RunShown) -> None:
            self._show(shown)
            self._page.show_seconds(self.context.clipboard.seconds_left)

        self.write_for(task, then, shows_itself=True)

    def _on_hidden_now(self) -> None:
        self._minute.stop()

    def _change(
        self, act: Callable[[], tuple[RunView, Changes]], refused: Callable[[HubError], None] | None = None
    ) -> None:
        """Does it on the store's thread, then shows the run; a refusal shows the run as it is and says why."""
        hub, run_id, by = self.context.hub, self._run_id, self.by

        def task() -> tuple[RunShown, Changes]:
            view, changes = act()
            return read_run(hub, run_id, by=by, view=view), changes

        self.write_for(task, self._show, refused or self._on_refused, shows_itself=True)

    def _on_refused(self, error: HubError) -> None:
        self._part_to_copy = 0
        self._page.show_error(error)
        self.refresh()

    def _on_answer_given(self, value: AnswerValue) -> None:
        shown = self._page.shown
        if shown is not None:
            step_id = shown.view.step.id
            runs, run_id, by = self.context.hub.runs, self._run_id, self.by
            self._change(lambda: runs.answer(run_id, step_id, value, by=by))

    def _on_field_answered(self, field_id: str, value: AnswerValue) -> None:
        shown = self._page.shown
        if shown is not None and shown.view.note_step is not None:
            step_id = shown.view.note_step.id
            runs, run_id, by = self.context.hub.runs, self._run_id, self.by

            def refused(error: HubError) -> None:
                self._page.keep_unsaved(field_id, value)
                self._on_refused(error)

            self._change(lambda: runs.answer(run_id, step_id, value, field_id=field_id, by=by), refused)

    def _on_note_edited(self, text: str) -> None:
        notes, run_id, by = self.context.hub.notes, self._run_id, self.by

        def refused(error: HubError) -> None:
            self._page.keep_words()
            self._on_refused(error)

        self.write(lambda: notes.edit(run_id, text, by=by)[1], None, refused)

    def _on_copy_after_saving_requested(self, part: int) -> None:
        """Shows the note with what was typed last, then copies it as it is shown; a refusal on the way stops it."""
        hub, run_id, by = self.context.hub, self._run_id, self.by
        self._part_to_copy = part

        def then(shown: RunShown) -> None:
            self._show(shown)
            part, self._part_to_copy = self._part_to_copy, 0
            if part:
                self._page.copy_shown(part)

        self.read(lambda: read_run(hub, run_id, by=by), then)

    def _on_remake_requested(self) -> None:
        notes, run_id, by = self.context.hub.notes, self._run_id, self.by
        self.write(lambda: notes.remake(run_id, by=by)[1], None, self._on_refused)

    def _on_next_requested(self) -> None:
        shown = self._page.shown
        if shown is not None and shown.view.is_last:
            self._finish(shown)
            return
        runs, run_id, by = self.context.hub.runs, self._run_id, self.by
        self._change(lambda: runs.next(run_id, by=by))

    def _finish(self, shown: RunShown) -> None:
        self._page.go_requested.emit(Destination(PageId.PATIENT, shown.view.run.patient_id))

    def _on_step_back_requested(self) -> None:
        runs, run_id, by = self.context.hub.runs, self._run_id, self.by
        self._change(lambda: runs.back(run_id, by=by))

    def _on_step_requested(self, step_id: str) -> None:
        runs, run_id, by = self.context.hub.runs, self._run_id, self.by
        self._change(lambda: runs.go_to(run_id, step_id, by=by))

    def _on_task_moved(self, task_id: str, due_on: date) -> None:
        tasks, by = self.context.hub.tasks, self.by
        self.write(lambda: tasks.move(task_id, due_on, by=by), None, self._on_refused)

    def _on_abandon_requested(self) -> None:
        shown = self._page.shown
        if shown is None:
            return
        dialog = ReasonDialog(
            self._page.window(),
            "Abandon this referral?",
            "Nothing is deleted: its answers stay in the patient's history with the reason.",
            ABANDON_REASONS,
            verb="Abandon",
            banner=banner_facts(shown.view.facts, shown.today),
        )
        dialog.reason_given.connect(self._on_abandon_reason)
        dialog.open()

    def _on_abandon_reason(self, reason: str) -> None:
        runs, run_id, by = self.context.hub.runs, self._run_id, self.by
        self.write(lambda: runs.abandon(run_id, reason, by=by), self._on_abandoned, self._on_refused)

    def _on_abandoned(self) -> None:
        shown = self._page.shown
        if shown is None:
            return
        runs, run_id, by = self.context.hub.runs, shown.view.run.id, self.by
        words = f"Abandoned: {shown.view.workflow.title}"
        undo = way_back(self.context, self._page, words, lambda: runs.take_back_abandoned(run_id, by=by))
        self._page.toast_wanted.emit(words, undo)
