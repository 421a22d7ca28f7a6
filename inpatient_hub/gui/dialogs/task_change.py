"""Changes what is said of a task: its title, how soon it matters, where, with whom, and whether it is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.task_reasons import UNCHECKED
from inpatient_hub.domain.tasks import Priority, Task, TaskKind
from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.moments import day, short_day
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.number_field import NumberField
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList
from inpatient_hub.gui.widgets.patient_banner import BannerFacts
from inpatient_hub.gui.widgets.text_fields import TextField

PRIORITY_NAMES = {Priority.ROUTINE: "Routine", Priority.IMPORTANT: "Important", Priority.URGENT: "Urgent"}
THIS_ONE, FROM_NOW_ON = "this_one", "from_now_on"
_LONGEST = 24 * 60
_NO_NOTE = ("", "None")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDetails:
    """What is said of a task; place and people are empty where nothing is said. `duration` is in minutes."""

    title: str
    priority: Priority
    needs_check: bool
    place: str = ""
    people: str = ""
    duration: int | None = None
    check_reason: str | None = None
    """Why a second person does not have to confirm it any more, a code of `UNCHECKED`."""
    workflow_id: str | None = None
    """The referral or note that goes with it, "" for none; None where that is not asked."""
    goes_on: bool = False
    """Said of every later time of the repeat too: the title, the priority and the second person."""


class TaskChangeDialog(TaskDialog):
    """Place, people and duration are asked of an appointment, and of a task that has them; the referral or note of what
    is about a patient, until its note is begun. `later` is the day from which the repeat it is a time of can be changed
    with it; None for a task that does not come again."""

    told = Signal(object)
    """Carries `TaskDetails`."""
    date_wanted = Signal()
    """The date, which a rule worked out, is to be corrected instead."""

    def __init__(
        self,
        parent: QWidget | None,
        task: Task,
        *,
        banner: BannerFacts | None = None,
        notes: Sequence[tuple[str, str]] = (),
        later: date | None = None,
    ) -> None:
        super().__init__(parent, "Change this task", "", verb="Save", banner=banner)
        self.title = TextField(
            "What is to be done", required=True, help="No clinical detail: that belongs in SystmOne."
        )
        self.priority = ChoiceField("Priority", [(one.value, words) for one, words in PRIORITY_NAMES.items()])
        self.place, self.people = TextField("Place"), TextField("Who takes part")
        self.duration = NumberField("Lasts", unit="minutes", least=1, most=_LONGEST)
        self.check = CheckBox("A second person has to confirm it")
        self._was_checked = task.needs_check
        self.why = ChoiceField("Why is nobody to confirm it?", list(UNCHECKED.items()), required=True)
        self.title.set_value(task.title)
        self.priority.set_value(task.priority.value)
        self.place.set_value(task.place or "")
        self.people.set_value(task.people or "")
        self.duration.set_value(Decimal(task.duration) if task.duration is not None else None)
        self.check.setChecked(task.needs_check)
        self.note = ChoiceField("Referral or note", [_NO_NOTE, *notes])
        self.note.set_value(task.workflow_id or "")
        self._asks_note = task.patient_id is not None and task.run_id is None and self.note.value() is not None
        self.note.setVisible(self._asks_note)
        self.times = _which_times(task, later) if later is not None else None
        if self.times is not None:
            self.body.addWidget(self.times)
        self.date = IconLine("scale", f"Due {day(task.due_on)}. A rule worked this date out.")
        self.date.set_action("Correct the date")
        self.date.setVisible(task.clock_rule is not None)
        self.date.action_pressed.connect(self.date_wanted)
        for part in (
            self.title,
            self.priority,
            self.date,
            self.note,
            self.place,
            self.people,
            self.duration,
            self.check,
            self.why,
        ):
            self.body.addWidget(part)
        is_meeting = task.kind is TaskKind.APPOINTMENT
        for field, known in ((self.place, task.place), (self.people, task.people), (self.duration, task.duration)):
            field.setVisible(is_meeting or known is not None)
        self.why.hide()
        self.check.toggled.connect(self._on_check_toggled)
        self.title.focus_field()
        for text in (self.title, self.place, self.people):
            if isinstance(text.entry, QLineEdit):
                text.entry.setCursorPosition(0)  # a long text shows its beginning

    @override
    def show_problem(self, error: HubError) -> None:
        fields: dict[str, Field] = {"title": self.title, "place": self.place, "people": self.people}
        field = fields.get(error.field) if isinstance(error, InvalidAnswer) else None
        if field is None:
            super().show_problem(error)
            return
        field.set_error(f"{error.message} {error.remedy}")
        field.focus_field()

    @override
    def answer(self) -> None:
        lasts = self.duration.value()
        if self.duration.problem():
            self.duration.set_error(self.duration.problem())
            self.duration.focus_field()
            return
        why = self.why.value() or None
        if self._loses_check() and why is None:
            self.why.set_error("Choose why nobody is to confirm it.")
            self.why.focus_field()
            return
        self.told.emit(
            TaskDetails(
                title=str(self.title.value()),
                priority=Priority(self.priority.value() or Priority.ROUTINE),
                needs_check=self.check.isChecked(),
                place=str(self.place.value()),
                people=str(self.people.value()),
                duration=int(lasts) if lasts is not None else None,
                check_reason=why if self._loses_check() else None,
                workflow_id=self.note.value() if self._asks_note else None,
                goes_on=self.times is not None and self.times.chosen() == (FROM_NOW_ON,),
            )
        )

    def _loses_check(self) -> bool:
        return self._was_checked and not self.check.isChecked()

    def _on_check_toggled(self) -> None:
        self.why.setVisible(self._loses_check())
        if self._loses_check():
            QTimer.singleShot(0, self, self._show_why)

    def _show_why(self) -> None:
        self._reveal(self.why)


def _which_times(task: Task, later: date) -> OptionList:
    """Asks whether this one time is meant, or the repeat from now on as well."""
    this_one = f"This one: {short_day(task.repeat_on)}" if task.repeat_on is not None else "This one"
    options = (
        OptionFacts(THIS_ONE, this_one, "The repeat stays as it is."),
        OptionFacts(FROM_NOW_ON, "From now on", f"This one, and the repeat from {short_day(later)} on."),
    )
    times = OptionList(options, name="Which times to change")
    times.set_chosen((THIS_ONE,))
    return times
