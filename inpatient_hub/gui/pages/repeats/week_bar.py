"""The bar over the grid: the weeks before and after, back to this one, and how much was missed and late."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.pages.repeats.view import RepeatsView
from inpatient_hub.gui.theme import design_width
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.count_chip import CountChip
from inpatient_hub.gui.widgets.list_search import ListSearch

BEFORE, AFTER, NOW = key_of("repeats_before"), key_of("repeats_after"), key_of("repeats_now")
_WORDS_FROM = 760
"""Width in pixels at 100 % from which the chips carry words."""


class WeekBar(QWidget):
    """Tells by how many weeks, or by how many turns of days, to go."""

    week_wanted = Signal(int)
    """-1, 1, or 0 for this week."""
    days_wanted = Signal(int)
    only_changed = Signal()
    """A count was pressed: only what it counts is wanted, or all of it again."""

    def __init__(self) -> None:
        super().__init__()
        self.before = IconButton("chevron-left", "The week before", key=BEFORE, small=False)
        self.now = Button("This week", key=NOW)
        self.after = IconButton("chevron-right", "The week after", key=AFTER, small=False)
        self.days_before = IconButton("arrow-left", "Earlier days of the week", kind="text", small=False)
        self.days_after = IconButton("arrow-right", "Later days of the week", kind="text", small=False)
        self.overdue, self.missed, self.late = CountChip("alert-triangle"), CountChip("circle-x"), CountChip("history")
        self._told: dict[CountChip, tuple[int, str]] = {}
        self.finder = ListSearch("Repeat, bed or name")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.before, self.now, self.after, self.days_before, self.days_after):
            row.addWidget(widget)
        row.addStretch(1)
        for chip in (self.overdue, self.missed, self.late):
            chip.hide()
            chip.clicked.connect(self.only_changed)
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
        self._width = width
        for chip, (count, words) in self._told.items():
            self._set(chip, count, words)
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

    def only(self) -> frozenset[str]:
        """Which kinds are shown alone; none: everything is shown."""
        kinds = {"overdue": self.overdue, "missed": self.missed, "late": self.late}
        return frozenset(kind for kind, chip in kinds.items() if chip.isChecked())

    def show_all(self) -> None:
        """Lets go of the counts that were pressed."""
        for chip in (self.overdue, self.missed, self.late):
            chip.setChecked(False)
        self._fit_search()

    def _has(self, chip: CountChip) -> bool:
        """Whether there is anything of its kind, or it is pressed and has to be let go."""
        return self._told.get(chip, (0, ""))[0] > 0 or chip.isChecked()

    def _show(self, chip: CountChip, count: int, words: str) -> None:
        self._told[chip] = (count, words)
        self._set(chip, count, words)
        self._fit_search()

    def _set(self, chip: CountChip, count: int, words: str) -> None:
        kind = "act" if chip is self.overdue and count else "neutral"
        chip.set_count(count, words, kind, brief=design_width(self._width) < _WORDS_FROM)

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
