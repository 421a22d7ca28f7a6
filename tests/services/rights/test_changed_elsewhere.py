"""Somebody who is signed in has left meanwhile, or has another role: an admin at another computer said so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from inpatient_hub.domain.access import NobodySignedIn, NotAllowed, OtherWard, Role
from inpatient_hub.services.audit import AuditQuestion
from inpatient_hub.services.seat import BETWEEN_LOOKS
from tests.services.rights.scene import LONGEST, Scene, a_scene, records


@pytest.fixture
def scene() -> Scene:
    """A ward admin at work."""
    made = a_scene(records().people[Role.WARD_ADMIN])
    made.seat.sit(made.who, longest=LONGEST)
    return made


def change_elsewhere(scene: Scene, **changed: Any) -> None:
    """An admin at another computer changes the record of whoever is here."""
    staff = scene.hub.store._store._memory.staff  # type: ignore[attr-defined]
    staff[scene.who.id] = replace(staff[scene.who.id], **changed)


def later(scene: Scene, span: timedelta = BETWEEN_LOOKS) -> None:
    scene.clock.moment += span


ASKED: dict[str, Callable[[Scene], object]] = {
    "reading": lambda s: s.hub.patients.find(s.it.ward.id),
    "writing": lambda s: s.hub.tasks.complete(s.it.todo, by=s.who.id),
    "the audit trail": lambda s: s.hub.audit.page(AuditQuestion(ward_id=s.it.ward.id)),
    "its count": lambda s: s.hub.audit.count(AuditQuestion(ward_id=s.it.ward.id)),
}


@pytest.mark.parametrize("what", ASKED)
def test_who_has_left_is_signed_out_within_a_minute(scene: Scene, what: str) -> None:
    change_elsewhere(scene, active=False)
    later(scene)
    with pytest.raises(NobodySignedIn):
        ASKED[what](scene)
    assert scene.seat.person is None


def test_who_is_not_there_any_more_is_signed_out_too(scene: Scene) -> None:
    del scene.hub.store._store._memory.staff[scene.who.id]  # type: ignore[attr-defined]
    later(scene)
    with pytest.raises(NobodySignedIn):
        scene.hub.patients.find(scene.it.ward.id)


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: s.hub.audit.page(AuditQuestion(ward_id=s.it.ward.id)),
        lambda s: s.hub.emergencies.of_ward(s.it.ward.id),
        lambda s: s.hub.people.mark_left(s.it.starter),
    ],
    ids=["audit", "emergencies", "people"],
)
def test_who_has_another_role_loses_what_it_does_not_carry_with_the_very_next_act(
    scene: Scene, ask: Callable[[Scene], object]
) -> None:
    change_elsewhere(scene, access=Role.STAFF)
    later(scene)
    with pytest.raises(NotAllowed):
        ask(scene)
    assert scene.seat.person is not None, "their work goes on"
    assert scene.hub.patients.find(scene.it.ward.id).items


def test_who_has_been_taken_off_a_ward_sees_it_no_more(scene: Scene) -> None:
    change_elsewhere(scene, ward_id=scene.it.other_ward.id)
    later(scene)
    with pytest.raises(OtherWard):
        scene.hub.patients.facts(scene.it.patient)


def test_a_role_given_elsewhere_is_there_within_a_minute_too(scene: Scene) -> None:
    change_elsewhere(scene, access=Role.SENIOR_ADMIN)
    later(scene)
    scene.hub.patients.find(scene.it.ward.id)
    scene.hub.retention.release(scene.it.held_patient, by=scene.who.id)


def test_within_the_minute_nothing_is_asked(scene: Scene) -> None:
    change_elsewhere(scene, active=False)
    later(scene, BETWEEN_LOOKS - timedelta(seconds=1))
    assert scene.hub.patients.find(scene.it.ward.id).items


def test_what_goes_on_by_itself_is_no_moment_to_look(scene: Scene) -> None:
    """The backup of the hour, its entry and the anchors must not fail because somebody has left."""
    change_elsewhere(scene, active=False)
    later(scene)
    scene.hub.backups.make_if_due()
    scene.hub.audit.look()
    scene.hub.audit.lock_changed("pin")
    assert scene.seat.person is not None
