"""The dates of a patient's stay, and who looks after them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.patients import CURRENT
from inpatient_hub.domain.tasks import OPEN, Task
from inpatient_hub.domain.wards import PatientField
from inpatient_hub.gui.moments import clock, day, due_words
from inpatient_hub.gui.pages.patient.view import PatientShown
from inpatient_hub.gui.typography import line_height
from inpatient_hub.gui.widgets.card import Card, Divider
from inpatient_hub.gui.widgets.labels import ElidedLabel, WrapLabel


@dataclass(frozen=True, slots=True)
class StayLine:
    """A label over a quiet second line, and a value at the right in a tone."""

    label: str
    second: str
    value: str
    tone: str = "text"


def date_lines(shown: PatientShown) -> list[StayLine]:
    """The dates this ward keeps; one that is not recorded says so."""
    facts, today = shown.view.facts, shown.today
    patient, lines = facts.patient, []
    if facts.ward.keeps(PatientField.ADMITTED_ON):
        admitted = patient.admitted_on
        second = f"day {(today - admitted).days + 1}" if admitted and patient.status in CURRENT else ""
        lines.append(_line("Admitted", second, day(admitted)))
    if facts.ward.keeps(PatientField.EXPECTED_DISCHARGE_ON):
        expected = patient.expected_discharge_on
        passed = expected is not None and expected < today
        second = due_words(expected, today) if expected else ""
        line = _line("Expected discharge", "this day has passed" if passed else second, day(expected))
        lines.append(StayLine(line.label, line.second, line.value, "warn") if passed else line)
    return lines


def running_lines(shown: PatientShown) -> list[StayLine]:
    """The dates that a rule worked out and that are tasks, the earliest first, each with what it counts from."""
    tasks = [line.task for line in shown.view.tasks if line.task.clock_rule is not None and line.task.state in OPEN]
    lines = []
    for task in sorted(tasks, key=lambda task: (task.due_on or shown.today, task.title)):
        far = due_words(task.due_on, shown.today) if task.due_on else ""
        tone = "warn" if task.due_on is not None and task.due_on <= shown.today else "text"
        second = ", ".join(part for part in (far, _origin(task, shown), _advice(task, shown)) if part)
        lines.append(StayLine(task.title, second, day(task.due_on), tone))
    return lines


def _origin(task: Task, shown: PatientShown) -> str:
    """From which day it is counted; of a date that somebody corrected who, why, and what had been worked out."""
    date = shown.clocks.get(task.id)
    if date is None or date.corrected is None:
        return f"counted from {day(shown.at(task.clock_event).date())}" if task.clock_event else ""
    made = date.corrected
    who = "you" if made.by == shown.me else made.name
    hour = f" {clock(shown.at(date.at))}" if date.at is not None else ""
    was = f"was worked out as {day(date.last_day)}{hour}"
    return f"corrected by {who} on {day(shown.at(made.at).date())} ({made.why}), {was}"


def _advice(task: Task, shown: PatientShown) -> str:
    """Whom to check the date with, in the words of its rule."""
    date = shown.clocks.get(task.id)
    words = date.rule.advice.rstrip(".") if date is not None and date.rule.advice else "Check with the MHA office"
    return words[:1].lower() + words[1:]


def people_lines(shown: PatientShown) -> list[StayLine]:
    """The people and the room this ward keeps."""
    facts = shown.view.facts
    pairs = (
        (PatientField.NAMED_NURSE, "Named nurse", facts.named_nurse),
        (PatientField.CONSULTANT, "Consultant", facts.consultant),
        (PatientField.BED, "Room", facts.patient.room),
    )
    return [_line(label, "", value or "") for kept_by, label, value in pairs if facts.ward.keeps(kept_by) and value]


def _line(label: str, second: str, value: str) -> StayLine:
    return StayLine(label, second, value) if value else StayLine(label, "", "Not recorded", "muted")


class StayCard(Card):
    """Dates, then people: a narrow banner has no room for the people."""

    def __init__(self) -> None:
        super().__init__("Dates and people")
        self._lines: list[StayLine] = []
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.add(self._rows)

    def lines(self) -> Sequence[StayLine]:
        """Return the lines shown."""
        return self._lines

    def show_stay(self, shown: PatientShown) -> None:
        """Show the dates and people of this reading."""
        dates, people = [*running_lines(shown), *date_lines(shown)], people_lines(shown)
        if [*dates, *people] == self._lines:
            return
        self._lines = [*dates, *people]
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for place, line in enumerate(self._lines):
            if place:
                self._column.addWidget(Divider(self._rows))
            self._column.addWidget(_StayRow(line))
        self.set_title("Dates and people" if dates and people else "People" if people else "Dates that matter")
        self._rows.setVisible(bool(self._lines))


class _StayRow(QWidget):
    """One line of the card."""

    def __init__(self, line: StayLine) -> None:
        super().__init__()
        words = QVBoxLayout()
        words.setSpacing(0)
        # Nothing of a date is cut: its title says what ends, its second line whom to check it with.
        words.addWidget(WrapLabel(line.label, "body"))
        if line.second:
            words.addWidget(WrapLabel(line.second, "small", "warn" if line.tone == "warn" else "muted"))
        value = ElidedLabel(line.value, "body" if line.tone == "muted" else "medium", line.tone)
        value.setMinimumHeight(line_height("body"))  # level with the first line of the words beside it
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(value, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(", ".join(part for part in (line.label, line.value, line.second) if part))
