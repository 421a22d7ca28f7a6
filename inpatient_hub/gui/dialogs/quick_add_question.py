"""A question about words of a typed line: its answers are buttons with the keys Alt+1 to Alt+9."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.quick_add_parts import Choice, Question
from inpatient_hub.gui.dialogs.flow_layout import FlowLayout
from inpatient_hub.gui.widgets.answer_button import AnswerButton
from inpatient_hub.gui.widgets.icon_line import IconLine

_MOST_KEYS = 9


class QuestionBox(QWidget):
    """One question at a time; hidden while nothing is in doubt."""

    answered = Signal(object, object)
    """(the `Question`, the `Choice`)."""
    left = Signal()
    """Up: the keyboard goes back to the line."""

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        self._line = IconLine("help-circle", "", "warn-text")
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, gap=6)
        self.buttons: list[AnswerButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._line)
        column.addWidget(self._holder)
        self.hide()

    def ask(self, question: Question | None) -> None:
        """Show this question; None takes it away."""
        if question == self._question:
            return
        self._question = question
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        self.setVisible(question is not None)
        if question is None:
            return
        self._line.set_line("help-circle", question.sentence, "warn-text")
        for number, choice in enumerate(question.choices, 1):
            key = f"Alt+{number}" if number <= _MOST_KEYS else ""
            button = AnswerButton(choice.words, key=key, accessible=f"{question.sentence} {choice.words}")
            button.setAutoDefault(False)
            button.clicked.connect(self._on_clicked)
            self._flow.addWidget(button)
            button.show()  # the keyboard may be wanted on it before the layout comes round to it
            self.buttons.append(button)

    def question(self) -> Question | None:
        """Return what is asked."""
        return self._question

    def focus_first(self) -> None:
        """Put the keyboard on the first answer."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def has_keyboard(self) -> bool:
        """Say whether an answer has the keyboard: then the plain digits choose."""
        return any(button.hasFocus() for button in self.buttons)

    def answers_from_line(self, event: QKeyEvent) -> bool:
        """Deal with a key pressed in the line: Alt and a number chooses, Down goes to the answers. Anything else is
        typed on."""
        if not self.buttons:
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Down and not held:
            self.focus_first()
            return True
        return held == Qt.KeyboardModifier.AltModifier and self._choose(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.AltModifier):
            if event.key() == Qt.Key.Key_Up and self.has_keyboard():
                self.left.emit()
                return
            if self._choose(event):
                return
        super().keyPressEvent(event)

    def _choose(self, event: QKeyEvent) -> bool:
        """Press the answer of a digit, if there is one."""
        place = event.key() - Qt.Key.Key_1
        if not 0 <= place < min(_MOST_KEYS, len(self.buttons)) or event.isAutoRepeat():
            return False
        self.buttons[place].click()
        return True

    def _on_clicked(self) -> None:
        pressed = self.sender()
        if self._question is None or pressed not in self.buttons:
            return
        choice: Choice = self._question.choices[self.buttons.index(pressed)]
        self.answered.emit(self._question, choice)
