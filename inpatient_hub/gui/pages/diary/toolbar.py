"""The line over the diary: earlier and later, today, a day to go to, the filter, and what was not done in time."""

from datetime import date

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.pages.diary.filtering import Stand
from inpatient_hub.gui.pages.diary.view import Span, turn_words
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.count_chip import CountChip
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.gui.widgets.month_grid import MonthPopup

_GAP = 8
_COUNTS = (
    (Stand.OVERDUE, "alert-triangle", "act"),
    (Stand.TO_CHASE, "hourglass", "warn"),
    (Stand.MISSED, "circle-x", "neutral"),
    (Stand.LATE, "history", "neutral"),
)
_COUNTED = {Stand.OVERDUE: "overdue", Stand.TO_CHASE: "to chase", Stand.LATE: "done late"}
_MORE = {
    Stand.OVERDUE: "Counted on the days shown, with what is left from earlier days but for appointments. What waits "
    "for somebody else is to be chased or rests, and is not overdue, here as on Today and My tasks.",
    Stand.TO_CHASE: "Counted on the days shown. Today counts also what is due later or on no day.",
    Stand.MISSED: "Counted on the days shown. Today tells of the last 24 hours.",
}


class DiaryToolbar(QWidget):
    """Says what is wanted; the page decides."""

    turned = Signal(int)
    now_wanted = Signal()
    day_wanted = Signal(object)
    filter_wanted = Signal()
    filter_cleared = Signal()
    stand_toggled = Signal(str)
    repeats_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._today = self._first = date.min
        self._now_words = "Today"
        self._words: dict[Stand, tuple[int, str, str]] = {}
        self.before = IconButton("chevron-left", "", key=key_of("diary_before"), small=False)
        self.now = Button("Today", key=key_of("diary_now"))
        self.after = IconButton("chevron-right", "", key=key_of("diary_after"), small=False)
        self.go_to = IconButton("calendar-event", "Go to a day", small=False)
        self.filter = Button("Add a filter", kind="text", icon="filter")
        self.chip = Chip("", "info", "filter", closable=True)
        self.chip.hide()
        self.counts = {stand: CountChip(icon) for stand, icon, _kind in _COUNTS}
        self.repeats = Button("Repeats", kind="text", icon="repeat")
        self.repeats.setToolTip(f"The week's standing work ({key_of('repeats')})")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for widget in (self.before, self.now, self.after, self.go_to, self.chip, self.filter):
            row.addWidget(widget)
        row.addStretch(1)
        for chip in self.counts.values():
            row.addWidget(chip)
        row.addWidget(self.repeats)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._connect()

    def _connect(self) -> None:
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.now.clicked.connect(self.now_wanted)
        self.go_to.clicked.connect(self.pick_day)
        self.filter.clicked.connect(self.filter_wanted)
        self.chip.close_requested.connect(self.filter_cleared)
        self.repeats.clicked.connect(self.repeats_wanted)
        for stand, chip in self.counts.items():
            chip.clicked.connect(lambda _checked=False, stand=stand: self.stand_toggled.emit(stand))
        look_feed().look_changed.connect(self._fit)

    def show_span(self, span: Span, first: date, today: date) -> None:
        """Names what turning and coming back do."""
        self._first, self._today = first, today
        for button, way in ((self.before, -1), (self.after, 1)):
            words = turn_words(span, way)
            button.setAccessibleName(words)
            button.setToolTip(f"{words} ({key_of('diary_after' if way > 0 else 'diary_before')})")
        self._now_words = "This week" if span is Span.WEEK else "Today"
        self._fit()

    def show_filter(self, words: str, *, is_saved: bool, others: bool) -> None:
        """Shows what the filter is; empty where everything is shown. `others` is whether any filter is kept."""
        self.chip.setVisible(bool(words))
        name = f"Saved: {words}" if is_saved else words
        self.chip.set_facts(
            ChipFacts(name, "info", "filter", accessible=f"Filter, {name}. Press Enter to take it off.")
        )
        self.filter.set_label("Change the filter" if words else "Filters" if others else "Add a filter")
        self._fit()

    def show_counts(self, counts: dict[Stand, int], chosen: frozenset[Stand], missed_words: str) -> None:
        """Shows what was not done in time, and which of it is shown alone."""
        words = _COUNTED | {Stand.MISSED: missed_words}
        for stand, _icon, kind in _COUNTS:
            count = counts[stand]
            self._words[stand] = (count, words[stand], kind if count else "neutral")
            self.counts[stand].setChecked(stand in chosen)
            self.counts[stand].setVisible(bool(count) or stand in chosen)
        self._fit()

    def pick_day(self) -> None:
        """Opens the month to pick a day from."""
        popup = MonthPopup(
            self._first, today=self._today, picked=self._first, earliest=None, latest=None, parent=self.go_to
        )
        popup.day_picked.connect(self.day_wanted)
        popup.open_at(self.go_to.mapToGlobal(QPoint(0, self.go_to.height() + 2)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(320), super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where space is short the counts lose their words first, then what has an icon of its own shows only that."""
        for brief in range(5):
            self._set_brief(brief)
            row = self.layout()
            if row is not None:
                row.invalidate()
                if row.sizeHint().width() <= self.width():
                    break

    def _set_brief(self, level: int) -> None:
        for stand, (count, words, kind) in self._words.items():
            self.counts[stand].set_count(count, words, kind, brief=level >= 1, more=_MORE.get(stand, ""))
        self.repeats.set_brief(level >= 2)
        self.now.set_label("Today" if level >= 3 else self._now_words)
        self.now.set_key("" if level >= 3 else key_of("diary_now"))
        self.now.setToolTip(f"Back to today ({key_of('diary_now')})")
        self.now.set_icon("sun" if level >= 4 else None)
        self.now.set_brief(level >= 4)
        self.chip.set_brief(level >= 3)
        self.filter.set_brief(level >= 3)

    def _on_before(self) -> None:
        self.turned.emit(-1)

    def _on_after(self) -> None:
        self.turned.emit(1)
