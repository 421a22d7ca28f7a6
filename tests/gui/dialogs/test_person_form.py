"""Adding and changing a person, handing over start codes, and how a ward signs in: what the dialogs say."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.sign_in import EmergencyReason
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import AccessSettings, SignIn, Ward
from inpatient_hub.gui.dialogs.another_ward import AnotherWardDialog
from inpatient_hub.gui.dialogs.own_secret import OwnSecretDialog
from inpatient_hub.gui.dialogs.person_form import PersonDialog
from inpatient_hub.gui.dialogs.sign_in_settings import SignInSettingsDialog
from inpatient_hub.gui.dialogs.start_codes import StartCodesDialog
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.services.emergencies import WardDoor
from inpatient_hub.services.people import PersonDetails
from inpatient_hub.services.ward_access import OwnSecretFirst
from tests.gui.desk import Shown, click, heard, press
from tests.gui.made_up import JANE, NOW

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEATS = Ward(id="keats", name="Keats Ward")
BY_ACCOUNT = AccessSettings(sign_in=SignIn.SECRET, windows_accounts=True)
WARDS = {"keats": "Keats Ward", "byron": "Byron Ward"}
PIN = "271828"


def a_form(shown: Shown, person: Staff | None = None, *, seniors: bool = True, **access: object) -> PersonDialog:
    ward = replace(KEATS, access=replace(AccessSettings(), **access))
    form: PersonDialog = shown(PersonDialog(None, person, ward=ward, wards=WARDS, seniors=seniors), None)
    return form


def offered(form: PersonDialog) -> list[str]:
    return [form.role.combo.itemData(row) for row in range(form.role.combo.count())]


def test_somebody_new_is_staff_unless_said_otherwise(shown: Shown) -> None:
    form = a_form(shown)
    saved = heard(form.saved)
    press(form.name.line, "Sam Weller", Qt.Key.Key_Return)
    press(QApplication.focusWidget() or form, "HCA", Qt.Key.Key_Return)
    assert saved == [PersonDetails(name="Sam Weller", role="HCA")]


def test_a_change_begins_with_how_things_are_and_nothing_else_changes(shown: Shown) -> None:
    person = replace(JANE, access=Role.LEAD, editor=True, other_wards=("byron",), account="trust\\jeyre")
    form = a_form(shown, person)
    saved = heard(form.saved)
    assert form.account.isVisible()
    click(form.save_button)
    assert saved == [PersonDetails.of(person)]


def test_without_a_name_nothing_is_saved(shown: Shown) -> None:
    form = a_form(shown)
    saved = heard(form.saved)
    click(form.save_button)
    assert form.name.error() != ""
    assert saved == []


def test_only_who_may_make_senior_admins_is_offered_that_role(shown: Shown) -> None:
    assert Role.SENIOR_ADMIN.value in offered(a_form(shown))
    assert Role.SENIOR_ADMIN.value not in offered(a_form(shown, seniors=False))


def test_the_account_is_asked_for_only_where_the_ward_uses_accounts(shown: Shown) -> None:
    assert not a_form(shown).account.isVisible()
    form = a_form(shown, sign_in=SignIn.SECRET, windows_accounts=True)
    assert form.account.isVisible()


def test_a_refusal_stands_beside_its_field_or_above_the_buttons_and_can_be_put_right(shown: Shown) -> None:
    form = a_form(shown, JANE)
    click(form.save_button)
    form.show_problem(InvalidAnswer("Not saved", "It is here.", remedy="Add more.", field="person_name"))
    assert form.name.error() == "It is here. Add more."
    form.show_problem(HubError("Somebody has to stay admin", "It is the last.", remedy="Make another."))
    assert form._trouble.isVisible()
    assert form.save_button.isEnabled()


def test_a_start_code_is_not_lost_by_a_second_enter_nor_by_escape(shown: Shown) -> None:
    dialog: StartCodesDialog = shown(StartCodesDialog(None, [("Sam Weller, HCA", "7K3Q-W0ZT")]), None)
    press(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    ask = dialog.findChild(ConfirmDialog)
    press(ask.focusWidget(), Qt.Key.Key_Return)
    assert (dialog.isVisible(), ask.isVisible()) == (True, False)
    click(dialog.done_button)
    assert not dialog.isVisible()


def test_enter_goes_from_the_start_code_to_its_button_and_from_there_on(shown: Shown) -> None:
    dialog: StartCodesDialog = shown(StartCodesDialog(None, [("Sam Weller, HCA", "7K3Q-W0ZT")]), None)
    press(QApplication.focusWidget() or dialog, Qt.Key.Key_Return)
    assert dialog.done_button.hasFocus()
    press(dialog.done_button, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_after_a_start_code_another_person_can_be_added(shown: Shown) -> None:
    dialog: StartCodesDialog = shown(StartCodesDialog(None, [("Sam Weller", "7K3Q-W0ZT")], of_new=True), None)
    another = heard(dialog.another_wanted)
    click(dialog.another_button)
    assert (len(another), dialog.isVisible()) == (1, False)


def test_start_codes_are_spelled_out_for_a_screen_reader(shown: Shown) -> None:
    dialog: StartCodesDialog = shown(StartCodesDialog(None, [("Sam Weller, HCA", "7K3Q-W0ZT")]), None)
    names = [one.accessibleName() for one in dialog.findChildren(type(dialog._question)) if one.accessibleName()]
    names += [one.accessibleName() for one in dialog.findChildren(object) if hasattr(one, "accessibleName")]
    assert "Start code of Sam Weller, HCA: 7 K 3 Q - W 0 Z T" in names
    accepted = heard(dialog.accepted)
    click(dialog.done_button)
    assert len(accepted) == 1


def test_how_people_sign_in_is_changed_and_accounts_go_with_pins(shown: Shown) -> None:
    dialog: SignInSettingsDialog = shown(SignInSettingsDialog(None, BY_ACCOUNT), None)
    saved = heard(dialog.saved)
    dialog.hours.set_value(8)
    click(dialog.save_button)
    press(dialog.ways, "2")
    click(dialog.save_button)
    assert saved == [replace(BY_ACCOUNT, longest_hours=8), AccessSettings(longest_hours=8)]


@pytest.mark.parametrize("hours", ["", "0", "25", "x"])
def test_impossible_hours_are_refused_beside_them(shown: Shown, hours: str) -> None:
    dialog: SignInSettingsDialog = shown(SignInSettingsDialog(None, AccessSettings()), None)
    saved = heard(dialog.saved)
    dialog.hours.line.setText(hours)
    click(dialog.save_button)
    assert dialog.hours.error() != ""
    assert saved == []


def test_whoever_has_no_pin_is_led_to_choose_one(shown: Shown) -> None:
    dialog: SignInSettingsDialog = shown(SignInSettingsDialog(None, AccessSettings()), None)
    wanted = heard(dialog.own_secret_wanted)
    dialog.show_problem(OwnSecretFirst())
    click(dialog._trouble._action)
    assert len(wanted) == 1
    assert not dialog.isVisible()


def test_a_first_pin_needs_no_present_one_and_a_change_does(shown: Shown) -> None:
    first: OwnSecretDialog = shown(OwnSecretDialog(None, has_one=False, pin_length=6), None)
    chosen = heard(first.chosen)
    for field in (first.fields.first, first.fields.second):
        press(field.line, PIN, Qt.Key.Key_Return)
    assert chosen == [("", PIN)]
    change: OwnSecretDialog = shown(OwnSecretDialog(None, has_one=True, pin_length=6), None)
    chosen = heard(change.chosen)
    for field in (change.fields.first, change.fields.second):
        press(field.line, PIN, Qt.Key.Key_Return)
    assert chosen == []
    assert change.present.error() != ""


DOORS = (
    WardDoor(ward=KEATS, works_here=True),
    WardDoor(ward=Ward(id="byron", name="Byron Ward"), works_here=False),
    WardDoor(ward=Ward(id="blake", name="Blake Ward"), works_here=False, until=NOW),
)


def wards(shown: Shown) -> AnotherWardDialog:
    dialog: AnotherWardDialog = shown(AnotherWardDialog(None, DOORS, here="keats"), None)
    return dialog


def test_wards_one_works_on_come_first_and_the_others_are_marked_as_emergencies(shown: Shown) -> None:
    rows = [row.sentence() for row in wards(shown).rows.row_model().rows()]
    assert rows == [
        "Your wards",
        "Keats Ward, Shown now",
        "Emergency access",
        "Byron Ward",
        "Blake Ward, Open for you",
    ]


def test_a_ward_that_is_open_already_is_not_asked_about_again(shown: Shown) -> None:
    dialog = wards(shown)
    chosen = heard(dialog.ward_chosen)
    dialog.rows.row_activated.emit("blake")
    assert chosen == [DOORS[2].ward]


def test_no_ward_lies_below_the_edge_of_a_short_list(shown: Shown) -> None:
    dialog = wards(shown)
    assert dialog.rows.verticalScrollBar().maximum() == 0


def test_an_emergency_needs_a_reason_and_words(shown: Shown) -> None:
    dialog = wards(shown)
    asked = heard(dialog.emergency_wanted)
    dialog.rows.row_activated.emit("byron")
    click(dialog.open_button)
    assert dialog.reason.error() != ""
    dialog.reason.set_value("called")
    dialog.words.set_value("Help")
    click(dialog.open_button)
    assert dialog.words.error() != ""
    assert asked == []
    dialog.words.set_value("Called by the bleep holder")
    click(dialog.open_button)
    assert asked == [(DOORS[1].ward, EmergencyReason.CALLED, "Called by the bleep holder")]
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.rows.isVisible()
