"""Tasks, repeats and personal marks as one person sees them: of their own wards, and their own."""

from contextlib import suppress
from dataclasses import replace

import pytest

from inpatient_hub.domain.access import NobodySignedIn, OtherWard, Role
from inpatient_hub.domain.errors import InvalidAnswer, NotFound
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.tasks import TaskKind
from tests.contracts.making import a_task
from tests.services.making import FRIDAY
from tests.services.rights.diary_scene import NEW_REPEAT
from tests.services.rights.guarded_tasks_asked import OWN, SIFTED, a_repeat
from tests.services.rights.scene import LONGEST, a_scene, records
from tests.services.rights.test_guarded import a_store, at_work


@pytest.mark.parametrize("asked", SIFTED)
@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_of_a_persons_work_on_another_ward_nothing_is_told(who: str, asked: str) -> None:
    with at_work().hub.store.reading() as work:
        assert SIFTED[asked](work, records()), "there is something to be kept"
    with a_store(who).reading() as work:
        assert SIFTED[asked](work, records()) == []


def test_a_claim_on_another_ward_is_taken_back_even_where_its_refusal_is_passed_over() -> None:
    """It is only seen to be of another ward when it is claimed."""
    it = records()
    store = a_store()

    def claim_and_go_on() -> None:
        with store.writing() as work:
            with suppress(OtherWard):
                work.tasks.claim(it.todo, it.stranger.id, FRIDAY)
            work.personal.mark_seen(it.stranger.id, it.other_ward.id, FRIDAY)

    with pytest.raises(OtherWard):
        claim_and_go_on()
    with at_work().hub.store.reading() as work:
        assert work.tasks.get(it.todo).claimed_by is None
    assert store._store._memory.tasks[it.todo].claimed_by is None  # type: ignore[attr-defined]


@pytest.mark.parametrize("asked", OWN)
@pytest.mark.parametrize("role", [Role.STAFF, Role.SENIOR_ADMIN])
def test_what_belongs_to_one_person_is_kept_from_everybody_else(role: Role, asked: str) -> None:
    with pytest.raises(NobodySignedIn), at_work(role).hub.store.writing() as work:
        OWN[asked](work, records())


@pytest.mark.parametrize("asked", OWN)
def test_what_belongs_to_one_person_is_kept_while_nobody_is_signed_in(asked: str) -> None:
    with pytest.raises(NobodySignedIn), a_store("nobody").writing() as work:
        OWN[asked](work, records())


def test_nobody_writes_over_the_filter_of_another_by_calling_it_their_own() -> None:
    scene = at_work()
    theirs = scene.it.diary.filters[scene.it.stranger.id]
    with pytest.raises(NotFound), scene.hub.store.writing() as work:
        work.personal.update_filter(SavedFilter(id=theirs, staff_id=scene.who.id, name="Mine now"))
    with pytest.raises(NotFound), scene.hub.store.writing() as work:
        work.personal.remove_filter(scene.who.id, theirs)


def test_a_task_or_a_repeat_cannot_be_carried_over_to_ones_own_ward() -> None:
    """Saying that it is of one's own ward does not make it so."""
    it = records()
    mine = it.other_ward.id
    with pytest.raises(OtherWard), a_store().writing() as work:
        work.series.update(replace(a_repeat(it), ward_id=mine))
    with pytest.raises(OtherWard), a_store().writing() as work:
        work.tasks.update(a_task(it.other_ward, it.stranger, id=it.todo))
    with pytest.raises(OtherWard), a_store().writing() as work:
        work.series.add(replace(a_repeat(it), id="next", ward_id=mine, patient_id=it.patient))
    with pytest.raises(OtherWard), a_store().writing() as work:
        work.tasks.add_once(a_task(it.other_ward, it.stranger, patient_id=it.patient))


def test_a_repeat_about_a_patient_is_of_the_patients_own_ward() -> None:
    """Also for somebody who may see both wards."""
    it = records()
    scene = a_scene(it.stranger)
    scene.seat.sit(replace(it.stranger, other_wards=(it.ward.id,)), longest=LONGEST)
    asked = replace(NEW_REPEAT, kind=TaskKind.PATIENT, patient_id=it.patient, shifts=())
    with pytest.raises(InvalidAnswer) as refused:
        scene.hub.series.add(it.other_ward.id, asked, by=it.stranger.id)
    assert refused.value.field == "patient_id"
