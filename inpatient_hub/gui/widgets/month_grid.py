"""A month of days to pick from, under a date field: arrows move, Enter picks, Esc closes."""

import calendar
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.screen_room import room_of
from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.tokens import RADIUS_CONTROL
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.painting import CENTRE, box, draw_text, focus_ring
from inpatient_hub.gui.widgets.written_dates import month_name, show_date

_WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAYS_IN_WEEK = 7


class MonthPopup(QFrame):
    """The popup: month and year, earlier and later, the days, and Today."""

    day_picked = Signal(object)

    def __init__(
        self,
        shown: date,
        *,
        today: date,
        picked: date | None,
        earliest: date | None,
        latest: date | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_variant(self, surface="popup")
        self.setAccessibleName("Calendar")
        self._grid = MonthGrid(shown, today=today, picked=picked, earliest=earliest, latest=latest)
        self._title = text_label("", "strong")
        back = IconButton("chevron-left", "Earlier month", kind="quiet", key="Page Up")
        later = IconButton("chevron-right", "Later month", kind="quiet", key="Page Down")
        to_today = Button("Today", kind="text", small=True)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(to_today)
        head.addWidget(back)
        head.addWidget(later)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._grid)
        back.clicked.connect(self._on_back_clicked)
        later.clicked.connect(self._on_later_clicked)
        to_today.clicked.connect(self._on_today_clicked)
        self._grid.day_picked.connect(self._on_day_picked)
        self._grid.day_changed.connect(self._on_day_changed)
        self._on_day_changed()

    def open_at(self, corner: QPoint) -> None:
        """Open with the top left corner at a point of the screen, moved to stay on it."""
        self.adjustSize()
        screen = room_of(self)
        x = min(corner.x(), screen.right() - self.width())
        y = min(corner.y(), screen.bottom() - self.height())
        self.move(x, y)
        self.show()
        self._grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_back_clicked(self) -> None:
        self._grid.turn(-1)

    def _on_later_clicked(self) -> None:
        self._grid.turn(1)

    def _on_today_clicked(self) -> None:
        self._grid.go_today()

    def _on_day_changed(self) -> None:
        day = self._grid.day()
        self._title.setText(f"{month_name(day.month)} {day.year}")

    def _on_day_picked(self, day: date) -> None:
        self.day_picked.emit(day)
        self.close()


class MonthGrid(QWidget):
    """The days of one month, Monday first."""

    day_picked = Signal(object)
    day_changed = Signal()

    def __init__(
        self, shown: date, *, today: date, picked: date | None, earliest: date | None, latest: date | None
    ) -> None:
        super().__init__()
        self._day, self._today, self._picked = shown, today, picked
        self._earliest, self._latest = earliest or date.min, latest or date.max
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tell()

    def day(self) -> date:
        """Return the day the arrows stand on."""
        return self._day

    def turn(self, months: int) -> None:
        """Move by months, keeping the day of the month where there is one."""
        place = self._day.year * 12 + self._day.month - 1 + months
        year, month = divmod(place, 12)
        if date.min.year <= year <= date.max.year:
            last = calendar.monthrange(year, month + 1)[1]
            self._go(date(year, month + 1, min(self._day.day, last)))

    def go_today(self) -> None:
        """Move to today."""
        self._go(self._today)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_DAYS_IN_WEEK * _side(), 7 * _side())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self._go(self._day + timedelta(days=steps[key]))
        elif key in turns:
            self.turn(turns[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self._day)
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        column, row = event.position().toPoint().x() // _side(), event.position().toPoint().y() // _side() - 1
        if 0 <= column < _DAYS_IN_WEEK and row >= 0:
            self._pick(self._first() + timedelta(days=row * _DAYS_IN_WEEK + column))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = _side()
        for column, name in enumerate(_WEEK):
            draw_text(painter, QRect(column * side, 0, side, side), name, "head", "subtle", align=CENTRE)
        first = self._first()
        for place in range(42):
            row, column = divmod(place, _DAYS_IN_WEEK)
            cell = QRect(column * side, (row + 1) * side, side, side)
            self._paint_day(painter, cell, first + timedelta(days=place))

    def _paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        inside = cell.adjusted(1, 1, -1, -1)
        ink, role = ("text" if day.month == self._day.month else "subtle"), "body"
        if day == self._picked:
            box(painter, inside, RADIUS_CONTROL, fill_token="primary")
            ink, role = "on-primary", "strong"
        elif day == self._today:
            box(painter, inside, RADIUS_CONTROL, edge_token="line-strong")
            role = "strong"
        if not self._earliest <= day <= self._latest:
            ink = "disabled-text"
            box(painter, inside, RADIUS_CONTROL, fill_token="disabled-fill")
        draw_text(painter, cell, str(day.day), role, ink, align=CENTRE)
        if day == self._day and self.hasFocus():
            focus_ring(painter, cell, radius=RADIUS_CONTROL)

    def _first(self) -> date:
        first = self._day.replace(day=1)
        return first - timedelta(days=first.weekday())

    def _go(self, day: date) -> None:
        self._day = max(self._earliest, min(self._latest, day))
        self._tell()
        self.day_changed.emit()
        self.update()

    def _pick(self, day: date) -> None:
        if self._earliest <= day <= self._latest:
            self.day_picked.emit(day)

    def _tell(self) -> None:
        self.setAccessibleName(show_date(self._day, weekday=True))


def _side() -> int:
    return scaled(32)
