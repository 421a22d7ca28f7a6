"""The tabs of a page, such as a patient's overview, notes and history, each with its count."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import look_feed, page_padding, set_variant
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.arrow_button import ArrowButton
from inpatient_hub.gui.widgets.painting import draw_text, fill, focus_ring, width_of


class TabRow(QWidget):
    """Tabs from (id, label, count) triples; a count of "" shows none. Left and Right move and choose."""

    tab_chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_variant(self, surface="header")
        self.setAccessibleName("Tabs")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(4)
        self._tabs: dict[str, _Tab] = {}
        for key, label, count in tabs:
            tab = _Tab(key, label, count, self)
            tab.clicked.connect(self._on_clicked)
            self._tabs[key] = tab
            self._row.addWidget(tab)
        self._row.addStretch(1)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()
        if tabs:
            self.set_current(tabs[0][0])

    def current(self) -> str:
        """Return the id of the tab shown."""
        return next((key for key, tab in self._tabs.items() if tab.isChecked()), "")

    def set_current(self, key: str) -> None:
        """Show a tab as chosen without telling anyone."""
        for own, tab in self._tabs.items():
            tab.setChecked(own == key)

    def set_count(self, key: str, count: str) -> None:
        """Show another count on a tab."""
        self._tabs[key].set_count(count)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        tabs = list(self._tabs.values())
        place = next((at for at, tab in enumerate(tabs) if tab.hasFocus()), None)
        if step is None or place is None:
            super().keyPressEvent(event)
            return
        tab = tabs[(place + step) % len(tabs)]
        tab.setFocus(Qt.FocusReason.TabFocusReason)
        tab.click()

    def _on_clicked(self) -> None:
        tab = self.sender()
        if isinstance(tab, _Tab):
            self.set_current(tab.key)
            self.tab_chosen.emit(tab.key)

    def _on_look_changed(self) -> None:
        self._row.setContentsMargins(page_padding(), 0, page_padding(), 1)


class _Tab(ArrowButton):
    """One tab: words, a quiet count, and a bar under the chosen one."""

    def __init__(self, key: str, label: str, count: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.setText(label)
        self.setCheckable(True)
        self.set_count(count)

    def set_count(self, count: str) -> None:
        self._count = count
        self.setAccessibleName(f"{self.text()} {count}".strip())
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        count = width_of(self._count, "body") + scaled(6) if self._count else 0
        return QSize(width_of(self.text(), "strong") + count + scaled(24), scaled(39))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = self.isChecked()
        place = self.rect().adjusted(scaled(12), 0, 0, 0)
        ink = "text" if chosen or self.underMouse() else "muted"
        used = draw_text(painter, place, self.text(), "strong" if chosen else "medium", ink)
        draw_text(painter, place.adjusted(used + scaled(6), 0, 0, 0), self._count, "body", "subtle")
        if chosen:
            fill(painter, QRect(0, self.height() - 3, self.width(), 3), "primary")
        if self.hasFocus():
            focus_ring(painter, self.rect().adjusted(0, 3, 0, -3), radius=4)
