"""The note's text as it is pasted, with what can be done with it underneath."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.note_text import length
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.dialogs.flow_layout import FlowLayout
from inpatient_hub.gui.pages.note.facts import COPYABLE, Message, length_words
from inpatient_hub.gui.theme import look_feed, page_padding
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import ElidedLabel, text_label
from inpatient_hub.gui.widgets.note_preview import NotePreview

if TYPE_CHECKING:
    from inpatient_hub.services.notes import NoteView

COPY_KEY = key_of("copy")
_WIDEST = 960
"""Pixels at 100 %: a line much longer than this is hard to read."""
_KEYS_FROM = 560
_SHEET_MARGIN = 40
LEAST_LINES = 6
"""Lines of the text that are seen however little room there is; the page scrolls sooner than it shows less."""
_TITLES = {NoteState.DRAFT: "What stands in it so far", NoteState.IN_ERROR: "What stood in it"}


class NoteSheet(QWidget):
    """Read-only: a note that was copied is never changed here. The one primary button is that of the window's bar,
    which asks about the note this page shows; the same can be done here while the bar is folded."""

    copy_requested = Signal(int)
    """The part to copy, from 1."""
    filed_requested = Signal()
    not_filed_requested = Signal()
    run_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(1)  # in a narrow window the keys leave the buttons
        self._may_be_filed = self._is_left_to_bar = False
        self._parts = 0
        self._next_part = 1
        self.copy_buttons: list[Button] = []
        self.message = BannerMessage()
        self._title = text_label("", "strong")
        self._length = ElidedLabel("", "body", "muted")
        self.preview = NotePreview()
        self._copies = QWidget()
        self._flow = FlowLayout(self._copies, gap=8)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.not_filed = Button("Not filed…", kind="text")
        self.filed = Button("Filed", icon="check")
        self._build()
        self.message.action_pressed.connect(self.run_wanted)
        self.not_filed.clicked.connect(self.not_filed_requested)
        self.filed.clicked.connect(self.filed_requested)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_note(self, view: "NoteView", message: Message | None) -> None:
        """Shows this note's text and what may be done with it."""
        note = view.note
        self.message.setVisible(message is not None)
        if message is not None:
            self.message.set_message(message.kind, message.sentence, message.remedy, message.action)
        copied = note.state in COPYABLE
        self._title.setText(_TITLES.get(note.state, "Exactly what is pasted"))
        self._length.setText(length_words(length(note.text), view.facts.ward.notes.length_limit, view.parts))
        self.preview.set_source(Kind.NOTE, note.id)
        if self.preview.text() != note.text:
            self.preview.set_text(note.text)
        self.preview.set_struck(note.state is NoteState.IN_ERROR)
        had_keyboard = any(button.hasFocus() for button in (self.filed, self.not_filed, *self.copy_buttons))
        self._show_copies(view.parts if copied else 0)
        self._may_be_filed = note.state is NoteState.COPIED
        self._show_ends()
        if had_keyboard and not self.isAncestorOf(QApplication.focusWidget() or self):
            self.preview.setFocus(Qt.FocusReason.OtherFocusReason)  # its button has gone

    def leave_to_bar(self, *, is_left: bool) -> None:
        """The window's bar asks about this note: what it offers does not stand here a second time."""
        self._is_left_to_bar = is_left
        self._show_ends()

    def _show_ends(self) -> None:
        for button in (self.not_filed, self.filed):
            button.setVisible(self._may_be_filed and not self._is_left_to_bar)
        self._copies.setVisible(not self._is_left_to_bar or self._parts > 1)  # which part comes next is chosen here

    def start_again(self) -> None:
        """Another note is shown: the first part is the next to copy."""
        self._next_part = 1
        self._mark_next()

    def copy(self) -> None:
        """Copies the note, or the part that comes next."""
        if self._parts:
            self._copy_part(self._next_part)

    def least_height(self, width: int) -> int:
        """The height it needs at this width, in pixels."""
        layout = self._outer
        return layout.minimumHeightForWidth(width) if layout.hasHeightForWidth() else layout.minimumSize().height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._mark_next()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._length)
        head.addStretch(1)
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addStretch(1)
        ends.addWidget(self.not_filed)
        ends.addWidget(self.filed)
        self._foot.setSpacing(10)
        self._foot.addWidget(self._copies, 1)
        self._foot.addLayout(ends)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._copies.setSizePolicy(policy)
        self._sheet = sheet = QWidget()
        self._outer = QHBoxLayout(self)
        self._outer.addWidget(sheet, 1000)
        self._outer.addStretch(1)
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self.message)
        self._column.addLayout(head)
        self._column.addWidget(self.preview, 1)
        self._column.addLayout(self._foot)
        self._column.addStretch(0)
        self.preview.document().documentLayout().documentSizeChanged.connect(self._on_text_laid_out)

    def _on_text_laid_out(self, size: QSizeF) -> None:
        """The sheet is no higher than its text."""
        self.preview.setMaximumHeight(max(self.preview.minimumHeight(), int(size.height()) + _SHEET_MARGIN))

    def _show_copies(self, parts: int) -> None:
        if parts == self._parts:
            return
        self._parts = parts
        self._next_part = min(self._next_part, max(parts, 1))
        for button in self.copy_buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        labels = ["Copy again"] if parts == 1 else [f"Copy part {part} of {parts}" for part in range(1, parts + 1)]
        self.copy_buttons = [Button(label, icon="copy", parent=self._copies) for label in labels[:parts]]
        for button in self.copy_buttons:
            self._flow.addWidget(button)
            button.clicked.connect(self._on_copy_clicked)
            button.show()
        way = QBoxLayout.Direction.TopToBottom if parts > 1 else QBoxLayout.Direction.LeftToRight
        self._foot.setDirection(way)
        self._mark_next()

    def _mark_next(self) -> None:
        roomy = self.width() >= scaled(_KEYS_FROM)
        for part, button in enumerate(self.copy_buttons, 1):
            button.set_key(COPY_KEY if part == self._next_part and roomy else "")

    def _copy_part(self, part: int) -> None:
        self._next_part = part % self._parts + 1
        self._mark_next()
        self.copy_requested.emit(part)

    def _on_copy_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self._copy_part(self.copy_buttons.index(button) + 1)

    def _on_look_changed(self) -> None:
        side = page_padding()
        self.preview.setMinimumHeight(LEAST_LINES * line_height("large") + 26)
        self._on_text_laid_out(self.preview.document().size())
        self._sheet.setMaximumWidth(scaled(_WIDEST))
        self._outer.setContentsMargins(side, 14, side, 16)
