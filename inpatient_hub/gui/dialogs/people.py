"""Who is using this computer: choose a name, or add one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.search_text import folded, terms
from inpatient_hub.domain.staff import Staff
from inpatient_hub.gui.dialogs.list_height import list_height
from inpatient_hub.gui.dialogs.new_person import NewPerson
from inpatient_hub.gui.dialogs.person_rows import person_row
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.search_box import SearchBox

_ROWS_SHOWN = 7
_BESIDE = 260
"""Pixels at 100 % of everything in the dialog but the list."""


class PeopleDialog(Dialog):
    """The staff of the ward by name; a click or Enter chooses. Closes itself once someone is chosen.

    `current_id` is the person at the computer now, empty when nobody is. A person who was added is chosen by the
    caller, who knows whether adding went well: see `show_problem`.
    """

    person_chosen = Signal(object)
    """Carries a `Staff`."""
    person_added = Signal(str, str)
    """(name, role): the person is not on the list yet."""

    def __init__(
        self,
        parent: QWidget | None,
        staff: Sequence[Staff],
        *,
        current_id: str = "",
        cancel: str = "Cancel",
    ) -> None:
        super().__init__(
            parent,
            "Who is using this computer?",
            consequence="Your name and role stand under every note you write, and beside everything you do.",
        )
        self._staff: tuple[Staff, ...] = ()
        self._current_id = current_id
        self.search = SearchBox("Search by name or role", key="")
        self.rows = RowList(name="Staff of this ward")
        self.nobody = EmptyState("")
        self.add_person = Button("Add a person", kind="text", icon="user-plus")
        self.back_to_list = Button("Back to the list", kind="text", icon="arrow-left")
        self.cancel_button = Button(cancel)
        self.form = NewPerson("Add and continue")
        self._list_card = Card(ground="surface")
        self._build()
        self._connect()
        self.show_people(staff)

    def show_people(self, staff: Sequence[Staff]) -> None:
        """Shows these people, by name; without any, the form to add the first is open."""
        self._staff = tuple(sorted((one for one in staff if one.active), key=lambda one: folded(one.name)))
        self._show_rows()
        if self._staff:
            self._close_form()
        else:
            self._open_form()

    def show_problem(self, error: HubError) -> None:
        """Says why the person was not added, beside the field it is about where there is one."""
        self.form.show_problem(error)
        self.adjustSize()

    def _build(self) -> None:
        self._list_card.add(self.rows, 1)
        self._list_card.add(self.nobody)
        for hidden in (self.form, self.back_to_list):
            hidden.hide()
        self.body.addWidget(self.search)
        self.body.addWidget(self._list_card)
        self.body.addWidget(self.add_person, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.back_to_list, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.form)
        self.add_button(self.cancel_button)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search_changed)
        self.search.submitted.connect(self._on_submitted)
        self.search.moved_down.connect(self._on_moved_down)
        self.rows.row_activated.connect(self._on_person_picked)
        self.rows.row_clicked.connect(self._on_person_picked)
        self.add_person.clicked.connect(self._open_form)
        self.back_to_list.clicked.connect(self._close_form)
        self.cancel_button.clicked.connect(self.reject)
        self.form.add_requested.connect(self.person_added)

    def _found(self) -> list[Staff]:
        words = terms(self.search.text())
        return [one for one in self._staff if all(word in folded(f"{one.name} {one.role}") for word in words)]

    def _show_rows(self) -> None:
        found = self._found()
        self.rows.set_rows([person_row(one, self._current_id) for one in found])
        self.rows.setVisible(bool(found))
        self.nobody.setVisible(not found)
        if not found:
            typed = self.search.text().strip()
            self.nobody.set_words(
                f"Nobody here matches '{typed}'" if typed else "Nobody is on the list yet",
                "Press Add a person; it takes a name and a role.",
            )
        shown = max(2, min(len(self._staff), _ROWS_SHOWN))
        self.rows.setFixedHeight(list_height(self, shown, beside=_BESIDE))

    def _open_form(self) -> None:
        if not self._found():
            self.form.set_name(self.search.text().strip())
        self._show_form(shown=True)
        self.form.focus_first()

    def _close_form(self) -> None:
        self._show_form(shown=False)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_form(self, *, shown: bool) -> None:
        """The form takes the place of the list, so that the dialog stays small."""
        for widget in (self.search, self._list_card, self.add_person):
            widget.setVisible(not shown)
        self.form.setVisible(shown)
        self.back_to_list.setVisible(shown and bool(self._staff))
        self.adjustSize()

    def _on_search_changed(self, _typed: str) -> None:
        self._show_rows()

    def _on_submitted(self, _typed: str) -> None:
        found = self._found()
        current = self.rows.current_id()
        if len(found) == 1:
            self._on_person_picked(found[0].id)
        elif not found:
            self._open_form()
        elif isinstance(current, str):
            self.rows.setFocus()
        else:
            self._on_moved_down()

    def _on_moved_down(self) -> None:
        self.rows.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_person_picked(self, staff_id: str) -> None:
        person = next((one for one in self._staff if one.id == staff_id), None)
        if person is not None and self.isVisible():
            self.accept()
            self.person_chosen.emit(person)
