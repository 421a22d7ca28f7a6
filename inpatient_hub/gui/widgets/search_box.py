"""The search box of a list: it waits for a pause in the typing, and gives a way to clear it."""

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.entry_line import EntryLine
from inpatient_hub.gui.widgets.marks import key_size, paint_key

_QUIET_MS = 120
_SHORT_HINT = "Search"


class SearchBox(EntryLine):
    """A search field showing the key that leads to it; Esc clears it, then leaves it."""

    search_changed = Signal(str)
    submitted = Signal(str)
    moved_down = Signal()

    def __init__(self, hint: str = "Search", *, key: str = "/", parent: QWidget | None = None) -> None:
        super().__init__(icon="search", parent=parent)
        self._key = key
        self._hint = ""
        self._clear = self.add_button("x", "Clear the search", "Esc")
        self._clear.hide()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._on_quiet)
        self.textChanged.connect(self._on_text_changed)
        self.returnPressed.connect(self._on_return_pressed)
        self._clear.clicked.connect(self._on_clear_clicked)
        self.set_hint(hint)

    def set_hint(self, hint: str) -> None:
        """Say what is looked at ("Name, bed or NHS number"); where that is too long it reads "Search"."""
        if hint != self._hint:
            self._hint = hint
            self.setAccessibleName(hint)
            self.setToolTip(f"{hint} ({self._key})" if self._key else hint)
            self._fit_hint()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_hint()

    def _fit_hint(self) -> None:
        margins = self.textMargins()
        key = key_size(self._key).width() if self._key else 0
        room = self.contentsRect().width() - margins.left() - max(margins.right(), key) - scaled(8)
        fits = self.fontMetrics().horizontalAdvance(self._hint) <= room
        self.setPlaceholderText(self._hint if fits or not self.isVisible() else _SHORT_HINT)

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
