"""The navigation rail at the left of every page: an icon over a word, and how many notes wait."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.theme import current_look, look_feed
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.arrow_button import ArrowButton
from inpatient_hub.gui.widgets.painting import CENTRE, box, draw_text, fill, focus_ring, width_of


class RailEntry(NamedTuple):
    """A page in the rail: its id, the word under its icon, the icon's name and the key that opens it."""

    id: str
    label: str
    icon: str
    key: str = ""


class _Room(NamedTuple):
    """How the rail makes do with its height: with its sign, with gaps around the entries, with their words."""

    sign: bool = True
    gaps: bool = True
    words: bool = True


_ROOMS = (_Room(), _Room(gaps=False), _Room(sign=False, gaps=False), _Room(sign=False, gaps=False, words=False))
"""From the roomiest on; with large text in a small window what is least needed goes first."""
_GAP, _HEAD_GAP, _FOOT_GAP = 2, 6, 10


class NavigationRail(QWidget):
    """The rail; arrows move between its entries, Enter or Space opens one. It always shows all of them: where the
    window is low for the size of its text the gaps go, then the sign, and at the last the words."""

    page_chosen = Signal(str)

    def __init__(
        self, pages: Sequence[RailEntry], foot: Sequence[RailEntry] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self._buttons: dict[str, _RailButton] = {}
        self._current = ""
        self._sign = _Mark(self)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, _FOOT_GAP)
        column.setSpacing(_GAP)
        column.addWidget(self._sign)
        for entry in pages:
            column.addWidget(self._make(entry))
        column.addStretch(1)
        for entry in foot:
            column.addWidget(self._make(entry))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        look_feed().look_changed.connect(self._fit)

    def current(self) -> str:
        """Return the id of the chosen page."""
        return self._current

    def set_current(self, page: str) -> None:
        """Mark a page as the one shown; a page not in the rail leaves nothing marked."""
        self._current = page
        for key, button in self._buttons.items():
            button.setChecked(key == page)

    def set_badge(self, page: str, count: int, words: str = "") -> None:
        """Show how many things wait on a page, as an amber pill; ``words`` say what they are ("notes not filed")."""
        self._buttons[page].set_badge(count, words)

    def button(self, page: str) -> QAbstractButton:
        """Return the button of a page, to place a tour or a focus on it."""
        return self._buttons[page]

    def _make(self, entry: RailEntry) -> "_RailButton":
        button = _RailButton(entry, self)
        button.clicked.connect(self._on_clicked)
        self._buttons[entry.id] = button
        return button

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _RailButton):
            button.setChecked(button.entry.id == self._current)
            self.page_chosen.emit(button.entry.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        buttons = list(self._buttons.values())
        place = next((at for at, button in enumerate(buttons) if button.hasFocus()), None)
        if step is None or place is None:
            super().keyPressEvent(event)
            return
        buttons[(place + step) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def sizeHint(self) -> QSize:
        widest = max((width_of(button.text(), "caption", 600) for button in self._buttons.values()), default=0)
        return QSize(max(SIZES["rail"], widest + 16), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), self._needs(_ROOMS[-1]))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = next((one for one in _ROOMS if self._needs(one) <= self.height()), _ROOMS[-1])
        self._sign.setVisible(room.sign)
        self._column.setContentsMargins(0, 0 if room.sign else _HEAD_GAP, 0, _FOOT_GAP)
        for button in self._buttons.values():
            button.set_room(room)

    def _needs(self, room: _Room) -> int:
        """The height all of it needs in this room, in pixels."""
        count = len(self._buttons)
        sign = self._sign.sizeHint().height() if room.sign else _HEAD_GAP
        return sign + count * button_height(room) + (count + 1) * _GAP + _FOOT_GAP

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill(painter, self.rect(), "rail")
        fill(painter, QRect(self.width() - 1, 0, 1, self.height()), _edge())


def button_height(room: _Room) -> int:
    """Return how high an entry is in this room, in pixels."""
    words = line_height("caption") + _WORDS_GAP if room.words else scaled(_ALONE)
    return icon_side(room) + words + (scaled(15) if room.gaps else _TIGHT)


def icon_side(room: _Room) -> int:
    """Return how large an icon is in this room, in pixels: the words are what large text is for."""
    return scaled(SIZES["icon-rail"]) if room.gaps else min(scaled(SIZES["icon-rail"]), _LARGEST_TIGHT_ICON)


_WORDS_GAP, _TIGHT, _ALONE, _LARGEST_TIGHT_ICON = 3, 6, 6, 36
"""Pixels between icon and word, around both where room is short, and around an icon without a word."""


def _edge() -> str:
    """Dark rails need a line to part them from the page."""
    return "line" if current_look().theme.is_dark else "rail"


class _Mark(QWidget):
    """The sign of Inpatient Hub: an h in a rounded square."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(30), scaled(30) + 27)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = scaled(30)
        square = QRect((self.width() - side) // 2, 15, side, side)
        paint_icon(painter, square, "hub-mark", "rail-text" if current_look().theme.is_high_contrast else "rail-on")


class _RailButton(ArrowButton):
    """One page of the rail."""

    def __init__(self, entry: RailEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self._count = 0
        self._room = _Room()
        self.setText(entry.label)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"{entry.label} ({entry.key})" if entry.key else entry.label)
        self.setAccessibleName(entry.label)

    def set_badge(self, count: int, words: str) -> None:
        self._count = count
        self.setAccessibleName(f"{self.entry.label}, {count} {words}".rstrip() if count else self.entry.label)
        self.update()

    def set_room(self, room: _Room) -> None:
        """Make do with this room."""
        if room != self._room:
            self._room = room
            self.updateGeometry()
            self.update()

    def shows_word(self) -> bool:
        """Say whether the word stands under the icon; the tooltip and the accessible name have it always."""
        return self._room.words

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(SIZES["rail"]), button_height(self._room))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        block = self.rect().adjusted(6, 0, -7, 0)
        chosen = self.isChecked()
        if chosen:
            box(painter, block, RADIUS_CONTROL, fill_token="rail-active")
            inset = min(scaled(10), self.height() // 5)
            box(painter, QRect(-4, inset, 8, self.height() - 2 * inset), 2, fill_token="rail-mark")
        elif self.underMouse() and self.isEnabled():
            box(painter, block, RADIUS_CONTROL, edge_token="rail-active")
        ink = "rail-on" if chosen else "rail-text"
        side = icon_side(self._room)
        line = line_height("caption")
        top = (self.height() - side - (_WORDS_GAP + line if self._room.words else 0)) // 2
        icon_box = QRect((self.width() - side) // 2, top, side, side)
        paint_icon(painter, icon_box, self.entry.icon, ink)
        if self._room.words:
            words = QRect(2, top + side + _WORDS_GAP, self.width() - 4, line)
            draw_text(painter, words, self.entry.label, "caption", ink, align=CENTRE, weight=600 if chosen else 400)
        if self._count:
            self._paint_badge(painter, icon_box)
        if self.hasFocus():
            focus_ring(painter, block, "rail-focus", RADIUS_CONTROL)

    def _paint_badge(self, painter: QPainter, icon_box: QRect) -> None:
        words = str(self._count) if self._count < 100 else "99+"
        height = scaled(18)
        width = max(height, width_of(words, "head") + scaled(10))
        pill = self.badge_rect(icon_box, width, height)
        box(painter, pill, height / 2, fill_token="warn-solid")
        draw_text(painter, pill, words, "head", "on-warn", align=CENTRE)

    def badge_rect(self, icon_box: QRect, width: int, height: int) -> QRect:
        """Return where the badge lies: over the icon's corner, and never beyond the entry, which would cut it."""
        left = min(icon_box.right() - scaled(6), self.width() - width - 1)
        return QRect(left, max(1, icon_box.top() - scaled(6)), width, height)
