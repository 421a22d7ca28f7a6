"""The banner's chips: legal status, alerts and similar names. They wrap; only what needs a third line is counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.chip import PRESSED_HEIGHT, Chip
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_size


@dataclass(frozen=True)
class AlertFacts:
    """The chips: those that always show (before and after), and alerts, whose first ``kept`` are never counted."""

    before: tuple[ChipFacts, ...] = ()
    alerts: tuple[ChipFacts, ...] = ()
    after: tuple[ChipFacts, ...] = ()
    kept: int = 0


_MOST_LINES = 2
"""More lines would take the page's room; what is counted then is never an allergy."""
_OPENS = ", open them"
Placed = tuple[tuple[ChipFacts, QRect], ...]


class AlertLine(QWidget):
    """A line of chips that goes on in a second where it must."""

    alerts_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = AlertFacts()
        self._chips: list[Chip] = []
        self._more = Chip(menu=True, parent=self)
        self._more.hide()
        self._hidden: tuple[ChipFacts, ...] = ()
        self._more.pressed.connect(self.open_hidden)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHorizontalStretch(1)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_facts(self, facts: AlertFacts) -> None:
        """Show other chips."""
        self._facts = facts
        self._arrange()
        self.updateGeometry()

    def hidden_alerts(self) -> tuple[ChipFacts, ...]:
        """Return the alerts that do not fit at this width."""
        return self._hidden

    def is_empty(self) -> bool:
        """Say whether there is nothing to show."""
        return not (self._facts.before or self._facts.alerts or self._facts.after)

    def open_hidden(self) -> None:
        """Open all alerts under the count of those that do not fit."""
        popup = AlertPopup(self._facts.alerts, self)
        popup.open_at(self._more.mapToGlobal(QPoint(0, self._more.height() + 2)))
        self.alerts_requested.emit()

    def needed_width(self) -> int:
        """Return the width in pixels that shows every alert that stands out on one line."""
        loud = [chip for chip in self._facts.alerts if chip.kind == "warn"]
        more = _more_width() if len(loud) < len(self._facts.alerts) else 0
        chips = (*self._facts.before, *loud, *self._facts.after)
        return sum(chip_size(chip).width() + _gap() for chip in chips) + more - _gap()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        placed, _hidden = _fit(width, self._facts)
        return max((place.bottom() + 1 for _facts, place in placed), default=0)

    @override
    def sizeHint(self) -> QSize:
        chips = (*self._facts.before, *self._facts.alerts, *self._facts.after)
        width = sum(chip_size(chip).width() + _gap() for chip in chips)
        return QSize(width, 0 if self.is_empty() else chip_size(ChipFacts("Wg")).height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(60), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        placed, self._hidden = _fit(self.width(), self._facts)
        more = _more_facts(self._hidden)
        shown = [one for one in placed if one[0] != more]
        for chip in self._chips[len(shown) :]:
            chip.hide()
        while len(self._chips) < len(shown):
            self._chips.append(Chip(parent=self))
        for chip, (facts, place) in zip(self._chips, shown, strict=False):
            chip.set_facts(facts)
            chip.setGeometry(place)
            chip.show()
        self._more.setVisible(more is not None)
        if more is not None:
            self._more.set_facts(more)
            self._more.setGeometry(next(place for facts, place in placed if facts == more))


class AlertPopup(QFrame):
    """All alerts of the patient, one under the other; Esc or a press elsewhere closes it."""

    def __init__(self, alerts: Sequence[ChipFacts], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        set_variant(self, surface="popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Alerts: " + ", ".join(facts.spoken for facts in alerts))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(6)
        for facts in alerts:
            column.addWidget(Chip(facts.words, facts.kind, facts.icon, parent=self))

    def open_at(self, corner: QPoint) -> None:
        """Open with the top left corner at a point of the screen."""
        self.adjustSize()
        self.move(corner)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.close()
            return
        super().keyPressEvent(event)


def _fit(width: int, facts: AlertFacts) -> tuple[Placed, tuple[ChipFacts, ...]]:
    """Return the chips with their places, in order, and the alerts that are only counted."""
    whole = _flow(width, (*facts.before, *facts.alerts, *facts.after))
    if _lines(whole) <= 1:
        return whole, ()
    before, after = (tuple(chip.shortened() for chip in chips) for chips in (facts.before, facts.after))
    count = len(facts.alerts)
    while True:
        hidden = facts.alerts[count:]
        more = _more_facts(hidden)
        placed = _flow(width, (*before, *facts.alerts[:count], *((more,) if more else ()), *after))
        if _lines(placed) <= _MOST_LINES or count <= facts.kept:
            return placed, hidden
        count -= 1


def _flow(width: int, chips: Sequence[ChipFacts]) -> Placed:
    """Set chips side by side, and on in the next line; one that is wider than a line is cut at its end."""
    x, y, placed = 0, 0, []
    for facts in chips:
        size, opens = chip_size(facts), facts.accessible.endswith(_OPENS)
        wide = min(size.width() + (scaled(18) if opens else 0), max(width, scaled(26)))
        if x and x + wide > width:
            x, y = 0, y + size.height() + _gap()
        high = max(size.height(), scaled(PRESSED_HEIGHT)) if opens else size.height()
        placed.append((facts, QRect(x, y, wide, high)))
        x += wide + _gap()
    return tuple(placed)


def _lines(placed: Placed) -> int:
    return len({place.top() for _facts, place in placed})


def _more_facts(hidden: Sequence[ChipFacts]) -> ChipFacts | None:
    """The chip that counts alerts and opens them."""
    if not hidden:
        return None
    words = f"+{len(hidden)} alert" if len(hidden) == 1 else f"+{len(hidden)} alerts"
    tells = any(facts.kind == "warn" for facts in hidden)
    return ChipFacts(words, "warn" if tells else "neutral", accessible=f"{words}{_OPENS}")


def _more_width() -> int:
    return chip_size(ChipFacts("+9 alerts", "warn")).width() + scaled(18) + _gap()


def _gap() -> int:
    return scaled(6)
