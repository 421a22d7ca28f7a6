"""The second place: where each backup is copied to as well, and what keeps it from there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.gui.backup_words import when_near
from inpatient_hub.gui.pages.admin.backups.view import BackupsView
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel

_WHY = "A copy on another drive or on the network outlives this computer. Whoever finds it cannot read it."
_SAME_DRIVE = "It is on the same drive as the ward's work, so a broken disk would take both."


class SecondPlaceCard(Card):
    """`choose_requested` opens a question for a folder; `none_requested` ends the copying."""

    choose_requested = Signal()
    none_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Second place")
        self._where = WrapLabel("", "strong")
        self._since = WrapLabel("", "small", "muted")
        self._same_drive = IconLine("alert-triangle", _SAME_DRIVE, "warn-text")
        self.trouble = BannerMessage("warn")
        self.choose_button = Button("Choose a folder", icon="folder")
        self.none_button = Button("Copy nowhere", kind="text")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._where, self._since, self._same_drive, self.trouble):
            column.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.none_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.add_padded(inside)
        self._same_drive.hide()
        self.trouble.hide()
        self.choose_button.clicked.connect(self.choose_requested)
        self.none_button.clicked.connect(self.none_requested)

    def show_view(self, view: BackupsView) -> None:
        """Shows where copies go, since when, and what is the matter."""
        place = view.settings.second_place
        self._where.setText(place or "Backups are kept on this computer only")
        by_trust = " Your trust has set this folder." if view.settings.second_is_fixed else ""
        self._since.setText(f"{_since(view)}{by_trust}" if place else _WHY)
        self._same_drive.setVisible(bool(place) and view.settings.second_is_same_drive)
        trouble = next((one for one in view.concerns if one.id == "second"), None)
        self.trouble.setVisible(trouble is not None)
        if trouble is not None:
            self.trouble.set_message("warn", f"{trouble.title}. {trouble.message}", trouble.remedy)
        self.choose_button.set_label("Choose another folder" if place else "Choose a folder")
        is_open = view.may_change and not view.settings.second_is_fixed
        self.choose_button.setVisible(is_open)
        self.none_button.setVisible(is_open and bool(place))


def _since(view: BackupsView) -> str:
    if view.copied_at is None:
        return "Nothing has been copied there yet."
    return f"Last copied there and compared: {when_near(view.local(view.copied_at), view.today)}."
