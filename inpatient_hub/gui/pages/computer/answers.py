"""What only a person can say about this computer, answered in place and kept with who said it and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inpatient_hub.domain.readiness import CheckResult, Status
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.pages.computer.view import ComputerView
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.number_field import NumberField
from inpatient_hub.gui.widgets.text_fields import TextField
from inpatient_hub.gui.widgets.yes_no_field import YesNoField

if TYPE_CHECKING:
    from inpatient_hub.readiness.finding import Answer

_MOST_KBPS = 100_000_000
_MOST_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be said, kept under `key`. `who` is the label of a line for who did it, where that matters."""

    key: str
    label: str
    kind: Literal["yes_no", "number", "choice", "text"] = "yes_no"
    unit: str = ""
    most: int = 0
    options: tuple[tuple[str, str], ...] = ()
    who: str = ""


_BY_WORD = ("AV-03", "GW-04", "GW-06", "HW-15", "OS-03", "VM-05")
"""Checks that pass when a person says that their title is so."""
_BY_NOTE = ("NW-13", "NW-14", "NW-17")
"""Checks about the site, of which only what is known is noted."""
_LINE = (
    Question("NW-08.users", "People who use SystmOne over this line", "number", most=100_000),
    Question("NW-08.line_kbps", "Speed of the line", "number", unit="Kbps", most=_MOST_KBPS),
    Question("NW-08.backup_kbps", "Speed of the backup line", "number", unit="Kbps", most=_MOST_KBPS),
)
_NO_BOARD = ("none", "There is no call board")
_OTHER_BOARD = ("other", "Another one")


def questions_for(one: CheckResult) -> tuple[Question, ...]:
    """What a person can say about this check, in the terms in which it is judged."""
    check_id = one.check_id
    if check_id in _BY_WORD:
        return (Question(check_id, one.title),)
    if check_id in _BY_NOTE:
        return (Question(check_id, "What is known of it", "text"),)
    if check_id == "VD-03":
        return (Question(check_id, one.title, who="Who asked TPP"),)
    if check_id == "HW-17":
        return (Question(check_id, "Is a smartcard reader needed on this computer?"),)
    if check_id == "HW-16":
        boards = [(board, board) for board in one.needed.split(", ") if board]
        return (Question(check_id, "The call board", "choice", options=(*boards, _OTHER_BOARD, _NO_BOARD)),)
    return _LINE if check_id == "NW-08" else ()


def asks(one: CheckResult, answers: "Mapping[str, Answer]") -> bool:
    """Whether there is anything for a person to say, or to take back: not where the program saw for itself that it is
    so, or that it does not matter."""
    questions = questions_for(one)
    is_open = one.status not in (Status.PASS, Status.NOT_APPLICABLE)
    return bool(questions) and (is_open or any(question.key in answers for question in questions))


class AnswerForm(QWidget):
    """The questions of one check. Each answer is told as it is given; it can be taken back."""

    answered = Signal(str, object, str)
    """(key, the answer in the check's own terms or None, by whom)."""

    def __init__(self, one: CheckResult, view: ComputerView) -> None:
        super().__init__()
        self._by = view.by
        self._fields: dict[str, Field] = {}
        self._who: dict[str, TextField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        for question in questions_for(one):
            column.addLayout(self._row(question, view.answers.get(question.key)))

    def field(self, key: str) -> Field:
        """The field of a question."""
        return self._fields[key]

    def _row(self, question: Question, answer: "Answer | None") -> QHBoxLayout:
        field = self._fields[question.key] = _field_of(question)
        field.set_value(_shown(question, answer.value if answer else None))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        if question.who:
            who = self._who[question.key] = TextField(question.who, max_length=80)
            who.set_value(answer.by if answer else self._by)
            row.addWidget(who, 0, Qt.AlignmentFlag.AlignTop)
            who.line.editingFinished.connect(self._teller(question, only_if_said=True))
        if answer is not None:
            row.addWidget(_said(answer), 0, Qt.AlignmentFlag.AlignBottom)
            row.addWidget(self._take_back(question), 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        tell = self._teller(question)
        if isinstance(field, NumberField | TextField):
            field.line.editingFinished.connect(tell)
        else:
            field.value_changed.connect(tell)
        self._told = {key: self._said_of(key) for key in self._fields}
        return row

    def _teller(self, question: Question, *, only_if_said: bool = False) -> "Callable[..., None]":
        def tell(_value: object = None) -> None:
            said = self._said_of(question.key)
            if said == self._told.get(question.key) or self._fields[question.key].problem():
                return
            if only_if_said and said[0] is None:
                return
            self._told[question.key] = said
            self.answered.emit(question.key, *said)

        return tell

    def _said_of(self, key: str) -> tuple[str | None, str]:
        who = self._who.get(key)
        return _kept(self._fields[key].value()), who.value() if who is not None else self._by

    def _take_back(self, question: Question) -> Button:
        button = Button("Take back", kind="text", small=True, accessible=f"Take back: {question.label}")

        def take_back() -> None:
            self.answered.emit(question.key, None, "")

        button.clicked.connect(take_back)
        return button


def _field_of(question: Question) -> Field:
    if question.kind == "yes_no":
        return YesNoField(question.label)
    if question.kind == "choice":
        field = ChoiceField(question.label, question.options)
        field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
        return field
    if question.kind == "text":
        return TextField(question.label, max_length=_MOST_LETTERS)
    return NumberField(question.label, unit=question.unit, least=0, most=question.most)


def _shown(question: Question, kept: str | None) -> Any:
    """A kept answer in the terms of its field."""
    if kept is None:
        return None
    if question.kind == "yes_no":
        return {"yes": True, "no": False}.get(kept)
    if question.kind == "number":
        return Decimal(kept) if kept.isdecimal() else None
    return kept


def _kept(value: Any) -> str | None:
    """What a field holds in the terms it is kept in."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value in (None, "") else str(value)


def _said(answer: "Answer") -> QWidget:
    who = f" by {answer.by}" if answer.by else ""
    return text_label(f"Said {day(answer.on)}{who}", "caption", "muted")
