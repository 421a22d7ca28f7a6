"""The head of something that folds: a chevron, a state's icon, a title, quiet words and a count, in one line."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.tokens import SIZES
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.arrow_button import ArrowButton
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_size, paint_chip
from inpatient_hub.gui.widgets.painting import RIGHT, draw_text, fill, focus_ring, width_of

_PAD = 14
_ROOM_FOR_SUMMARY = 150
"""Pixels at 100 % that the quiet words need beside the title; with less they stand on a second line."""


@dataclass(frozen=True)
class FoldFacts:
    """What a head shows. ``title_width`` (pixels at 100 %) lines the quiet words of several heads up; 0 is as wide as
    the title. Without ``tells_always`` the quiet words are there only while it is folded. ``spoken`` is the
    head as a sentence."""

    title: str
    icon: str
    token: str
    summary: str = ""
    trailing: str = ""
    chip: ChipFacts | None = None
    title_width: int = 0
    tells_always: bool = True
    indent: int = 0
    strong: bool = True
    spoken: str = ""


class FoldHead(ArrowButton):
    """Pressing it opens or folds what belongs to it; Right opens, Left folds. Up and Down are left to its page."""

    open_changed = Signal(bool)

    def __init__(self, facts: FoldFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self._tall: dict[int, bool] = {}
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._describe()
        self.toggled.connect(self._on_toggled)
        look_feed().look_changed.connect(self._on_look_changed)

    def facts(self) -> FoldFacts:
        """Return what the head shows."""
        return self._facts

    def set_facts(self, facts: FoldFacts) -> None:
        """Show something else."""
        self._facts = facts
        self._tall.clear()
        self._describe()
        self.updateGeometry()
        self.update()

    def is_open(self) -> bool:
        """Return whether what belongs to it is shown."""
        return self.isChecked()

    def set_open(self, is_open: bool) -> None:
        """Open or fold it, and tell."""
        self.setChecked(is_open)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return scaled(37) + (line_height("small") if self._is_tall(width) else 0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(320), self.heightForWidth(self.width()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), self.heightForWidth(self.width()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(self._facts.summary if self._summary_is_cut() else "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.set_open(key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled():
            fill(painter, self.rect(), "sunken")
        first = QRect(0, 0, self.width(), scaled(37))
        self._paint_marks(painter, first)
        left, right = self._title_left(), self._paint_right(painter, first)
        facts = self._facts
        role = "strong" if facts.strong else "body"
        shown = draw_text(
            painter, _across(first, left, min(right, left + self._title_room())), facts.title, role, "text"
        )
        if facts.chip:
            self._paint_chip(painter, first, left + shown + scaled(8), right)
        elif self.is_open() and not facts.tells_always:
            pass
        elif self._is_tall(self.width()):
            below = QRect(left, scaled(37) - scaled(6), right - left, line_height("small"))
            draw_text(painter, below, facts.summary, "small", "muted")
        else:
            draw_text(painter, _across(first, self._summary_left(), right), facts.summary, "small", "muted")
        if self.hasFocus():
            focus_ring(painter, self.rect())

    def _paint_marks(self, painter: QPainter, first: QRect) -> None:
        side, small = scaled(SIZES["icon"]), scaled(16)
        at = scaled(_PAD - 2 + self._facts.indent)
        chevron = "chevron-down" if self.is_open() else "chevron-right"
        paint_icon(painter, QRect(at, (first.height() - small) // 2, small, small), chevron, "muted")
        icon_at = at + small + scaled(14)
        paint_icon(
            painter, QRect(icon_at, (first.height() - side) // 2, side, side), self._facts.icon, self._facts.token
        )

    def _paint_right(self, painter: QPainter, first: QRect) -> int:
        """Paints the count and returns where it begins."""
        end = self.width() - scaled(_PAD)
        if self._facts.trailing:
            width = width_of(self._facts.trailing, "small")
            draw_text(painter, _across(first, end - width, end), self._facts.trailing, "small", "muted", align=RIGHT)
            end -= width + scaled(12)
        return end

    def _paint_chip(self, painter: QPainter, first: QRect, left: int, right: int) -> None:
        chip = self._facts.chip
        if chip is None or right - left < scaled(48):
            return
        size = chip_size(chip)
        place = QRect(left, (first.height() - size.height()) // 2, min(size.width(), right - left), size.height())
        paint_chip(painter, place, chip)

    def _title_left(self) -> int:
        return scaled(_PAD - 2 + self._facts.indent) + scaled(16) + scaled(14) + scaled(SIZES["icon"]) + scaled(12)

    def _title_room(self) -> int:
        natural = width_of(self._facts.title, "strong" if self._facts.strong else "body") + 1
        if self._facts.chip or not self._facts.title_width:
            return natural
        return max(scaled(self._facts.title_width) - scaled(12), natural)

    def _summary_left(self) -> int:
        return self._title_left() + max(scaled(self._facts.title_width), self._title_room() + scaled(12))

    def _summary_room(self, width: int) -> int:
        trailing = width_of(self._facts.trailing, "small") + scaled(12) if self._facts.trailing else 0
        return width - scaled(_PAD) - trailing - self._summary_left()

    def _is_tall(self, width: int) -> bool:
        """Whether the quiet words need a line of their own. Asked often by the layouts around, and kept."""
        if width not in self._tall:
            self._tall[width] = self._needs_second_line(width)
        return self._tall[width]

    def _needs_second_line(self, width: int) -> bool:
        if not self._facts.summary or self._facts.chip or (self.is_open() and not self._facts.tells_always):
            return False
        wanted = min(scaled(_ROOM_FOR_SUMMARY), width_of(self._facts.summary, "small"))
        return self._summary_room(width) < wanted

    def _summary_is_cut(self) -> bool:
        room = self.width() - self._title_left() if self._is_tall(self.width()) else self._summary_room(self.width())
        return width_of(self._facts.summary, "small") > room

    def _describe(self) -> None:
        facts = self._facts
        said = facts.spoken or ". ".join(part for part in (facts.title, facts.summary, facts.trailing) if part)
        self.setText(facts.title)
        self.setAccessibleName(f"{said}, {'open' if self.is_open() else 'folded'}")

    def _on_toggled(self, is_open: bool) -> None:
        self._tall.clear()
        self._describe()
        self.updateGeometry()
        self.update()
        self.open_changed.emit(is_open)

    def _on_look_changed(self) -> None:
        self._tall.clear()
        self.updateGeometry()


def _across(line: QRect, left: int, right: int) -> QRect:
    return QRect(left, line.top(), max(0, right - left), line.height())
