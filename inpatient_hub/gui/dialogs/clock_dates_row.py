"""One date that follows from an event, with a tick to keep it as a task, or with why there is none."""

from dataclasses import replace
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.dialogs.clock_dates_words import counting_words, date_words, rule_lines
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.services.clock_dates import ClockDate


class ClockDateRow(QWidget):
    """The date first, then how it is counted, its source, and whom to check it with."""

    ticked = Signal()

    def __init__(self, one: ClockDate, zone: tzinfo) -> None:
        super().__init__()
        self.one = one
        self.box = CheckBox("Keep as a task")
        self.box.setAccessibleName(f"Keep as a task: {one.rule.title}, {date_words(one, zone)}")
        self.box.toggled.connect(self._on_toggled)
        self._kept = IconLine("circle-check", "Kept already", "ok-text")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(3)
        column.addWidget(WrapLabel(one.rule.title, "strong"))
        if one.is_on:
            when = QHBoxLayout()
            when.setSpacing(10)
            when.addWidget(WrapLabel(date_words(one, zone), "medium"), 1)
            when.addWidget(self.box)
            when.addWidget(self._kept)
            column.addLayout(when)
            self._mark()
            own = f" Your ward's own: {one.own}." if one.own else ""
            column.addWidget(WrapLabel(f"{one.how}.{own}", "small", "muted"))
        else:
            column.addWidget(IconLine("ban", f"Off. {one.why_off}", "muted"))
            column.addWidget(WrapLabel(f"{counting_words(one.rule)}.", "small", "muted"))
        for line in rule_lines(one.rule):
            column.addWidget(WrapLabel(line, "small", "muted"))
        if one.rule.link:
            column.addWidget(_link(one.rule.link))
        column.addWidget(IconLine("alert-triangle", one.rule.advice, "warn-text"))

    def is_ticked(self) -> bool:
        """Return whether it is to be kept as a task."""
        return self.one.is_on and not self.one.is_kept and self.box.isChecked()

    def set_kept(self) -> None:
        """It is a task now: it cannot be kept once more."""
        self.one = replace(self.one, is_kept=True)
        self.box.setChecked(False)
        self._mark()

    def _mark(self) -> None:
        self.box.setVisible(not self.one.is_kept)
        self._kept.setVisible(self.one.is_kept)

    def _on_toggled(self, _on: bool) -> None:
        self.ticked.emit()


class KeptDateRow(QWidget):
    """A date that is a task already, with the way to correct it."""

    correct_wanted = Signal(object)
    """Carries the `Task`."""

    def __init__(self, task: Task, zone: tzinfo) -> None:
        super().__init__()
        self._task = task
        at = task.due_at.astimezone(zone) if task.due_at is not None and _has_hours(task, zone) else None
        when = day(task.due_on) + (f", {at:%H:%M}" if at else "")
        self.correct_button = Button("Correct…", small=True, accessible=f"Correct: {task.title}, {when}")
        self.correct_button.setAutoDefault(False)
        self.correct_button.clicked.connect(self._on_correct)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        row.addWidget(WrapLabel(f"{task.title}: {when}"), 1)
        row.addWidget(self.correct_button, 0, Qt.AlignmentFlag.AlignTop)

    def _on_correct(self) -> None:
        self.correct_wanted.emit(self._task)


def _has_hours(task: Task, zone: tzinfo) -> bool:
    """Whether it is due at a moment of its day, and not at the day's end."""
    return task.due_at is not None and task.due_at.astimezone(zone).date() == task.due_on


def _link(address: str) -> QLabel:
    label = text_label(address, "small", "muted")
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setAccessibleName(f"Where it can be read: {address}")
    return label
