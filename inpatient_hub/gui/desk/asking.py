"""Asks what has to be asked before something is done with a task: each wish with its dialog."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.task_reasons import LATE, NOT_DONE, fitting
from inpatient_hub.domain.tasks import OPEN, TEAM_WORDS, Task, Team
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.desk.asking_of_work import AskingOfWork
from inpatient_hub.gui.desk.ready_notes import ReadyNotes
from inpatient_hub.gui.desk.reopening import LATE_FORM, reopening
from inpatient_hub.gui.desk.task_doing import Known
from inpatient_hub.gui.desk.task_words import done_words, offered, said, titled
from inpatient_hub.gui.desk.wishes import TaskMove, TaskWish
from inpatient_hub.gui.dialog_gone import close_if_there, problem_in
from inpatient_hub.gui.dialogs.task_choice import TaskChoiceDialog
from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.dialogs.task_done import TaskDoneDialog
from inpatient_hub.gui.dialogs.task_done_for import DoneForDialog
from inpatient_hub.gui.dialogs.task_not_yet import NotYetDialog
from inpatient_hub.gui.dialogs.task_take_over import TakeOverDialog
from inpatient_hub.gui.moments import moment
from inpatient_hub.gui.widgets.patient_banner import BannerFacts

if TYPE_CHECKING:
    from inpatient_hub.gui.desk.task_desk import TaskDesk
    from inpatient_hub.gui.returning import Returning
    from inpatient_hub.services.task_records import Acted

_WARD = "ward"
"""The choice that offers a task to everybody again."""


class Asking(QObject):
    """Made by the desk when something is first asked."""

    def __init__(self, desk: "TaskDesk") -> None:
        super().__init__(desk)
        self.desk = desk
        self.context = desk.context
        self.notes = ReadyNotes(self)
        self._expected: Returning | None = None
        """What was typed in a question before the window was locked, on its way back to it."""
        self._work = AskingOfWork(self)

    def about(self, task: Task, wish: TaskWish) -> None:
        """Reads what is to be known of the task, then asks what this wish needs."""
        asks = {
            TaskWish.CLAIM: self._take_over,
            TaskWish.DONE: self._done_for,
            TaskWish.DONE_AT: self._when_done,
            TaskWish.CANCEL: self._cancel,
            TaskWish.OFFER: self._offer,
            TaskWish.WAIT: self._work.wait,
            TaskWish.HAND_BACK: self._work.hand_back,
            TaskWish.MOVE: self._work.move,
            TaskWish.CHANGE: self._work.change,
            TaskWish.NOTE: self.notes.open,
            TaskWish.START_RUN: self.notes.open,
        }
        self.desk.doing.know(task, asks[wish], self._refused)

    def again(self, task: Task, wish: str, returning: "Returning") -> None:
        """Asks once more what was being answered when the window was locked."""
        self._expected = returning
        if wish == LATE_FORM:
            self.why_late(task, LATE)
        else:
            self.about(task, TaskWish(wish))

    def open(self, dialog: TaskDialog, known: Known, wish: str) -> None:
        """Opens a question in which something is typed or chosen that must not be lost when the window is locked."""
        from inpatient_hub.gui.kept_forms import KeptForm, is_for

        dialog.open()
        how = reopening(known.task, wish, self.context.session.ward.id)
        returning, self._expected = self._expected, None
        KeptForm(dialog, how, returning if is_for(returning, how) else None)

    def _refused(self, error: HubError) -> None:
        returning, self._expected = self._expected, None
        (returning.failed if returning is not None else self.desk.refuse)(error)

    def why_late(self, task: Task, choices: Mapping[str, str]) -> None:
        """It is late: asks why, and when it was done."""
        self.desk.doing.know(task, partial(self._ask_done, choices=choices), self._refused)

    def why_filed_late(self, tasks: Sequence[Task]) -> None:
        """Filing a note ticked late tasks: asks of one after the other why it was late."""
        if tasks:
            self.desk.doing.know(tasks[0], partial(self._ask_why_late, others=tasks[1:]))

    def before_its_time(self, task: Task, when: str, go_on: Callable[[], None]) -> None:
        """Its day or its shift is still to come: asks whether it is done all the same."""
        self.desk.doing.know(task, partial(self._ask_not_yet, when=when, go_on=go_on))

    def why_moved(self, move: TaskMove) -> None:
        """A rule worked its date out: asks why it is another."""
        self.desk.doing.know(move.task, partial(self._work.move, to=move))

    def why_moved_late(self, move: TaskMove, choices: Mapping[str, str], again: Callable[..., None]) -> None:
        """It is late: asks why, before it is late no longer."""
        self.desk.doing.know(move.task, partial(self._work.moved_late, to=move, choices=choices, again=again))

    def whose_is_moved(self, move: TaskMove) -> None:
        """Somebody else has it: asks whether it is moved all the same."""
        self.desk.doing.know(move.task, partial(self._work.move_for, to=move))

    def after_done(self, task: Task) -> None:
        """A task with a note of its own was done: offers it."""
        self.desk.doing.know(task, self.notes.offer)

    def banner(self, known: Known) -> BannerFacts | None:
        """The patient on top of a dialog."""
        return banner_facts(known.patient, self.context.hub.clock.today()) if known.patient else None

    def send(
        self,
        dialog: TaskDialog,
        known: Known,
        how: "Callable[[Task], Acted]",
        words: str | Callable[[str], str],
        then: "Callable[[Acted], None] | None" = None,
    ) -> None:
        """Has it done as it was answered; the dialog says what went wrong, and closes when it is done."""

        def done(acted: "Acted") -> None:
            close_if_there(dialog)
            if then is not None:
                then(acted)

        trouble = problem_in(dialog, self.context.background.failed.emit)
        self.desk.doing.do(known.task, how, words, then=done, otherwise=trouble)

    def local(self, at: datetime) -> datetime:
        """A moment on the ward's clock."""
        return self.context.hub.clock.local(at)

    def _when_done(self, known: Known) -> None:
        self._ask_done(known, choices={})

    def _ask_done(self, known: Known, choices: Mapping[str, str]) -> None:
        hub, by, task = self.context.hub, self.desk.by, known.task
        now = self.local(hub.clock.now())
        dialog = TaskDoneDialog(
            self.desk.window,
            titled(task, now.date()),
            fitting(choices, has_patient=task.patient_id is not None),
            now=now,
            banner=self.banner(known),
            needs_check=task.needs_check,
        )

        def told(reason: str | None, when: datetime | None) -> None:
            at = at_wall(when.date(), when.time(), now.tzinfo) if when is not None and now.tzinfo is not None else None

            def how(real: Task) -> "Acted":
                return hub.tasks.complete(real.id, by=by, at=at, reason=reason, asks=True, version=real.version)

            words = partial(done_words, task, hub.clock.today())
            self.send(dialog, known, how, words, partial(self._done_late, task))

        dialog.told.connect(told)
        self.open(dialog, known, LATE_FORM if choices else TaskWish.DONE_AT)

    def _ask_why_late(self, known: Known, others: Sequence[Task]) -> None:
        tasks, by, task = self.context.hub.tasks, self.desk.by, known.task
        dialog = TaskChoiceDialog(
            self.desk.window,
            "Why was this done late?",
            f"{task.title}. Its note is filed and it is ticked; without an answer it counts as only ticked late.",
            LATE,
            verb="Keep the reason",
            needs="Needs the reason",
            banner=self.banner(known),
            cancel="Leave it",
        )

        def chosen(reason: str) -> None:
            words = f"Reason kept: {task.title}"
            self.send(dialog, known, lambda real: tasks.say_why_late(real.id, reason, by=by), words)

        dialog.chosen.connect(chosen)
        dialog.finished.connect(partial(self._on_why_late_closed, others))
        dialog.open()

    def _on_why_late_closed(self, others: Sequence[Task], _result: int) -> None:
        self.why_filed_late(others)

    def _done_late(self, task: Task, acted: "Acted") -> None:
        self.desk.double.acted(TaskWish.DONE, task.id)  # the keys that answered chose no other task
        self.desk.finished(task, acted)

    def _ask_not_yet(self, known: Known, when: str, go_on: Callable[[], None]) -> None:
        dialog = NotYetDialog(self.desk.window, known.task.title, when, banner=self.banner(known))
        dialog.accepted.connect(go_on)
        dialog.open()

    def _take_over(self, known: Known) -> None:
        task = known.task
        if task.claimed_by in (None, self.desk.by):
            self.desk.act(task, TaskWish.CLAIM) if task.claimed_by is None else self.desk.reread(task)
            return
        name, since = self.whose(known)
        dialog = TakeOverDialog(self.desk.window, task.title, name, since, banner=self.banner(known))

        def wanted() -> None:
            tasks, by, seen = self.context.hub.tasks, self.desk.by, task.claimed_by or ""
            words = f"Taken over from {name}: {task.title}"
            self.send(dialog, known, lambda real: tasks.take_over(real.id, seen=seen, by=by), words)

        dialog.wanted.connect(wanted)
        dialog.open()

    def _done_for(self, known: Known) -> None:
        """Somebody else has it: asks whether it is done all the same."""
        task = known.task
        if task.state not in OPEN or task.claimed_by in (None, self.desk.by):
            self.desk.reread(task) if task.state not in OPEN else self.desk.finish(task)
            return
        name, since = self.whose(known)
        dialog = DoneForDialog(self.desk.window, task.title, name, since, banner=self.banner(known))

        def wanted() -> None:
            dialog.accept()
            self.desk.finish(task)

        dialog.wanted.connect(wanted)
        dialog.open()

    def whose(self, known: Known) -> tuple[str, str]:
        """(who has it, since when): `Jane Eyre`, `at 14:05`."""
        task, today = known.task, self.context.hub.clock.today()
        name = (known.view.line.claimed_by_name if known.view else None) or "someone"
        since = moment(self.local(task.claimed_at), today) if task.claimed_at else ""
        return name, f"at {since}" if since[:1].isdigit() and len(since) == len("14:05") else since

    def _cancel(self, known: Known) -> None:
        tasks, by, task = self.context.hub.tasks, self.desk.by, known.task
        whose = f"{self.whose(known)[0]} has this. " if task.claimed_by not in (None, by) else ""
        is_missed = task.is_missed(self.context.hub.clock.now())
        then = "It stays counted as missed" if is_missed else "It leaves the list"
        dialog = TaskChoiceDialog(
            self.desk.window,
            "Why was this missed?" if is_missed else "Why will this not be done?",
            f"{task.title}. {whose}{then}; its history keeps the reason.",
            fitting(NOT_DONE, has_patient=task.patient_id is not None),
            verb="Keep the reason" if is_missed else "Take it off the list",
            needs="Needs the reason",
            banner=self.banner(known),
        )

        def chosen(reason: str) -> None:
            words = f"Why it was missed is kept: {task.title}" if is_missed else said(TaskWish.CANCEL, task)
            self.send(dialog, known, lambda real: tasks.cancel(real.id, reason, by=by, version=real.version), words)

        dialog.chosen.connect(chosen)
        self.open(dialog, known, TaskWish.CANCEL)

    def _offer(self, known: Known) -> None:
        tasks, by, task = self.context.hub.tasks, self.desk.by, known.task
        choices = {team.value: words for team, words in TEAM_WORDS.items() if team is not task.offered_to}
        if task.offered_to is not None:
            choices[_WARD] = "The whole ward"
        dialog = TaskChoiceDialog(
            self.desk.window,
            "Which role is this offered to?",
            f"{task.title}. Anyone may still claim it.",
            choices,
            verb="Offer it",
            needs="Needs a role",
            banner=self.banner(known),
        )

        def chosen(code: str) -> None:
            to = None if code == _WARD else Team(code)
            words = offered(to, task)
            self.send(dialog, known, lambda real: tasks.offer(real.id, to, by=by, version=real.version), words)

        dialog.chosen.connect(chosen)
        self.open(dialog, known, TaskWish.OFFER)
