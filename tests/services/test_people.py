"""Looking after people: starters, leavers, roles, resets, and that somebody always stays admin."""

from dataclasses import replace

import pytest

from inpatient_hub.domain.access import NobodySignedIn, NotAllowed, OtherWard, Role
from inpatient_hub.domain.audit import CHANGED, AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import ChangedElsewhere, InvalidAnswer, NotFound
from inpatient_hub.domain.sign_in_troubles import LastAdmin, OwnRights, SecretSwitchedOff, SecretWaits, WrongSecret
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.people import PersonDetails
from tests.services.reception import ANOTHER_PIN, PIN, SENIOR, WARD_ADMIN, Reception

WRONG = "999111"


@pytest.fixture
def desk() -> Reception:
    """A ward with PINs, its senior admin Nelly signed in."""
    return Reception()


def changed(person: Staff, **details: object) -> PersonDetails:
    return replace(PersonDetails.of(person), **details)


def test_a_starter_gets_a_start_code_shown_once(desk: Reception) -> None:
    added = desk.hub.people.add(desk.ward.id, PersonDetails(name=" Joe  Heath ", role="HCA", editor=True))
    assert (added.person.name, added.person.access, added.person.editor) == ("Joe Heath", Role.STAFF, True)
    assert added.start_code is not None
    assert len(added.start_code) == 9
    assert added.changes.ids(Kind.STAFF) == {added.person.id}
    assert desk.actions(added.person) == [AuditAction.STAFF_ADDED, AuditAction.START_CODE_GIVEN]
    with desk.store.reading() as work:
        kept = work.secrets.find(added.person.id)
    assert kept is not None
    assert added.start_code not in kept.verifier


def test_what_somebody_new_may_do_is_in_the_trail_from_the_first(desk: Reception) -> None:
    other = desk.second_ward()
    details = PersonDetails(name="Joe Heath", access=WARD_ADMIN, editor=True, other_wards=(other.id,), account="T\\joe")
    added = desk.hub.people.add(desk.ward.id, details).person
    with desk.store.reading() as work:
        told = {
            one: work.audit.of_entity(Kind.STAFF, one)[-1].after for one in (added.id, desk.nelly.id, desk.edgar.id)
        }
    assert told[added.id] == {"access": "ward_admin", "editor": "yes", "other_wards": other.id, "account": "t\\joe"}
    assert told[desk.nelly.id] == {"role": "Manager", "access": "senior_admin"}
    assert told[desk.edgar.id] == {"role": "Manager", "access": "ward_admin"}


def test_where_a_name_is_enough_nobody_gets_a_start_code() -> None:
    desk = Reception(secret=None)
    assert desk.hub.people.add(desk.ward.id, PersonDetails(name="Joe Heath")).start_code is None


def test_a_change_is_kept_with_before_and_after(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath", role="HCA")
    saved, _ = desk.hub.people.change(joe, changed(joe, role="RMN", access=Role.LEAD, account="Trust\\JHeath"))
    assert (saved.role, saved.access, saved.account) == ("RMN", Role.LEAD, "trust\\jheath")
    with desk.store.reading() as work:
        newest = work.audit.of_entity(Kind.STAFF, joe.id)[0]
    assert (newest.action, newest.actor_id) == (AuditAction.STAFF_EDITED, desk.nelly.id)
    assert newest.before == {"role": "HCA", "access": "staff", "account": ""}
    assert newest.after == {"role": "RMN", "access": "lead", "account": "trust\\jheath"}
    assert newest.detail == {}


def test_of_a_changed_name_the_trail_keeps_only_that_it_changed(desk: Reception) -> None:
    """It must not outlive the record of somebody who has left."""
    joe = desk.arrive("Joe Heath")
    desk.hub.people.change(joe, changed(joe, name="Joseph Moor", editor=True))
    with desk.store.reading() as work:
        newest = work.audit.of_entity(Kind.STAFF, joe.id)[0]
    assert (newest.before, newest.after) == ({"name": CHANGED, "editor": "no"}, {"name": CHANGED, "editor": "yes"})


@pytest.mark.parametrize(("field", "value"), [("name", "NELLY dean"), ("name", " "), ("account", "TRUST\\N")])
def test_a_name_or_account_that_tells_nobody_apart_is_refused(desk: Reception, field: str, value: str) -> None:
    nelly, _ = desk.hub.people.change(desk.nelly, changed(desk.nelly, account="trust\\n"))
    joe = desk.arrive("Joe Heath")
    with pytest.raises(InvalidAnswer) as caught:
        desk.hub.people.change(joe, changed(joe, **{field: value}))
    assert caught.value.field in ("person_name", "account")
    assert desk.kept(nelly).account == "trust\\n"


def test_a_change_made_over_somebody_elses_is_refused(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    desk.hub.people.change(joe, changed(joe, role="RMN"))
    with pytest.raises(ChangedElsewhere):
        desk.hub.people.change(joe, changed(joe, role="HCA"))


@pytest.mark.parametrize("access", [Role.STAFF, Role.LEAD, Role.MANAGER])
def test_people_are_looked_after_by_admins_alone(desk: Reception, access: Role) -> None:
    zillah, joe = desk.arrive("Zillah Moor"), desk.arrive("Joe Heath", access=access)
    desk.as_(joe)
    for refused in (
        lambda: desk.hub.people.add(desk.ward.id, PersonDetails(name="Abel")),
        lambda: desk.hub.people.change(zillah, changed(zillah, role="RMN")),
        lambda: desk.hub.people.change(joe, changed(joe, access=Role.WARD_ADMIN)),
        lambda: desk.hub.people.mark_left(zillah),
        lambda: desk.hub.people.come_back(zillah),
        lambda: desk.hub.people.reset_sign_in(zillah),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert len(desk.hub.people.of_ward(desk.ward.id)) == 3


def test_a_ward_admin_makes_no_senior_admin_and_touches_none(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    desk.as_(desk.arrive("Abel Moor", access=WARD_ADMIN))
    promoted, _ = desk.hub.people.change(joe, changed(joe, access=WARD_ADMIN))
    for refused in (
        lambda: desk.hub.people.add(desk.ward.id, PersonDetails(name="Zillah", access=SENIOR)),
        lambda: desk.hub.people.change(promoted, changed(promoted, access=SENIOR)),
        lambda: desk.hub.people.change(desk.nelly, changed(desk.nelly, access=WARD_ADMIN)),
        lambda: desk.hub.people.mark_left(desk.nelly),
        lambda: desk.hub.people.reset_sign_in(desk.nelly),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_a_ward_admin_has_no_say_over_another_ward_and_its_people(desk: Reception) -> None:
    other = desk.second_ward()
    joe = desk.arrive("Joe Heath")
    desk.as_(desk.arrive("Abel Moor", access=WARD_ADMIN))
    for refused in (
        lambda: desk.hub.people.add(other.id, PersonDetails(name="Zillah")),
        lambda: desk.hub.people.change(desk.edgar, changed(desk.edgar, role="RMN")),
        lambda: desk.hub.people.change(joe, changed(joe, other_wards=(other.id,))),
        lambda: desk.hub.people.reset_sign_in(desk.edgar),
    ):
        with pytest.raises(OtherWard):
            refused()


def test_a_ward_admin_grants_and_gains_no_other_ward_through_somebody_who_works_on_both(desk: Reception) -> None:
    """Sam is Abel's colleague at home, and works next door too: his role, his account and his sign-in hold there."""
    other = desk.second_ward()
    sam = desk.arrive("Sam Staff", other_wards=(other.id,))
    gone, _ = desk.hub.people.mark_left(desk.arrive("Zillah Moor", other_wards=(other.id,)))
    desk.as_(desk.arrive("Abel Moor", access=WARD_ADMIN))
    for refused in (
        lambda: desk.hub.people.change(sam, changed(sam, access=WARD_ADMIN)),
        lambda: desk.hub.people.change(sam, changed(sam, editor=True)),
        lambda: desk.hub.people.change(sam, changed(sam, account="trust\\abel")),
        lambda: desk.hub.people.reset_sign_in(sam),
        lambda: desk.hub.people.come_back(gone),
    ):
        with pytest.raises(OtherWard):
            refused()
    with pytest.raises(OtherWard):
        desk.hub.people.change(sam, changed(sam, other_wards=(), access=WARD_ADMIN))
    assert (desk.kept(sam), desk.kept(gone).active) == (sam, False)
    desk.hub.sign_in.sign_in(sam.id, ANOTHER_PIN)


def test_rights_over_a_person_are_judged_by_their_kept_record_and_not_by_what_is_handed_in(desk: Reception) -> None:
    other = desk.second_ward()
    sam, zed = desk.arrive("Sam Staff", other_wards=(other.id,)), desk.arrive("Zed Senior", access=SENIOR)
    gone, _ = desk.hub.people.mark_left(desk.arrive("Zillah Moor", other_wards=(other.id,)))
    desk.as_(desk.arrive("Abel Moor", access=WARD_ADMIN))
    wanted = changed(sam, access=WARD_ADMIN)
    for forged in (
        lambda: desk.hub.people.change(replace(sam, access=WARD_ADMIN), wanted),
        lambda: desk.hub.people.change(replace(sam, access=WARD_ADMIN, other_wards=()), wanted),
        lambda: desk.hub.people.change(replace(desk.edgar, ward_id=desk.ward.id), changed(desk.edgar, role="RMN")),
        lambda: desk.hub.people.mark_left(replace(zed, access=Role.STAFF)),
        lambda: desk.hub.people.mark_left(replace(desk.edgar, ward_id=desk.ward.id)),
        lambda: desk.hub.people.come_back(replace(gone, other_wards=())),
    ):
        with pytest.raises((OtherWard, NotAllowed)):
            forged()
    assert [desk.kept(one) for one in (sam, zed, gone, desk.edgar)] == [sam, zed, gone, desk.edgar]


def test_what_is_recorded_of_a_change_is_what_was_kept(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath", role="HCA")
    desk.hub.people.change(replace(joe, role="RMN"), changed(joe, role="RMN"))
    left, _ = desk.hub.people.mark_left(replace(desk.kept(joe), role="Doctor", editor=True))
    assert (left.role, left.editor, left.active) == ("RMN", False, False)
    with desk.store.reading() as work:
        gone, edited = work.audit.of_entity(Kind.STAFF, joe.id)[:2]
    assert (edited.before, edited.after) == ({"role": "HCA"}, {"role": "RMN"})
    assert (gone.before, gone.after) == ({"active": "yes"}, {"active": "no"})


def test_a_record_that_changed_since_it_was_read_is_told_before_anything_else(desk: Reception) -> None:
    other = desk.second_ward()
    joe = desk.arrive("Joe Heath")
    desk.hub.people.change(joe, changed(joe, other_wards=(other.id,)))
    desk.as_(desk.arrive("Abel Moor", access=WARD_ADMIN))
    for late in (
        lambda: desk.hub.people.change(joe, changed(joe, role="RMN")),
        lambda: desk.hub.people.mark_left(joe),
        lambda: desk.hub.people.come_back(joe),
    ):
        with pytest.raises(ChangedElsewhere):
            late()


def test_a_ward_admin_still_looks_after_what_is_their_own_wards_of_somebody_who_works_on_both(desk: Reception) -> None:
    sam = desk.arrive("Sam Staff", other_wards=(desk.second_ward().id,))
    desk.as_(desk.arrive("Abel Moor", access=WARD_ADMIN))
    saved, _ = desk.hub.people.change(sam, changed(sam, role="RMN"))
    assert saved.role == "RMN"
    left, _ = desk.hub.people.mark_left(saved)
    assert not left.active


def test_an_admin_of_both_wards_may_do_all_of_it(desk: Reception) -> None:
    other = desk.second_ward()
    sam = desk.arrive("Sam Staff", other_wards=(other.id,))
    desk.as_(desk.arrive("Abel Moor", access=WARD_ADMIN, other_wards=(other.id,)))
    saved, _ = desk.hub.people.change(sam, changed(sam, access=Role.LEAD))
    assert desk.hub.people.reset_sign_in(saved).start_code


def test_while_the_last_senior_admin_has_to_wait_the_others_people_can_still_be_changed(desk: Reception) -> None:
    abel, joe = desk.arrive("Abel Moor", access=WARD_ADMIN), desk.arrive("Joe Heath")
    for _ in range(5):
        with pytest.raises((WrongSecret, SecretWaits)):
            desk.hub.sign_in.sign_in(desk.nelly.id, WRONG)
    desk.as_(abel)
    saved, _ = desk.hub.people.change(joe, changed(joe, role="HCA"))
    assert saved.role == "HCA"
    lines = {line.person.id: line for line in desk.hub.people.of_ward(desk.ward.id)}
    assert not lines[desk.nelly.id].switched_off


def test_whoever_works_on_both_wards_may_let_others_do_so_too(desk: Reception) -> None:
    other = desk.second_ward()
    joe = desk.arrive("Joe Heath")
    saved, _ = desk.hub.people.change(joe, changed(joe, other_wards=(other.id, desk.ward.id, other.id)))
    assert saved.other_wards == (other.id,)
    assert "Joe Heath" in [line.person.name for line in desk.hub.people.of_ward(other.id)]


def test_nobody_takes_away_their_own_admin_role_marks_themselves_left_or_resets_themselves(desk: Reception) -> None:
    desk.arrive("Abel Moor", access=SENIOR)
    for refused in (
        lambda: desk.hub.people.change(desk.nelly, changed(desk.nelly, access=Role.STAFF)),
        lambda: desk.hub.people.mark_left(desk.nelly),
        lambda: desk.hub.people.reset_sign_in(desk.nelly),
    ):
        with pytest.raises(OwnRights):
            refused()


def test_the_last_senior_admin_stays_one(desk: Reception) -> None:
    desk.arrive("Abel Moor", access=WARD_ADMIN)
    with pytest.raises(LastAdmin):
        desk.hub.people.change(desk.nelly, changed(desk.nelly, access=WARD_ADMIN))


def test_an_admin_who_never_used_their_start_code_does_not_count_as_the_one_who_is_left(desk: Reception) -> None:
    added = desk.hub.people.add(desk.ward.id, PersonDetails(name="Abel Moor", access=SENIOR))
    with pytest.raises(LastAdmin):
        desk.hub.people.change(desk.nelly, changed(desk.nelly, access=WARD_ADMIN))
    desk.choose(added)
    desk.as_(desk.nelly)
    saved, _ = desk.hub.people.change(desk.nelly, changed(desk.nelly, access=WARD_ADMIN))
    assert saved.access is WARD_ADMIN
    assert desk.seat.person == saved


def test_the_last_admin_of_a_ward_stays_one_though_another_ward_has_its_own(desk: Reception) -> None:
    desk.second_ward()
    with pytest.raises(LastAdmin):
        desk.hub.people.mark_left(desk.edgar)
    with pytest.raises(LastAdmin):
        desk.hub.people.change(desk.edgar, changed(desk.edgar, access=Role.LEAD))


@pytest.mark.parametrize("how", ["switched off", "reset"])
def test_a_ward_whose_only_admin_cannot_sign_in_holds_up_nobody_else_and_can_be_given_another(
    desk: Reception, how: str
) -> None:
    """Five keystrokes on one ward's admin must not keep a leaver of another ward able to sign in."""
    other = desk.second_ward()
    sam, lee = desk.arrive("Sam Staff", role="HCA"), desk.arrive("Lee Leaver")
    added = desk.hub.people.add(other.id, PersonDetails(name="Isabella Linton"))
    desk.choose(added)
    desk.as_(desk.nelly)
    if how == "reset":
        assert desk.hub.people.reset_sign_in(desk.edgar).start_code
    else:
        for _ in range(5):
            with pytest.raises((WrongSecret, SecretSwitchedOff)):
                desk.hub.sign_in.sign_in(desk.edgar.id, WRONG)
    saved, _ = desk.hub.people.change(sam, changed(sam, role="RMN"))
    assert saved.role == "RMN"
    assert not desk.hub.people.mark_left(lee)[0].active
    made, _ = desk.hub.people.change(added.person, changed(added.person, access=WARD_ADMIN))
    assert made.access is WARD_ADMIN
    with pytest.raises(LastAdmin):
        desk.hub.people.mark_left(made)
    assert not desk.hub.people.mark_left(desk.edgar)[0].active


def test_the_last_admin_who_can_sign_in_stays_though_another_is_on_the_list_who_cannot(desk: Reception) -> None:
    other = desk.second_ward()
    desk.hub.people.add(other.id, PersonDetails(name="Isabella Linton", access=WARD_ADMIN))
    with pytest.raises(LastAdmin):
        desk.hub.people.mark_left(desk.edgar)


def test_somebody_who_comes_back_starts_with_a_start_code(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    gone, _ = desk.hub.people.mark_left(joe)
    assert not gone.active
    back = desk.hub.people.come_back(gone)
    assert back.person.active
    assert back.start_code is not None
    with pytest.raises(WrongSecret):
        desk.hub.sign_in.sign_in(joe.id, ANOTHER_PIN)
    desk.hub.sign_in.choose_secret(joe.id, proof=back.start_code, secret=PIN)
    assert [action for action in desk.actions(joe) if action.value in ("staff.left", "staff.back")] == [
        AuditAction.STAFF_LEFT,
        AuditAction.STAFF_BACK,
    ]


def test_a_reset_clears_the_wrong_tries_and_ends_the_old_pin(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    for _ in range(5):
        with pytest.raises((WrongSecret, SecretSwitchedOff)):
            desk.hub.sign_in.sign_in(joe.id, WRONG)
    row = next(line for line in desk.hub.people.of_ward(desk.ward.id) if line.person.id == joe.id)
    assert row.switched_off
    reset = desk.hub.people.reset_sign_in(joe)
    assert reset.start_code is not None
    with pytest.raises(WrongSecret) as caught:
        desk.hub.sign_in.sign_in(joe.id, ANOTHER_PIN)
    assert caught.value.tries_left == 4
    desk.hub.sign_in.choose_secret(joe.id, proof=reset.start_code, secret=ANOTHER_PIN)


def test_the_list_shows_who_left_and_whose_start_code_is_over(desk: Reception) -> None:
    desk.hub.people.mark_left(desk.arrive("Zillah Moor"))
    desk.hub.people.add(desk.ward.id, PersonDetails(name="Joe Heath"))
    desk.later(days=8)
    desk.as_(desk.nelly)
    joe, nelly, zillah = desk.hub.people.of_ward(desk.ward.id)
    assert (joe.code_over, joe.last_at, nelly.code_over, zillah.person.active) == (True, None, False, False)


def test_nothing_is_changed_while_nobody_is_signed_in(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    desk.hub.sign_in.sign_out()
    for refused in (
        lambda: desk.hub.people.of_ward(desk.ward.id),
        lambda: desk.hub.people.reset_sign_in(joe),
        lambda: desk.hub.people.mark_left(joe),
    ):
        with pytest.raises(NobodySignedIn):
            refused()


def test_a_leaver_who_is_signed_in_elsewhere_is_not_found_again(desk: Reception) -> None:
    joe = desk.arrive("Joe Heath")
    desk.hub.people.mark_left(joe)
    with pytest.raises(NotFound):
        desk.hub.sign_in.choose_secret(joe.id, proof=ANOTHER_PIN, secret=PIN)
