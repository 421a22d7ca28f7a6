"""Dialogs: the title is the question, the consequence stands under it, and buttons are named by verbs."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.reading_order import next_stop
from inpatient_hub.gui.screen_room import room_of
from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.patient_banner import BannerFacts, PatientBanner

_NARROWEST = 480
_FRAME = 40
"""Pixels that the system's title bar takes of the screen."""
_LOWEST = 480
_NO_LIMIT = 16_777_215


class Dialog(QDialog):
    """A dialog 480 or 640 pixels wide; ``banner`` puts the patient on top. Esc is always the safe way out."""

    def __init__(
        self,
        parent: QWidget | None,
        question: str,
        *,
        consequence: str = "",
        width: int = _NARROWEST,
        banner: BannerFacts | None = None,
    ) -> None:
        super().__init__(parent)
        set_variant(self, surface="surface")
        self.setWindowTitle(question)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.setAccessibleName(question)
        self.setAccessibleDescription(consequence)
        self._question = WrapLabel(question, "question")
        self._consequence = WrapLabel(consequence, "body", "muted")
        self._reason = IconLine("lock", "")
        self._reason.hide()
        self._stands_still = False
        self._body_area = _Body()
        self.body = self._body_area.column
        self._told = QVBoxLayout()
        self._told.setSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self._reason, 1)
        self._buttons.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        if banner:
            column.addWidget(PatientBanner(banner, size="strip"))
        column.addWidget(self._question)
        column.addWidget(self._consequence)
        self._consequence.setVisible(bool(consequence))
        column.addWidget(self._body_area, 1)
        column.addLayout(self._told)
        column.addSpacing(2)
        column.addLayout(self._buttons)
        self.setFixedWidth(self._width_for(parent, width))

    @override
    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._fit_height()
        return handled

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        stop = next_stop(self, QApplication.focusWidget(), forward=forward)
        if stop is None:
            return False
        stop.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        self._reveal(stop)
        return True

    def _reveal(self, widget: QWidget | None) -> None:
        """Scroll until a part of what is asked can be seen."""
        if widget is not None and self._body_area.isAncestorOf(widget):
            self._body_area.ensureWidgetVisible(widget, 0, 24)

    def _fit_height(self) -> None:
        """Be exactly as high as what is shown, so that words revealed later have room and none is left over. Where the
        window or the screen is too low, what is asked scrolls: patient, question and buttons stay whole."""
        layout = self.layout()
        if layout is None:
            return
        most = self._most_height()
        beside = layout.totalHeightForWidth(self.width()) - self._body_area.heightForWidth(self.width())
        self._body_area.set_most(most - beside)
        self.resize(self.width(), min(layout.totalHeightForWidth(self.width()), most))
        self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        """Stand high enough for the buttons to be seen: what is revealed makes a dialog higher where it stands."""
        if not self.isVisible():
            return
        screen, frame = room_of(self), self.frameGeometry()
        over = frame.bottom() - screen.bottom()
        if over > 0 and frame.top() > screen.top():
            self.move(frame.left(), max(screen.top(), frame.top() - over))

    def stand_still(self, still: bool = True) -> None:
        """From now on, scroll what is asked rather than rise on the screen under the hand of whoever is typing."""
        self._stands_still = still

    def _most_height(self) -> int:
        room = room_of(self)
        screen = room.height() - _FRAME
        parent = self.parentWidget()
        most = min(screen, max(_LOWEST, parent.window().height())) if parent else screen
        if not (self._stands_still and self.isVisible()):
            return most
        below = room.bottom() - self.frameGeometry().bottom()
        return min(most, self.height() + max(below, 0))

    def add_told(self, widget: QWidget) -> None:
        """Add a message under what is asked: it never scrolls out of sight."""
        self._told.addWidget(widget)

    def add_button(self, button: Button) -> Button:
        """Add a button at the right; the primary comes last."""
        self._buttons.addWidget(button)
        return button

    def say_reason(self, reason: str) -> None:
        """Say beside the buttons why one of them is off; "" takes it away."""
        self._reason.set_line("lock", reason)
        self._reason.setVisible(bool(reason))
        self._buttons.setStretch(1, 0 if reason else 1)

    @staticmethod
    def _width_for(parent: QWidget | None, width: int) -> int:
        wanted = scaled(width)
        return min(wanted, max(_NARROWEST, parent.window().width() - 80)) if parent else wanted


class _Body(QScrollArea):
    """What a dialog asks; it scrolls when large text makes it higher than the screen, so that the buttons stay."""

    _LEAST = 58

    def __init__(self) -> None:
        super().__init__()
        self._most = _NO_LIMIT
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        self.setWidget(inner)
        set_variant(self, surface="surface")
        set_variant(inner, surface="surface")

    def set_most(self, height: int) -> None:
        """Be no higher than this; what is asked scrolls then."""
        most = max(self._LEAST, height)
        if most != self._most:
            self._most = most
            self.updateGeometry()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        whole = max(self.column.totalHeightForWidth(width), self.column.totalMinimumSize().height(), 0)
        return min(whole, self._most)

    @override
    def sizeHint(self) -> QSize:
        return self.column.totalSizeHint()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()  # a scroll area keeps what happens inside it to itself; the dialog has to hear
        return super().eventFilter(watched, event)

    @override
    def minimumSizeHint(self) -> QSize:
        least = self.column.totalMinimumSize()
        return QSize(least.width(), min(least.height(), self._LEAST))


class ConfirmDialog(Dialog):
    """Asks before something is done; Enter does it only when it is ``harmless``, ``danger`` makes the verb red."""

    def __init__(
        self,
        parent: QWidget | None,
        question: str,
        consequence: str = "",
        *,
        verb: str,
        cancel: str = "Cancel",
        banner: BannerFacts | None = None,
        width: int = _NARROWEST,
        harmless: bool = False,
        danger: bool = False,
    ) -> None:
        super().__init__(parent, question, consequence=consequence, width=width, banner=banner)
        self._is_harmless = harmless
        self.cancel_button = self.add_button(Button(cancel))
        self.verb_button = self.add_button(Button(verb, kind="danger" if danger else "primary"))
        self.verb_button.setDefault(harmless)
        self.cancel_button.clicked.connect(self.reject)
        self.verb_button.clicked.connect(self.accept)
        (self.verb_button if harmless else self.cancel_button).setFocus()

    def set_ready(self, ready: bool, reason: str = "") -> None:
        """Switch the verb on, or off with the reason beside it."""
        self.verb_button.setEnabled(ready)
        self.verb_button.setDefault(ready and self._is_harmless)
        self.say_reason("" if ready else reason)
