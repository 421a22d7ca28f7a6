"""How often a backup is made and how many are kept: the trust's numbers, or the ward's own where they are open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.backups import PLAN_LIMITS
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.gui.pages.admin.backups.view import BackupsView, every_words, plan_words
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.choice_fields import ChoiceField
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.number_field import NumberField

_EVERY = (15, 30, 60, 120, 240, 480, 1440)
_NUMBERS = {
    "hourly": ("Of each hour, for", "hours"),
    "daily": ("Of each day, for", "days"),
    "weekly": ("Of each week, for", "weeks"),
}
_FIXED = "Your trust has set this."


class ScheduleCard(Card):
    """`plan_chosen` carries the numbers by their names."""

    plan_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Schedule")
        self._words = WrapLabel("")
        self._fixed = IconLine("lock", "")
        self.every = ChoiceField("Make one, when something changed")
        self.numbers = {
            name: NumberField(label, unit=unit, least=PLAN_LIMITS[name][0], most=PLAN_LIMITS[name][1])
            for name, (label, unit) in _NUMBERS.items()
        }
        self.change_button = Button("Change the schedule", icon="adjustments")
        self.save_button = Button("Save the schedule", kind="primary")
        self.cancel_button = Button("Cancel")
        self._trouble = BannerMessage("act")
        self._form = QWidget()
        self._view: BackupsView | None = None
        self._build()
        self.change_button.clicked.connect(self._on_change)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.save_button.clicked.connect(self._on_save)

    def show_view(self, view: BackupsView) -> None:
        """Shows the schedule. While somebody is changing it, what they typed stays."""
        self._view = view
        self._words.setText(plan_words(view.settings.plan))
        self._fixed.set_line("lock", _fixed_words(view))
        self._fixed.setVisible(bool(view.settings.fixed))
        open_ones = set(PLAN_LIMITS) - view.settings.fixed
        if self._form.isHidden():
            self.change_button.setVisible(view.may_change and bool(open_ones))

    def show_saved(self) -> None:
        """It was kept."""
        self._form.hide()
        self._trouble.hide()
        if self._view is not None:
            self.show_view(self._view)
        self.change_button.setFocus()

    def show_problem(self, error: HubError) -> None:
        """Says why it was not, beside the number where it is about one."""
        field = self.numbers.get(error.field) if isinstance(error, InvalidAnswer) else None
        if field is not None:
            field.set_error(f"{error.message} {error.remedy}")
            field.focus_field()
            return
        self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self._trouble.show()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(self.every, 0, 0)
        for place, field in enumerate(self.numbers.values(), start=1):
            grid.addWidget(field, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 4, 0, 0)
        form.setSpacing(12)
        form.addLayout(grid)
        form.addWidget(self._trouble)
        form.addLayout(buttons)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(self._fixed)
        row = QHBoxLayout()
        row.addWidget(self.change_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._form)
        self.add_padded(inside)
        for part in (self._form, self._trouble, self._fixed):
            part.hide()

    def _on_change(self) -> None:
        if self._view is None:
            return
        plan, fixed = self._view.settings.plan, self._view.settings.fixed
        minutes = sorted({*_EVERY, plan.every_minutes})
        self.every.set_options([(str(one), _sentence(every_words(one))) for one in minutes])
        self.every.set_value(str(plan.every_minutes))
        self.every.setEnabled("every_minutes" not in fixed)
        self.every.set_help(_FIXED if "every_minutes" in fixed else "")
        for name, field in self.numbers.items():
            field.set_value(getattr(plan, name))
            field.clear_error()
            field.setEnabled(name not in fixed)
            field.set_help(_FIXED if name in fixed else "")
        self._form.show()
        self.change_button.hide()
        (self.every if self.every.isEnabled() else self.numbers["hourly"]).focus_field()

    def _on_cancel(self) -> None:
        self.show_saved()

    def _on_save(self) -> None:
        self._trouble.hide()
        for name, field in self.numbers.items():
            if field.problem() or field.value() is None:
                field.set_error(field.problem() or f"Write how many {_NUMBERS[name][1]}.")
                field.focus_field()
                return
        chosen = {name: int(field.value() or 0) for name, field in self.numbers.items()}
        chosen["every_minutes"] = int(self.every.value() or 60)
        self.plan_chosen.emit(chosen)


def _fixed_words(view: BackupsView) -> str:
    if view.settings.fixed == set(PLAN_LIMITS):
        return "Your trust has set all of this."
    return "Your trust has set part of this."


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
