"""Reads the task of the panel, keeps it true, and does what is pressed there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.recurrence import in_words
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.desk.task_panel import TaskPanel
from inpatient_hub.gui.desk.task_panel_facts import TaskShown
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.presenter import Presenter

if TYPE_CHECKING:
    from inpatient_hub.gui.desk.task_desk import TaskDesk

_REREAD_MS = 30_000
"""How far away it is, is told to the minute."""


class TaskPanelPresenter(Presenter):
    """One panel for the whole window; it is about one task at a time."""

    shows = (Kind.TASK, Kind.PATIENT, Kind.SERIES, Kind.RUN, Kind.NOTE, Kind.STAFF)

    def __init__(self, desk: "TaskDesk") -> None:
        super().__init__(desk.context, desk)
        self._desk = desk
        self._task: Task | None = None
        self.panel = TaskPanel(desk.window.stack)
        desk.window.beside = self.panel
        self._minute = QTimer(self)
        self._minute.setInterval(_REREAD_MS)
        self._minute.timeout.connect(self.refresh)
        self.panel.wished.connect(self._on_wished)
        self.panel.patient_wanted.connect(self._on_patient_wanted)
        self.panel.run_wanted.connect(self._on_run_wanted)
        self.panel.placed.connect(desk.window.toast.settle)
        self.panel.closed.connect(self._on_closed)

    def open(self, task: Task) -> None:
        """Shows this task, as soon as it is read."""
        self._task = task
        self._read(opens=True)

    def close(self) -> None:
        """Takes the panel away."""
        if self._task is not None:
            self.panel.shut()

    def refresh(self) -> None:
        """Reads the task again while it is shown."""
        if self._task is not None and self.context.session.is_open:
            self._read(opens=False)

    def _read(self, *, opens: bool) -> None:
        task, me, hub, ward = self._task, self.by, self.context.hub, self.context.session.ward
        if task is None:
            return

        def look() -> TaskShown:
            known = self._desk.doing.look(task)
            series = hub.series.get(task.repeat_id) if task.repeat_id else None
            return TaskShown(
                task=known.task,
                view=known.view,
                patient=known.patient,
                at=hub.clock.local(hub.clock.now()),
                me=me,
                repeats=in_words(series.repeat) if series else "",
                shifts=ward.shifts,
                clock=hub.clocks.rule_of(task.id) if task.clock_rule else None,
            )

        def show(shown: TaskShown) -> None:
            if self._task is None or self._task.id != shown.task.id:
                return  # closed, or another task is wanted by now
            self._task = shown.task
            banner = banner_facts(shown.patient, shown.at.date()) if shown.patient else None
            self.panel.show_task(shown, banner)
            if opens:
                self.panel.open()
                self._minute.start()

        self.read(look, show, self._on_refused)

    def _on_refused(self, error: HubError) -> None:
        self.close()
        self._desk.refuse(error)

    def _on_wished(self, wish: str) -> None:
        if self._task is not None:
            self._desk.act(self._task, wish)

    def _on_patient_wanted(self, patient_id: str) -> None:
        self._desk.go_requested.emit(Destination(PageId.PATIENT, patient_id))

    def _on_run_wanted(self, run_id: str) -> None:
        self._desk.go_requested.emit(Destination(PageId.RUN, run_id))

    def _on_closed(self) -> None:
        self._task = None
        self._minute.stop()
