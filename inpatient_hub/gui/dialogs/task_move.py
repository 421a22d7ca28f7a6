"""Asks to which day a task is moved, and to which shift, time or part of that day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import DayPart, TaskKind
from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.patient_banner import BannerFacts
from inpatient_hub.gui.widgets.time_field import TimeField

_WHOLE, _TIME = "whole", "time"
_PART = "part-"
_SHIFT = "shift-"
_PLAIN = ("When is this to be done?", "Move")
_KEPT = "The date that was worked out stays in the history, with the reason you choose."
PART_NAMES = {
    DayPart.MORNING: "In the morning",
    DayPart.AFTERNOON: "In the afternoon",
    DayPart.EVENING: "In the evening",
    DayPart.NIGHT: "At night",
}


class TaskMoveDialog(TaskDialog):
    """The day, and when on it. With `corrections` the date is one that a rule worked out: the reason is asked."""

    told = Signal(object, str)
    """(a `Timing`, the reason's code for a date that a rule had worked out)."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        was: Timing | None,
        *,
        kind: TaskKind,
        shifts: Sequence[str],
        today: date,
        banner: BannerFacts | None = None,
        corrections: Mapping[str, str] | None = None,
    ) -> None:
        self._is_correction = corrections is not None
        question, verb = ("What is the right date?", "Correct the date") if self._is_correction else _PLAIN
        super().__init__(
            parent, question, f"{title}. {_KEPT}" if self._is_correction else title, verb=verb, banner=banner
        )
        least = None if self._is_correction else today
        self.reason = ChoiceField("Reason", tuple((corrections or {}).items()), required=True)
        self.day = DateField("Day", today=today, earliest=least, required=True)
        self.when = ChoiceField("On that day", _choices(kind, shifts))
        self.at = TimeField("Time")
        self.day.set_value(today if was is None else was.day if self._is_correction else max(was.day, today))
        self.when.set_value(_chosen(was))
        self.at.set_value(was.at if was is not None else None)
        if not self._is_correction:
            self.body.addLayout(self._shortcuts(today))
        for part in (self.day, self.when, self.at, self.reason):
            self.body.addWidget(part)
        self.reason.setVisible(self._is_correction)
        self.at.setVisible(self.when.value() == _TIME)
        self.when.value_changed.connect(self._on_when)
        self.day.focus_field()
        self.day.line.selectAll()

    def _shortcuts(self, today: date) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, days in (("Today", 0), ("Tomorrow", 1), ("In a week", 7)):
            button = Button(words, small=True)
            button.clicked.connect(self._chooser(today + timedelta(days=days)))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _chooser(self, day: date) -> Callable[[], None]:
        def choose() -> None:
            self.day.set_value(day)
            self.day.clear_error()
            self.day.focus_field()

        return choose

    @override
    def show_problem(self, error: HubError) -> None:
        if isinstance(error, InvalidAnswer) and error.field in ("due_on", "day"):
            self.day.set_error(f"{error.message} {error.remedy}")
            self.day.focus_field()
        else:
            super().show_problem(error)

    @override
    def answer(self) -> None:
        day, when, at = self.day.value(), self.when.value() or _WHOLE, self.at.value()
        if day is None:
            _ask(self.day, self.day.problem() or "To which day?")
            return
        if when == _TIME and at is None:
            _ask(self.at, self.at.problem() or "At what time?")
            return
        if self._is_correction and self.reason.value() is None:
            _ask(self.reason, "Choose the reason from the list.")
            return
        shift = when.removeprefix(_SHIFT) if when.startswith(_SHIFT) else None
        part = DayPart(when.removeprefix(_PART)) if when.startswith(_PART) else None
        self.told.emit(
            Timing(day=day, shift=shift, at=at if when == _TIME else None, part=part), self.reason.value() or ""
        )

    def _on_when(self, when: str | None) -> None:
        self.at.setVisible(when == _TIME)
        if when == _TIME:
            self.at.focus_field()


def _ask(field: Field, sentence: str) -> None:
    field.set_error(sentence)
    field.focus_field()


def _choices(kind: TaskKind, shifts: Sequence[str]) -> list[tuple[str, str]]:
    choices = [(_WHOLE, "Any time"), (_TIME, "At a time")]
    if kind is TaskKind.APPOINTMENT:
        return [*choices, *((f"{_PART}{part.value}", words) for part, words in PART_NAMES.items())]
    return [*choices, *((f"{_SHIFT}{name}", f"{name} shift") for name in shifts)]


def _chosen(was: Timing | None) -> str:
    if was is None:
        return _WHOLE
    if was.shift is not None:
        return f"{_SHIFT}{was.shift}"
    if was.part is not None and was.at is None:
        return f"{_PART}{was.part.value}"
    return _TIME if was.at is not None and was.at != time() else _WHOLE
