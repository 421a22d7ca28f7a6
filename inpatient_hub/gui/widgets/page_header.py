"""The head of a page: its title, the way back, and what can be done here."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import current_look, look_feed, page_padding, set_variant
from inpatient_hub.gui.tokens import SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.find_box import FindBox
from inpatient_hub.gui.widgets.labels import ElidedLabel

_GAP, _SLOT_GAP = 12, 8


class PageHeader(QWidget):
    """60 pixels high; ``compact`` is 48, for a page with a patient banner under it."""

    find_requested = Signal()
    back_requested = Signal()

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        *,
        find: bool = True,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_compact = compact
        set_variant(self, surface="header")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._back = Button(kind="text", icon="chevron-left", parent=self)
        self._back.hide()
        self._title = ElidedLabel(title, "title")
        self._title.setAccessibleName(title)
        self._title.set_least(220)
        self._subtitle = ElidedLabel(subtitle, "small", "muted")
        self._find = FindBox(self)
        self._find.setVisible(find)
        self._left = _slots()
        self._right = _slots()
        self._primary = _slots()
        self._groups: dict[str, list[QWidget]] = {"left": [], "right": [], "primary": []}
        self._row = QHBoxLayout(self)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self._back)
        self._row.addWidget(self._title)
        self._row.addWidget(self._subtitle)
        self._row.addLayout(self._left)
        self._row.addStretch(1)
        self._row.addLayout(self._right)
        self._row.addWidget(self._find, 2)
        self._row.addLayout(self._primary)
        self._back.clicked.connect(self.back_requested)
        self._find.clicked.connect(self.find_requested)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.set_subtitle(subtitle)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._title.setVisible(bool(title))

    def set_subtitle(self, subtitle: str) -> None:
        """Show another line beside the title, such as the date."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_back(self, label: str) -> None:
        """Show the way back, named by where it leads ("Referrals"); an empty label hides it."""
        self._back.set_label(label)
        self._back.setVisible(bool(label))
        self._back.setToolTip(f"Back to {label} (Alt+Left)")
        self._on_look_changed()

    def set_compact(self, compact: bool) -> None:
        """Shrink to 48 pixels, or grow back to 60."""
        self._is_compact = compact
        self._on_look_changed()

    def add_left(self, widget: QWidget) -> None:
        """Put a widget after the title: a chip, a count, a pair of arrows."""
        self._left.addWidget(widget)
        self._groups["left"].append(widget)

    def add_right(self, widget: QWidget) -> None:
        """Put a widget before the find box: a view switch, a quiet button."""
        self._right.addWidget(widget)
        self._groups["right"].append(widget)

    def add_primary(self, widget: QWidget) -> None:
        """Put the page's one primary button at the far right."""
        self._primary.addWidget(widget)
        self._groups["primary"].append(widget)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), self._height())

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return done

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Back and self._back.isVisible():
            self.back_requested.emit()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        """With little room words give way to their icons: first at the right, then of the way back, then of the chips,
        the last first. The title stays whole as long as it can, and the find box takes what is left."""
        order = [*reversed(self._groups["right"]), self._back, *reversed(self._groups["left"])]
        folding = [widget for widget in order if isinstance(widget, Button | Chip)]
        for count in range(len(folding) + 1):
            for place, widget in enumerate(folding):
                widget.set_brief(place < count)
            if self._needed() <= self.width():
                break
        self._find.fit(self.width() - self._needed() + self._find.minimumSizeHint().width())

    def _needed(self) -> int:
        """The width that shows every word, and of the find box only its icon."""
        groups: list[list[QWidget]] = [[self._back], [self._title], [self._subtitle], *self._groups.values()]
        groups.append([self._find])
        shown = [[widget for widget in group if not widget.isHidden()] for group in groups]
        widths = [sum(_natural(widget) for widget in group) + _SLOT_GAP * (len(group) - 1) for group in shown if group]
        margins = self._row.contentsMargins()
        return margins.left() + margins.right() + sum(widths) + _GAP * (len(widths) - 1)

    def _height(self) -> int:
        if self._is_compact:
            return max(SIZES["header-compact"], scaled(SIZES["control"]) + 14)
        spare = 26 if current_look().density.name == "comfortable" else 20
        return scaled(SIZES["control"]) + spare

    def _on_look_changed(self) -> None:
        # A text button has ten pixels of its own at its sides: pull it left so that its words line up.
        left = page_padding() - (scaled(10) if not self._back.isHidden() else 0)
        self._row.setContentsMargins(max(0, left), 0, page_padding(), 0)
        set_variant(self._title, role="title" if not self._is_compact else "heading")
        self.updateGeometry()


def _natural(widget: QWidget) -> int:
    return (widget.minimumSizeHint() if isinstance(widget, FindBox) else widget.sizeHint()).width()


def _slots() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(_SLOT_GAP)
    return row
