"""What the ward's diary goes by: bank holidays, the ward round, date rules that are off, and names in notices."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.clock_rules import MOST_COUNTED, ClockRuleSpec
from inpatient_hub.domain.day_names import SHORT_DAYS
from inpatient_hub.domain.wards import WorkSettings
from inpatient_hub.domain.working_days import NATION_WORDS, Nation
from inpatient_hub.gui.dialogs.flow_layout import FlowLayout
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.number_field import NumberField
from inpatient_hub.gui.widgets.time_field import TimeField


class WardWork(QWidget):
    """The work part of the ward's settings. Date rules appear once they are read; until then those chosen stay."""

    def __init__(self, settings: WorkSettings) -> None:
        super().__init__()
        self._settings = settings
        self._not_shown = settings.clock_rules_on
        self.nation = ChoiceField("Bank holidays of", [(one.value, words) for one, words in NATION_WORDS.items()])
        self.days = [CheckBox(day) for day in SHORT_DAYS]
        self.at = TimeField("Ward round begins at", help="'Before ward round' in a new task means this time.")
        self._names = _Tick("Notices on this ward's screens may name the patient")
        self.names = self._names.box
        self.rules: dict[str, CheckBox] = {}
        self.numbers: dict[str, NumberField] = {}
        self._build()
        self._show(settings)

    def _build(self) -> None:
        days = QWidget()
        flow = FlowLayout(days, gap=6)
        for box in self.days:
            flow.addWidget(box)
        self._rules = QVBoxLayout()
        self._rules.setSpacing(4)
        self._rules_head = text_label("Dates from an event: rules that are off", "strong")
        self._rules_words = WrapLabel(
            "Switch one on where your ward goes by it, and check it with the MHA office or your trust first.",
            "small",
            "muted",
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(text_label("The ward's diary", "strong"))
        column.addWidget(self.nation, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(text_label("Days of the ward round", "small-medium"))
        column.addWidget(days)
        column.addWidget(self.at)
        column.addWidget(self._names)
        column.addWidget(
            WrapLabel(
                "Others may see these screens. Without it a notice only says that something is due.", "small", "muted"
            )
        )
        column.addWidget(self._rules_head)
        column.addWidget(self._rules_words)
        column.addLayout(self._rules)
        self._rules_head.hide()
        self._rules_words.hide()

    def show_rules(self, rules: Sequence[ClockRuleSpec]) -> None:
        """Show the rules that are off by themselves, each with why; those that are no law yet cannot be switched on."""
        self._rules_head.setVisible(bool(rules))
        self._rules_words.setVisible(bool(rules))
        for rule in rules:
            tick = _Tick(rule.title)
            box = tick.box
            box.setAccessibleDescription(rule.why_off)
            may_be_on = rule.in_force_from is not None
            box.setEnabled(may_be_on)
            box.setChecked(may_be_on and rule.id in self._settings.clock_rules_on)
            why = IconLine("info-circle" if may_be_on else "lock", f"{rule.why_off} {rule.source}.", "muted")
            self._rules.addWidget(tick)
            if rule.own_amount:
                self._add_number(rule)
            indented = QHBoxLayout()
            indented.setContentsMargins(30, 0, 0, 6)
            indented.addWidget(why)
            self._rules.addLayout(indented)
            self.rules[rule.id] = box
        self._not_shown = self._settings.clock_rules_on - frozenset(self.rules)

    def _add_number(self, rule: ClockRuleSpec) -> None:
        """The ward's own number of days or hours, without which the rule gives no date."""
        field = NumberField("Your ward's own number", unit=rule.unit, least=1, most=MOST_COUNTED)
        field.line.setAccessibleName(f"Your ward's own number of {rule.unit}, {rule.title}")
        field.set_value(self._settings.own_number(rule.id))
        indented = QHBoxLayout()
        indented.setContentsMargins(30, 0, 0, 2)
        indented.addWidget(field)
        self._rules.addLayout(indented)
        self.numbers[rule.id] = field

    def faulty(self) -> Field | None:
        """Say beside the first figure that is missing or cannot be read what is wrong with it, and return its field."""
        for name, field in self.numbers.items():
            missing = self.rules[name].isChecked() and not field.line.text().strip()
            problem = "Give your ward's own number, or take the tick away." if missing else field.problem()
            if problem:
                field.set_error(problem)
                return field
        return None

    def _own_numbers(self) -> tuple[tuple[str, int], ...]:
        shown = {name: int(field.value() or 0) for name, field in self.numbers.items() if field.value() is not None}
        others = {name: number for name, number in self._settings.clock_numbers if name not in self.numbers}
        return tuple(sorted((others | shown).items()))

    def settings(self) -> WorkSettings:
        """Return what is chosen now."""
        return WorkSettings(
            nation=Nation(self.nation.value() or self._settings.nation.value),
            ward_round_days=frozenset(place for place, box in enumerate(self.days) if box.isChecked()),
            ward_round_at=self.at.value(),
            clock_rules_on=self._not_shown | {name for name, box in self.rules.items() if box.isChecked()},
            clock_numbers=self._own_numbers(),
            names_in_notices=self.names.isChecked(),
        )

    def _show(self, settings: WorkSettings) -> None:
        self.nation.set_value(settings.nation.value)
        for place, box in enumerate(self.days):
            box.setChecked(place in settings.ward_round_days)
        self.at.set_value(settings.ward_round_at)
        self.names.setChecked(settings.names_in_notices)


class _Tick(QWidget):
    """A tick box whose words take as many lines as they need; pressing the words ticks it too."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = CheckBox()
        self.box.setAccessibleName(words)
        self._words = WrapLabel(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
