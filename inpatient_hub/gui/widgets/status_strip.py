"""The strip at the foot of every page: the ward, the shift, who is signed in, and notes not yet filed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from inpatient_hub.gui.icons import paint_icon
from inpatient_hub.gui.replaces import override
from inpatient_hub.gui.theme import design_width, look_feed, page_padding, set_variant
from inpatient_hub.gui.tokens import RADIUS_CONTROL, SIZES
from inpatient_hub.gui.typography import line_height, scaled
from inpatient_hub.gui.widgets.key_hint import KeyHint
from inpatient_hub.gui.widgets.labels import ElidedLabel
from inpatient_hub.gui.widgets.marks import ChipFacts, Owner, chip_size, paint_chip, paint_disc
from inpatient_hub.gui.widgets.more_button import MoreButton
from inpatient_hub.gui.widgets.painting import box, draw_text, focus_ring, width_of
from inpatient_hub.gui.widgets.reminder_chip import ReminderChip
from inpatient_hub.gui.widgets.ward_name import WardName

_NARROW = 1100
"""Below this width in pixels the person's name and the last save give way."""
_TIGHT = 700
"""Below this the shift and the key of the notes give way too: the notes themselves are told whole."""


class StatusStrip(QWidget):
    """38 pixels high, the same on every page."""

    ward_requested = Signal()
    person_requested = Signal()
    unfiled_requested = Signal()
    lock_requested = Signal()
    reminders_requested = Signal()
    action_requested = Signal(str)
    """The id of a window-wide action, chosen from the menu of the cog."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_variant(self, surface="strip")
        self.setAccessibleName("Status")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._ward_icon = _Sign("building-hospital")
        self._ward = ElidedLabel("", "small-strong")
        self._ward_button = WardName(self)
        self._shift = ElidedLabel("", "small", "muted")
        self._person = _PersonButton(self)
        self._saved = ElidedLabel("", "small", "muted")
        self._quiet = ElidedLabel("No notes waiting", "small", "muted")
        self._unfiled = _UnfiledButton(self)
        self._count: int | None = None
        self._key = KeyHint("Ctrl+U")
        self._reminders = ReminderChip(self)
        self._more = MoreButton(self)
        self._lock = _LockButton(self)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(14)
        for part in (self._ward_icon, self._ward, self._ward_button, self._shift, self._person):
            self._row.addWidget(part)
        self._row.insertSpacing(1, -8)
        self._row.addStretch(1)
        for widget in (self._saved, self._reminders, self._quiet, self._unfiled, self._key, self._more, self._lock):
            self._row.addWidget(widget)
        self._ward_button.clicked.connect(self.ward_requested)
        self._person.clicked.connect(self.person_requested)
        self._unfiled.clicked.connect(self.unfiled_requested)
        self._reminders.clicked.connect(self.reminders_requested)
        self._more.action_wanted.connect(self.action_requested)
        self._lock.clicked.connect(self.lock_requested)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.set_unfiled(None)

    def set_ward(self, ward: str) -> None:
        """Show the ward's name."""
        self._ward.setText(ward)
        self._ward_button.set_ward(ward)
        self._settle()

    def set_ward_choice(self, *, choice: bool) -> None:
        """Whether pressing the ward's name leads to another ward."""
        self._ward.setVisible(not choice)
        self._ward_button.setVisible(choice)
        self._settle()

    def set_shift(self, shift: str) -> None:
        """Show the shift and its end ("Late shift, ends 21:30")."""
        self._shift.setText(shift)
        self._settle()

    def set_person(self, name_and_role: str, initials: str) -> None:
        """Show who is signed in ("Esther Summerson, RMN", "ES")."""
        self._person.show_person(name_and_role, initials)
        self._settle()

    def set_saved(self, words: str) -> None:
        """Show the last save ("All changes saved 16:41")."""
        self._saved.setText(words)
        self._settle()

    def set_unfiled(self, count: int | None, oldest: str = "") -> None:
        """Show how many notes are copied and not filed, and the age of the oldest ("38 min"); None while that is not
        known, or nobody may know."""
        self._count = count
        self._unfiled.show_count(count or 0, oldest)
        self._settle()

    def set_reminders(self, count: int) -> None:
        """Show how many reminders there are; none takes the bell away."""
        self._reminders.show_count(count)
        self._settle()

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, max(SIZES["strip"], scaled(SIZES["chip"]) + 16))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return super().event(event)

    def _settle(self) -> None:
        """Show what there is room for: nothing is cut, what matters least goes whole."""
        roomy, has_keys = design_width(self.width()) >= _NARROW, design_width(self.width()) >= _TIGHT
        self._saved.setVisible(roomy)
        self._person.show_name(roomy)
        self._reminders.set_brief(not roomy)
        self._quiet.setVisible(self._count == 0)
        self._unfiled.setVisible(bool(self._count))
        self._key.setVisible(has_keys and bool(self._count))
        self._shift.setVisible(has_keys)
        self._unfiled.set_brief(False)
        gives_way: tuple[Callable[[], object], ...] = (
            self._saved.hide,
            self._quiet.hide,
            partial(self._person.show_name, False),
            partial(self._reminders.set_brief, True),
            self._key.hide,
            self._shift.hide,
            partial(self._unfiled.set_brief, True),
        )
        for give_way in gives_way:
            if self._needed() <= self.width():
                return
            give_way()

    def _needed(self) -> int:
        """Pixels that all that is shown takes, whole."""
        parts = [one for one in self.children() if isinstance(one, QWidget) and self._row.indexOf(one) >= 0]
        shown = [part.sizeHint().width() for part in parts if not part.isHidden()]
        margins = self._row.contentsMargins()
        return sum(shown) + self._row.spacing() * len(shown) + margins.left() + margins.right()

    def _on_look_changed(self) -> None:
        self._row.setContentsMargins(page_padding(), 0, page_padding(), 0)
        self._settle()
        self.updateGeometry()


class _Sign(QWidget):
    """A small icon that only decorates the words beside it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(16), scaled(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self.rect(), self._name, "muted")


class _PersonButton(QAbstractButton):
    """Who is signed in; pressing it offers to change hands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = Owner("", "")
        self._has_name = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setVisible(False)

    def show_person(self, name: str, initials: str) -> None:
        self._owner = Owner(initials, name, mine=True)
        self.setText(name)
        self.setAccessibleName(f"Signed in: {name}")
        self.setToolTip(f"{name}. Press to change who is signed in.")
        self.setVisible(bool(name))
        self.updateGeometry()
        self.update()

    def show_name(self, shown: bool) -> None:
        if shown != self._has_name:
            self._has_name = shown
            self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        words = scaled(6) + width_of(self._owner.name, "small") + scaled(5) if self._has_name else 0
        return QSize(scaled(22) + 6 + words, max(scaled(SIZES["small"]), line_height("small")))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            box(painter, self.rect(), RADIUS_CONTROL, fill_token="select")
        side = scaled(22)
        paint_disc(painter, QRect(3, (self.height() - side) // 2, side, side), self._owner)
        if self._has_name:
            left = 3 + side + scaled(6)
            draw_text(painter, self.rect().adjusted(left, 0, 0, 0), self._owner.name, "small", "muted")
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)


class _UnfiledButton(QAbstractButton):
    """The amber chip that opens the tray of notes copied and not filed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = self._brief = ""
        self._facts = ChipFacts("", "warn", "clipboard-list")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_count(self, count: int, oldest: str) -> None:
        notes = "1 note" if count == 1 else f"{count} notes"
        self._brief = f"{notes} not filed"
        self._words = self._brief + (f", oldest {oldest}" if oldest else "")
        self.setText(self._words)
        self.setAccessibleName(self._words)
        self.setToolTip(f"{self._words}. Open the notes not filed (Ctrl+U)")
        self.set_brief(False)

    def set_brief(self, brief: bool) -> None:
        self._facts = ChipFacts(self._brief if brief else self._words, "warn", "clipboard-list")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        size = chip_size(self._facts)
        return QSize(size.width() + scaled(4), size.height() + 4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._facts)
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)


class _LockButton(QAbstractButton):
    """Takes everything off the screen until somebody unlocks it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Lock")
        self.setToolTip("Lock Inpatient Hub now (Ctrl+L)")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        return QSize(scaled(SIZES["small"]), scaled(SIZES["small"]))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse():
            box(painter, self.rect(), RADIUS_CONTROL, fill_token="select")
        side = scaled(SIZES["icon"])
        place = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        paint_icon(painter, place, "lock", "muted")
        if self.hasFocus():
            focus_ring(painter, self.rect(), radius=RADIUS_CONTROL)
