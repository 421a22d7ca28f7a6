"""A field for what nobody should read over a shoulder: a passphrase or a PIN, hidden until its eye is pressed."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import Unpack, override

from inpatient_hub.gui.widgets.entry_line import EntryLine
from inpatient_hub.gui.widgets.field import Field, FieldWords
from inpatient_hub.gui.widgets.icon_line import IconLine

_MOST = 1024
_SHOW_KEY = "F4"


class SecretField(Field):
    """One line whose value is exactly what was typed, spaces at the ends too. F4 or the eye shows and hides it."""

    def __init__(self, label: str, **words: Unpack[FieldWords]) -> None:
        self.line = EntryLine()
        super().__init__(label, self.line, **words)
        self._eye = self.line.add_button("eye", "Show what is typed", _SHOW_KEY)
        self._capitals = IconLine("alert-triangle", "Caps Lock is on.", "warn-text")
        self._capitals.hide()
        self._column.insertWidget(self._column.indexOf(self.line) + 1, self._capitals)
        self.line.setMaxLength(_MOST)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.show_typed(shown=False)
        self._eye.clicked.connect(self._on_eye_clicked)
        self.line.textEdited.connect(self._on_edited)
        self.line.installEventFilter(self)

    @override
    def value(self) -> str:
        return self.line.text()

    @override
    def set_value(self, value: str | None) -> None:
        self.line.setText(value or "")

    def clear_typed(self) -> None:
        """Empties the line, and hides again what is typed next."""
        self.line.clear()
        self.show_typed(shown=False)
        self._capitals.hide()

    def select_typed(self) -> None:
        """Marks what is typed, so that typing replaces it."""
        self.line.selectAll()
        self.focus_field()

    def is_shown(self) -> bool:
        """Whether what is typed can be read."""
        return self.line.echoMode() is QLineEdit.EchoMode.Normal

    def show_typed(self, *, shown: bool) -> None:
        """Shows or hides what is typed."""
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        name = "Hide what is typed" if shown else "Show what is typed"
        self._eye.set_icon("eye-off" if shown else "eye")
        self._eye.setToolTip(f"{name} ({_SHOW_KEY})")
        self._eye.setAccessibleName(name)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_F4 and not event.modifiers():
                self._on_eye_clicked()
                return True
            self._look_at_capitals(event)
        return super().eventFilter(watched, event)

    def _look_at_capitals(self, event: QKeyEvent) -> None:
        """Qt does not say whether Caps Lock is on; a letter whose case does not fit the Shift key does."""
        typed = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._capitals.hide()  # whichever way it is now, the next letter tells
        elif len(typed) == 1 and typed.lower() != typed.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._capitals.setVisible(typed.isupper() != shift)

    def _on_eye_clicked(self) -> None:
        self.show_typed(shown=not self.is_shown())
        self.focus_field()

    def _on_edited(self, _text: str) -> None:
        self._changed()
