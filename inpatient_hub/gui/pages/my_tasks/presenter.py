"""Reads a person's own work and keeps My tasks true."""

from PySide6.QtCore import QTimer

from inpatient_hub.domain.changes import Kind
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.pages.my_tasks.page import MyTasksPage
from inpatient_hub.gui.pages.my_tasks.view import MyTasksView
from inpatient_hub.gui.presenter import Presenter

_REREAD_MS = 60_000
"""What is due goes on by itself: every minute it is said anew how late it is."""


class MyTasksPresenter(Presenter):
    """Reads only while the page is shown."""

    shows = (Kind.TASK, Kind.SERIES, Kind.PATIENT, Kind.STAFF)

    def __init__(self, context: Context, page: MyTasksPage) -> None:
        super().__init__(context, page)
        self._page = page
        self._is_shown = False
        self._question = 0
        self._minute = QTimer(self)
        self._minute.setInterval(_REREAD_MS)
        self._minute.timeout.connect(self.refresh)
        page.shown_for.connect(self._on_shown_for)
        page.hidden_now.connect(self._on_hidden_now)

    def refresh(self) -> None:
        """Reads the work again; an answer that comes late is dropped."""
        if not self._is_shown or not self.context.session.is_open:
            return
        self._question += 1
        question, my_work, clock = self._question, self.context.hub.my_work, self.context.hub.clock
        ward, by = self.context.session.ward, self.by

        def task() -> MyTasksView:
            return MyTasksView(work=my_work.tasks(ward.id, by=by), at=clock.local(clock.now()), shifts=ward.shifts)

        def show(view: MyTasksView) -> None:
            if question == self._question:
                self._page.show_view(view)

        self.read(task, show)

    def _on_shown_for(self, _about: str) -> None:
        self._is_shown = True
        self._minute.start()
        self.refresh()

    def _on_hidden_now(self) -> None:
        self._is_shown = False
        self._minute.stop()
