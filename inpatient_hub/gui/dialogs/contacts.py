"""The ward's contacts: which are still examples, where the ward's own file lives, and the whole directory."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.list_height import list_height
from inpatient_hub.gui.models.rows import ChipFacts, GroupFacts, RowFacts
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.host.paths import local_pack_folder

if TYPE_CHECKING:
    from inpatient_hub.domain.directory import ContactSpec, Directory

_WIDTH = 640
_ROWS_SHOWN = 6
_BESIDE = 350
"""Pixels at 100 % of everything in the dialog but the list."""
CONTACTS_FILE = "contacts.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsView:
    """What the dialog shows: the directory in force, the ward's own folder, and what is wrong in it."""

    directory: "Directory"
    folder: Path
    has_own_file: bool
    problems: tuple[str, ...] = ()


class ContactsDialog(Dialog):
    """Shows the directory as it is. It is changed in the ward's own file, which upgrades never touch."""

    starting_file_requested = Signal()

    def __init__(self, parent: QWidget | None, view: ContactsView) -> None:
        super().__init__(parent, "Contacts", width=_WIDTH)
        self.message = BannerMessage()
        self.rows = RowList(name="Contacts")
        self.place = QLineEdit()
        self.where = WrapLabel("", "small", "muted")
        self.make_file = Button("Make a starting file", icon="file-plus")
        self.made = IconLine("circle-check", "", "ok-text")
        self._build()
        self.make_file.clicked.connect(self.starting_file_requested)
        self.show_view(view)

    @classmethod
    def open_for(cls, context: Context, parent: QWidget) -> None:
        """Reads the directory and opens the dialog over `parent`."""

        def opened(view: ContactsView) -> None:
            dialog = cls(parent, view)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.starting_file_requested.connect(partial(_make_file, context, dialog))
            dialog.open()

        context.background.run(lambda: _read(context), owner=parent, then=opened)

    def show_view(self, view: ContactsView) -> None:
        """Shows this directory, contacts still to be set first."""
        self._show_message(view)
        self.rows.set_rows(contact_rows(view.directory))
        self.rows.setFixedHeight(list_height(self, _ROWS_SHOWN, beside=_BESIDE))
        self.place.setText(str(view.folder / CONTACTS_FILE))
        self.place.setCursorPosition(0)
        self.where.setText(
            "Change it with any text editor, then close and open the program. Upgrades never touch it."
            if view.has_own_file
            else "There is no such file yet. A starting file holds every example, ready to be written over."
        )
        self.make_file.setVisible(not view.has_own_file)

    def show_made(self, view: ContactsView, made: Sequence[Path]) -> None:
        """The starting file is there now."""
        self.show_view(view)
        names = ", ".join(path.name for path in made)
        self.made.set_line("circle-check", f"Made: {names}" if names else "Everything was there already", "ok-text")
        self.made.show()
        self.adjustSize()

    def show_problem(self, error: HubError) -> None:
        """Says why the starting file was not made."""
        self.message.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self.message.show()
        self.adjustSize()

    def _build(self) -> None:
        card = Card(ground="surface")
        card.add(self.rows)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.place.setReadOnly(True)
        self.place.setAccessibleName("The ward's own contacts file")
        file_row = QHBoxLayout()
        file_row.setSpacing(8)
        file_row.addWidget(self.place, 1)
        file_row.addWidget(self.make_file)
        self.made.hide()
        self.body.addWidget(self.message)
        self.body.addWidget(card)
        self.body.addWidget(text_label("Your ward's own contacts", "strong"))
        self.body.addLayout(file_row)
        self.body.addWidget(self.where)
        self.body.addWidget(self.made)
        close = self.add_button(Button("Close", kind="primary"))
        close.clicked.connect(self.accept)
        close.setFocus()

    def _show_message(self, view: ContactsView) -> None:
        unset = len(view.directory.unset())
        if view.problems:
            self.message.set_message("act", "Part of the ward's own pack is not in force", "\n".join(view.problems[:5]))
        elif unset:
            are = "1 contact is" if unset == 1 else f"{unset} contacts are"
            self.message.set_message(
                "warn",
                f"{are} still made up",
                "Set your own before the first real referral: what is sent to an example reaches nobody.",
            )
        self.message.setVisible(bool(view.problems or unset))


def contact_rows(directory: "Directory") -> list[RowFacts | GroupFacts]:
    """Contacts still to be set first, then the others by service."""
    unset = directory.unset()
    rows: list[RowFacts | GroupFacts] = []
    if unset:
        rows.append(GroupFacts("Still to be set", str(len(unset)), "alert-triangle", "warn-text"))
        rows.extend(_row(contact, directory) for contact in unset)
    for service in dict.fromkeys(contact.service for contact in directory.contacts):
        of_service = [one for one in directory.contacts if one.service == service and not one.needs_setting]
        if of_service:
            rows.append(GroupFacts(service.replace("_", " ").capitalize(), str(len(of_service))))
            rows.extend(_row(contact, directory) for contact in of_service)
    return rows


def _row(contact: "ContactSpec", directory: "Directory") -> RowFacts:
    area = directory.area(contact.area) if contact.area else None
    ways = "; ".join(channel.value for channel in contact.channels)
    where = area.name if area else "Every area"
    chips = (ChipFacts("Set your own", "warn", "pencil"),) if contact.needs_setting else ()
    checked = "" if contact.needs_setting else f"checked {day(contact.reviewed_on)}"
    return RowFacts(
        id=contact.id,
        title=contact.name,
        second=", ".join(part for part in (where, ways, contact.hours, checked) if part),
        chips=chips,
    )


def _read(context: Context) -> ContactsView:
    """What the dialog shows. Runs on the store's thread."""
    folder = local_pack_folder(context.hub.place.data_folder)
    return ContactsView(
        directory=context.hub.library.directory,
        folder=folder,
        has_own_file=(folder / CONTACTS_FILE).exists(),
        problems=tuple(context.hub.library.local_problems()),
    )


def _make_file(context: Context, dialog: ContactsDialog) -> None:
    def task() -> tuple[ContactsView, Sequence[Path]]:
        from inpatient_hub.content.starting import start_local_pack

        made = start_local_pack(local_pack_folder(context.hub.place.data_folder))
        return _read(context), made

    def then(result: tuple[ContactsView, Sequence[Path]]) -> None:
        dialog.show_made(*result)

    context.background.run(task, owner=dialog, then=then, otherwise=dialog.show_problem)
