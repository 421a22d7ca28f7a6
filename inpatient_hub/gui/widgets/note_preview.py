"""The note as it will be pasted: exactly its characters, with unanswered [BRACKETS] marked."""

import re

from PySide6.QtCore import QEvent, QMimeData, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget
from typing_extensions import override

from inpatient_hub.domain.changes import Kind
from inpatient_hub.gui.clipboard import part_of_note
from inpatient_hub.gui.theme import colour, look_feed, set_variant
from inpatient_hub.gui.typography import line_height

_BLANK = r"\[[^\[\]\n]+\]"


class NotePreview(QTextEdit):
    """A sheet of note text; ``editable`` lets the words be changed, ``fit`` makes it as high as its words."""

    edited = Signal(str)

    def __init__(self, *, editable: bool = False, fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fits = fit
        self._text = ""
        self._source = ""
        self._is_setting = False
        set_variant(self, sheet=True)
        self.setAccessibleName("The note")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.document().setDocumentMargin(2)
        self._highlighter = BlankHighlighter(self.document())
        if fit:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.set_editable(editable)
        self.textChanged.connect(self._on_text_changed)
        look_feed().look_changed.connect(self._on_look_changed)

    def set_text(self, text: str) -> None:
        """Show a note; ``text()`` gives back exactly these characters until the person edits them."""
        self._is_setting = True
        self._text = text
        self.setPlainText(text.replace("\r\n", "\n"))
        self._space_lines()
        self._is_setting = False

    def set_source(self, kind: Kind, entity_id: str) -> None:
        """Whose note is shown, so that words copied out of it by hand are recorded as that."""
        self._source = f"{kind.value} {entity_id}"

    def text(self) -> str:
        """Return the exact characters: those given, or those typed since (lines end in a line feed)."""
        return self._text

    def set_struck(self, struck: bool) -> None:
        """Draw a line through every word: the note was made in error. Its characters stay as they are."""
        if struck != self._highlighter.strikes:
            self._highlighter.strikes = struck
            self._is_setting = True
            self._highlighter.rehighlight()
            self._is_setting = False

    def is_struck(self) -> bool:
        """Say whether the words are struck."""
        return self._highlighter.strikes

    def set_editable(self, editable: bool) -> None:
        """Let the words be changed, or only read and selected by pointer and keyboard."""
        reading = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setReadOnly(not editable)
        if not editable:
            self.setTextInteractionFlags(reading)
        set_variant(self, editing=editable)

    def show_span(self, start: int, length: int) -> None:
        """Select characters of the text as shown (a line end counts one) and bring them into sight."""
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(start, self._last())))
        cursor.setPosition(max(0, min(start + length, self._last())), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_next_blank(self) -> bool:
        """Select the next unanswered bracket, from the first again after the last; False when none is left."""
        blank = QRegularExpression(_BLANK)
        found = self.document().find(blank, self.textCursor())
        if found.isNull():
            found = self.document().find(blank, 0)
        if found.isNull():
            return False
        self.show_span(found.selectionStart(), found.selectionEnd() - found.selectionStart())
        return True

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        """What is selected, as plain text alone, marked to be kept out of clipboard histories as the whole note is."""
        return part_of_note(self.textCursor().selection().toPlainText(), self._source)

    @override
    def sizeHint(self) -> QSize:
        if not self._fits:
            return super().sizeHint()
        frame = self.height() - self.viewport().height()
        return QSize(super().sizeHint().width(), round(self.document().size().height()) + max(frame, 26))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height() if self._fits else line_height("large") * 3)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and e.modifiers() & Qt.KeyboardModifier.ControlModifier:
            e.ignore()  # Ctrl+Enter files or saves
            return
        super().keyPressEvent(e)

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() == QEvent.Type.StyleChange and not self._is_setting:
            self._space_lines()

    def _space_lines(self) -> None:
        """Set the line height; it is no edit, so it is neither told nor undone."""
        was_setting, self._is_setting = self._is_setting, True
        self.document().setUndoRedoEnabled(False)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(line_height("large"), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
        self.document().setUndoRedoEnabled(True)
        self._is_setting = was_setting

    def _last(self) -> int:
        return self.document().characterCount() - 1

    def _on_text_changed(self) -> None:
        # The editor also says so when the highlighter or the line height change nothing but the look.
        shown = self.toPlainText()
        if self._is_setting or self.isReadOnly() or shown == self._as_shown():
            return
        self._text = shown
        self.edited.emit(shown)

    def _as_shown(self) -> str:
        return re.sub("\r\n?", "\n", self._text).replace("\u00a0", " ")

    def _on_size_changed(self, _size: object) -> None:
        self.updateGeometry()

    def _on_look_changed(self) -> None:
        self._is_setting = True
        self._space_lines()
        self._highlighter.rehighlight()
        self._is_setting = False


class BlankHighlighter(QSyntaxHighlighter):
    """Marks each [BRACKET] amber, in bold and underlined, so that it is seen in grey too."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._blank = re.compile(_BLANK)
        self.strikes = False

    @override
    def highlightBlock(self, text: str) -> None:
        if self.strikes:
            struck = QTextCharFormat()
            struck.setFontStrikeOut(True)
            struck.setForeground(QColor(colour("muted")))
            self.setFormat(0, len(text), struck)
            return
        look = QTextCharFormat()
        look.setBackground(QColor(colour("warn-tint")))
        look.setForeground(QColor(colour("warn-text")))
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(colour("warn-solid"))
        for match in self._blank.finditer(text):
            self.setFormat(match.start(), len(match.group()), look)
