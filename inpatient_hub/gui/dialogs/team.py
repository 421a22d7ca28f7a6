"""The team of the ward: who works here, and adding those who are not on the list yet, one after another."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.staff import Staff
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.list_height import list_height
from inpatient_hub.gui.dialogs.new_person import NewPerson
from inpatient_hub.gui.dialogs.person_rows import person_row
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.row_list import RowList

_WIDTH = 640
_ROWS_SHOWN = 6
_BESIDE = 330
"""Pixels at 100 % of everything in the dialog but the list."""


class TeamDialog(Dialog):
    """The list above, the form for the next person below; who is at the computer stays who they are."""

    add_requested = Signal(str, str)
    """(name, role)."""

    def __init__(self, parent: QWidget | None, ward_name: str, staff: Sequence[Staff], *, current_id: str) -> None:
        super().__init__(
            parent,
            f"The team of {ward_name}",
            consequence="Everyone who writes notes here. Their name and role stand under what they write.",
            width=_WIDTH,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._current_id = current_id
        self.rows = RowList(name="Staff of this ward")
        self._card = Card("On the list", ground="surface")
        self._card.add(self.rows)
        self.form = NewPerson("Add to the team")
        self.body.addWidget(self._card)
        self.body.addWidget(self.form)
        self.close_button = self.add_button(Button("Close"))
        self.close_button.clicked.connect(self.accept)
        self.form.add_requested.connect(self.add_requested)
        self.show_staff(staff)
        self.form.focus_first()

    @classmethod
    def open_for(cls, context: Context, parent: QWidget) -> None:
        """Reads who works on the ward shown, and opens the dialog over `parent`."""
        wards, ward, me = context.hub.wards, context.session.ward, context.session.person.id

        def opened(staff: Sequence[Staff]) -> None:
            dialog = cls(parent, ward.name, staff, current_id=me)
            dialog.add_requested.connect(partial(_add, context, dialog))
            dialog.open()
            dialog.form.focus_first()

        context.background.run(lambda: wards.staff(ward.id), owner=parent, then=opened)

    def show_staff(self, staff: Sequence[Staff]) -> None:
        """Shows these people, by name."""
        known = sorted((one for one in staff if one.active), key=lambda one: folded(one.name))
        self.rows.set_rows([person_row(one, self._current_id) for one in known])
        self._card.set_count("1 person" if len(known) == 1 else f"{len(known)} people")
        self.rows.setFixedHeight(list_height(self, min(max(len(known), 2), _ROWS_SHOWN), beside=_BESIDE))

    def show_added(self, staff: Sequence[Staff], person: Staff) -> None:
        """The person is on the list; the form is empty for the next."""
        self.show_staff(staff)
        self.rows.select(person.id)
        self.form.start_again()

    def show_problem(self, error: HubError) -> None:
        """Says why the person was not added; what was typed stays."""
        self.form.show_problem(error)


def _add(context: Context, dialog: TeamDialog, name: str, role: str) -> None:
    wards, ward_id, by = context.hub.wards, context.session.ward.id, context.session.person.id

    def task() -> tuple[Staff, Changes, Sequence[Staff]]:
        person, changes = wards.add_person(ward_id, name=name, role=role, by=by)
        return person, changes, wards.staff(ward_id)

    def then(added: tuple[Staff, Changes, Sequence[Staff]]) -> None:
        person, changes, staff = added
        context.feed.announce(changes)
        dialog.show_added(staff, person)

    context.background.run(task, owner=dialog, then=then, otherwise=dialog.show_problem)
