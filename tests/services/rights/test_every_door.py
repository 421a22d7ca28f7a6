"""Every method of every service, for everybody who could stand before it: let in or refused exactly as the one table of
permissions says."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from inpatient_hub.domain.access import (
    IN_EMERGENCIES,
    PERMISSIONS,
    NobodySignedIn,
    NotAllowed,
    OtherWard,
    Right,
    Role,
    SignInOver,
    allows,
)
from inpatient_hub.domain.errors import HubError
from inpatient_hub.services.guarded import GuardedStore
from inpatient_hub.services.seat import RIGHT_OF, needs, open_to_all
from tests.services.rights.calls import CALLS
from tests.services.rights.marks import UNMARKED, doors, services
from tests.services.rights.scene import EDITOR, LONGEST, Scene, a_scene, records

DOORS = {door.name: door for door in doors(a_scene(records().starter).hub)}

OF_NO_WARD = frozenset(
    {
        "wards.get",
        "sign_in.choose_first_secret",
        "emergencies.wards",
        "emergencies.open_in_emergency",
        "audit.verify",
        "audit.export",
        "retention.periods",
        "retention.elsewhere",
        "clocks.events",
        "clocks.to_switch_on",
        "reminders.choices",
        "reminders.choose",
        "clocks.dates",
        *(name for name in DOORS if name.startswith(("backups.", "backup_settings.", "packs.", "lock.", "drafts."))),
        *(name for name in DOORS if name.startswith("diary.") and name.endswith(("filter", "filters"))),
    }
)
"""What asks for a right, and is about oneself, this computer or the whole store, or tells nothing of a ward but what it
is called."""

OF_ALL_WARDS = ("AuditService",)
"""Sees the store as it is, to follow the chain of every ward; it asks after the ward itself before it shows a line."""

OF_A_PERSON = frozenset(
    {
        "sign_in.choose_first_secret",
        "diary.filters",
        "my_work.since_last_on",
        "reminders.waiting",
        "reminders.choices",
    }
)
"""What only somebody with a name can do, although it only reads: what it reads is theirs alone, or is told to them."""

UNSIGNED = frozenset({"series.settle"})
"""What the calendar does, whoever is there: it makes tasks of what somebody signed for when they made the repeat."""

INSIDE: dict[str, Right] = {"wards.set_up": Right.SET_UP_WARD}
"""Open to all as the first thing there is, and asks for this right itself where there is a ward already."""

REFUSALS = (NotAllowed, NobodySignedIn, SignInOver, OtherWard)


@dataclass(frozen=True)
class Situation:
    """Who stands there, how they came to, and what they are told by a method that asks for this right."""

    words: str
    stage: Callable[[], Scene]
    told: Callable[[str, Right], type[HubError] | None]


def _seated(who: str) -> Callable[[], Scene]:
    def stage() -> Scene:
        scene = a_scene(records().people[who])
        scene.seat.sit(scene.who, longest=LONGEST)
        return scene

    return stage


def _by_role(who: str) -> Situation:
    person = records().people[who]

    def told(_door: str, right: Right) -> type[HubError] | None:
        return None if allows(right, person.access, editor=person.editor) else NotAllowed

    return Situation(f"a person who is {who}", _seated(who), told)


def _nobody() -> Scene:
    return a_scene(records().people[Role.SENIOR_ADMIN])


def _after_the_longest_time() -> Scene:
    scene = _seated(Role.SENIOR_ADMIN)()
    scene.clock.moment += LONGEST
    return scene


def _stranger() -> Scene:
    scene = a_scene(records().stranger)
    scene.seat.sit(scene.who, longest=LONGEST)
    return scene


def _in_an_emergency() -> Scene:
    scene = _stranger()
    scene.seat.open_in_emergency(scene.it.ward.id, scene.clock.now() + timedelta(hours=1))
    return scene


def _after_an_emergency() -> Scene:
    scene = _in_an_emergency()
    scene.clock.moment += timedelta(hours=1)
    return scene


def _looking() -> Scene:
    scene = _nobody()
    scene.seat.look_at(scene.it.ward.id)
    return scene


def _looking_elsewhere() -> Scene:
    scene = _nobody()
    scene.seat.look_at(scene.it.other_ward.id)
    return scene


def _told_stranger(door: str, right: Right) -> type[HubError] | None:
    if not allows(right, records().stranger.access, editor=False):
        return NotAllowed
    return None if door in OF_NO_WARD else OtherWard


def _told_in_emergency(door: str, right: Right) -> type[HubError] | None:
    return None if right in IN_EMERGENCIES else _told_stranger(door, right)


def _told_looking(door: str, right: Right) -> type[HubError] | None:
    return None if right in {Right.READ_WARD, Right.MAKE_BACKUP} and door not in OF_A_PERSON else NobodySignedIn


def _told_looking_elsewhere(door: str, right: Right) -> type[HubError] | None:
    return _told_looking(door, right) or (None if door in OF_NO_WARD else OtherWard)


SITUATIONS = (
    *(_by_role(who) for who in (*(role.value for role in Role), EDITOR)),
    Situation("nobody", _nobody, lambda _door, _right: NobodySignedIn),
    Situation("a senior admin whose longest time is over", _after_the_longest_time, lambda _door, _right: SignInOver),
    Situation("an admin of another ward", _stranger, _told_stranger),
    Situation("an admin of another ward in an emergency", _in_an_emergency, _told_in_emergency),
    Situation("an admin of another ward after an emergency", _after_an_emergency, _told_stranger),
    Situation("somebody of the ward at a shell, without a name", _looking, _told_looking),
    Situation("somebody of another ward at a shell, without a name", _looking_elsewhere, _told_looking_elsewhere),
)


def refusal(call: Callable[[], object]) -> type[HubError] | None:
    """How the call is refused; None when it is let in, in which case it also does what it is for."""
    try:
        call()
    except REFUSALS as error:
        return type(error)
    return None


def test_every_method_of_every_service_is_marked_with_its_right() -> None:
    assert [door.name for door in DOORS.values() if door.right is UNMARKED] == []


def test_every_method_of_every_service_is_walked_through() -> None:
    assert CALLS.keys() == DOORS.keys()


@pytest.mark.parametrize("door", DOORS)
def test_a_method_lets_in_exactly_whom_the_table_names(door: str) -> None:
    expected = {situation.words: told_at(door, situation) for situation in SITUATIONS}
    assert {situation.words: told_by(door, situation.stage()) for situation in SITUATIONS} == expected


def told_at(door: str, situation: Situation) -> type[HubError] | None:
    """What the table says that this door tells whoever stands there."""
    right = DOORS[door].right or INSIDE.get(door)
    expected = situation.told(door, right) if isinstance(right, Right) else None
    return None if door in INSIDE and expected is OtherWard else expected


def told_by(door: str, scene: Scene) -> type[HubError] | None:
    """What it does tell them."""
    return refusal(lambda: CALLS[door](scene))


@pytest.mark.parametrize("door", [name for name in DOORS if DOORS[name].right and name not in OF_NO_WARD])
def test_what_was_refused_changed_nothing(door: str) -> None:
    scene = _stranger()
    before = scene.hub.store._store.saves  # type: ignore[attr-defined]
    assert refusal(lambda: CALLS[door](scene)) in (OtherWard, NotAllowed)
    assert scene.hub.store._store.saves == before  # type: ignore[attr-defined]


@pytest.mark.parametrize("service", [*services(a_scene(records().starter).hub)], ids=lambda one: type(one).__name__)
def test_every_service_asks_the_same_seat_and_sees_the_guarded_store_only(service: object) -> None:
    if type(service).__name__ not in OF_ALL_WARDS:
        assert isinstance(getattr(service, "_store", None), GuardedStore | None)
    seat = getattr(service, "_seat", None)
    assert seat is None or not seat.is_program


SIGNED = [name for name, door in DOORS.items() if door.right and "by" in inspect.signature(door.function).parameters]


@pytest.mark.parametrize("door", SIGNED)
def test_nobody_signs_with_the_name_of_another(door: str) -> None:
    scene = _seated(Role.SENIOR_ADMIN)()
    scene = replace(scene, who=records().people[Role.MANAGER])
    assert refusal(lambda: CALLS[door](scene)) is NobodySignedIn


@pytest.mark.parametrize(
    "door", [name for name, one in DOORS.items() if "by" in inspect.signature(one.function).parameters]
)
def test_whose_name_stands_under_it_is_always_told_by_name_and_asked_after(door: str) -> None:
    """One that is passed by its place would not be looked at."""
    by = inspect.signature(DOORS[door].function).parameters["by"]
    assert by.kind is inspect.Parameter.KEYWORD_ONLY
    assert by.annotation in (str, "str")
    assert DOORS[door].right is not None


def test_what_changes_the_wards_work_is_signed() -> None:
    writes = {name for name, door in DOORS.items() if door.right in (Right.DO_WORK, Right.EDIT_PATIENTS)}
    assert writes - set(SIGNED) == UNSIGNED


def test_the_first_ward_is_set_up_by_whoever_is_there(desk_of_nobody: Scene) -> None:
    assert desk_of_nobody.hub.wards.all() == []
    made = desk_of_nobody.hub.wards.set_up(ward_name="Moor", person_name="Zillah", person_role="RMN")
    assert made.person.access is Role.SENIOR_ADMIN
    with pytest.raises(NobodySignedIn):
        desk_of_nobody.hub.wards.set_up(ward_name="Grange", person_name="Ellen", person_role="RMN")


@pytest.fixture
def desk_of_nobody() -> Scene:
    """An application over an empty store."""
    scene = a_scene(records().starter)
    kept = scene.hub.store._store  # type: ignore[attr-defined]
    kept._memory = type(kept)()._memory
    return scene


def test_every_right_has_its_row_in_the_table() -> None:
    assert set(PERMISSIONS) == set(Right)


def test_the_walk_sees_a_method_that_nobody_marked() -> None:
    class Careless:
        @open_to_all
        def open(self) -> None: ...

        @needs(Right.DO_WORK)  # type: ignore[type-var]
        def asked(self) -> None: ...

        def forgotten(self) -> None: ...

        @property
        def told(self) -> str:
            return ""

    Careless.__module__ = "inpatient_hub.services.careless"
    hub = replace(a_scene(records().starter).hub, library=Careless())  # type: ignore[arg-type]
    found = {door.name: door.right for door in doors(hub) if door.name.startswith("library.")}
    assert found == {
        "library.open": None,
        "library.asked": Right.DO_WORK,
        "library.forgotten": UNMARKED,
        "library.told": UNMARKED,
    }
    assert getattr(Careless.asked, RIGHT_OF) is Right.DO_WORK
