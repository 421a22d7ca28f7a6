"""What a person may not do is not offered to them; asked for all the same, it is refused in words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.staff import Staff
from inpatient_hub.gui.palette_presenter import PalettePresenter
from inpatient_hub.gui.widgets.palette import CommandPalette, PaletteItem
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.content import ContentService
from inpatient_hub.services.seat import Seat
from tests.gui.desk import Desk
from tests.gui.made_up import ESTHER, NOW, WARD
from tests.gui.ward import a_ward
from tests.services.making import CONTENT

WORDS = "Ward settings: what is kept, how notes begin"


class Offered(CommandPalette):
    """A palette that remembers what it was given."""

    items: tuple[PaletteItem, ...] = ()

    def set_items(self, items: object, query: str = "") -> None:
        self.items = tuple(items)  # type: ignore[call-overload]


def offered(desks: Callable[..., Desk], person: Staff, *, emergency: bool = False) -> list[str]:
    """What the palette offers this person on Keats Ward."""
    seat = Seat(clock=FixedClock(NOW))
    seat.sit(person, longest=timedelta(hours=12))
    if emergency:
        seat.open_in_emergency(WARD.id, NOW + timedelta(hours=1))
    desk = desks(a_ward(), ward=WARD, person=person, seat=seat)
    window = QWidget()
    palette = Offered(window)
    hub = desk.context.hub
    context = replace(desk.context, hub=replace(hub, library=ContentService(content=CONTENT, clock=hub.clock)))
    PalettePresenter(context, window, palette)._on_search_changed("ward")
    desk.settle()
    return [item.title for item in palette.items]


@pytest.mark.parametrize("role", Role)
def test_ward_settings_are_offered_to_those_who_may_change_them(desks: Callable[..., Desk], role: Role) -> None:
    found = offered(desks, replace(ESTHER, access=role))
    assert (WORDS in found) is (role in (Role.WARD_ADMIN, Role.SENIOR_ADMIN))
    assert "Another ward, or emergency access to it" in found


def test_an_admin_of_another_ward_is_not_offered_them_in_an_emergency(desks: Callable[..., Desk]) -> None:
    stranger = replace(ESTHER, ward_id="byron", access=Role.WARD_ADMIN)
    assert WORDS not in offered(desks, stranger, emergency=True)
