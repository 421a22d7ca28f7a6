"""Shows what is still open for a patient who has left, and asks whether it ends with them. Nothing ends by itself."""

from collections.abc import Collection, Sequence
from datetime import date, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.hand_back import waiting_words
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.recurrence import in_words
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.moments import short_day
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.patient_banner import BannerFacts
from inpatient_hub.services.leaving import StillOpen
from inpatient_hub.services.ports import TaskLine

_WIDTH = 640
_SAYS = {PatientStatus.DISCHARGED: "were discharged", PatientStatus.IN_ERROR: "are marked in error"}


class EndRow(QWidget):
    """One thing that can be ended: ticked to begin with, unless it goes on after the discharge."""

    ticked = Signal()

    def __init__(self, record_id: str, title: str, more: str, *, is_kept: bool = False) -> None:
        super().__init__()
        self.record_id = record_id
        self.box = CheckBox("")
        self.box.setAccessibleName(f"End: {title}, {more}")
        self.box.setChecked(not is_kept)
        self.box.toggled.connect(self._on_toggled)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(WrapLabel(title))
        words.addWidget(WrapLabel(more, "small", "muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def _on_toggled(self, _on: bool) -> None:
        self.ticked.emit()


class LeavingDialog(TaskDialog):
    """Return ends what is ticked, Esc keeps all of it."""

    end_wanted = Signal(object, object)
    """(ids of repeats, ids of tasks and appointments) that were ticked."""

    def __init__(
        self, parent: QWidget | None, still: StillOpen, banner: BannerFacts, zone: tzinfo, today: date
    ) -> None:
        patient = still.facts.patient
        can_end = bool(still.repeats or still.tasks or still.appointments)
        says = _SAYS.get(patient.status, "left the ward")
        about = f"They {says}. What is ticked ends now, with that as the reason. Ctrl+Z takes it back."
        super().__init__(
            parent,
            "What is still open",
            about if can_end else f"They {says}. This stays as it is.",
            verb="End" if can_end else "Close",
            cancel="Keep it all",
            banner=banner,
            width=_WIDTH,
        )
        self._zone, self._today = zone, today
        self._can_end = can_end
        kept = still.kept
        self.repeats = [EndRow(one.id, one.title, _repeat_words(one), is_kept=one.id in kept) for one in still.repeats]
        self.tasks = [
            self._task_row(line, is_kept=line.task.id in kept) for line in (*still.tasks, *still.appointments)
        ]
        loose = len(still.tasks)
        self._section("Repeats", _to_end(self.repeats, kept))
        self._section("To do", _to_end(self.tasks[:loose], kept))
        self._section("Appointments to come", _to_end(self.tasks[loose:], kept))
        going_on = [row for row in (*self.repeats, *self.tasks) if row.record_id in kept]
        self._section("After the discharge, kept unless you tick it", going_on)
        self._section("Stays", [WrapLabel(f"{line.task.title}: {staying_words(line)}") for line in still.staying])
        for row in (*self.repeats, *self.tasks):
            row.ticked.connect(self._settle)
        self.cancel_button.setVisible(can_end)
        self._settle()
        (self.verb_button if self.verb_button.isEnabled() else self.cancel_button).setFocus()

    @override
    def answer(self) -> None:
        if not self._can_end:
            self.reject()
            return
        self.verb_button.setEnabled(False)
        self.end_wanted.emit(_ticked(self.repeats), _ticked(self.tasks))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # still held from the form before
        super().keyPressEvent(event)

    def _settle(self) -> None:
        if not self._can_end:
            return
        count = len(_ticked(self.repeats)) + len(_ticked(self.tasks))
        self.verb_button.set_label(f"End {count}" if count else "End")
        self.set_ready(bool(count), "Tick what is to end.")

    def _section(self, title: str, rows: Sequence[QWidget]) -> None:
        if not rows:
            return
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(text_label(title, "strong"))
        for row in rows:
            column.addWidget(row)
        self.body.addLayout(column)

    def _task_row(self, line: TaskLine, *, is_kept: bool) -> EndRow:
        return EndRow(line.task.id, line.task.title, due_line(line.task, self._zone, self._today), is_kept=is_kept)


def staying_words(line: TaskLine) -> str:
    """Why a task is not ended with the others."""
    task = line.task
    has = f"{line.claimed_by_name or 'somebody'} has it" if task.claimed_by else ""
    waits = f"waits for {waiting_words(task.waiting_on)}" if task.waiting_on else ""
    return ", ".join(part for part in (has, waits) if part) or "it follows from the discharge"


def due_line(task: Task, zone: tzinfo, today: date) -> str:
    """When a task is due, in a few words."""
    if task.due_on is None:
        return "No day"
    at = task.due_at.astimezone(zone) if task.due_at is not None else None
    if task.shift is not None:
        return f"{short_day(task.due_on, today)}, {task.shift} shift"
    return short_day(task.due_on, today) + (f", {at:%H:%M}" if at is not None and at.date() == task.due_on else "")


def _repeat_words(series: Series) -> str:
    said = ", ".join((in_words(series.repeat), *(f"{name} shift" for name in series.shifts)))
    return said[:1].upper() + said[1:]


def _to_end(rows: Sequence[EndRow], kept: Collection[str]) -> list[EndRow]:
    return [row for row in rows if row.record_id not in kept]


def _ticked(rows: Sequence[EndRow]) -> tuple[str, ...]:
    return tuple(row.record_id for row in rows if row.box.isChecked())
