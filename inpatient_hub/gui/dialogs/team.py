"""The team of the ward: who works here, to look at; admins change it in Admin, People."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.staff import Staff
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.list_height import list_height
from inpatient_hub.gui.dialogs.person_rows import person_row
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.row_list import RowList

_WIDTH = 640
_ROWS_SHOWN = 8
_BESIDE = 220
"""Pixels at 100 % of everything in the dialog but the list."""


class TeamDialog(Dialog):
    """The list by name."""

    def __init__(self, parent: QWidget | None, ward_name: str, staff: Sequence[Staff], *, current_id: str) -> None:
        super().__init__(
            parent,
            f"The team of {ward_name}",
            consequence="Everyone who writes notes here. Their name and role stand under what they write.",
            width=_WIDTH,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = sorted((one for one in staff if one.active), key=lambda one: folded(one.name))
        self.rows = RowList(name="Staff of this ward")
        self.rows.set_rows([person_row(one, current_id) for one in known])
        self.rows.setFixedHeight(list_height(self, min(max(len(known), 2), _ROWS_SHOWN), beside=_BESIDE))
        card = Card("On the list", "1 person" if len(known) == 1 else f"{len(known)} people", ground="surface")
        card.add(self.rows)
        self.body.addWidget(card)
        self.body.addWidget(WrapLabel("An admin adds people and changes their roles.", "small", "muted"))
        self.close_button = self.add_button(Button("Close", kind="primary"))
        self.close_button.clicked.connect(self.accept)

    @classmethod
    def open_for(cls, context: Context, parent: QWidget) -> None:
        """Reads who works on the ward shown, and opens the dialog over `parent`."""
        wards, ward, me = context.hub.wards, context.session.ward, context.session.person.id

        def opened(staff: Sequence[Staff]) -> None:
            cls(parent, ward.name, staff, current_id=me).open()

        context.background.run(lambda: wards.staff(ward.id), owner=parent, then=opened)
