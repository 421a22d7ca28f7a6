"""The task panel: everything about one task at the right of the page, without leaving it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.desk.task_panel_facts import TaskShown, chips_of, clock_of, rows_of, state_of
from inpatient_hub.gui.desk.task_panel_history import history_of
from inpatient_hub.gui.desk.task_panel_wishes import WishFacts, main_and_more, wishes_of
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.dialogs.flow_layout import FlowLayout
from inpatient_hub.gui.icons import icon
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.history_list import HistoryList
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.patient_banner import BannerFacts, PatientBanner
from inpatient_hub.gui.widgets.side_panel import SidePanel

_WIDTH = 430
_KEYS = {key_of("done"): TaskWish.DONE, key_of("claim"): TaskWish.CLAIM, key_of("wait"): TaskWish.WAIT}
_KEYS |= {key_of("hand_back"): TaskWish.HAND_BACK, key_of("move"): TaskWish.MOVE}


class TaskPanel(SidePanel):
    """Stands over the right of the stack of pages. It knows no service: it says what is wanted."""

    wished = Signal(str)
    """A `TaskWish` for the task shown."""
    patient_wanted = Signal(str)
    run_wanted = Signal(str)
    placed = Signal()
    """It has come into sight, or has another width."""
    closed = Signal()

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__("Task", width=_WIDTH, parent=stack)
        self._stack = stack
        self._wishes: tuple[WishFacts, ...] = ()
        self._shown: TaskShown | None = None
        self._came_from: QWidget | None = None
        self.close_button = IconButton("x", "Close this panel (Esc)", kind="quiet")
        self.add_head(self.close_button)
        self.title = WrapLabel("", "heading")
        self.state = IconLine("circle", "", "muted", role="body")
        self.banner = PatientBanner(size="strip")
        self.buttons: dict[str, Button] = {}
        self.history = HistoryList(name="History of this task", fit=True)
        self.more = Button("More", icon_after="chevron-down", small=True, accessible="More that can be done with it")
        self._chips, self._actions, self._links = _Flow(), _Pairs(), _Flow(gap=8)
        self._rows = _Rows()
        self._warnings = _Lines()
        self._clock = Card("How the date was worked out", icon="scale", ground="sunken")
        self._clock_words = WrapLabel("", "small")
        self._build()
        self._connect()
        self.hide()

    def show_task(self, shown: TaskShown, banner: BannerFacts | None) -> None:
        """Shows one reading of a task."""
        self._shown = shown
        task, mark = shown.task, state_of(shown)
        self.setAccessibleName(f"Task: {task.title}")
        self.title.setText(task.title)
        self.state.set_line(mark.icon, mark.words, mark.token)
        self._chips.put([Chip(chip.words, chip.kind, chip.icon) for chip in chips_of(shown)])
        self._show_banner(banner)
        self._rows.put(rows_of(shown))
        self._show_buttons(wishes_of(task, shown.me, made=shown.view is not None))
        self._show_links(shown)
        words = clock_of(shown)
        self._clock.setVisible(bool(words))
        self._clock_words.setText("\n".join(words))
        self.history.set_items(history_of(shown))
        self.history.setVisible(shown.view is not None)
        self._history_head.setVisible(shown.view is not None)

    def open(self) -> None:
        """Comes into sight and takes the keyboard; Esc gives it back to where it was."""
        if not self.isVisible():
            self._came_from = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.placed.emit()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Goes away; the keyboard is where it was before."""
        had_keyboard = self.isAncestorOf(QApplication.focusWidget() or self._stack)
        came_from, self._came_from = self._came_from, None
        self.hide()
        if had_keyboard:
            page = self._stack.currentWidget()
            here = came_from if came_from is not None and _is_there(came_from) else page
            if here is not None:
                here.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._stack and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self._history_head = text_label("History", "strong")
        self._clock.add(_padded(self._clock_words))
        parts = (
            self.title,
            self.state,
            self._chips,
            self.banner,
            self._warnings,
            self._actions,
            self._rows,
            self._clock,
        )
        for part in (*parts, self._links, self._history_head, self.history):
            self.add(part)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.shut)
        self.more.clicked.connect(self._on_more)
        self._stack.installEventFilter(self)
        self._key(key_of("close_task"), self.shut)
        for key, wish in _KEYS.items():
            self._key(key, self._wisher(wish))

    def _key(self, key: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)

    def _wisher(self, wish: TaskWish) -> Callable[[], None]:
        def wished() -> None:
            if any(one.wish is wish for one in self._wishes):
                self.wished.emit(wish)

        return wished

    def _show_banner(self, banner: BannerFacts | None) -> None:
        """The patient; what warns of them stands in lines of its own, as a panel is too narrow to show it beside."""
        self.banner.setVisible(banner is not None)
        self._warnings.setVisible(banner is not None and bool(banner.alerts or banner.similar))
        if banner is None:
            return
        self.banner.set_facts(replace(banner, alerts=(), similar=""))
        lines = [
            ("alert-triangle" if strong else "info-circle", words, "warn-text" if strong else "muted")
            for words, strong in banner.alerts
        ]
        if banner.similar:
            lines.append(("users", banner.similar, "warn-text" if banner.similar_strong else "muted"))
        self._warnings.put(lines)

    def _show_buttons(self, wishes: tuple[WishFacts, ...]) -> None:
        if wishes == self._wishes:
            return
        focused = next((wish for wish, button in self.buttons.items() if button.hasFocus()), "")
        self._wishes = wishes
        self.buttons = {}
        main, more = main_and_more(wishes)
        for place, facts in enumerate(main):
            kind = "primary" if place == 0 else "plain"
            button = Button(facts.words, kind=kind, icon=facts.icon, key=facts.key, small=True)
            button.clicked.connect(self._wisher(facts.wish))
            self.buttons[facts.wish] = button
        self._actions.put([*self.buttons.values(), *([self.more] if more else [])], keep=self.more)
        if focused:
            self.buttons.get(focused, self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def menu(self) -> QMenu:
        """What else can be done, each with its key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for facts in main_and_more(self._wishes)[1]:
            words = f"{facts.words}\t{facts.key}" if facts.key else facts.words
            menu.addAction(icon(facts.icon, "muted"), words).triggered.connect(self._wisher(facts.wish))
        return menu

    def _on_more(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _show_links(self, shown: TaskShown) -> None:
        links: list[QWidget] = []
        task = shown.task
        if shown.patient is not None:
            name = shown.patient.patient.full_name  # too long for a button where it is long; the banner has it whole
            link = self._link("Open the patient's page", "user", self.patient_wanted, task.patient_id or "")
            link.setAccessibleName(f"Open {name}")
            links.append(link)
        if task.run_id is not None:
            links.append(self._link("Open its referral", "route", self.run_wanted, task.run_id))
        self._links.put(links)

    @staticmethod
    def _link(words: str, icon: str, signal: object, about: str) -> Button:
        button = Button(words, kind="text", icon=icon, small=True)

        def pressed() -> None:
            signal.emit(about)  # type: ignore[attr-defined]

        button.clicked.connect(pressed)
        return button

    def _place(self) -> None:
        room: QRect = self._stack.rect()
        width = min(scaled(_WIDTH), room.width())
        self.setFixedWidth(width)
        self.setGeometry(room.right() + 1 - width, 0, width, room.height())

    @override
    def _on_look_changed(self) -> None:
        super()._on_look_changed()
        if hasattr(self, "_stack"):
            self._place()


class _Flow(QWidget):
    """Widgets side by side that wrap; hidden when there are none."""

    def __init__(self, *, gap: int = 6) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=gap)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, widgets: list[QWidget] | list[Button] | list[Chip]) -> None:
        """Shows these and no others."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for widget in widgets:
            self._flow.addWidget(widget)
            widget.show()
        self.setVisible(bool(widgets))
        self.updateGeometry()


class _Pairs(QWidget):
    """Buttons in two columns of one width."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def put(self, buttons: list[Button], *, keep: Button) -> None:
        """Shows these and no others; `keep` is used again."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                if widget is not keep:
                    widget.deleteLater()
        for place, button in enumerate(buttons):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._grid.addWidget(button, place // 2, place % 2)
            button.show()


class _Lines(QWidget):
    """Sentences with an icon, one under the other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._told: list[tuple[str, str, str]] = []

    def put(self, lines: list[tuple[str, str, str]]) -> None:
        """Shows these (icon, words, colour token)."""
        if lines == self._told:
            return
        self._told = lines
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for mark, words, token in lines:
            self._column.addWidget(IconLine(mark, words, token))


class _Rows(QWidget):
    """Labels at the left, words that wrap at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._told: tuple[tuple[str, str], ...] = ()

    def put(self, rows: tuple[tuple[str, str], ...]) -> None:
        """Shows these pairs."""
        if rows == self._told:
            return
        self._told = rows
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, (label, words) in enumerate(rows):
            caption = text_label(label, "body", "muted")
            self._grid.addWidget(caption, place, 0, Qt.AlignmentFlag.AlignTop)
            said = WrapLabel(words, "body")
            said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(said, place, 1)
        self.setAccessibleName(", ".join(f"{label}: {words}" for label, words in rows))


def _padded(label: WrapLabel) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(14, 10, 14, 12)
    column.addWidget(label)
    return holder


def _is_there(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return isValid(widget) and widget.isVisible() and widget.isEnabled()
