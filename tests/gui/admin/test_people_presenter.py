"""What an admin does in the part about people, with real services behind it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.sign_in import EmergencyReason
from inpatient_hub.domain.wards import AccessSettings, SignIn
from inpatient_hub.gui.dialogs.person_form import PersonDialog
from inpatient_hub.gui.dialogs.sign_in_settings import SignInSettingsDialog
from inpatient_hub.gui.dialogs.start_codes import StartCodesDialog
from inpatient_hub.gui.pages.admin.people.page import PeoplePage
from inpatient_hub.gui.pages.admin.people.presenter import PeoplePresenter
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.services.people import PersonDetails
from tests.fakes.store import FakeStore
from tests.gui.desk import Desk, Shown, click, heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Desks = Callable[..., Desk]
PIN = "271828"


class Office:
    """The part about people at a desk whose ward Esther looks after."""

    def __init__(self, desk: Desk, shown: Shown, *, secret: str | None = None) -> None:
        self.desk, self.hub = desk, desk.context.hub
        made = self.hub.wards.set_up(
            ward_name="Keats Ward", person_name="Esther Summerson", person_role="RMN", secret=secret
        )
        self.ward, self.esther = made.ward, self.hub.sign_in.sign_in(made.person.id, secret)
        desk.context.session.set_ward(made.ward)
        desk.context.session.set_person(self.esther)
        self.jane = self.hub.people.add(made.ward.id, PersonDetails(name="Jane Eyre", role="RMN")).person
        self.page: PeoplePage = shown(PeoplePage())
        PeoplePresenter(desk.context, self.page)
        self.toasts = heard(self.page.toast_wanted)
        desk.open(self.page)

    def names(self) -> list[str]:
        """Who stands in the table."""
        rows = (self.page.model.item_at(row) for row in range(self.page.model.rowCount()))
        return [row.person.name for row in rows if row is not None]


def dialog(kind: type[QDialog]) -> QDialog:
    """The dialog that is open."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


@pytest.fixture
def office(desks: Desks, shown: Shown) -> Office:
    """A ward by name alone."""
    return Office(desks(FakeStore()), shown)


@pytest.fixture
def locked(desks: Desks, shown: Shown) -> Office:
    """A ward with PINs."""
    return Office(desks(FakeStore()), shown, secret=PIN)


def test_somebody_new_stands_in_the_table_and_their_code_is_shown(locked: Office) -> None:
    click(locked.page.add_button)
    form = dialog(PersonDialog)
    assert isinstance(form, PersonDialog)
    form.saved.emit(PersonDetails(name="Sam Weller", role="HCA"))
    locked.desk.settle()
    codes = dialog(StartCodesDialog)
    with pytest.raises(StopIteration):
        dialog(PersonDialog)
    assert locked.names() == ["Esther Summerson", "Jane Eyre", "Sam Weller"]
    codes.accept()


def test_a_refusal_stays_in_the_form(office: Office) -> None:
    click(office.page.add_button)
    form = dialog(PersonDialog)
    assert isinstance(form, PersonDialog)
    form.saved.emit(PersonDetails(name="jane eyre"))
    office.desk.settle()
    assert form.isVisible()
    assert "on the list already" in form.name.error()
    form.reject()


def test_a_change_to_oneself_is_shown_at_once(office: Office) -> None:
    office.page.table.select(office.esther.id)
    click(office.page.change_button)
    form = dialog(PersonDialog)
    assert isinstance(form, PersonDialog)
    form.saved.emit(replace(PersonDetails.of(office.esther), role="Ward manager"))
    office.desk.settle()
    assert office.desk.context.session.person.role == "Ward manager"
    assert office.toasts == [("Esther Summerson is changed", None)]


def test_leaving_and_coming_back_are_asked_first(locked: Office) -> None:
    locked.page.table.select(locked.jane.id)
    click(locked.page.left_button)
    asked = dialog(ConfirmDialog)
    asked.accept()
    locked.desk.settle()
    assert locked.toasts == [("Jane Eyre has left", None)]
    locked.page.table.select(locked.jane.id)
    click(locked.page.left_button)
    dialog(ConfirmDialog).accept()
    locked.desk.settle()
    dialog(StartCodesDialog).accept()
    row = locked.page.chosen()
    assert row is not None
    assert row.person.active


def test_switching_pins_on_shows_everyones_start_code_once(office: Office) -> None:
    office.hub.sign_in.choose_first_secret(PIN)
    click_settings(office).saved.emit(AccessSettings(sign_in=SignIn.SECRET))
    office.desk.settle()
    codes = dialog(StartCodesDialog)
    assert "Jane Eyre, RMN" in [one.text() for one in codes.findChildren(type(codes._question))]  # type: ignore[attr-defined]
    codes.accept()
    assert office.desk.context.session.ward.access.sign_in is SignIn.SECRET


def test_without_a_pin_of_ones_own_pins_are_not_switched_on(office: Office) -> None:
    wanted = heard(office.page.action_wanted)
    settings = click_settings(office)
    settings.saved.emit(AccessSettings(sign_in=SignIn.SECRET))
    office.desk.settle()
    assert settings.isVisible()
    click(settings._trouble._action)
    assert wanted == ["own_secret"]
    assert office.desk.context.session.ward.access.sign_in is SignIn.NAME


def click_settings(office: Office) -> SignInSettingsDialog:
    office.page.show_part("sign_in")
    click(office.page.settings_button)
    settings = dialog(SignInSettingsDialog)
    assert isinstance(settings, SignInSettingsDialog)
    return settings


def test_an_emergency_is_marked_as_reviewed(office: Office) -> None:
    other = office.hub.wards.set_up(ward_name="Byron Ward", person_name="Edgar Linton", person_role="RMN")
    office.hub.sign_in.sign_in(other.person.id)
    access, _ = office.hub.emergencies.open_in_emergency(office.ward.id, EmergencyReason.CALLED, "Called to help")
    office.hub.sign_in.sign_in(office.esther.id)
    office.page.opened("")
    office.desk.settle()
    office.page.show_part("emergencies")
    office.page.emergencies.button_pressed.emit(access.id, "reviewed")
    office.desk.settle()
    assert office.hub.emergencies.of_ward(office.ward.id)[0].reviewer == office.esther
    assert other.person.access is Role.WARD_ADMIN
