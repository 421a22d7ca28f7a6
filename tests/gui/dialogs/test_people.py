"""Who is using this computer: chosen by search, by mouse, by keyboard, or added."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.staff import Staff
from inpatient_hub.gui.dialogs.people import PeopleDialog
from inpatient_hub.gui.models.rows import RowFacts
from tests.gui.desk import Shown, click, heard, press
from tests.gui.made_up import ESTHER, JANE

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LYDGATE = Staff(id="lydgate", ward_id="keats", name="Dr Tertius Lydgate", role="Consultant psychiatrist")
GONE = Staff(id="gone", ward_id="keats", name="Bertha Mason", role="RMN", active=False)


def a_dialog(shown: Shown, *staff: Staff, current_id: str = "") -> PeopleDialog:
    dialog: PeopleDialog = shown(
        PeopleDialog(None, staff or (JANE, LYDGATE, ESTHER, GONE), current_id=current_id), None
    )
    return dialog


def rows(dialog: PeopleDialog) -> list[RowFacts]:
    return [row for row in dialog.rows.row_model().rows() if isinstance(row, RowFacts)]


def test_the_people_who_work_here_are_listed_by_name_with_their_discs(shown: Shown) -> None:
    dialog = a_dialog(shown, current_id="jane")
    assert [(row.title, row.second, row.owner.initials, row.trailing) for row in rows(dialog) if row.owner] == [
        ("Dr Tertius Lydgate", "Consultant psychiatrist", "TL", ""),
        ("Esther Summerson", "RMN", "ES", ""),
        ("Jane Eyre", "RMN", "JE", "At this computer"),
    ]


def test_one_press_of_the_mouse_chooses(shown: Shown) -> None:
    dialog = a_dialog(shown)
    chosen, accepted = heard(dialog.person_chosen), heard(dialog.accepted)
    place = dialog.rows.visualRect(dialog.rows.row_model().index(1)).center()
    QTest.mouseClick(dialog.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [ESTHER]
    assert len(accepted) == 1


def test_a_few_letters_and_enter_choose_the_only_one_left(shown: Shown) -> None:
    dialog = a_dialog(shown)
    chosen = heard(dialog.person_chosen)
    assert dialog.search.hasFocus()
    press(dialog.search, "psych", Qt.Key.Key_Return)
    assert chosen == [LYDGATE]


def test_with_several_left_down_and_enter_choose(shown: Shown) -> None:
    dialog = a_dialog(shown)
    chosen = heard(dialog.person_chosen)
    press(dialog.search, "rmn", Qt.Key.Key_Down)
    press(dialog.rows, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert chosen == [JANE]


def test_enter_with_several_left_chooses_nobody_yet(shown: Shown) -> None:
    dialog = a_dialog(shown)
    chosen = heard(dialog.person_chosen)
    press(dialog.search, "rmn", Qt.Key.Key_Return)
    assert chosen == []
    assert dialog.rows.hasFocus()


def test_someone_who_is_not_found_is_added_under_the_name_that_was_typed(shown: Shown) -> None:
    dialog = a_dialog(shown)
    added = heard(dialog.person_added)
    press(dialog.search, "Sam Weller", Qt.Key.Key_Return)
    assert dialog.form.name.value() == "Sam Weller"
    assert QApplication.focusWidget() is dialog.form.role.line
    press(dialog.form.role.line, "HCA", Qt.Key.Key_Return)
    assert added == [("Sam Weller", "HCA")]
    assert dialog.isVisible()


def test_a_person_without_a_name_is_not_added(shown: Shown) -> None:
    dialog = a_dialog(shown)
    added = heard(dialog.person_added)
    click(dialog.add_person)
    click(dialog.form.add)
    assert dialog.form.name.error() != ""
    assert added == []


def test_why_a_person_was_not_added_stands_beside_the_name_or_above_the_button(shown: Shown) -> None:
    dialog = a_dialog(shown)
    click(dialog.add_person)
    dialog.show_problem(InvalidAnswer("Not saved", "It needs a name.", remedy="Type it.", field="person_name"))
    assert dialog.form.name.error() == "It needs a name. Type it."
    dialog.show_problem(HubError("Not saved", "The disk is full.", remedy="Free some space."))
    assert dialog.form._trouble.accessibleName() == "Error: Not saved. The disk is full. Free some space."


def test_from_the_form_there_is_a_way_back_to_the_list(shown: Shown) -> None:
    dialog = a_dialog(shown)
    click(dialog.add_person)
    assert not dialog.rows.isVisible()
    click(dialog.back_to_list)
    assert dialog.rows.isVisible()
    assert dialog.search.hasFocus()


def test_with_nobody_on_the_list_the_form_is_open(shown: Shown) -> None:
    dialog = a_dialog(shown, GONE)
    assert dialog.form.isVisible()
    assert not dialog.back_to_list.isVisible()


def test_esc_chooses_nobody(shown: Shown) -> None:
    dialog = a_dialog(shown)
    chosen, rejected = heard(dialog.person_chosen), heard(dialog.rejected)
    press(dialog, Qt.Key.Key_Escape)
    assert (chosen, len(rejected)) == ([], 1)
