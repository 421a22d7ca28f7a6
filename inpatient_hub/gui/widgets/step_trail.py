"""The trail of a run: numbered steps joined by a line, what was answered, and where the run stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.theme import look_feed, set_variant
from inpatient_hub.gui.tokens import SIZES
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.arrow_button import ArrowButton
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.painting import CENTRE, box, draw_text, fill, focus_ring
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.gui.widgets.wrapping import paint_wrapped, wrapped_height

STEP_STATES = ("later", "done", "current", "locked")
_SPOKEN = {"later": "later", "done": "done", "current": "now", "locked": "locked"}


@dataclass(frozen=True)
class StepFacts:
    """A step of the trail: its id, title, what was answered, and its state (see STEP_STATES)."""

    id: str
    title: str
    subtitle: str = ""
    state: str = "later"

    def __post_init__(self) -> None:
        """Refuse a state the design does not have."""
        if self.state not in STEP_STATES:
            raise ValueError(f"There is no step state {self.state!r}. Choose from: {', '.join(STEP_STATES)}.")


class StepTrail(QWidget):
    """236 pixels wide; a done step can be opened again by pointer or keyboard."""

    step_chosen = Signal(str)

    def __init__(self, steps: Sequence[StepFacts] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_variant(self, surface="side-left")
        self.setAccessibleName("Steps")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._page = ScrollPage(padded=False)
        self._page.body.setSpacing(0)
        self._foot = QWidget()
        set_variant(self._foot, surface="strip")
        self._foot_column = QVBoxLayout(self._foot)
        self._foot_column.setContentsMargins(16, 10, 12, 10)
        self._foot_column.setSpacing(0)
        self._foot.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._page, 1)
        column.addWidget(self._foot)
        self._steps: list[_Step] = []
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[StepFacts]) -> None:
        """Show the steps of a run and bring the current one into sight."""
        while len(self._steps) > len(steps):
            self._steps.pop().deleteLater()
        while len(self._steps) < len(steps):
            step = _Step(self)
            step.clicked.connect(self._on_clicked)
            self._steps.append(step)
        _empty(self._page.body)
        for number, (widget, facts) in enumerate(zip(self._steps, steps, strict=True), 1):
            before = steps[number - 2].state if number > 1 else ""
            widget.show_step(facts, number, before=before, is_last=number == len(steps))
            self._page.body.addWidget(widget)
            if facts.state == "current":
                self._page.reveal(widget)
        self._page.body.addStretch(1)

    def set_foot(self, lines: Sequence[str]) -> None:
        """Show who started and resumed the run, a line each, at the foot."""
        _empty(self._foot_column, delete=True)
        for line in lines:
            self._foot_column.addWidget(WrapLabel(line, "caption", "subtle"))
        self._foot.setVisible(bool(lines))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        open_steps = [widget for widget in self._steps if widget.isEnabled()]
        place = next((at for at, widget in enumerate(open_steps) if widget.hasFocus()), None)
        if step is None or place is None:
            super().keyPressEvent(event)
            return
        target = open_steps[max(0, min(len(open_steps) - 1, place + step))]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._page.reveal(target)

    def _on_clicked(self) -> None:
        widget = self.sender()
        if isinstance(widget, _Step):
            self.step_chosen.emit(widget.facts.id)

    def _on_look_changed(self) -> None:
        self.setFixedWidth(scaled(SIZES["trail"]))
        self._page.body.setContentsMargins(0, 12, 0, 12)


def _empty(layout: QVBoxLayout, *, delete: bool = False) -> None:
    while item := layout.takeAt(0):
        widget = item.widget()
        if delete and widget:
            widget.deleteLater()


class _Step(ArrowButton):
    """One step: its disc, the line to the next, title and answer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.facts = StepFacts("", "")
        self._number, self._before, self._is_last = 1, "", False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_step(self, facts: StepFacts, number: int, *, before: str, is_last: bool) -> None:
        self.facts, self._number, self._before, self._is_last = facts, number, before, is_last
        can_open = facts.state == "done"
        self.setEnabled(can_open)
        self.setCursor(Qt.CursorShape.PointingHandCursor if can_open else Qt.CursorShape.ArrowCursor)
        self.setText(facts.title)
        self.setAccessibleName(f"Step {number}, {facts.title}, {_SPOKEN[facts.state]}, {facts.subtitle}".rstrip(", "))
        self.setToolTip(f"Open {facts.title} again" if can_open else "")
        self.updateGeometry()
        self.update()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        words = wrapped_height(self.facts.title, self._title_role(), self._words_width(width))
        if self.facts.subtitle:
            words += wrapped_height(self.facts.subtitle, "small", self._words_width(width))
        return max(words, scaled(SIZES["disc"])) + scaled(14)

    @override
    def sizeHint(self) -> QSize:
        width = scaled(SIZES["trail"])
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(80), scaled(SIZES["disc"]) + scaled(14))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = self.facts.state
        if state == "current":
            fill(painter, self.rect(), "select")
        elif self.isEnabled() and self.underMouse():
            fill(painter, self.rect(), "sunken")
        disc = QRect(16, scaled(7), scaled(SIZES["disc"]), scaled(SIZES["disc"]))
        self._paint_line(painter, disc)
        self._paint_disc(painter, disc)
        left, width = disc.right() + scaled(11), self._words_width(self.width())
        height = wrapped_height(self.facts.title, self._title_role(), width)
        top = disc.center().y() - line_height("body") // 2 + 1
        token = "text" if state in ("done", "current") else "muted"
        paint_wrapped(painter, QRect(left, top, width, height), self.facts.title, self._title_role(), token)
        if self.facts.subtitle:
            below = QRect(left, top + height, width, self.height())
            paint_wrapped(painter, below, self.facts.subtitle, "small", "muted")
        if self.hasFocus():
            focus_ring(painter, self.rect())

    def _paint_line(self, painter: QPainter, disc: QRect) -> None:
        x = disc.center().x()
        if self._before:
            fill(painter, QRect(x, 0, 2, disc.top()), "ok-solid" if self._before == "done" else "line")
        if not self._is_last:
            token = "ok-solid" if self.facts.state == "done" else "line"
            fill(painter, QRect(x, disc.bottom() + 1, 2, self.height() - disc.bottom() - 1), token)

    def _paint_disc(self, painter: QPainter, disc: QRect) -> None:
        state, radius = self.facts.state, disc.width() / 2
        if state == "done":
            box(painter, disc, radius, fill_token="ok-solid")
            paint_icon(painter, disc.adjusted(*(scaled(4),) * 2, *(-scaled(4),) * 2), "check", "on-ok")
        elif state == "current":
            box(painter, disc, radius, fill_token="primary")
            draw_text(painter, disc, str(self._number), "head", "on-primary", align=CENTRE)
        elif state == "locked":
            box(painter, disc, radius, fill_token="surface", edge_token="line-strong")
            paint_icon(painter, disc.adjusted(*(scaled(5),) * 2, *(-scaled(5),) * 2), "lock", "subtle")
        else:
            box(painter, disc, radius, fill_token="surface", edge_token="line-strong")
            draw_text(painter, disc, str(self._number), "head", "muted", align=CENTRE)

    def _title_role(self) -> str:
        return "strong" if self.facts.state == "current" else "body"

    def _words_width(self, width: int) -> int:
        return max(40, width - 16 - scaled(SIZES["disc"]) - scaled(10) - 12)
