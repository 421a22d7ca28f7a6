"""The answers to a question as big cards: pick one or tick several, by pointer, arrows or number key."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.tokens import RADIUS_CONTROL
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.arrow_button import ArrowButton
from inpatient_hub.gui.widgets.check_box import paint_radio, paint_tick
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_size, key_size, paint_chips_from_right, paint_key
from inpatient_hub.gui.widgets.painting import box, focus_ring
from inpatient_hub.gui.widgets.wrapping import paint_wrapped, wrapped_height

_MOST_KEYS = 9


@dataclass(frozen=True)
class OptionFacts:
    """An answer: its id, its words, what choosing it does or writes, and chips at its right."""

    id: str
    title: str
    explanation: str = ""
    chips: tuple[ChipFacts, ...] = ()
    enabled: bool = True


class OptionList(QWidget):
    """Answers one under the other; the first nine have the keys 1 to 9."""

    choice_changed = Signal(tuple)

    def __init__(
        self,
        options: Sequence[OptionFacts] = (),
        *,
        multiple: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_multiple = multiple
        self._cards: list[OptionCard] = []
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addStretch(1)  # room that is left over stays below: a card is as high as its words
        self.set_options(options)

    def set_options(self, options: Sequence[OptionFacts]) -> None:
        """Show other answers; nothing is chosen."""
        for card in self._cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self._cards = [
            OptionCard(facts, str(number) if number <= _MOST_KEYS else "", multiple=self._is_multiple, parent=self)
            for number, facts in enumerate(options, 1)
        ]
        for place, card in enumerate(self._cards):
            card.clicked.connect(self._on_clicked)
            self._column.insertWidget(place, card)

    def set_chosen(self, ids: Sequence[str]) -> None:
        """Mark answers as chosen without telling anyone."""
        for card in self._cards:
            card.setChecked(card.facts.id in ids)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all answers in the order shown."""
        return tuple(card.facts.id for card in self._cards)

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the chosen answers in the order shown."""
        return tuple(card.facts.id for card in self._cards if card.isChecked())

    def focus_first(self) -> None:
        """Give the focus to the chosen answer, or to the first."""
        card = next((card for card in self._cards if card.isChecked()), self._cards[0] if self._cards else None)
        if card:
            card.setFocus(Qt.FocusReason.TabFocusReason)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Choose the answer of a number key; False when the key is not one of this list's."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        place = event.key() - Qt.Key.Key_1
        if not 0 <= place < min(_MOST_KEYS, len(self._cards)) or not self._cards[place].isEnabled():
            return False
        if not event.isAutoRepeat():  # held down, it would tick and untick
            self._cards[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._cards[place].click()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        place = next((at for at, card in enumerate(self._cards) if card.hasFocus()), None)
        if step is not None and place is not None:
            self._cards[(place + step) % len(self._cards)].setFocus(Qt.FocusReason.TabFocusReason)
        elif not self.handle_key(event):
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        pressed = self.sender()
        if not self._is_multiple and isinstance(pressed, OptionCard):
            self.set_chosen((pressed.facts.id,))
        self.choice_changed.emit(self.chosen())


class OptionCard(ArrowButton):
    """One answer; Space and Enter choose it."""

    def __init__(
        self, facts: OptionFacts, key: str = "", *, multiple: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.facts = facts
        self._key = key
        self._is_multiple = multiple
        self.setText(facts.title)
        self.setCheckable(True)
        self.setEnabled(facts.enabled)
        self.setAccessibleName(facts.title)
        self.setAccessibleDescription(facts.explanation)
        # Not fixed: a fixed height is that of a wide card, and cuts the last line of a narrower one.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        height = wrapped_height(self.facts.title, "medium", self._title_width(width))
        if self.facts.explanation:
            height += scaled(3) + wrapped_height(self.facts.explanation, "small", self._words_width(width))
        return height + 2 * _pad()

    @override
    def sizeHint(self) -> QSize:
        width = scaled(480)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(160), scaled(20) + 2 * _pad())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = "surface" if self.isEnabled() else "disabled-fill"
        if self.isEnabled() and (self.isChecked() or self.underMouse()):
            ground = "select" if self.isChecked() else "sunken"
        edge = "primary" if self.isChecked() else "line-strong"
        box(painter, self.rect(), RADIUS_CONTROL, fill_token=ground, edge_token=edge)
        side = scaled(18)
        mark = QRect(scaled(15), _pad() + (scaled(20) - side) // 2, side, side)
        (paint_tick if self._is_multiple else paint_radio)(painter, mark, checked=self.isChecked())
        ink, quiet = ("text", "muted") if self.isEnabled() else ("disabled-text", "disabled-text")
        title = QRect(_left(), _pad(), self._title_width(self.width()), 0)
        used = paint_wrapped(painter, title, self.facts.title, "medium", ink)
        below = QRect(_left(), _pad() + used + scaled(3), self._words_width(self.width()), 0)
        paint_wrapped(painter, below, self.facts.explanation, "small", quiet)
        self._paint_right(painter)
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)

    def _paint_right(self, painter: QPainter) -> None:
        right = self.width() - scaled(14)
        middle = _pad() + scaled(10)
        if self._key:
            size = key_size(self._key)
            right -= size.width()
            paint_key(painter, QRect(right, middle - size.height() // 2, size.width(), size.height()), self._key)
            right -= scaled(8)
        paint_chips_from_right(painter, right, middle, self.facts.chips, self.width() // 3)

    def _title_width(self, width: int) -> int:
        chips = sum(chip_size(chip).width() + scaled(6) for chip in self.facts.chips)
        keys = scaled(32) if self._key else 0
        return max(60, width - _left() - scaled(14) - keys - min(chips, width // 3))

    def _words_width(self, width: int) -> int:
        return max(60, width - _left() - scaled(46))


def _pad() -> int:
    return scaled(10)


def _left() -> int:
    return scaled(46)
