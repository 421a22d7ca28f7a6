"""How often a repeat comes, in plain words: only what the chosen way needs is asked."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import Unpack, override

from inpatient_hub.domain.recurrence import Repeat, in_words
from inpatient_hub.gui.dialogs.flow_layout import FlowLayout
from inpatient_hub.gui.dialogs.repeat_choice import (
    DAY_WORDS,
    NTH_WORDS,
    WAY_WORDS,
    RuleChoice,
    Way,
    choice_of,
    rule_of,
)
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.field import Field, FieldWords
from inpatient_hub.gui.widgets.number_field import NumberField

_AS_IT_IS = "as_it_is"
_NEEDED = {
    Way.DAILY: (),
    Way.WEEKLY: ("days",),
    Way.DAYS: ("every",),
    Way.WEEKS: ("every", "days"),
    Way.MONTH_DAY: ("month_day",),
    Way.MONTH_WEEKDAY: ("nth", "weekday"),
}


class TickField(Field):
    """Several ticks side by side; its value is the keys of those ticked, in their order."""

    def __init__(self, label: str, options: Sequence[tuple[str, str]], **words: Unpack[FieldWords]) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, gap=8)
        self.boxes = {key: CheckBox(text) for key, text in options}
        for box in self.boxes.values():
            box.setAccessibleName(f"{label}: {box.text()}")
            flow.addWidget(box)
        first = next(iter(self.boxes.values()), holder)
        super().__init__(label, holder, entry=first, **words)
        for box in self.boxes.values():
            box.clicked.connect(self._on_clicked)

    @override
    def value(self) -> tuple[str, ...]:
        return tuple(key for key, box in self.boxes.items() if box.isChecked())

    @override
    def set_value(self, value: Sequence[str]) -> None:
        for key, box in self.boxes.items():
            box.setChecked(key in value)

    @override
    def _name_entry(self) -> None:
        """Each tick keeps its own name; what is wrong, and the help, are told at the first."""
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            first.setAccessibleDescription(" ".join(part for part in (self._error, self._help.text()) if part))

    def _on_clicked(self) -> None:
        self._changed()


class RuleFields(QWidget):
    """The way, and what it needs. A rule that cannot be said here is offered as it is, and kept."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._kept = ""
        self.way = ChoiceField("How often", [(way.value, words) for way, words in WAY_WORDS.items()])
        self.days = TickField("On these days", [(str(place), words) for place, words in enumerate(DAY_WORDS)])
        self.every = NumberField("Every", unit="days", least=2, most=366)
        self.month_day = NumberField(
            "Day of the month", least=1, most=31, help="A month without that day has it on its last."
        )
        self.nth = ChoiceField("Which of the month", [(str(nth), words) for nth, words in NTH_WORDS.items()])
        self.weekday = ChoiceField("Weekday", [(str(place), words) for place, words in enumerate(DAY_WORDS)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for field in self._fields():
            column.addWidget(field)
            field.value_changed.connect(self._on_changed)
        self.set_choice(RuleChoice())

    def _fields(self) -> tuple[Field, ...]:
        return (self.way, self.every, self.days, self.month_day, self.nth, self.weekday)

    def set_rule(self, repeat: Repeat) -> None:
        """Shows a rule."""
        choice = choice_of(repeat.rule)
        if choice is not None:
            self.set_choice(choice)
            return
        self._kept = repeat.rule
        words = in_words(repeat)
        ways = [(way.value, said) for way, said in WAY_WORDS.items()]
        self.way.set_options([(_AS_IT_IS, words[0].upper() + words[1:]), *ways])
        self.way.set_value(_AS_IT_IS)
        self._settle()

    def set_choice(self, choice: RuleChoice) -> None:
        """Shows a choice."""
        self.way.set_value(choice.way)
        self.days.set_value([str(day) for day in choice.weekdays])
        self.every.set_value(Decimal(choice.every))
        self.month_day.set_value(Decimal(choice.month_day))
        self.nth.set_value(str(choice.nth))
        self.weekday.set_value(str(choice.weekday))
        self._settle()

    def rule(self) -> str | None:
        """The rule; None, with what is missing shown beside it, while it is not whole."""
        if self.way.value() == _AS_IT_IS:
            return self._kept
        return rule_of(self.choice()) if not self.problem_field() else None

    def choice(self) -> RuleChoice:
        """What is chosen now. Only asked where nothing is missing."""
        return RuleChoice(
            way=Way(self.way.value() or Way.DAILY),
            weekdays=tuple(int(key) for key in self.days.value()),
            every=int(self.every.value() or 2),
            month_day=int(self.month_day.value() or 1),
            nth=int(self.nth.value() or 1),
            weekday=int(self.weekday.value() or 0),
        )

    def plain(self) -> dict[str, Any]:
        """What stands in the fields, as a draft keeps it."""
        return {
            "way": self.way.value(),
            "days": list(self.days.value()),
            "nth": self.nth.value(),
            "weekday": self.weekday.value(),
            "every": _whole(self.every.value()),
            "month_day": _whole(self.month_day.value()),
        }

    def put_plain(self, plain: Mapping[str, Any]) -> None:
        """Shows what `plain` gave."""
        for name in ("way", "nth", "weekday"):
            if plain.get(name) is not None:
                getattr(self, name).set_value(plain[name])
        self.days.set_value(plain.get("days", ()))
        for number, field in (("every", self.every), ("month_day", self.month_day)):
            value = plain.get(number)
            field.set_value(Decimal(value) if value is not None else None)
        self._settle()

    def problem_field(self) -> Field | None:
        """The first field of the chosen way that has no answer."""
        shown = [field for field in self._fields() if not field.isHidden()]
        return next((field for field in shown if field.value() in (None, ())), None)

    def show_problem(self) -> bool:
        """Says what is missing, and leads there; False when nothing is."""
        field = self.problem_field()
        if field is None:
            return False
        missing = "Tick at least one day." if field is self.days else "This is needed to know the days."
        field.set_error(field.problem() or missing)
        field.focus_field()
        return True

    def _on_changed(self, _value: object) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        chosen = self.way.value()
        needed = _NEEDED.get(Way(chosen), ()) if chosen and chosen != _AS_IT_IS else ()
        for name in ("every", "days", "month_day", "nth", "weekday"):
            getattr(self, name).setVisible(name in needed)
        self.every.set_unit("weeks" if chosen == Way.WEEKS else "days")


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None else None
