"""Signing in: whose name, with what, how often wrong, and until when."""

from datetime import timedelta

import pytest

from inpatient_hub.domain.access import NobodySignedIn, SignInOver
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.lock_troubles import WrongRecoveryKey
from inpatient_hub.domain.sign_in import SecretKind
from inpatient_hub.domain.sign_in_troubles import (
    NoSecretYet,
    OwnSecretNeeded,
    SecretNeeded,
    SecretSwitchedOff,
    SecretTooWeak,
    SecretWaits,
    SignInTrouble,
    StartCodeOver,
    WrongSecret,
)
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import SignIn
from inpatient_hub.services.people import PersonDetails
from tests.services.making import FRIDAY
from tests.services.reception import ANOTHER_PIN, PIN, RECOVERY, SENIOR, Reception

WRONG = "999111"


@pytest.fixture
def desk() -> Reception:
    """A ward with PINs, Nelly signed in."""
    return Reception()


@pytest.fixture
def by_name() -> Reception:
    """A ward where a name is enough."""
    return Reception(secret=None)


def test_on_a_ward_of_names_choosing_ones_name_is_enough(by_name: Reception) -> None:
    joe = by_name.arrive("Joe Heath")
    assert by_name.hub.sign_in.sign_in(joe.id) == joe
    assert by_name.seat.person == joe
    assert by_name.hasher.asked == by_name.hasher.made == 0


def test_on_a_ward_of_pins_a_name_alone_is_never_enough(desk: Reception) -> None:
    desk.hub.sign_in.sign_out()
    for typed in (None, ""):
        with pytest.raises(SecretNeeded) as caught:
            desk.hub.sign_in.sign_in(desk.nelly.id, typed)
        assert caught.value.kind is SecretKind.PIN
    assert desk.seat.person is None
    assert desk.hub.sign_in.sign_in(desk.nelly.id, PIN) == desk.nelly


def test_signing_in_asks_the_slow_hash_once_and_signs_the_other_out(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    asked = desk.hasher.asked
    desk.hub.sign_in.sign_in(joe.id, ANOTHER_PIN)
    assert (desk.hasher.asked - asked, desk.seat.person) == (1, joe)
    assert desk.actions(desk.nelly)[-1] is AuditAction.SIGNED_OUT
    assert desk.actions(joe)[-1] is AuditAction.SIGNED_IN


def test_four_wrong_tries_are_counted_and_the_right_pin_forgives_them(desk: Reception) -> None:
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongSecret) as caught:
            desk.hub.sign_in.sign_in(desk.nelly.id, WRONG)
        assert caught.value.tries_left == left
    desk.hub.sign_in.sign_in(desk.nelly.id, PIN)
    with pytest.raises(WrongSecret) as caught:
        desk.hub.sign_in.sign_in(desk.nelly.id, WRONG)
    assert caught.value.tries_left == 4


def test_after_five_wrong_tries_the_right_pin_does_not_help_and_is_not_even_looked_at(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    for _ in range(4):
        with pytest.raises(WrongSecret):
            desk.hub.sign_in.sign_in(joe.id, WRONG)
    with pytest.raises(SecretSwitchedOff):
        desk.hub.sign_in.sign_in(joe.id, WRONG)
    asked = desk.hasher.asked
    with pytest.raises(SecretSwitchedOff):
        desk.hub.sign_in.sign_in(joe.id, ANOTHER_PIN)
    with pytest.raises(SecretSwitchedOff):
        desk.hub.sign_in.choose_secret(joe.id, proof=ANOTHER_PIN, secret=PIN)
    assert desk.hasher.asked == asked
    failed = [action for action in desk.actions(joe) if action is AuditAction.SIGN_IN_FAILED]
    assert len(failed) == 7, "a try that is not looked at is recorded too"
    assert desk.actions(joe)[-3:] == [
        AuditAction.SECRET_SWITCHED_OFF,
        AuditAction.SIGN_IN_FAILED,
        AuditAction.SIGN_IN_FAILED,
    ]


def test_the_one_senior_admin_who_is_left_has_to_wait_longer_and_longer_and_is_never_shut_out(desk: Reception) -> None:
    for _ in range(4):
        with pytest.raises(WrongSecret):
            desk.hub.sign_in.sign_in(desk.nelly.id, WRONG)
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        with pytest.raises(SecretWaits) as caught:
            desk.hub.sign_in.sign_in(desk.nelly.id, WRONG)
        assert caught.value.left == timedelta(minutes=minutes)
        desk.later(minutes=minutes, seconds=-1)
        asked = desk.hasher.asked
        with pytest.raises(SecretWaits) as caught:
            desk.hub.sign_in.sign_in(desk.nelly.id, PIN)
        assert (caught.value.left, desk.hasher.asked) == (timedelta(seconds=1), asked)
        desk.later(seconds=1)
    assert AuditAction.SECRET_SWITCHED_OFF not in desk.actions(desk.nelly)
    assert desk.hub.sign_in.sign_in(desk.nelly.id, PIN) == desk.nelly
    with pytest.raises(WrongSecret) as wrong:
        desk.hub.sign_in.sign_in(desk.nelly.id, WRONG)
    assert wrong.value.tries_left == 4


def test_tries_that_are_not_looked_at_do_not_make_the_wait_longer(desk: Reception) -> None:
    five_wrong(desk, desk.nelly)
    for _ in range(3):
        desk.later(seconds=15)
        with pytest.raises(SecretWaits):
            desk.hub.sign_in.sign_in(desk.nelly.id, WRONG)
    desk.later(seconds=15)
    assert desk.hub.sign_in.sign_in(desk.nelly.id, PIN) == desk.nelly


def test_a_senior_admin_is_switched_off_while_another_can_reset_them_and_the_last_one_waits(desk: Reception) -> None:
    abel = desk.arrive("Abel Moor", access=SENIOR)
    assert type(five_wrong(desk, abel)) is SecretSwitchedOff
    assert type(five_wrong(desk, desk.nelly)) is SecretWaits
    desk.later(minutes=1)
    desk.as_(desk.nelly)
    with pytest.raises(SecretSwitchedOff):
        desk.hub.sign_in.sign_in(abel.id, ANOTHER_PIN)
    assert desk.hub.people.reset_sign_in(abel).start_code


def test_a_clock_that_ran_ahead_keeps_nobody_waiting_once_it_is_put_right(desk: Reception) -> None:
    desk.later(days=400)
    five_wrong(desk, desk.nelly)
    desk.later(days=-400)
    assert desk.hub.sign_in.sign_in(desk.nelly.id, PIN) == desk.nelly


def test_whoever_is_shut_out_is_told_of_the_recovery_key(desk: Reception) -> None:
    for trouble in (five_wrong(desk, desk.arrive("Joe Heath")), five_wrong(desk, desk.nelly)):
        assert "recovery key" in trouble.remedy


def test_a_try_by_somebody_who_has_nothing_to_sign_in_with_is_recorded(by_name: Reception) -> None:
    by_name.second_ward()
    with pytest.raises(NoSecretYet):
        by_name.hub.sign_in.sign_in(by_name.nelly.id, WRONG)
    assert by_name.actions(by_name.nelly)[-1] is AuditAction.SIGN_IN_FAILED


def five_wrong(desk: Reception, person: Staff) -> SignInTrouble:
    """Somebody types five wrong ones under this person's name. Gives what the last of them was answered with."""
    for _ in range(4):
        with pytest.raises(WrongSecret):
            desk.hub.sign_in.sign_in(person.id, WRONG)
    with pytest.raises(SignInTrouble) as caught:
        desk.hub.sign_in.sign_in(person.id, WRONG)
    return caught.value


def test_a_wrong_try_is_saved_before_it_is_answered(desk: Reception) -> None:
    saves = desk.store.saves
    with pytest.raises(WrongSecret):
        desk.hub.sign_in.sign_in(desk.nelly.id, WRONG)
    assert desk.store.saves == saves + 1


def test_a_program_that_is_ended_while_it_looks_has_answered_nothing_and_saved_nothing(desk: Reception) -> None:
    class Ended(BaseException):
        """The process is gone."""

    def ended(_verifier: str, _typed: str) -> bool:
        raise Ended

    joe = desk.arrive("Joe Heath")
    saves, matches = desk.store.saves, desk.hasher.matches
    desk.hasher.matches = ended  # type: ignore[method-assign]
    with pytest.raises(Ended):
        desk.hub.sign_in.sign_in(joe.id, ANOTHER_PIN)
    desk.hasher.matches = matches  # type: ignore[method-assign]
    assert (desk.store.saves, desk.seat.person) == (saves, desk.nelly)


def test_a_wrong_proof_when_changing_a_pin_counts_as_a_wrong_try(desk: Reception) -> None:
    with pytest.raises(WrongSecret):
        desk.hub.sign_in.choose_secret(desk.nelly.id, proof=WRONG, secret=ANOTHER_PIN)
    with pytest.raises(WrongSecret) as caught:
        desk.hub.sign_in.sign_in(desk.nelly.id, WRONG)
    assert caught.value.tries_left == 3


def test_a_wrong_try_leaves_whoever_is_signed_in_where_they_are(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    with pytest.raises(WrongSecret):
        desk.hub.sign_in.sign_in(joe.id, WRONG)
    assert desk.seat.person == desk.nelly


def test_a_start_code_is_worth_choosing_a_pin_and_then_nothing(desk: Reception) -> None:
    added = desk.hub.people.add(desk.ward.id, PersonDetails(name="Joe Heath", role="HCA"))
    assert added.start_code is not None
    with pytest.raises(OwnSecretNeeded):
        desk.hub.sign_in.sign_in(added.person.id, added.start_code)
    assert desk.seat.person == desk.nelly
    typed = added.start_code.replace("-", " ").lower()
    assert desk.hub.sign_in.choose_secret(added.person.id, proof=typed, secret=ANOTHER_PIN) == added.person
    assert desk.seat.person == added.person
    with pytest.raises(WrongSecret):
        desk.hub.sign_in.sign_in(added.person.id, added.start_code)


def test_a_start_code_is_over_after_seven_days(desk: Reception) -> None:
    added = desk.hub.people.add(desk.ward.id, PersonDetails(name="Joe Heath"))
    desk.later(days=6, hours=23)
    with pytest.raises(OwnSecretNeeded):
        desk.hub.sign_in.sign_in(added.person.id, added.start_code)
    desk.later(hours=1)
    with pytest.raises(StartCodeOver):
        desk.hub.sign_in.sign_in(added.person.id, added.start_code)


def test_a_clock_that_is_put_back_brings_no_start_code_back(desk: Reception) -> None:
    added = desk.hub.people.add(desk.ward.id, PersonDetails(name="Joe Heath"))
    desk.later(days=8)
    desk.hub.sign_in.sign_in(desk.nelly.id, PIN)
    desk.later(days=-8)
    for _ in range(2):
        with pytest.raises(StartCodeOver):
            desk.hub.sign_in.sign_in(added.person.id, added.start_code)


def test_a_start_code_given_out_after_a_clock_ran_ahead_is_good(desk: Reception) -> None:
    desk.later(days=400)
    desk.hub.sign_in.sign_in(desk.nelly.id, PIN)
    desk.later(days=-400)
    added = desk.hub.people.add(desk.ward.id, PersonDetails(name="Joe Heath"))
    with pytest.raises(OwnSecretNeeded):
        desk.hub.sign_in.sign_in(added.person.id, added.start_code)


@pytest.mark.parametrize(
    "weak",
    ["12345", "111111", "123456", "987654", "121212", "1" * 17, "short", "aaaaaaaa", "Nelly Dean", "        x"],
)
def test_what_would_be_guessed_first_is_not_taken(desk: Reception, weak: str) -> None:
    asked = desk.hasher.asked
    with pytest.raises(SecretTooWeak) as caught:
        desk.hub.sign_in.choose_secret(desk.nelly.id, proof=PIN, secret=weak)
    assert (caught.value.field, desk.hasher.asked) == ("secret", asked)
    desk.hub.sign_in.sign_in(desk.nelly.id, PIN)


def test_one_may_change_ones_pin_for_a_passphrase_and_stays_signed_in(desk: Reception) -> None:
    desk.hub.sign_in.choose_secret(desk.nelly.id, proof=PIN, secret="heather on the moor")
    assert desk.actions(desk.nelly)[-1] is AuditAction.SECRET_CHOSEN
    desk.hub.sign_in.sign_out()
    with pytest.raises(WrongSecret):
        desk.hub.sign_in.sign_in(desk.nelly.id, PIN)
    desk.hub.sign_in.sign_in(desk.nelly.id, "heather on the moor")


def test_someone_who_has_left_cannot_sign_in_and_is_not_offered(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    desk.hub.people.mark_left(joe)
    with pytest.raises(NotFound):
        desk.hub.sign_in.sign_in(joe.id, ANOTHER_PIN)
    assert [line.name for line in desk.hub.sign_in.people(desk.ward.id)] == ["Nelly Dean"]


def test_the_list_of_names_tells_what_is_asked_and_who_was_here_last(desk: Reception) -> None:
    desk.later(hours=2)
    added = desk.hub.people.add(desk.ward.id, PersonDetails(name="Joe Heath", role="HCA"))
    joe, nelly = desk.hub.sign_in.people(desk.ward.id)
    assert (joe.id, joe.designation, joe.needs, joe.last_at) == (added.person.id, "HCA", SecretKind.START_CODE, None)
    assert (nelly.needs, nelly.by_account, nelly.last_at) == (SecretKind.PIN, False, FRIDAY)


def test_a_sign_in_is_over_after_the_wards_hours_whatever_one_does(desk: Reception) -> None:
    desk.set_access(longest_hours=8)
    desk.hub.sign_in.sign_in(desk.nelly.id, PIN)
    desk.later(hours=7, minutes=59)
    assert desk.hub.people.of_ward(desk.ward.id)
    desk.clock.moment += timedelta(minutes=1)
    with pytest.raises(SignInOver):
        desk.hub.people.of_ward(desk.ward.id)
    with pytest.raises(NobodySignedIn):
        desk.hub.people.of_ward(desk.ward.id)
    desk.hub.sign_in.sign_in(desk.nelly.id, PIN)
    assert desk.hub.people.of_ward(desk.ward.id)


def test_signing_out_leaves_nobody_there(desk: Reception) -> None:
    desk.hub.sign_in.sign_out()
    assert desk.seat.person is None
    assert desk.actions(desk.nelly)[-1] is AuditAction.SIGNED_OUT
    saves = desk.store.saves
    desk.hub.sign_in.sign_out()
    assert desk.store.saves == saves


def test_a_windows_account_stands_for_a_pin_only_where_the_ward_says_so(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath", account="TRUST\\JHeath")
    desk.account = "trust\\jheath"
    with pytest.raises(SecretNeeded):
        desk.hub.sign_in.sign_in(joe.id)
    desk.set_access(windows_accounts=True)
    line = next(one for one in desk.hub.sign_in.people(desk.ward.id) if one.id == joe.id)
    assert (line.needs, line.by_account) == (None, True)
    assert desk.hub.sign_in.sign_in(joe.id) == joe
    with pytest.raises(SecretNeeded):
        desk.hub.sign_in.sign_in(desk.nelly.id)
    desk.account = None
    with pytest.raises(SecretNeeded):
        desk.hub.sign_in.sign_in(joe.id)


def test_a_name_that_opens_a_ward_of_pins_too_is_not_enough(by_name: Reception) -> None:
    """Nelly is a senior admin, and sees the ward of PINs as well."""
    by_name.second_ward()
    with pytest.raises(NoSecretYet):
        by_name.hub.sign_in.sign_in(by_name.nelly.id)


def test_whoever_signs_in_by_name_may_choose_a_first_pin(by_name: Reception) -> None:
    assert not by_name.hub.sign_in.has_own_secret()
    by_name.hub.sign_in.choose_first_secret(PIN)
    assert by_name.hub.sign_in.has_own_secret()
    with pytest.raises(SecretNeeded):
        by_name.hub.sign_in.choose_first_secret(ANOTHER_PIN)
    by_name.hub.sign_in.choose_secret(by_name.nelly.id, proof=PIN, secret=ANOTHER_PIN)


def test_a_first_pin_needs_no_proof_only_where_a_name_is_enough(desk: Reception) -> None:
    with pytest.raises(SecretNeeded):
        desk.hub.sign_in.choose_first_secret(ANOTHER_PIN)


def test_the_recovery_key_lets_a_senior_admin_back_in_when_all_are_shut_out(desk: Reception) -> None:
    five_wrong(desk, desk.nelly)
    desk.hub.sign_in.sign_out()
    with pytest.raises(WrongRecoveryKey):
        desk.hub.sign_in.reset_by_recovery_key(desk.nelly.id, "another key")
    assert desk.actions(desk.nelly)[-1] is AuditAction.SIGN_IN_FAILED
    code = desk.hub.sign_in.reset_by_recovery_key(desk.nelly.id, RECOVERY)
    assert desk.actions(desk.nelly)[-1] is AuditAction.START_CODE_GIVEN
    desk.hub.sign_in.choose_secret(desk.nelly.id, proof=code, secret=ANOTHER_PIN)
    assert desk.seat.person == desk.nelly


def test_the_recovery_key_is_for_senior_admins_alone(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    with pytest.raises(NotFound):
        desk.hub.sign_in.reset_by_recovery_key(joe.id, RECOVERY)
    assert joe.access is not SENIOR


def test_someone_of_a_ward_of_names_next_door_needs_no_pin(desk: Reception) -> None:
    desk.second_ward(sign_in=SignIn.NAME)
    assert desk.hub.sign_in.sign_in(desk.edgar.id) == desk.edgar
