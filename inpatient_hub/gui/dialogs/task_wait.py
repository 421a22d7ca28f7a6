"""Asks what a task waits on, and on which day it is to be chased."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.hand_back import ALSO_CALLED, CARRY_ON, OFFICES, PINNED, HandBack, NextAction, Progress
from inpatient_hub.domain.working_days import Nation, after_working_days
from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.dialogs.task_waiting import others, usual
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.choice_fields import SearchChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList
from inpatient_hub.gui.widgets.patient_banner import BannerFacts

_OTHER, _CAME = "another", "came"
CAME_WORDS = "It came: carry on"


_LARGE = 130
"""Text size in per cent from which the day stands above the answers."""


class TaskWaitDialog(TaskDialog):
    """The usual ones by number, another from a list; it is chased tomorrow, an office on its next working day, unless
    another day is chosen. The day is always in sight. Whoever has
    the task keeps it. Where it waits already, the first answer is that what it waited for has come."""

    told = Signal(object)
    """Carries a `HandBack`."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        *,
        today: date,
        banner: BannerFacts | None = None,
        waiting_on: str | None = None,
        chase_on: date | None = None,
        nation: Nation = Nation.ENGLAND,
    ) -> None:
        about = f"{title}. It comes up again on the day it is to be chased."
        super().__init__(parent, "What does this wait on?", about, verb="It waits", banner=banner)
        facts = [OptionFacts(_CAME, CAME_WORDS)] if waiting_on is not None else []
        facts += [OptionFacts(code, words) for code, words in usual()]
        self.list = OptionList([*facts, OptionFacts(_OTHER, "Somebody or something else")], name="What it waits on")
        self.another = SearchChoiceField("Who or what?", others(), also=ALSO_CALLED)
        self.chase = DateField("Chase it on", today=today, earliest=today, required=True)
        self.chase.nation = nation
        self._today = today
        self._is_day_chosen = chase_on is not None and chase_on > today
        self.chase.set_value(chase_on if self._is_day_chosen else self._usual_day(waiting_on))
        for part in (self.list, self.another):
            self.body.addWidget(part)
        if scaled(100) < _LARGE:
            self.add_told(self.chase)
        else:
            self.body.insertWidget(0, self.chase)  # with large text what stands below would take the patient's room
        self.chase.value_changed.connect(self._on_day_chosen)
        self._show_choice(waiting_on)
        self.list.choice_changed.connect(self._on_choice_changed)
        self.another.combo.editTextChanged.connect(self._on_another)
        self.list.focus_first()

    @override
    def options(self) -> OptionList | None:
        focused = QApplication.focusWidget()
        typing = focused is not None and (self.another.isAncestorOf(focused) or self.chase.isAncestorOf(focused))
        return None if typing else self.list

    @override
    def show_problem(self, error: HubError) -> None:
        if isinstance(error, InvalidAnswer) and error.field == "chase_on":
            self.chase.set_error(f"{error.message} {error.remedy}")
            self.chase.focus_field()
        else:
            super().show_problem(error)

    @override
    def answer(self) -> None:
        if self._has_come():
            self.told.emit(CARRY_ON)
            return
        chase, waiting_on = self.chase.value(), self._waiting_on()
        if chase is None:
            self.chase.set_error(self.chase.problem() or "On which day is it to be chased?")
            self.chase.focus_field()
            return
        self.told.emit(
            HandBack(
                progress=Progress.WAITING,
                waiting_on=waiting_on,
                next_action=NextAction.CHASE,
                chase_on=chase,
                keep=True,
            )
        )

    def _show_choice(self, code: str | None) -> None:
        is_other = code is not None and code not in PINNED
        if code is not None:
            self.list.set_chosen((_OTHER if is_other else code,))
        if is_other:
            self.another.set_value(code)
        self.another.setVisible(is_other)
        self._judge()

    def _has_come(self) -> bool:
        return self.list.chosen() == (_CAME,)

    def _waiting_on(self) -> str | None:
        chosen = self.list.chosen()
        if chosen == (_OTHER,):
            return self.another.value()
        return chosen[0] if chosen else None

    def _usual_day(self, waiting_on: str | None) -> date:
        if waiting_on in OFFICES:
            return after_working_days(self._today, 1, self.chase.nation)
        return self._today + timedelta(days=1)

    def _on_day_chosen(self, _day: object) -> None:
        self._is_day_chosen = True

    def _judge(self) -> None:
        self.chase.setVisible(not self._has_come())
        if not self._is_day_chosen and not self.chase.problem():
            self.chase.set_value(self._usual_day(self._waiting_on()))
        self.set_ready(self._has_come() or self._waiting_on() is not None, "Needs what it waits on")

    def _on_choice_changed(self, chosen: tuple[str, ...]) -> None:
        is_other = chosen == (_OTHER,)
        self.another.setVisible(is_other)
        self._judge()
        if is_other:
            self.another.focus_field()
            QTimer.singleShot(0, self, self._show_another)
        elif self._has_come():
            self.verb_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.chase.focus_field()

    def _show_another(self) -> None:
        self._reveal(self.another)

    def _on_another(self, _value: object) -> None:
        self._judge()
