"""The first start: everything on one page, Enter moves on, and mistakes are said beside their field."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.shifts import USUAL_SHIFTS, Shift
from inpatient_hub.domain.wards import SignIn
from inpatient_hub.gui.pages.setup.page import SetupPage
from inpatient_hub.gui.pages.setup.presenter import SetupPresenter
from tests.fakes.store import FakeStore, FakeWork
from tests.gui.desk import Desk, Shown, click, heard, press
from tests.gui.ward import a_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Desks = Callable[..., Desk]
PIN = "271828"


def a_page(shown: Shown) -> SetupPage:
    page: SetupPage = shown(SetupPage(), (1024, 720))
    return page


def focused() -> object:
    return QApplication.focusWidget()


def described(page: SetupPage) -> SetupPage:
    page.ward_name.set_value("Keats Ward")
    page.person_name.set_value("Esther Summerson")
    page.person_role.set_value("RMN")
    page.secret.first.set_value(PIN)
    page.secret.second.set_value(PIN)
    return page


def test_the_keyboard_starts_in_the_ward_name(shown: Shown) -> None:
    assert a_page(shown).ward_name.line is focused()


def test_by_enter_alone_a_person_gets_from_the_first_field_to_a_ward(shown: Shown) -> None:
    page = a_page(shown)
    asked = heard(page.set_up_requested)
    press(page.ward_name.line, "Keats Ward", Qt.Key.Key_Return)
    for _ in range(9):
        press(focused(), Qt.Key.Key_Return)  # type: ignore[arg-type]
    assert focused() is page.person_name.line
    press(page.person_name.line, "Esther Summerson", Qt.Key.Key_Return)
    press(page.person_role.line, "RMN", Qt.Key.Key_Return)
    press(page.secret.first.line, PIN, Qt.Key.Key_Return)
    assert page.secret.second.line is focused()
    press(page.secret.second.line, PIN, Qt.Key.Key_Return)
    assert asked == [("Keats Ward", USUAL_SHIFTS, "Esther Summerson", "RMN", PIN)]


def test_without_a_pin_typed_twice_no_ward_is_set_up(shown: Shown) -> None:
    page = described(a_page(shown))
    asked = heard(page.set_up_requested)
    page.secret.second.set_value("271829")
    click(page.set_up_button)
    assert page.secret.second.error() != ""
    page.secret.first.clear_typed()
    click(page.set_up_button)
    assert page.secret.first.error() != ""
    assert page.secret.first.line is focused()
    assert asked == []


def test_for_trying_out_people_sign_in_by_name_alone(shown: Shown) -> None:
    page = described(a_page(shown))
    asked = heard(page.set_up_requested)
    page.secret.by_name.setChecked(True)
    assert not page.secret.first.isVisible()
    press(page.person_role.line, Qt.Key.Key_Return)
    assert asked == [("Keats Ward", USUAL_SHIFTS, "Esther Summerson", "RMN", "")]


def test_a_pin_that_would_be_guessed_is_refused_beside_it(desks: Desks, shown: Shown) -> None:
    desk = desks(FakeStore())
    page = described(a_page(shown))
    presenter = SetupPresenter(desk.context, page)
    made = heard(presenter.ready)
    for field in (page.secret.first, page.secret.second):
        field.set_value("123456")
    click(page.set_up_button)
    desk.settle()
    assert "guessed first" in page.secret.first.error()
    assert page.secret.first.line is focused()
    assert made == []
    assert desk.context.hub.wards.all() == []


def test_shifts_are_taken_as_they_were_changed(shown: Shown) -> None:
    page = described(a_page(shown))
    asked = heard(page.set_up_requested)
    day, night, third = page.shifts._rows
    day.name.set_value("Long day")
    day.ends.line.setText("1930")
    night.name.set_value("Night")
    night.starts.line.setText("19:00")
    night.ends.line.setText("07:30")
    for line in third.lines:
        line.clear()
    click(page.set_up_button)
    assert asked[0][1] == (
        Shift(name="Long day", starts=time(7), ends=time(19, 30)),
        Shift(name="Night", starts=time(19), ends=time(7, 30)),
    )


def test_what_is_missing_is_said_beside_each_field_and_the_first_gets_the_keyboard(shown: Shown) -> None:
    page = a_page(shown)
    asked = heard(page.set_up_requested)
    page.secret.by_name.setChecked(True)
    press(page.person_role.line, Qt.Key.Key_Return)
    assert page.ward_name.error() == "The ward needs a name. Type it as staff know it."
    assert page.person_name.error() != ""
    assert page.ward_name.line is focused()
    assert asked == []


def test_a_time_that_is_none_is_refused_beside_it(shown: Shown) -> None:
    page = described(a_page(shown))
    asked = heard(page.set_up_requested)
    late = page.shifts._rows[1]
    late.ends.line.setText("25:99")
    click(page.set_up_button)
    assert late.ends.error() == "This is not a time. Write it like 14:05 or 0930."
    assert late.ends.line is focused()
    assert asked == []


@pytest.mark.parametrize(
    ("name", "starts", "ends", "words"),
    [
        ("", "07:00", "14:30", "A shift needs a name."),
        ("Early", "", "14:30", "When does it start?"),
        ("Early", "07:00", "", "When does it end?"),
        ("Early", "07:00", "07:00", "It ends when it starts."),
    ],
)
def test_half_a_shift_is_refused(shown: Shown, name: str, starts: str, ends: str, words: str) -> None:
    page = described(a_page(shown))
    asked = heard(page.set_up_requested)
    row = page.shifts._rows[0]
    for line, text in zip(row.lines, (name, starts, ends), strict=True):
        line.setText(text)
    click(page.set_up_button)
    assert [field.error() for field in row.fields if field.error()] == [words]
    assert asked == []


def test_a_ward_has_at_least_one_shift(shown: Shown) -> None:
    page = described(a_page(shown))
    asked = heard(page.set_up_requested)
    for line in page.shifts.lines:
        line.clear()
    click(page.set_up_button)
    assert page.shifts._rows[0].name.error() == "A ward has at least one shift."
    assert asked == []


def test_the_demo_ward_says_what_it_holds_and_is_one_press_away(shown: Shown) -> None:
    page = a_page(shown)
    asked = heard(page.demo_requested)
    click(page.demo_button)
    assert len(asked) == 1


def test_while_a_ward_is_made_neither_choice_can_be_pressed_again(shown: Shown) -> None:
    page = described(a_page(shown))
    asked = heard(page.set_up_requested)
    page.set_working("Making the demo ward")
    assert page._working.isVisible()
    press(page.person_role.line, Qt.Key.Key_Return)
    click(page.demo_button)
    assert asked == []
    page.set_working("")
    assert page.demo_button.isEnabled()


def test_a_refusal_of_the_ward_stands_beside_its_field(shown: Shown) -> None:
    page = a_page(shown)
    page.show_problem(InvalidAnswer("Ward not added", "It is here.", remedy="Use it.", field="ward_name"))
    assert page.ward_name.error() == "It is here. Use it."


def test_the_two_choices_stand_under_each_other_when_there_is_no_room(shown: Shown) -> None:
    page = a_page(shown)
    assert page.demo_button.mapTo(page, page.demo_button.rect().center()).x() > 600
    page.resize(700, 720)
    QApplication.sendPostedEvents()
    assert page.demo_button.mapTo(page, page.demo_button.rect().center()).x() < 350


def test_the_ward_and_its_first_person_are_made_and_told(desks: Desks, shown: Shown) -> None:
    store = FakeStore()
    desk = desks(store)
    page = described(a_page(shown))
    presenter = SetupPresenter(desk.context, page)
    made, changes = heard(presenter.ready), heard(desk.context.feed.changed)
    click(page.set_up_button)
    desk.settle()
    [(ward, person)] = made
    assert (ward.name, ward.shifts, person.name, person.role) == (
        "Keats Ward",
        USUAL_SHIFTS,
        "Esther Summerson",
        "RMN",
    )
    assert desk.context.hub.seat.person == person
    assert ward.access.sign_in is SignIn.SECRET
    with store.reading() as work:
        assert [one.id for one in work.wards.all()] == [ward.id]
    assert len(changes) == 1


def test_a_ward_of_a_name_that_is_there_is_refused_and_the_page_stays_open(desks: Desks, shown: Shown) -> None:
    desk = desks(a_ward())
    page = described(a_page(shown))
    presenter = SetupPresenter(desk.context, page)
    made = heard(presenter.ready)
    click(page.set_up_button)
    desk.settle()
    assert page.ward_name.error().startswith("A ward of this name is here already.")
    assert page.set_up_button.isEnabled()
    assert made == []


class FullStore(FakeStore):
    """A store on a disk with no room left."""

    @contextmanager
    def writing(self) -> Iterator[FakeWork]:
        """Refuses every unit of work."""
        raise HubError("Not saved", "The disk is full.", remedy="Free some space, then try again.")
        yield  # type: ignore[unreachable]


def test_a_full_disk_is_said_above_the_button_and_nothing_is_lost(desks: Desks, shown: Shown) -> None:
    desk = desks(FullStore())
    page = described(a_page(shown))
    SetupPresenter(desk.context, page)
    click(page.set_up_button)
    desk.settle()
    assert page._trouble.accessibleName() == "Error: Not saved. The disk is full. Free some space, then try again."
    assert page.ward_name.value() == "Keats Ward"
    assert page.set_up_button.isEnabled()
