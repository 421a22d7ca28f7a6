"""Adding or changing a repeat in plain words, with the rule and the next days shown as they are chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.recurrence import Missed, Repeat
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import TEAM_WORDS, AuditType, Priority, TaskKind, Team
from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.dialogs.repeat_draft import put_in, repeat_draft, typed_in
from inpatient_hub.gui.dialogs.repeat_rule import RuleFields, TickField
from inpatient_hub.gui.dialogs.repeat_words import (
    AUDIT_WORDS,
    MISSED_OPTIONS,
    next_words,
    problem_words,
    rule_words,
)
from inpatient_hub.gui.dialogs.typed_form import SAVE_KEY, TypedForm
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.option_list import OptionList
from inpatient_hub.gui.widgets.patient_banner import BannerFacts, PatientBanner
from inpatient_hub.gui.widgets.text_fields import TextField
from inpatient_hub.gui.widgets.time_field import TimeField
from inpatient_hub.services.new_series import NewSeries

_WIDTH = 640
_WHOLE_WARD, _NO_AUDIT = "", "none"
_PRIORITY_WORDS = {Priority.ROUTINE: "Routine", Priority.IMPORTANT: "Important", Priority.URGENT: "Urgent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorFor:
    """What the editor is opened for. `series` is the repeat to be changed, and `banner` its patient's, if it has one;
    `day` is the day it was asked from, and `over` are the shifts that have ended today."""

    ward: Ward
    today: date
    holidays: Mapping[date, str] = field(default_factory=dict)
    series: Series | None = None
    banner: BannerFacts | None = None
    day: date | None = None
    over: frozenset[str] = frozenset()


class RepeatEditor(TypedForm):
    """Gives a `NewSeries`; whoever opened it saves, and says here what was refused."""

    given = Signal(object)
    """Carries a `NewSeries`."""
    patient_wanted = Signal()
    leave_out_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, parent: QWidget | None, about: EditorFor) -> None:
        title = "Change this repeat" if about.series else "What repeats?"
        super().__init__(parent, title, width=_WIDTH, banner=about.banner)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._about = about
        self._patient_id: str | None = about.series.patient_id if about.series else None
        self.trouble = BannerMessage("act", "")
        self.title = TextField("Task", placeholder="Fridge temperatures", max_length=200, required=True)
        self.whose = ChoiceField("For", (("ward", "The ward"), ("patient", "A patient")))
        self._banner_place = QVBoxLayout()
        self.rule = RuleFields()
        self.holidays = CheckBox("Not on bank holidays")
        shifts = [(shift.name, shift.name) for shift in about.ward.shifts]
        self.shifts = TickField("On these shifts", shifts, help="With none ticked it is due by the end of the day.")
        self.at = TimeField("At", help="Only where it has a time of its own.")
        self.first = DateField(
            "From", today=about.today, earliest=about.today, required=True, help="The first day it may fall on."
        )
        self.last = DateField("Until", today=about.today, earliest=about.today, help="Empty: until somebody ends it.")
        self.missed = OptionList(MISSED_OPTIONS, name="When one was not done")
        teams = [(_WHOLE_WARD, "The whole ward"), *((team.value, words) for team, words in TEAM_WORDS.items())]
        self.team = ChoiceField("Offered to", teams)
        self.priority = ChoiceField("Priority", [(one.value, words) for one, words in _PRIORITY_WORDS.items()])
        audits = [(_NO_AUDIT, "None"), *((one.value, words) for one, words in AUDIT_WORDS.items())]
        self.audit = ChoiceField("Audit", audits)
        self.check = CheckBox("A second person has to confirm it")
        self.words = IconLine("repeat", "")
        self.days = IconLine("calendar", "")
        self._build()
        self._connect()
        self._show(about)
        self._opened_with, self._opened_for = typed_in(self), self._patient_id

    def show_patient(self, patient_id: str, banner: BannerFacts) -> None:
        """It is for this patient."""
        self._patient_id = patient_id
        self._clear_banner()
        self._banner_place.addWidget(PatientBanner(banner, size="strip"))
        self.whose.set_value("patient")
        self.audit.hide()

    def show_ward(self) -> None:
        """It is for the ward."""
        self._patient_id = None
        self._clear_banner()
        self.whose.set_value("ward")
        self.audit.show()

    def show_problem(self, error: HubError) -> None:
        """Says what was refused, beside what it is about."""
        beside: dict[str, Field] = {
            "title": self.title,
            "starts_on": self.first,
            "ends_on": self.last,
            "shifts": self.shifts,
            "patient_id": self.whose,
            "repeat": self.rule.way,
        }
        about = beside.get(error.field) if isinstance(error, InvalidAnswer) else None
        if about is None or about.isHidden():
            self.trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
            self.trouble.show()
            return
        about.set_error(problem_words(error))
        about.focus_field()

    def answer(self) -> NewSeries | None:
        """The repeat as it is chosen now; None while something is missing. Raises InvalidAnswer for days that do not
        fit."""
        rule, starts_on = self.rule.rule(), self._starts_on()
        if rule is None or starts_on is None:
            return None
        was = self._about.series
        left_out = was.repeat.left_out if was else ()
        nation = (was.repeat.not_on if was else None) or self._about.ward.work.nation
        not_on = nation if self.holidays.isChecked() else None
        repeat = Repeat(rule=rule, starts_on=starts_on, ends_on=self.last.value(), left_out=left_out, not_on=not_on)
        team, audit = self.team.value(), self.audit.value()
        is_ward = self._patient_id is None
        new = NewSeries(
            title=self.title.value(),
            repeat=repeat,
            kind=TaskKind.WARD if is_ward else TaskKind.PATIENT,
            priority=Priority(self.priority.value() or Priority.ROUTINE),
            patient_id=self._patient_id,
            audit_type=AuditType(audit) if is_ward and audit and audit != _NO_AUDIT else None,
            offered_to=Team(team) if team else None,
            needs_check=self.check.isChecked(),
            shifts=self.shifts.value(),
            at=self.at.value(),
            missed=Missed(next(iter(self.missed.chosen()), Missed.EXPIRES)),
        )
        if was is None:
            return new
        return replace(new, category=was.category, workflow_id=was.workflow_id, guide_id=was.guide_id, kind=was.kind)

    @override
    def save(self) -> None:
        self.save_button.click()

    @override
    def is_changed(self) -> bool:
        return (typed_in(self), self._patient_id) != (self._opened_with, self._opened_for)

    def draft(self) -> Draft | None:
        """What is typed and not saved, for the window that is about to be locked."""
        if not self.is_changed():
            return None
        typed = typed_in(self)
        was = self._about.series
        title = f"The repeat {was.title}" if was else "A new repeat"
        typed |= {"patient": self._patient_id or ""}
        return repeat_draft(was.id if was else "", title, typed, ward=self._about.ward.id)

    def put_back(self, draft: Draft) -> None:
        """Shows what was typed before the window was locked."""
        put_in(self, draft.typed)
        self._show_words()

    def _build(self) -> None:
        self.trouble.hide()
        self.whose.setVisible(self._about.series is None)
        self.first.setVisible(self._about.series is None)
        self.audit.setVisible(self._patient_id is None)
        body = self.body
        for part in (self.trouble, self.title, self.whose):
            body.addWidget(part)
        body.addLayout(self._banner_place)
        body.addWidget(self.rule)
        body.addWidget(self.holidays)
        body.addWidget(self.shifts)
        body.addWidget(self.at)
        body.addLayout(_pair(self.first, self.last))
        body.addWidget(text_label("When one was not done", "small-medium"))
        body.addWidget(self.missed)
        body.addLayout(_pair(self.team, self.priority))
        body.addWidget(self.audit)
        body.addWidget(self.check)
        body.addStretch(1)  # what height is left over belongs under the last question, not between them
        self.add_told(self.words)
        self.add_told(self.days)
        self.end_button = self.add_button(Button("End it...", kind="text"))
        self.leave_out_button = self.add_button(Button("Leave this day out...", kind="text"))
        self.cancel_button = self.add_button(Button("Cancel"))
        verb, key = ("Save...", "") if self._about.series else ("Add", SAVE_KEY)
        self.save_button = self.add_button(Button(verb, kind="primary", key=key))
        self.end_button.setVisible(self._about.series is not None)
        self.leave_out_button.setVisible(self._about.series is not None and self._about.day is not None)

    def _connect(self) -> None:
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)
        self.end_button.clicked.connect(self.end_wanted)
        self.leave_out_button.clicked.connect(self.leave_out_wanted)
        self.whose.value_changed.connect(self._on_whose)
        self.rule.changed.connect(self._on_changed)
        self.holidays.toggled.connect(self._on_changed)
        for one in (self.title, self.shifts, self.at, self.first, self.last):
            one.value_changed.connect(self._on_changed)

    def _show(self, about: EditorFor) -> None:
        was = about.series
        self.first.set_value(about.today)
        self.missed.set_chosen((was.missed if was else Missed.EXPIRES,))
        self.whose.set_value("ward")
        self.team.set_value(was.offered_to if was and was.offered_to else _WHOLE_WARD)
        self.priority.set_value(was.priority if was else Priority.ROUTINE)
        self.audit.set_value(was.audit_type if was and was.audit_type else _NO_AUDIT)
        if was is not None:
            self.title.set_value(was.title)
            self.rule.set_rule(was.repeat)
            self.holidays.setChecked(was.repeat.not_on is not None)
            self.shifts.set_value(was.shifts)
            self.at.set_value(was.at)
            self.last.set_value(was.repeat.ends_on)
            self.check.setChecked(was.needs_check)
        self._show_words()
        self.title.focus_field()

    def _starts_on(self) -> date | None:
        return self._about.series.repeat.starts_on if self._about.series else self.first.value()

    def _show_words(self) -> None:
        try:
            new = self.answer()
        except InvalidAnswer as refused:
            self.words.set_line("repeat", problem_words(refused))
            self.days.set_line("calendar", "")
            return
        self.words.set_line("repeat", rule_words(new) if new else "Say how often, and it is read out here.")
        told = next_words(new, self._about.today, self._about.holidays, self._about.over) if new else ""
        self.days.set_line("calendar", told)
        self.days.setVisible(bool(told))

    def _clear_banner(self) -> None:
        while (item := self._banner_place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()

    def _on_changed(self, _value: object = None) -> None:
        self._show_words()

    def _on_whose(self, value: str) -> None:
        if value == "ward":
            self.show_ward()
            return
        self.whose.set_value("ward" if self._patient_id is None else "patient")
        self.patient_wanted.emit()

    def _on_save(self) -> None:
        self.trouble.hide()
        for one in (self.title, self.at, self.first, self.last):
            if one.problem():
                one.set_error(one.problem())
                one.focus_field()
                return
        if not self.title.value():
            self.title.set_error("Say what is to be done.")
            self.title.focus_field()
            return
        if self.first.value() is None:
            self.first.set_error("Choose the first day.")
            self.first.focus_field()
            return
        if self.rule.show_problem():
            return
        try:
            new = self.answer()
        except InvalidAnswer as refused:
            self.show_problem(refused)
            return
        if new is not None:
            self.given.emit(new)


def _pair(one: QWidget, other: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(one, 1)
    row.addWidget(other, 1)
    return row
