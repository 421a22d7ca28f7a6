"""Reads the Today page, keeps its ages true, and does what is pressed on it."""

from PySide6.QtCore import QTimer

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.pages.today.page import TodayPage
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.services.today import TodayView

_REREAD_MS = 60_000


class TodayPresenter(Presenter):
    """Made once the application is open; the page may have been filled before. Make the tray first: what the person
    did meanwhile is told by the page when this presenter is made."""

    shows = (Kind.NOTE, Kind.RUN, Kind.TASK, Kind.PATIENT, Kind.STAFF, Kind.WARD)

    def __init__(self, context: Context, page: TodayPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._titles: dict[str, str] = {}
        self._minute = QTimer(self)
        self._minute.setInterval(_REREAD_MS)
        self._minute.timeout.connect(self.refresh)
        self._minute.start()
        page.shown_for.connect(self._on_shown_for)
        page.done_requested.connect(self._on_done_requested)
        page.claim_requested.connect(self._on_claim_requested)
        page.give_back_requested.connect(self._on_give_back_requested)
        context.session.person_changed.connect(self._on_session_changed)
        context.session.ward_changed.connect(self._on_session_changed)
        if context.session.is_open:
            page.set_ready()

    def refresh(self) -> None:
        """Reads the page again. Does nothing while nobody has said who they are."""
        if self.context.session.is_open:
            today, ward_id = self.context.hub.today, self.ward_id
            self.read(lambda: today.view(ward_id), self._show)

    def _show(self, view: TodayView) -> None:
        lines = (*view.overdue, *view.due_today, *view.coming)
        self._titles |= {line.task.id: line.task.title for line in lines}
        if self.context.session.is_open:
            self._page.show_view(view, me=self.by)

    def _on_shown_for(self, _about: str) -> None:
        self.refresh()

    def _on_session_changed(self) -> None:
        if self.context.session.is_open:
            self._page.set_ready()
        self.refresh()

    def _on_done_requested(self, task_id: str) -> None:
        tasks, by = self.context.hub.tasks, self.by
        title = self._titles.get(task_id, "")

        def undo() -> None:
            self._reopen(task_id)

        def done() -> None:
            self._page.toast_wanted.emit(f"Done: {title}" if title else "Follow-up done", undo)

        self.write(lambda: tasks.complete(task_id, by=by), done)

    def _reopen(self, task_id: str) -> None:
        tasks, by = self.context.hub.tasks, self.by
        self.write(lambda: tasks.reopen(task_id, by=by))

    def _on_claim_requested(self, task_id: str) -> None:
        tasks, by = self.context.hub.tasks, self.by

        def task() -> Changes:
            return tasks.claim(task_id, by=by)

        self.write(task)

    def _on_give_back_requested(self, task_id: str) -> None:
        tasks, by = self.context.hub.tasks, self.by

        def task() -> Changes:
            return tasks.release(task_id, by=by)

        self.write(task)
