"""What no program can check and is worth knowing: the 30 days of device authentication, release night, the rest."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.readiness import CheckResult
from inpatient_hub.gui.moments import day, short_day
from inpatient_hub.gui.pages.computer.fact_lines import SourceLines
from inpatient_hub.gui.pages.computer.view import DEVICE_CLOCK, RELEASE_NIGHT, ComputerView, reminders
from inpatient_hub.gui.pages.computer.words import days_left
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.fold_head import FoldFacts, FoldHead
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.labels import ElidedLabel, WrapLabel
from inpatient_hub.gui.widgets.painting import fill
from inpatient_hub.readiness.report_words import NEVER_JUDGED

DEVICE_DAYS = 30
"""Internet SystmOne guide v1.1, Two-Factor Authentication."""
_SOON = 7


class RemindersCard(Card):
    """The countdown first, release night, and the rest folded."""

    device_started = Signal(object)
    """The day from which the 30 days count; None stops them."""
    release_noted = Signal(object)
    """The day of the next release night, as it stands on the Notice Board; None takes it back."""

    def __init__(self) -> None:
        super().__init__("Reminders")
        self.add_head(ElidedLabel(NEVER_JUDGED, "small", "muted"))
        self.device: DeviceRow | None = None
        self.release: ReleaseRow | None = None
        self._shown: tuple[object, ...] | None = None
        self._rest = QWidget()
        self.more = FoldHead(FoldFacts("More to remember", "bulb", "subtle", strong=False))
        self.more.open_changed.connect(self._on_open_changed)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._inner = QVBoxLayout(self._rest)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(0)
        self.body.addLayout(self._rows)
        self.add(self.more)
        self.add(self._rest)
        self._rest.hide()

    def show_view(self, view: ComputerView) -> None:
        """Shows the reminders of this report."""
        results = reminders(view.report)
        shown = (results, view.device_since, view.now.date(), view.elsewhere, view.answers.get(RELEASE_NIGHT))
        if shown == self._shown:
            return
        self._shown = shown
        _clear(self._rows)
        _clear(self._inner)
        self.device = None
        if view.elsewhere is None and any(one.check_id == DEVICE_CLOCK for one in results):
            self.device = DeviceRow(view.device_since, view.now.date())
            self.device.started.connect(self.device_started)
            self._rows.addWidget(self.device)
        first = [one for one in results if one.check_id == RELEASE_NIGHT]
        rest = [one for one in results if one.check_id not in (DEVICE_CLOCK, RELEASE_NIGHT)]
        self._fill(first, rest, view)
        self.setVisible(bool(results))

    def _fill(self, first: Sequence[CheckResult], rest: Sequence[CheckResult], view: ComputerView) -> None:
        self.release = None
        for one in first:
            self.release = ReleaseRow(one, view)
            self.release.noted.connect(self.release_noted)
            self._rows.addWidget(self.release)
        for one in rest:
            self._inner.addWidget(_Row(one))
        words = "1 more to remember" if len(rest) == 1 else f"{len(rest)} more to remember"
        self.more.set_facts(FoldFacts(words, "bulb", "subtle", strong=False))
        self.more.setVisible(bool(rest))
        self._rest.setVisible(bool(rest) and self.more.is_open())

    def _on_open_changed(self, is_open: bool) -> None:
        self._rest.setVisible(is_open)


class _Line(QWidget):
    """An icon, a title, quiet words, and a line below."""

    def __init__(self, icon: str, token: str) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.icon = LineIcon(icon, token, 18)
        self.column = QVBoxLayout()
        self.column.setSpacing(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self.column, 1)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill(QPainter(self), QRect(0, self.height() - 1, self.width(), 1), "line")

    def _on_look_changed(self) -> None:
        self._row.setContentsMargins(14, scaled(9), 14, scaled(10))
        self._row.setSpacing(scaled(10))


class _Row(_Line):
    """One reminder, with where it comes from."""

    def __init__(self, one: CheckResult) -> None:
        super().__init__("moon" if one.check_id == RELEASE_NIGHT else "bulb", "subtle")
        words = one.found or one.why
        self.column.addWidget(WrapLabel(one.headline or one.title, "strong", min_width=80))
        if words:
            self.column.addWidget(WrapLabel(words, "small", "muted", min_width=80))
        if one.note:
            self.column.addWidget(WrapLabel(one.note, "small", "muted", min_width=80))
        if one.sources:
            self.column.addWidget(SourceLines(one.sources, one.headline or one.title))
        self.setAccessibleName(f"To remember. {one.headline or one.title}. {words}".strip())


class ReleaseRow(_Row):
    """Release night, and the day of the next one where somebody has read it on the Notice Board."""

    noted = Signal(object)

    def __init__(self, one: CheckResult, view: ComputerView) -> None:
        super().__init__(one)
        is_noted = RELEASE_NIGHT in view.answers
        self.note = Button("Change the day" if is_noted else "Note the day", small=True)
        self.note.setAccessibleName(f"{self.note.text()} of the next release night")
        self.take_back = Button("Take back", kind="text", small=True, accessible="Take the release night back")
        self.on_day = DateField("The next release night", today=view.now.date(), earliest=view.now.date())
        self._row_of(self.note, self.take_back)
        self.column.addWidget(self.on_day)
        self.on_day.hide()
        self.note.setVisible(view.elsewhere is None)
        self.take_back.setVisible(is_noted and view.elsewhere is None)
        self.note.clicked.connect(self._on_note)
        self.take_back.clicked.connect(self._on_take_back)
        self.on_day.value_changed.connect(self._on_day)

    def _row_of(self, *buttons: Button) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, scaled(6), 0, 0)
        row.setSpacing(4)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)

    def _on_note(self) -> None:
        self.on_day.show()
        self.on_day.focus_field()

    def _on_take_back(self) -> None:
        self.noted.emit(None)

    def _on_day(self, chosen: date | None) -> None:
        if chosen is not None:
            self.noted.emit(chosen)


class DeviceRow(_Line):
    """The countdown of the device authentication: started on a day, started again, or stopped."""

    started = Signal(object)

    def __init__(self, since: date | None, today: date) -> None:
        super().__init__("clock", "subtle")
        self._today = today
        until = since + timedelta(days=DEVICE_DAYS) if since else None
        title, words = _device_words(since, until, today)
        if until is not None and (until - today).days <= _SOON:
            self.icon.show_icon("clock", "warn-text")
        self.start = Button("Started today", small=True, accessible="The device authentication was started today")
        self.other_day = Button("Another day", kind="text", small=True, accessible="It was started on another day")
        self.stop = Button("Stop", kind="text", small=True, accessible="Stop counting the device authentication")
        self.on_day = DateField("The day it was started", today=today, latest=today)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, scaled(6), 0, 0)
        buttons.setSpacing(4)
        for button in (self.start, self.other_day, self.stop):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addWidget(WrapLabel(title, "strong", min_width=80))
        self.column.addWidget(WrapLabel(words, "small", "muted", min_width=80))
        self.column.addLayout(buttons)
        self.column.addWidget(self.on_day)
        self.on_day.hide()
        self.stop.setVisible(since is not None)
        self.setAccessibleName(f"{title}. {words}")
        self.start.clicked.connect(self._on_start)
        self.other_day.clicked.connect(self._on_other_day)
        self.stop.clicked.connect(self._on_stop)
        self.on_day.value_changed.connect(self._on_day)

    def _on_start(self) -> None:
        self.started.emit(self._today)

    def _on_other_day(self) -> None:
        self.on_day.show()
        self.on_day.focus_field()

    def _on_stop(self) -> None:
        self.started.emit(None)

    def _on_day(self, chosen: date | None) -> None:
        if chosen is not None:
            self.started.emit(chosen)


def _device_words(since: date | None, until: date | None, today: date) -> tuple[str, str]:
    if since is None or until is None:
        return (
            "Device authentication lasts 30 days",
            "On the day you enter the code from the e-mail, start the count here, and you will see when it ends.",
        )
    ends = f"{short_day(until)} {until.year}, {DEVICE_DAYS} days from when you started it on {day(since)}"
    verb = "ended" if until < today else "ends"
    return f"Device authentication {verb} {days_left(until, today)}", ends


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
