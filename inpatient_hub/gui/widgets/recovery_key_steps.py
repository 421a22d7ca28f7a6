"""Keeping the recovery key on paper, in two steps: write it down or print it, then type it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import MistypedRecoveryKey
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.recovery_key_field import RecoveryKeyField
from inpatient_hub.gui.widgets.recovery_key_view import RecoveryKeyView

_WHY = (
    "It opens the ward's work when nothing else does: when this computer breaks, when Windows is set up again, or when "
    "the folder is moved. Without it the work and its backups would be lost, and nobody can help."
)
_WHERE = "Write it on paper and keep it where the ward keeps its keys, not beside this computer."


class RecoveryKeySteps(QWidget):
    """Shows the key, and checks it back with the key off the screen. Whoever uses it answers `typed_back` with
    `show_problem`, or by taking it away."""

    print_requested = Signal()
    typed_back = Signal(str)
    put_off = Signal()
    """Not now: it is asked for again at the next start."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words
        self.view = RecoveryKeyView(words)
        self.print_button = Button("Print", icon="printer")
        self.written_button = Button("I have written it down", kind="primary")
        self.later_button = Button("Not now", kind="text")
        self.typed = RecoveryKeyField("Type it from the paper")
        self.back_button = Button("Show it again", icon="arrow-left")
        self.check_button = Button("Check it", kind="primary")
        self._trouble = BannerMessage("act")
        self._trouble.hide()
        self._first, self._second = self._showing(), self._checking()
        self._second.hide()  # not a stack: that would be as high as the higher of the two
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._trouble)
        column.addWidget(self._first)
        column.addWidget(self._second)
        self._connect()

    def show_key(self, words: str) -> None:
        """Begins with this key."""
        self._words = words
        self._on_back()

    def show_problem(self, error: HubError) -> None:
        """Says why it was not taken, beside the line where it is about a group of it."""
        self.check_button.setEnabled(True)
        if isinstance(error, MistypedRecoveryKey):
            self.typed.show_mistake(error)
            return
        self.say("act", f"{error.title}. {error.message}", error.remedy)
        self.typed.select_typed()

    def say(self, kind: str, sentence: str, remedy: str = "") -> None:
        """Says something above the key."""
        self._trouble.set_message(kind, sentence, remedy)
        self._trouble.show()

    def forget(self) -> None:
        """Takes the key off the screen and out of here."""
        self._words = ""
        self.view.show_key("")
        self.typed.clear_typed()

    def is_checking(self) -> bool:
        """Whether the second step is shown."""
        return self._first.isHidden()

    def focus_first(self) -> None:
        """Gives the keyboard to what comes next."""
        if self.is_checking():
            self.typed.focus_field()
        else:
            self.written_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _showing(self) -> QWidget:
        step, column = _column()
        column.addWidget(WrapLabel(_WHY))
        column.addWidget(self.view)
        column.addWidget(IconLine("info-circle", _WHERE, "muted"))
        column.addLayout(_row(self.later_button, self.print_button, self.written_button))
        column.addStretch(1)
        return step

    def _checking(self) -> QWidget:
        step, column = _column()
        column.addWidget(WrapLabel("Read it from the paper, so that a slip of the pen is found now and not in need."))
        column.addWidget(self.typed)
        column.addLayout(_row(None, self.back_button, self.check_button))
        return step

    def _connect(self) -> None:
        self.print_button.clicked.connect(self.print_requested)
        self.later_button.clicked.connect(self.put_off)
        self.written_button.clicked.connect(self._on_written)
        self.back_button.clicked.connect(self._on_back)
        self.check_button.clicked.connect(self._on_check)
        self.typed.line.returnPressed.connect(self._on_check)

    def _on_written(self) -> None:
        self._trouble.hide()
        self.view.show_key("")
        self.typed.clear_typed()
        self._turn(checking=True)

    def _on_back(self) -> None:
        self._trouble.hide()
        self.typed.clear_typed()
        self.typed.clear_error()
        self.view.show_key(self._words)
        self._turn(checking=False)

    def _turn(self, *, checking: bool) -> None:
        self._first.setVisible(not checking)
        self._second.setVisible(checking)
        self.focus_first()

    def _on_check(self) -> None:
        self._trouble.hide()
        if not self.check_button.isEnabled():
            return
        if not self.typed.is_whole():
            self.typed.show_mistake(MistypedRecoveryKey(0))
            return
        self.check_button.setEnabled(False)
        self.typed_back.emit(self.typed.value())


def _column() -> tuple[QWidget, QVBoxLayout]:
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    return step, column


def _row(first: Button | None, *buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    if first is not None:
        row.addWidget(first)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    return row
