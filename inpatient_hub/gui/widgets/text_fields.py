"""Fields for words: one line, and a paragraph that grows with what is typed."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import Unpack, override

from inpatient_hub.gui.theme import set_variant
from inpatient_hub.gui.widgets.entry_line import EntryLine
from inpatient_hub.gui.widgets.field import Field, FieldWords


class TextField(Field):
    """One line of words; its value is a str without space at either end."""

    def __init__(
        self,
        label: str,
        *,
        placeholder: str = "",
        max_length: int = 0,
        icon: str | None = None,
        **words: Unpack[FieldWords],
    ) -> None:
        self.line = EntryLine(icon=icon)
        super().__init__(label, self.line, **words)
        self.line.setPlaceholderText(placeholder)
        if max_length:
            self.line.setMaxLength(max_length)
        self.line.textEdited.connect(self._on_edited)

    @override
    def value(self) -> str:
        return self.line.text().strip()

    @override
    def set_value(self, value: str | None) -> None:
        self.line.setText(value or "")

    def _on_edited(self, _text: str) -> None:
        self._changed()


class ParagraphField(Field):
    """Several lines of words that grow from ``lines`` to ``most`` lines; its value is a str."""

    def __init__(
        self, label: str, *, lines: int = 2, most: int = 8, placeholder: str = "", **words: Unpack[FieldWords]
    ) -> None:
        self.area = GrowingText(lines, most)
        super().__init__(label, self.area, **words)
        self.area.setPlaceholderText(placeholder)
        self._is_setting = False
        self.area.textChanged.connect(self._on_text_changed)

    @override
    def value(self) -> str:
        return self.area.toPlainText().strip()

    @override
    def set_value(self, value: str | None) -> None:
        self._is_setting = True
        self.area.setPlainText(value or "")
        self._is_setting = False

    def _on_text_changed(self) -> None:
        if not self._is_setting:
            self._changed()


class GrowingText(QPlainTextEdit):
    """A text area as high as its words, within limits; Tab leaves it."""

    def __init__(self, lines: int, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_lines, self._most_lines = lines, most
        set_variant(self, field=True)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)

    @override
    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).lineSpacing()
        # A plain text document measures its height in lines.
        lines = max(self._least_lines, min(self._most_lines, round(self.document().size().height())))
        return QSize(super().sizeHint().width(), lines * line + 18)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self.updateGeometry()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and e.modifiers() & Qt.KeyboardModifier.ControlModifier:
            e.ignore()  # Ctrl+Enter saves the page
            return
        super().keyPressEvent(e)

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _on_size_changed(self, _size: object) -> None:
        self.updateGeometry()
