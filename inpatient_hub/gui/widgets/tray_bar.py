"""The amber bar after a note is copied: paste it, save it in SystmOne, then press Filed."""

from PySide6.QtCore import QEasingCurve, QPropertyAnimation, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import design_width, look_feed, page_padding, set_variant, wants_motion
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.labels import WrapLabel

_SLIDE_MS = 120
_NO_LIMIT = 16777215
_ONE_ROW_FROM = 760
"""Narrower than this, in pixels at 100 %, the buttons stand under the words."""


class TrayBar(QWidget):
    """Rises above the status strip and stays until the note is dealt with or folded away."""

    not_filed_requested = Signal()
    copy_again_requested = Signal()
    filed_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_variant(self, surface="warn")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._is_open = False
        self._is_narrow = False
        self._title = WrapLabel("", "strong")
        self._subtitle = WrapLabel("", "small", "muted")
        self.not_filed = Button("Not filed…", kind="text")
        self.copy_again = Button("Copy again")
        self.filed = Button("Filed", kind="primary", icon="check", key="Ctrl+Enter")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        told = QHBoxLayout()
        told.setSpacing(14)
        told.addWidget(LineIcon("clipboard-list", "warn-text", 22))
        told.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(14)
        buttons.addStretch(1)
        for button in (self.not_filed, self.copy_again, self.filed):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(10)
        self._row.addLayout(told, 1)
        self._row.addLayout(buttons)
        self._slide = QPropertyAnimation(self, b"maximumHeight", self)
        self._slide.setDuration(_SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.finished.connect(self._on_slide_finished)
        self.not_filed.clicked.connect(self.not_filed_requested)
        self.copy_again.clicked.connect(self.copy_again_requested)
        self.filed.clicked.connect(self.filed_requested)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = design_width(event.size().width()) < _ONE_ROW_FROM
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._is_narrow = narrow
        self._subtitle.setVisible(bool(self._subtitle.text()) and not narrow)

    def open_for(self, title: str, subtitle: str = "") -> None:
        """Rise with the sentence that says what to do, and a quiet line under it."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle) and not self._is_narrow)
        self.setAccessibleName(f"Note not filed. {title}. {subtitle}")
        was_open, self._is_open = self._is_open, True
        self.show()
        if not was_open and wants_motion() and self.window().isVisible():
            self._slide.stop()
            self._slide.setStartValue(0)
            self._slide.setEndValue(self.sizeHint().height())
            self._slide.start()

    def fold(self) -> None:
        """Fold away into the strip's chip."""
        self._is_open = False
        self._slide.stop()
        self.setMaximumHeight(_NO_LIMIT)
        self.hide()

    def is_open(self) -> bool:
        """Say whether the bar is up."""
        return self._is_open

    def _on_slide_finished(self) -> None:
        self.setMaximumHeight(_NO_LIMIT)

    def _on_look_changed(self) -> None:
        self._row.setContentsMargins(page_padding(), 11, page_padding(), 11)
