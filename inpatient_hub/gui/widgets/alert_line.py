"""The banner's second line: legal status, alerts and similar names as chips; what does not fit is counted and opens."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.marks import ChipFacts, chip_size


@dataclass(frozen=True)
class AlertFacts:
    """The chips of the line: those that always show (before and after) and alerts that may be counted instead."""

    before: tuple[ChipFacts, ...] = ()
    alerts: tuple[ChipFacts, ...] = ()
    after: tuple[ChipFacts, ...] = ()


class AlertLine(QWidget):
    """One line of chips that never wraps."""

    alerts_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = AlertFacts()
        self._chips: list[Chip] = []
        self._more = Chip(menu=True, parent=self)
        self._more.hide()
        self._hidden: tuple[ChipFacts, ...] = ()
        self._more.pressed.connect(self.open_hidden)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHorizontalStretch(1)
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
        shown, self._hidden = self._fit(self.width(), self._facts)
        if self._hidden:
            shown, self._hidden = self._fit(self.width(), self._short_facts())
        for chip in self._chips[len(shown) :]:
            chip.hide()
        while len(self._chips) < len(shown):
            self._chips.append(Chip(parent=self))
        for chip, facts in zip(self._chips, shown, strict=False):
            chip.set_facts(facts)
        row = self._chips[: len(shown)]
        self._more.setVisible(bool(self._hidden))
        if self._hidden:
            count = len(self._hidden)
            words = f"+{count} alert" if count == 1 else f"+{count} alerts"
            tells = any(facts.kind == "warn" for facts in self._hidden)
            self._more.set_facts(ChipFacts(words, "warn" if tells else "neutral", accessible=f"{words}, open them"))
            row.insert(len(row) - len(self._facts.after), self._more)
        self._place(row)

    def needed_width(self) -> int:
        """Return the width in pixels that shows every alert that stands out."""
        loud = [chip for chip in self._facts.alerts if chip.kind == "warn"]
        more = _more_width() if len(loud) < len(self._facts.alerts) else 0
        chips = (*self._facts.before, *loud, *self._facts.after)
        return sum(chip_size(chip).width() + _gap() for chip in chips) + more - _gap()

    def _place(self, row: Sequence[Chip]) -> None:
        """Set the chips side by side; when even these are too wide, the widest give way and none disappears."""
        widths = _shrunk([chip.sizeHint().width() for chip in row], self.width() - _gap() * (len(row) - 1))
        x = 0
        for chip, width in zip(row, widths, strict=True):
            chip.setGeometry(x, 0, width, chip.sizeHint().height())
            chip.show()
            x += width + _gap()

    def _short_facts(self) -> AlertFacts:
        facts = self._facts
        return replace(
            facts,
            before=tuple(chip.shortened() for chip in facts.before),
            after=tuple(chip.shortened() for chip in facts.after),
        )

    @staticmethod
    def _fit(width: int, facts: AlertFacts) -> tuple[tuple[ChipFacts, ...], tuple[ChipFacts, ...]]:
        """Return the chips that fit, in order, and the alerts that do not."""
        fixed = sum(chip_size(chip).width() + _gap() for chip in (*facts.before, *facts.after))
        widths = [chip_size(chip).width() + _gap() for chip in facts.alerts]
        count = len(widths)
        if fixed + sum(widths) - _gap() > width:
            while count and fixed + sum(widths[:count]) + _more_width() - _gap() > width:
                count -= 1
        return (*facts.before, *facts.alerts[:count], *facts.after), facts.alerts[count:]


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


def _shrunk(widths: list[int], room: int) -> list[int]:
    """Cut the widest of some widths until all fit in the room, in pixels."""
    widths = list(widths)
    while widths and sum(widths) > room and max(widths) > scaled(26):
        widest = widths.index(max(widths))
        widths[widest] -= min(widths[widest] - scaled(26), max(1, (sum(widths) - room) // 2))
    return widths


def _more_width() -> int:
    return chip_size(ChipFacts("+9 alerts", "warn")).width() + scaled(18) + _gap()


def _gap() -> int:
    return scaled(6)
