"""Opening another ward in an emergency, and how a ward chooses its way of signing in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from inpatient_hub.domain.access import NotAllowed, OtherWard
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.sign_in import EmergencyReason
from inpatient_hub.domain.sign_in_troubles import OwnSecretNeeded, SecretNeeded
from inpatient_hub.domain.wards import AccessSettings, SignIn
from inpatient_hub.services.emergencies import EmergencyNeedsSecret
from inpatient_hub.services.people import PersonDetails
from inpatient_hub.services.ward_access import OwnSecretFirst
from tests.services.making import FRIDAY
from tests.services.reception import ANOTHER_PIN, PIN, SENIOR, WARD_ADMIN, Reception

WHY = "Called by the bleep holder"
BY_PIN = AccessSettings(sign_in=SignIn.SECRET)


@pytest.fixture
def desk() -> Reception:
    """Two wards with PINs; Nelly of the first is a senior admin and signed in."""
    made = Reception()
    made.thrushcross = made.second_ward()  # type: ignore[attr-defined]
    return made


def other(desk: Reception) -> str:
    return desk.thrushcross.id  # type: ignore[attr-defined, no-any-return]


def test_in_an_emergency_another_ward_opens_for_an_hour(desk: Reception) -> None:
    desk.as_(desk.arrive("Joe Heath"))
    assert not desk.seat.may_see(other(desk))
    access, _ = desk.hub.emergencies.open_in_emergency(other(desk), EmergencyReason.CALLED, WHY)
    assert access.ends_at == FRIDAY + timedelta(hours=1)
    assert access.reason == f"Called to the ward to help: {WHY}"
    doors = {door.ward.id: door for door in desk.hub.emergencies.wards()}
    assert (doors[other(desk)].works_here, doors[other(desk)].until) == (False, access.ends_at)
    assert (doors[desk.ward.id].works_here, doors[desk.ward.id].until) == (True, None)
    desk.later(minutes=59)
    assert desk.seat.may_see(other(desk))
    desk.later(minutes=1)
    assert not desk.seat.may_see(other(desk))
    assert desk.seat.emergency_until(other(desk)) is None


def test_an_emergency_ends_with_the_sign_in(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    desk.as_(joe)
    desk.hub.emergencies.open_in_emergency(other(desk), EmergencyReason.COVERING, WHY)
    desk.as_(joe)
    assert not desk.seat.may_see(other(desk))


def test_a_reason_needs_words_of_its_own(desk: Reception) -> None:
    desk.as_(desk.arrive("Joe Heath"))
    with pytest.raises(InvalidAnswer) as caught:
        desk.hub.emergencies.open_in_emergency(other(desk), EmergencyReason.OTHER, "  help   me ")
    assert caught.value.field == "reason"
    assert not desk.seat.may_see(other(desk))


def test_the_words_stand_in_the_record_and_the_code_in_the_trail(desk: Reception) -> None:
    desk.as_(desk.arrive("Joe Heath"))
    access, _ = desk.hub.emergencies.open_in_emergency(other(desk), EmergencyReason.CALLED, WHY)
    with desk.store.reading() as work:
        newest = work.audit.of_entity(Kind.WARD, other(desk))[0]
    assert newest.action is AuditAction.EMERGENCY_OPENED
    assert (newest.reason, newest.detail) == ("called", {"access": access.id})
    assert WHY not in str(newest)


def test_an_admin_of_the_ward_sees_and_reviews_it_and_nobody_reviews_their_own(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath", access=WARD_ADMIN)
    desk.as_(joe)
    access, _ = desk.hub.emergencies.open_in_emergency(other(desk), EmergencyReason.CALLED, WHY)
    for refused in (
        lambda: desk.hub.emergencies.of_ward(other(desk)),
        lambda: desk.hub.emergencies.mark_reviewed(access.id),
    ):
        with pytest.raises(OtherWard):
            refused()
    desk.hub.sign_in.sign_in(desk.edgar.id, ANOTHER_PIN)
    assert desk.hub.emergencies.mark_reviewed(access.id)
    (line,) = desk.hub.emergencies.of_ward(other(desk))
    assert (line.person, line.reviewer) == (joe, desk.edgar)
    assert not desk.hub.emergencies.mark_reviewed(access.id)


def test_nobody_reviews_their_own_emergency(desk: Reception) -> None:
    access, _ = desk.hub.emergencies.open_in_emergency(other(desk), EmergencyReason.CALLED, WHY)
    with pytest.raises(InvalidAnswer, match="Not reviewed"):
        desk.hub.emergencies.mark_reviewed(access.id)


def test_a_nurse_does_not_read_who_opened_the_ward(desk: Reception) -> None:
    desk.as_(desk.arrive("Joe Heath"))
    with pytest.raises(NotAllowed):
        desk.hub.emergencies.of_ward(desk.ward.id)


def test_having_opened_a_ward_gives_no_say_over_its_people_or_settings(desk: Reception) -> None:
    desk.as_(desk.arrive("Joe Heath", access=WARD_ADMIN))
    desk.hub.emergencies.open_in_emergency(other(desk), EmergencyReason.CALLED, WHY)
    for refused in (
        lambda: desk.hub.people.add(other(desk), PersonDetails(name="Zillah")),
        lambda: desk.hub.people.reset_sign_in(desk.edgar),
        lambda: desk.hub.access.choose(other(desk), AccessSettings()),
    ):
        with pytest.raises(OtherWard):
            refused()


def test_a_name_alone_opens_no_ward_of_pins(desk: Reception) -> None:
    quiet = desk.second_ward("Lapwing", SignIn.NAME)
    desk.hub.sign_in.sign_in(desk.edgar.id)
    assert desk.seat.person is not None
    assert desk.seat.person.ward_id == quiet.id
    with pytest.raises(EmergencyNeedsSecret):
        desk.hub.emergencies.open_in_emergency(other(desk), EmergencyReason.CALLED, WHY)
    assert not desk.seat.may_see(other(desk))


# How a ward signs in


def test_switching_pins_on_needs_a_pin_and_gives_everyone_else_a_start_code() -> None:
    desk = Reception(secret=None)
    joe = desk.arrive("Joe Heath")
    with pytest.raises(OwnSecretFirst):
        desk.hub.access.choose(desk.ward.id, BY_PIN)
    desk.hub.sign_in.choose_first_secret(PIN)
    chosen = desk.hub.access.choose(desk.ward.id, BY_PIN)
    assert [code.person for code in chosen.codes] == [joe]
    assert chosen.ward.access == BY_PIN
    with pytest.raises(SecretNeeded):
        desk.hub.sign_in.sign_in(joe.id)
    with pytest.raises(OwnSecretNeeded):
        desk.hub.sign_in.sign_in(joe.id, chosen.codes[0].code)
    desk.hub.sign_in.choose_secret(joe.id, proof=chosen.codes[0].code, secret=ANOTHER_PIN)
    desk.hub.sign_in.sign_in(desk.nelly.id, PIN)


def test_the_trail_tells_what_was_chosen() -> None:
    desk = Reception()
    desk.hub.access.choose(desk.ward.id, replace(BY_PIN, longest_hours=8))
    with desk.store.reading() as work:
        newest = work.audit.of_entity(Kind.WARD, desk.ward.id)[0]
    assert (newest.action, newest.detail) == (AuditAction.WARD_EDITED, {"changed": "access"})
    assert (newest.before, newest.after) == ({"longest_hours": "12"}, {"longest_hours": "8"})


def test_switching_windows_accounts_off_shuts_nobody_out() -> None:
    desk = Reception()
    desk.set_access(windows_accounts=True)
    added = desk.hub.people.add(desk.ward.id, PersonDetails(name="Joe Heath", account="trust\\jheath"))
    desk.later(days=8)
    desk.hub.sign_in.sign_in(desk.nelly.id, PIN)
    chosen = desk.hub.access.choose(desk.ward.id, BY_PIN)
    assert [code.person for code in chosen.codes] == [added.person]


@pytest.mark.parametrize("hours", [0, 25, -1])
def test_a_sign_in_lasts_a_sensible_time(hours: int) -> None:
    desk = Reception()
    with pytest.raises(InvalidAnswer) as caught:
        desk.hub.access.choose(desk.ward.id, replace(BY_PIN, longest_hours=hours))
    assert caught.value.field == "longest_hours"


def test_a_nurse_does_not_choose_how_the_ward_signs_in() -> None:
    desk = Reception()
    desk.as_(desk.arrive("Joe Heath"))
    with pytest.raises(NotAllowed):
        desk.hub.access.choose(desk.ward.id, AccessSettings())


def test_a_ward_admin_gets_no_start_code_of_a_senior_admin_or_of_whoever_works_next_door_by_saving_the_ward() -> None:
    desk = Reception()
    next_door = desk.second_ward()
    abel = desk.arrive("Abel Moor", access=WARD_ADMIN)
    boss = PersonDetails(name="Zillah Moor", access=SENIOR)
    desk.hub.people.add(desk.ward.id, boss)
    desk.hub.people.add(desk.ward.id, PersonDetails(name="Sam Staff", other_wards=(next_door.id,)))
    joe = desk.hub.people.add(desk.ward.id, PersonDetails(name="Joe Heath")).person
    desk.later(days=8)
    desk.as_(abel)
    chosen = desk.hub.access.choose(desk.ward.id, BY_PIN)
    assert [code.person for code in chosen.codes] == [joe]
