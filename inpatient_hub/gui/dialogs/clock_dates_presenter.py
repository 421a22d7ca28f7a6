"""Opens the dates from an event for a patient: works them out, keeps them as tasks, and corrects one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.clock_rules import EventSpec
from inpatient_hub.domain.tasks import OPEN, Task
from inpatient_hub.gui.banner import banner_facts
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.clock_dates import ClockDatesDialog, DatesFor, Told
from inpatient_hub.gui.dialogs.clock_dates_correct import CorrectDateDialog
from inpatient_hub.gui.moments import day as day_words
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.services.clock_dates import ClockDate
from inpatient_hub.services.patients import PatientView
from inpatient_hub.services.task_records import Acted
from inpatient_hub.services.task_views import zone_of


@dataclass(frozen=True, slots=True)
class _Read:
    """What the dialog opens with."""

    view: PatientView
    events: tuple[EventSpec, ...]


class ClockDatesPresenter(Presenter):
    """For one dialog, which is made once the patient was read."""

    def __init__(self, context: Context, window: QWidget, patient_id: str, told: Told | None) -> None:
        super().__init__(context, window)
        self._window = window
        self._patient_id = patient_id
        self._told = told
        self._view: PatientView | None = None
        self._dialog: ClockDatesDialog | None = None
        self._proposed: tuple[str, datetime] | None = None
        self._take_back: Callable[[], None] | None = None

    def open(self, proposed: tuple[str, datetime] | None = None) -> None:
        """Reads the patient and the events, then opens the dialog, with this event and moment chosen."""
        self._proposed = proposed
        hub, patient_id = self.context.hub, self._patient_id
        self.read(lambda: _Read(hub.patients.view(patient_id), hub.clocks.events()), self._show)

    def _show(self, read: _Read) -> None:
        clock = self.context.hub.clock
        self._view = read.view
        about = DatesFor(
            name=read.view.facts.patient.full_name,
            banner=banner_facts(read.view.facts, clock.today()),
            events=read.events,
            kept=kept_dates(read.view),
            today=clock.today(),
            zone=zone_of(clock),
        )
        self._dialog = dialog = ClockDatesDialog(self._window, about)
        dialog.dates_wanted.connect(self._on_dates_wanted)
        dialog.add_wanted.connect(self._on_add_wanted)
        dialog.correct_wanted.connect(self._on_correct_wanted)
        dialog.undo_wanted.connect(self._on_undo_wanted)
        dialog.finished.connect(self._on_finished)
        dialog.open()
        if self._proposed is not None:
            dialog.propose(*self._proposed)

    def _on_finished(self) -> None:
        self._dialog = None
        self.deleteLater()

    def _on_dates_wanted(self, event_id: str, happened: datetime) -> None:
        dialog, hub, ward_id, patient_id = self._dialog, self.context.hub, self.ward_id, self._patient_id
        if dialog is None:
            return

        def then(dates: tuple[ClockDate, ...]) -> None:
            dialog.show_dates((event_id, happened), dates)

        self.context.background.run(
            lambda: hub.clocks.dates(ward_id, event_id, happened, patient_id=patient_id),
            owner=dialog,
            then=then,
            otherwise=dialog.show_refusal,
        )

    def _on_add_wanted(self, event_id: str, happened: datetime, chosen: Sequence[str]) -> None:
        dialog, hub, by, patient_id = self._dialog, self.context.hub, self.by, self._patient_id
        if dialog is None:
            return

        def task() -> tuple[tuple[tuple[Task, ...], Acted, PatientView], Changes]:
            tasks, acted = hub.clocks.add(patient_id, event_id, happened, chosen, by=by)
            return (tasks, acted, hub.patients.view(patient_id)), acted

        def then(result: tuple[tuple[Task, ...], Acted, PatientView]) -> None:
            tasks, acted, self._view = result
            words = f"Kept: {tasks[0].title}" if len(tasks) == 1 else f"Kept: {len(tasks)} dates"
            dialog.added(words, kept_dates(self._view))
            self._tell(words, self._way_back(words, lambda: hub.tasks.undo_all(acted.ways_back, by=by)))

        self.write_for(task, then, dialog.show_refusal)

    def _on_correct_wanted(self, task: Task) -> None:
        if self._dialog is None or self._view is None:
            return
        clock = self.context.hub.clock
        # The dialog behind it shows the banner in full.
        banner = replace(banner_facts(self._view.facts, clock.today()), similar="")
        ask = CorrectDateDialog(self._dialog, task, banner, clock.today(), zone_of(clock))

        def given(day: date, at: time | None, reason: str) -> None:
            self._correct(ask, task, day, at, reason)

        ask.given.connect(given)
        ask.open()

    def _correct(self, ask: CorrectDateDialog, task: Task, day: date, at: time | None, reason: str) -> None:
        hub, by, patient_id = self.context.hub, self.by, self._patient_id

        def correct() -> tuple[tuple[Acted, PatientView], Changes]:
            acted = hub.clocks.correct(task.id, day, reason, by=by, at=at, version=task.version)
            return (acted, hub.patients.view(patient_id)), acted

        def then(result: tuple[Acted, PatientView]) -> None:
            acted, self._view = result
            ask.accept()
            words = f"Corrected: {task.title}, {day_words(day)}"
            event_id = acted.event_id or ""
            undo = self._way_back(words, lambda: hub.tasks.undo(event_id, by=by)) if event_id else None
            if self._dialog is not None:
                self._dialog.show_kept(kept_dates(self._view))
                if undo is not None:
                    self._dialog.may_be_undone(words)
            self._tell(words, undo)

        self.write_for(correct, then, ask.show_refusal)

    def _way_back(self, words: str, undo: Callable[[], Changes]) -> Callable[[], None]:
        """What takes this back once, from the dialog or, when that is gone, from the window."""
        hub, patient_id, feed = self.context.hub, self._patient_id, self.context.feed
        taken: list[str] = []

        def task() -> tuple[Changes, PatientView]:
            return undo(), hub.patients.view(patient_id)

        def then(result: tuple[Changes, PatientView]) -> None:
            changes, self._view = result
            feed.announce(changes)
            if self._dialog is not None:
                self._dialog.taken_back(f"Taken back. {words}", kept_dates(self._view))

        def take() -> None:
            if taken:
                self._tell(f"That is taken back already. {words}", None)
                return
            taken.append(words)
            self.context.background.run(task, owner=feed, then=then)

        self._take_back = take
        return take

    def _on_undo_wanted(self) -> None:
        if self._take_back is not None:
            self._take_back()

    def _tell(self, words: str, undo: Callable[[], None] | None) -> None:
        if self._told is not None:
            self._told(words, undo)


def kept_dates(view: PatientView) -> tuple[Task, ...]:
    """The patient's open tasks whose date a rule worked out, the earliest first."""
    tasks = [line.task for line in view.tasks if line.task.clock_rule is not None and line.task.state in OPEN]
    return tuple(sorted(tasks, key=lambda task: (task.due_on or date.max, task.id)))
