"""The recovery key, large enough to be copied onto paper: eight groups, numbered, to be read out group by group."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.tokens import RADIUS_CONTROL
from inpatient_hub.gui.typography import line_height, role_font, scaled
from inpatient_hub.gui.widgets.painting import CENTRE, box, draw_font_text, draw_text, focus_ring

_GAP = 10


class RecoveryKeyView(QWidget):
    """Shows a key's groups, four to a line or two where the window is narrow. It cannot be copied: it is for paper."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that a screen reader comes to it
        self.show_key(words)

    def show_key(self, words: str) -> None:
        """Shows this key, `7K3QW-0ZT4M-...`; empty takes it off the screen."""
        self._groups = tuple(group for group in words.split("-") if group)
        spoken = ". ".join(f"Group {place}: {' '.join(group)}" for place, group in enumerate(self._groups, start=1))
        self.setAccessibleName(f"Recovery key. {spoken}")
        self.updateGeometry()
        self.update()

    def groups(self) -> tuple[str, ...]:
        """The groups shown."""
        return self._groups

    @override
    def sizeHint(self) -> QSize:
        width = self._least() * 4 + scaled(_GAP) * 3
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._least(), self._high())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        rows = -(-max(len(self._groups), 1) // self._across(width))
        return rows * self._high() + (rows - 1) * scaled(_GAP)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        gap, across = scaled(_GAP), self._across(self.width())
        wide = (self.width() - gap * (across - 1)) // across
        for place, group in enumerate(self._groups):
            row, column = divmod(place, across)
            cell = QRect(column * (wide + gap), row * (self._high() + gap), wide, self._high())
            self._paint_group(painter, cell, place + 1, group)
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)

    def _paint_group(self, painter: QPainter, cell: QRect, number: int, group: str) -> None:
        box(painter, cell, RADIUS_CONTROL, fill_token="sunken", edge_token="line-strong")
        small = line_height("caption")
        head = QRect(cell.left(), cell.top() + scaled(5), cell.width(), small)
        draw_text(painter, head, str(number), "caption", "subtle", align=CENTRE)
        words = QRect(cell.left(), head.bottom() + 1, cell.width(), cell.bottom() - head.bottom() - scaled(7))
        draw_font_text(painter, words, group, _font(), "text", align=CENTRE)

    @staticmethod
    def _least() -> int:
        return QFontMetrics(_font()).horizontalAdvance("WWWWW") + scaled(20)

    @staticmethod
    def _high() -> int:
        return line_height("caption") + QFontMetrics(_font()).height() + scaled(16)

    def _across(self, width: int) -> int:
        for across in (4, 2):
            if width >= self._least() * across + scaled(_GAP) * (across - 1):
                return across
        return 1


def _font() -> QFont:
    """Wide apart, and a nought that no letter looks like: the key has no letter O."""
    font = QFont(role_font("verdict"))
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, scaled(3))
    return font
