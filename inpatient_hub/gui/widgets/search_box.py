"""The search box of a list: it waits for a pause in the typing, and gives a way to clear it."""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.widgets.entry_line import EntryLine
from inpatient_hub.gui.widgets.marks import key_size, paint_key

_QUIET_MS = 120


class SearchBox(EntryLine):
    """A search field showing the key that leads to it; Esc clears it, then leaves it."""

    search_changed = Signal(str)
    submitted = Signal(str)
    moved_down = Signal()

    def __init__(self, placeholder: str = "Search", *, key: str = "/", parent: QWidget | None = None) -> None:
        super().__init__(icon="search", parent=parent)
        self._key = key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setToolTip(f"{placeholder} ({key})" if key else placeholder)
        self._clear = self.add_button("x", "Clear the search", "Esc")
        self._clear.hide()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._on_quiet)
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._on_return_pressed)
        self._clear.clicked.connect(self._on_clear_clicked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() == Qt.Key.Key_Down:
            self.moved_down.emit()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._key and not self.text() and not self.hasFocus():
            size = key_size(self._key)
            top = (self.height() - size.height()) // 2
            paint_key(
                QPainter(self), QRect(self.width() - size.width() - 8, top, size.width(), size.height()), self._key
            )

    def _on_text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._quiet.start()

    def _on_quiet(self) -> None:
        self.search_changed.emit(self.text())

    def _on_return_pressed(self) -> None:
        if self._quiet.isActive():
            self._quiet.stop()
            self._on_quiet()
        self.submitted.emit(self.text())

    def _on_clear_clicked(self) -> None:
        self.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
