"""Asks how far a part-done task has come, what it waits on, what comes next, when to chase it, and who keeps it."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.hand_back import ALSO_CALLED, NEXT_WORDS, PROGRESS_WORDS, HandBack, NextAction, Progress
from inpatient_hub.gui.dialogs.task_dialog import TaskDialog
from inpatient_hub.gui.dialogs.task_waiting import others, usual
from inpatient_hub.gui.widgets.choice_fields import ChoiceField, SearchChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList
from inpatient_hub.gui.widgets.patient_banner import BannerFacts

_WIDTH = 640
_RETURN, _KEEP = "return", "keep"
_RESTS = (Progress.WAITING, Progress.BLOCKED)


class HandBackDialog(TaskDialog):
    """Everything is chosen; nothing is typed but the day. The sentence it makes is shown before it is kept."""

    told = Signal(object)
    """Carries a `HandBack`."""

    def __init__(
        self, parent: QWidget | None, title: str, *, today: date, mine: bool, banner: BannerFacts | None = None
    ) -> None:
        super().__init__(parent, "How far has this come?", title, verb="Hand back", banner=banner, width=_WIDTH)
        self._today = today
        self.list = OptionList([OptionFacts(one.value, PROGRESS_WORDS[one]) for one in Progress], name="How far it is")
        self.waiting = SearchChoiceField("Waiting on", (*usual(), *others()), also=ALSO_CALLED)
        self.next = ChoiceField("Next action", [(one.value, _capital(NEXT_WORDS[one])) for one in NextAction])
        self.chase = DateField("Chase it on", today=today, earliest=today)
        self.keeps = ChoiceField(
            "Afterwards",
            ((_RETURN, "Anyone can claim it"), (_KEEP, "I keep it" if mine else "Whoever has it keeps it")),
        )
        self.keeps.set_value(_RETURN)
        self.sentence = WrapLabel("", "strong")
        self._build()
        self._connect()
        self._judge()
        self.list.focus_first()

    def let_them_keep_it(self) -> None:
        """Begins with the answer that whoever has it keeps it: it is taken off nobody unless that is chosen."""
        self.keeps.set_value(_KEEP)

    def _build(self) -> None:
        self.body.addWidget(self.list)
        for pair in ((self.waiting, self.next), (self.chase, self.keeps)):
            row = QHBoxLayout()
            row.setSpacing(16)
            for field in pair:
                row.addWidget(field, 1)
            self.body.addLayout(row)
        self.add_told(self.sentence)

    def _connect(self) -> None:
        self.list.choice_changed.connect(self._on_choice_changed)
        for field in self._fields():
            field.value_changed.connect(self._on_changed)
        self.waiting.combo.editTextChanged.connect(self._on_changed)  # a whole name is an answer as soon as it is typed

    def _fields(self) -> tuple[Field, ...]:
        return self.waiting, self.next, self.chase, self.keeps

    @override
    def options(self) -> OptionList | None:
        focused = QApplication.focusWidget()
        return None if focused is not None and any(one.isAncestorOf(focused) for one in self._fields()) else self.list

    @override
    def show_problem(self, error: HubError) -> None:
        fields: dict[str, Field] = {"chase_on": self.chase, "waiting_on": self.waiting}
        field = fields.get(error.field) if isinstance(error, InvalidAnswer) else None
        if field is None:
            super().show_problem(error)
            return
        field.set_error(f"{error.message} {error.remedy}")
        field.focus_field()

    @override
    def answer(self) -> None:
        if self.chase.problem():
            self.chase.set_error(self.chase.problem())
            self.chase.focus_field()
            return
        try:
            how = self._chosen()
        except InvalidAnswer as error:
            self.show_problem(error)
            return
        if how is not None:
            self.told.emit(how)

    def _progress(self) -> Progress | None:
        chosen = self.list.chosen()
        return Progress(chosen[0]) if chosen else None

    def _chosen(self) -> HandBack | None:
        """What was chosen so far. Raises InvalidAnswer, naming the field, for what does not go together."""
        progress, following = self._progress(), self.next.value()
        if progress is None or following is None:
            return None
        return HandBack(
            progress=progress,
            waiting_on=self.waiting.value() if progress in _RESTS else None,
            next_action=NextAction(following),
            chase_on=self.chase.value(),
            keep=self.keeps.value() == _KEEP,
        )

    def _judge(self) -> None:
        needs = "Needs how far it is" if self._progress() is None else "Needs the next action"
        try:
            how = self._chosen()
        except InvalidAnswer as error:
            how, needs = None, error.remedy
        self.sentence.setText(how.sentence() if how is not None else "")
        self.sentence.setVisible(how is not None)
        self.set_ready(how is not None, needs.rstrip("."))

    def _on_choice_changed(self, _chosen: tuple[str, ...]) -> None:
        rests = self._progress() in _RESTS
        self.waiting.setEnabled(rests)
        self.waiting.set_required(rests)
        self.chase.set_required(rests)
        if rests and self.chase.value() is None:
            self.chase.set_value(self._today + timedelta(days=1))
        if self.next.value() is None:
            self.next.set_value((NextAction.CHASE if rests else NextAction.CARRY_ON).value)
        self._judge()
        if rests and self.waiting.value() is None:
            self.waiting.focus_field()
        else:
            self.next.focus_field()

    def _on_changed(self, _value: object) -> None:
        self._judge()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
