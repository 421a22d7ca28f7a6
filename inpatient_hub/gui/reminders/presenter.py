"""Reads what the person is to be told, shows how many there are, and does what is asked of one."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal

from inpatient_hub.domain.access import NobodySignedIn, NotAllowed, OtherWard, SignInOver
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.reminders import ReminderChoices, Snooze
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.reminders.asking import ReminderChoicesDialog, SnoozeDialog
from inpatient_hub.gui.reminders.dialog import RemindersDialog
from inpatient_hub.gui.reminders.notices import Notices
from inpatient_hub.gui.reminders.words import notice_words
from inpatient_hub.services.reminders import Reminder, Reminders

NOT_NOW = (NobodySignedIn, SignInOver, NotAllowed, OtherWard)
"""Why a look that nobody asked for is left: it must not be what asks anybody to sign in."""


class RemindersPresenter(Presenter):
    """One for an open ward. What is wanted of a task is handed to the page in front, as if it were its own."""

    told = Signal(str, object)
    """(what was done, a callable that takes it back)."""
    undo_wanted = Signal()
    """The last thing done is to be taken back."""
    shows = (Kind.TASK, Kind.WARD)

    def __init__(
        self, context: Context, window: MainWindow, page: Callable[[], Page | None], notices: Notices | None = None
    ) -> None:
        super().__init__(context, window)
        self._window = window
        self._page = page
        self._last = Reminders()
        self._dialog: RemindersDialog | None = None
        self._is_held = False
        self.notices = notices or Notices(self)
        self.notices.pressed.connect(self._on_notice_pressed)
        context.session.person_changed.connect(self._on_person_changed)

    def hold(self, *, held: bool) -> None:
        """While the window is locked nothing is told, so that nothing counts as told that nobody saw."""
        self._is_held = held
        self.notices.switch(on=not held and self._last.choices.notices)

    def refresh(self) -> None:
        """Looks what is to be told now, and tells it."""
        if self._is_held or not self.context.session.is_open:
            return
        reminders, ward_id, by = self.context.hub.reminders, self.ward_id, self.by

        def task() -> Reminders | None:
            try:
                return reminders.tell(ward_id, by=by)
            except NOT_NOW:
                return None

        self.read(task, partial(self._show, by), _pass_over)

    def open(self) -> None:
        """Shows the list."""
        if self._dialog is not None or not self.context.session.is_open:
            return
        clock = self.context.hub.clock
        dialog = self._dialog = RemindersDialog(self._window, clock.local)
        dialog.open_wanted.connect(self._on_open_wanted)
        dialog.done_wanted.connect(self._on_done_wanted)
        dialog.snooze_wanted.connect(self._on_snooze_wanted)
        dialog.all_snooze_wanted.connect(self._ask_how_long)
        dialog.dismiss_wanted.connect(self._on_dismiss_wanted)
        dialog.undo_wanted.connect(self.undo_wanted)
        dialog.choices_wanted.connect(self._on_choices_wanted)
        dialog.finished.connect(self._on_finished)
        dialog.show_reminders(self._last, clock.now())
        dialog.open()
        self.refresh()

    def _show(self, by: str, found: Reminders | None) -> None:
        if found is None or not self.context.session.is_open or self.by != by:
            return
        self._last = found
        self._window.strip.set_reminders(len(found.all))
        if self._dialog is not None:
            self._dialog.show_reminders(found, self.context.hub.clock.now())
        self.notices.switch(on=found.choices.notices and not self._is_held)
        if found.news and not self._is_held:
            self.notices.tell(*notice_words(found.news, names=found.names))

    def _on_person_changed(self) -> None:
        self._last = Reminders()
        self._window.strip.set_reminders(0)
        self.notices.switch(on=False)
        if self._dialog is not None:
            self._dialog.reject()

    def _on_notice_pressed(self) -> None:
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        if not self._is_held:
            self.open()

    def _on_finished(self, _result: int) -> None:
        self._dialog = None

    def _on_open_wanted(self, one: Reminder) -> None:
        page = self._page()
        if self._dialog is not None:
            self._dialog.accept()
        if page is not None:
            page.task_wanted.emit(one.line.task)

    def _on_done_wanted(self, one: Reminder) -> None:
        page = self._page()
        if page is not None:
            page.task_act_wanted.emit(one.line.task, TaskWish.DONE)

    def _on_snooze_wanted(self, one: Reminder) -> None:
        self._ask_how_long([one])

    def _ask_how_long(self, reminders: Sequence[Reminder]) -> None:
        dialog = SnoozeDialog(self._dialog or self._window, len(reminders))
        dialog.chosen.connect(partial(self._snooze, tuple(reminders)))
        dialog.open()

    def _snooze(self, reminders: Sequence[Reminder], how: Snooze) -> None:
        service, by = self.context.hub.reminders, self.by
        count = "" if len(reminders) == 1 else f", and {len(reminders) - 1} more"
        words = f"Put off: {reminders[0].line.task.title}{count}"

        def snoozed(_none: None) -> None:
            if self._dialog is not None:
                self._dialog.show_dismissed(words)
            self.told.emit(words, partial(self._bring_back, reminders, words))
            self.refresh()

        self.read(lambda: service.snooze(reminders, how, by=by), snoozed)

    def _on_dismiss_wanted(self, one: Reminder) -> None:
        service, by = self.context.hub.reminders, self.by
        words = f"Dismissed: {one.line.task.title}"

        def dismissed(_none: None) -> None:
            if self._dialog is not None:
                self._dialog.show_dismissed(words)
            self.told.emit(words, partial(self._bring_back, (one,), words))
            self.refresh()

        self.read(lambda: service.dismiss([one], by=by), dismissed)

    def _bring_back(self, reminders: Sequence[Reminder], words: str) -> None:
        service, by = self.context.hub.reminders, self.by

        def back(_none: None) -> None:
            if self._dialog is not None:
                self._dialog.show_dismissed("")
            self.told.emit(f'Undone: "{words}"', None)
            self.refresh()

        self.read(lambda: service.bring_back(reminders, by=by), back)

    def _on_choices_wanted(self) -> None:
        dialog = ReminderChoicesDialog(
            self._dialog or self._window, self._last.choices, names=self._last.names, can_notify=self.notices.can()
        )
        dialog.chosen.connect(self._choose)
        dialog.open()

    def _choose(self, choices: ReminderChoices) -> None:
        service, by = self.context.hub.reminders, self.by
        self.read(lambda: service.choose(choices, by=by), self._again)

    def _again(self, _none: None) -> None:
        self.refresh()


def _pass_over(_error: HubError) -> None:
    """What was not read now is read at the next look; a store that is in trouble says so elsewhere."""
