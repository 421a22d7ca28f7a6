"""What is done with a task from anywhere in the window: the page says what is wanted, and the desk sees to it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.hand_back import CARRY_ON
from inpatient_hub.domain.task_acts import ReasonNeeded, SomeoneElseHasIt
from inpatient_hub.domain.tasks import Task, TaskState
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.desk.double_keys import DoubleKeys
from inpatient_hub.gui.desk.moving import TaskMoving
from inpatient_hub.gui.desk.not_yet import not_yet
from inpatient_hub.gui.desk.task_doing import TaskDoing
from inpatient_hub.gui.desk.task_words import done_words, said, stays
from inpatient_hub.gui.desk.undo_stack import UndoStack, may_work_later
from inpatient_hub.gui.desk.wishes import TaskMove, TaskWish
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.presenter import Presenter

if TYPE_CHECKING:
    from inpatient_hub.gui.desk.asking import Asking
    from inpatient_hub.gui.desk.task_panel_presenter import TaskPanelPresenter
    from inpatient_hub.gui.tray import TrayPresenter
    from inpatient_hub.services.task_records import Acted


class TaskDesk(Presenter):
    """One for the whole window. It asks what has to be asked, has it done, and offers the way back."""

    go_requested = Signal(object)
    """Carries a `Destination`."""

    def __init__(self, context: Context, window: MainWindow, tray: "TrayPresenter") -> None:
        super().__init__(context, window)
        self.window = window
        self.tray = tray
        self.doing = TaskDoing(context, self)
        self.moving = TaskMoving(self)
        self._undo = UndoStack()
        self._said = ""
        self.double = DoubleKeys(self)
        self._finished: dict[str, int] = {}
        """Tasks that are being finished or were, with the version that was shown then."""
        self._person = context.session.person.id if context.session.is_open else ""
        self._asking: Asking | None = None
        self._panel: TaskPanelPresenter | None = None
        self.doing.done.connect(self._on_done)
        context.session.person_changed.connect(self._on_person_changed)
        window.toast.undo_requested.connect(self.undo)

    @property
    def asking(self) -> "Asking":
        """Asks what has to be asked, made when something is first asked: no start waits for it."""
        if self._asking is None:
            from inpatient_hub.gui.desk.asking import Asking

            self._asking = Asking(self)
        return self._asking

    def listen_to(self, page: Page) -> None:
        """Hears what this page wants of tasks."""
        page.task_act_wanted.connect(self.act)
        page.task_move_wanted.connect(self.move)
        page.task_wanted.connect(self.show_task)
        page.added_unseen.connect(self._say_more)
        page.new_task_wanted.connect(partial(self.new_task, mine=page.new_tasks_are_mine))

    def act(self, task: Task, wish: str) -> None:
        """Sees to a wish. What is pressed twice in a hurry is done once; what is for later is asked about first."""
        wanted = TaskWish(wish)
        if self._is_slip(task, wanted):
            return
        clock, shifts = self.context.hub.clock, self.context.session.ward.shifts
        is_done = wanted in (TaskWish.DONE, TaskWish.DONE_AT)
        when = not_yet(task, shifts, clock.local(clock.now())) if is_done else ""
        if when:
            self.asking.before_its_time(task, when, partial(self._see_to, task, wanted))
        else:
            self._see_to(task, wanted)

    def _see_to(self, task: Task, wanted: TaskWish) -> None:
        plain = {TaskWish.DONE: self._finish, TaskWish.CLAIM: self._claim, TaskWish.IN_ERROR: self._in_error}
        plain |= {TaskWish.RESTORE: self._restore, TaskWish.CHECK: self._check, TaskWish.CARRY_ON: self._carry_on}
        if wanted in plain:
            plain[wanted](task)
        else:
            self.asking.about(task, wanted)

    def move(self, move: TaskMove) -> None:
        """Moves a task; what has to be asked is asked first."""
        self.moving.move(move)

    def new_task(self, line: str = "", *, mine: bool = False) -> None:
        """Opens the line in which a task is typed; `mine` claims it at once. The one place that knows its dialog."""
        from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog

        dialog = QuickAddDialog.open_for(self.context, self.window, line, told=self.say)
        page = self.window.stack.currentWidget()
        if isinstance(page, Page):
            dialog.added.connect(page.task_added)
        if mine:
            dialog.set_mine()

    def show_task(self, task: Task) -> None:
        """Opens the panel with everything about a task."""
        self.double.moved_on()
        if self._panel is None:
            from inpatient_hub.gui.desk.task_panel_presenter import TaskPanelPresenter

            self._panel = TaskPanelPresenter(self)
        self._panel.open(task)

    def close_panel(self) -> None:
        """Another page is shown now, or somebody else is here."""
        if self._panel is not None:
            self._panel.close()

    def say(self, words: str, take_back: Callable[[], None] | None = None, about: str = "") -> None:
        """Says for a moment what was done; with `take_back` it can be undone, from now on by Ctrl+Z too."""
        token = self._undo.push(words, take_back) if take_back is not None else ""
        self._said = token
        self.window.toast.show_toast(words, undo_token=token, about=about)

    def _say_more(self, words: str) -> None:
        """Says something else of what was done last, which can still be undone."""
        self.window.toast.show_toast(words, undo_token=self._said)

    def undo(self, token: str = "") -> None:
        """Takes back the act of this token, or the last one there is; what only did not work can be tried again."""
        act = self._undo.take(token)
        if act is None:
            self.say("There is nothing to undo since you signed in")
            return
        self.window.toast.hide_toast(act.token)
        person = self._person

        def failed(error: HubError) -> None:
            if person == self._person and may_work_later(error):
                self._undo.put_back(act)

        with self.context.background.telling(failed):
            act.take_back()

    def _finish(self, task: Task) -> None:
        if task.state in (TaskState.DONE, TaskState.CANCELLED):
            self._reopen(task)
        elif task.claimed_by not in (None, self.by):
            self.asking.about(task, TaskWish.DONE)
        else:
            self.finish(task)

    def _is_slip(self, task: Task, wish: TaskWish) -> bool:
        """Whether a second press reached the next task, onto which the selection slid, or a row not read again."""
        if self.double.is_slip(wish, task.id):
            if not self.double.is_echo():
                self.say(f"Nothing was done with the next one: {task.title}. Choose it first.")
            return True
        if wish is TaskWish.DONE and self._finished.get(task.id) == task.version:
            return True
        self.double.acted(wish, task.id)
        return False

    def finish(self, task: Task) -> None:
        """Marks it done, whoever has it; of a late one the reason is asked."""
        tasks, by = self.context.hub.tasks, self.by
        self._finished[task.id] = task.version
        self.double.acted(TaskWish.DONE, task.id)

        def refused(error: HubError) -> None:
            self._finished.pop(task.id, None)
            if isinstance(error, ReasonNeeded):
                self.asking.why_late(task, error.choices)
            else:
                self.refuse(error)

        self.doing.do(
            task,
            lambda real: tasks.complete(real.id, by=by, asks=True, version=real.version),
            partial(done_words, task, self.context.hub.clock.today()),
            then=partial(self.finished, task),
            otherwise=refused,
        )

    def finished(self, task: Task, acted: "Acted") -> None:
        """A task is done: its note is offered, if it has one."""
        if acted.ready is not None:
            self.asking.after_done(task)

    def filed_late(self, tasks: Sequence[Task]) -> None:
        """Filing a note ticked these late tasks: asks why, unless another question is on the screen. They are counted
        as recorded late until then."""
        if QApplication.activeModalWidget() is None:
            self.asking.why_filed_late(tasks)

    def follow_up_left(self, tasks: Sequence[Task]) -> None:
        """A note is not filed after all, and its follow-up stays as somebody works on it."""
        self.say(". ".join(stays(task) for task in tasks))

    def _reopen(self, task: Task) -> None:
        tasks, by = self.context.hub.tasks, self.by
        words = f"Open again: {task.title}"
        self.doing.do(task, lambda real: tasks.reopen(real.id, by=by, version=real.version), words)

    def _claim(self, task: Task) -> None:
        tasks, by = self.context.hub.tasks, self.by
        if task.claimed_by == by:
            words = f"Unclaimed: {task.title}"
            self.doing.do(task, lambda real: tasks.release(real.id, by=by, version=real.version), words)
        elif task.claimed_by is not None:
            self.asking.about(task, TaskWish.CLAIM)
        else:
            self.doing.do(
                task,
                lambda real: tasks.claim(real.id, by=by),
                said(TaskWish.CLAIM, task),
                otherwise=partial(self._not_claimed, task),
            )

    def _not_claimed(self, task: Task, error: HubError) -> None:
        if isinstance(error, SomeoneElseHasIt):
            self.asking.about(task, TaskWish.CLAIM)
        else:
            self.refuse(error)

    def refuse(self, error: HubError) -> None:
        """Shows why something is not done."""
        self.context.background.failed.emit(error)

    def reread(self, task: Task) -> None:
        """What is on the screen is no longer true: it is read again."""
        self.context.feed.announce(Changes.of((Kind.TASK, task.id)))

    def _in_error(self, task: Task) -> None:
        tasks, by = self.context.hub.tasks, self.by
        words = said(TaskWish.IN_ERROR, task)
        self.doing.do(task, lambda real: tasks.mark_in_error(real.id, by=by, version=real.version), words)

    def _restore(self, task: Task) -> None:
        tasks, by = self.context.hub.tasks, self.by
        self.doing.do(task, lambda real: tasks.restore(real.id, by=by), said(TaskWish.RESTORE, task))

    def _carry_on(self, task: Task) -> None:
        tasks, by = self.context.hub.tasks, self.by
        self.doing.do(
            task,
            lambda real: tasks.hand_back(real.id, CARRY_ON, by=by, version=real.version),
            said(TaskWish.CARRY_ON, task),
        )

    def _check(self, task: Task) -> None:
        tasks, by = self.context.hub.tasks, self.by
        self.doing.do(task, lambda real: tasks.check(real.id, by=by), said(TaskWish.CHECK, task))

    def _on_done(self, words: str, event_id: str, task_id: str) -> None:
        self.say(words, partial(self._take_back, words, event_id, task_id), task_id)

    def _take_back(self, words: str, event_id: str, task_id: str) -> None:
        by = self.by

        def told() -> None:
            self.say(f'Undone: "{words}"')

        self.write(lambda: self.doing.take_back(event_id, task_id, by=by), told)

    def _on_person_changed(self) -> None:
        session = self.context.session
        person = session.person.id if session.is_open else ""
        if person != self._person:
            self._person = person
            self._finished.clear()
            self._undo.clear()
            self.close_panel()
