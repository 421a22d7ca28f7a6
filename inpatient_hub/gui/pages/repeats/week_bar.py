"""The bar over the grid: the weeks before and after, back to this one, and how much was missed and late."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.pages.repeats.view import RepeatsView
from inpatient_hub.gui.theme import design_width
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.list_search import ListSearch
from inpatient_hub.gui.widgets.marks import ChipFacts

BEFORE, AFTER, NOW = key_of("repeats_before"), key_of("repeats_after"), key_of("repeats_now")
_WORDS_FROM = 760
"""Width in pixels at 100 % from which the chips carry words."""


class WeekBar(QWidget):
    """Tells by how many weeks, or by how many turns of days, to go."""

    week_wanted = Signal(int)
    """-1, 1, or 0 for this week."""
    days_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.before = IconButton("chevron-left", "The week before", key=BEFORE, small=False)
        self.now = Button("This week", key=NOW)
        self.after = IconButton("chevron-right", "The week after", key=AFTER, small=False)
        self.days_before = IconButton("arrow-left", "Earlier days of the week", kind="text", small=False)
        self.days_after = IconButton("arrow-right", "Later days of the week", kind="text", small=False)
        self.overdue = Chip("", "act", "alert-triangle")
        self.missed = Chip("", "neutral", "circle-x")
        self.late = Chip("", "neutral", "history")
        self.finder = ListSearch("Repeat, bed or name")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.before, self.now, self.after, self.days_before, self.days_after):
            row.addWidget(widget)
        row.addStretch(1)
        for chip in (self.overdue, self.missed, self.late):
            chip.hide()
            row.addWidget(chip)
        row.addWidget(self.finder)
        self._width = self.width()
        self.show_days(0, 6)
        self.finder.folded.connect(self._fit_search)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.now.clicked.connect(self._on_now)
        self.days_before.clicked.connect(self._on_days_before)
        self.days_after.clicked.connect(self._on_days_after)

    def show_view(self, view: RepeatsView) -> None:
        """Shows the totals of a week; none of a kind has no chip."""
        self._show(self.overdue, view.overdue, "overdue")
        self._show(self.missed, view.grid.missed, "missed")
        self._show(self.late, view.grid.late, "done late")

    def show_days(self, first: int, last: int) -> None:
        """Offers the other days of the week where they do not all fit."""
        all_fit = last - first >= 6
        for button, at_end in ((self.days_before, first == 0), (self.days_after, last == 6)):
            button.setVisible(not all_fit)
            button.setEnabled(not at_end)

    def fit(self, width: int) -> None:
        """The chips give their words away where the bar is narrow; the figures stay."""
        for chip in (self.overdue, self.missed, self.late):
            words = chip.facts().accessible or chip.facts().words
            shown = words if design_width(width) >= _WORDS_FROM else words.split(" ")[0]
            chip.set_facts(ChipFacts(shown, chip.facts().kind, chip.facts().icon, words))
        self._width = width
        self._fit_search()

    def _fit_search(self) -> None:
        """While the field is open on a narrow bar it takes the place of the chips, and a key cap gives way to words."""
        is_narrow = design_width(self._width) < _WORDS_FROM
        self._row.setSpacing(4 if is_narrow else 8)
        self.now.set_key("" if is_narrow else NOW)
        self.now.setToolTip(f"This week ({NOW})")
        for chip in (self.overdue, self.missed, self.late):
            chip.setVisible(self._has(chip) and not (is_narrow and self.finder.is_open()))
        self.finder.fit(self._width // 3, brief=is_narrow)

    @staticmethod
    def _has(chip: Chip) -> bool:
        """Whether there is anything of its kind."""
        return (chip.facts().accessible or "0").split(" ")[0] != "0"

    def _show(self, chip: Chip, count: int, words: str) -> None:
        chip.set_facts(ChipFacts(f"{count} {words}", chip.facts().kind, chip.facts().icon, f"{count} {words}"))
        self._fit_search()

    def _on_before(self) -> None:
        self.week_wanted.emit(-1)

    def _on_after(self) -> None:
        self.week_wanted.emit(1)

    def _on_now(self) -> None:
        self.week_wanted.emit(0)

    def _on_days_before(self) -> None:
        self.days_wanted.emit(-1)

    def _on_days_after(self) -> None:
        self.days_wanted.emit(1)
