"""The ward's diary as every store keeps it: days, missed and waiting work, repeats, searching, and personal marks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from inpatient_hub.domain.errors import ChangedElsewhere, NotFound
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.recurrence import Missed, Repeat, weekly_on
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.series import Series, SeriesState
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import (
    AuditType,
    Category,
    DayPart,
    Priority,
    Task,
    TaskEvent,
    TaskEventKind,
    TaskKind,
    TaskState,
    Team,
)
from inpatient_hub.domain.wards import Ward, WorkSettings
from inpatient_hub.domain.working_days import Nation
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import Store
from tests.contracts.making import NOW, TODAY, a_nurse, a_task, a_task_event, a_ward, later, save


def a_series(ward: Ward, nurse: Staff, **changed: Any) -> Series:
    """The fridge's temperature, every night."""
    usual: dict[str, Any] = {
        "id": new_id(),
        "ward_id": ward.id,
        "title": "Fridge temperatures",
        "shifts": ("Night",),
        "repeat": Repeat(rule="FREQ=DAILY", starts_on=TODAY),
        "made_by": nurse.id,
        "made_at": NOW,
    }
    return Series(**usual | changed)


def keep(store: Store, series: Series) -> Series:
    with store.writing() as work:
        work.series.add(series)
    return series


def titles(lines: Any) -> list[str]:
    return [line.task.title for line in lines]


def test_every_field_of_a_task_comes_back(store: Store, ward: Ward, patient: Patient, nurse: Staff) -> None:
    series = keep(store, a_series(ward, nurse))
    task = a_task(
        ward,
        nurse,
        kind=TaskKind.APPOINTMENT,
        state=TaskState.WAITING,
        patient_id=patient.id,
        shift="Late",
        due_at=later(60),
        day_part=DayPart.AFTERNOON,
        lapses_at=later(120),
        duration=45,
        place="Room 2",
        people="The advocate",
        category=Category.FAMILY_CONTACT,
        audit_type=AuditType.LIGATURE,
        offered_to=Team.SOCIAL_WORK,
        waiting_on="housing",
        chase_on=date(2026, 12, 1),
        hand_backs=3,
        needs_check=True,
        checked_by=nurse.id,
        checked_at=later(3),
        reason="staffing",
        repeat_id=series.id,
        repeat_on=TODAY,
        clock_rule="discharge.h72@1",
        clock_event=later(-60),
        workflow_id="imha",
        guide_id="fridge",
    )
    save(store, task)
    event = a_task_event(task, nurse, TaskEventKind.MOVED, before={"due_on": "2026-11-19", "version": 1}, of=new_id())
    with store.writing() as work:
        work.tasks.record(event)
    with store.reading() as work:
        assert work.tasks.get(task.id) == task
        assert work.tasks.event(event.id) == event
        assert list(work.tasks.events(task.id)) == [event]
        with pytest.raises(NotFound):
            work.tasks.event(new_id())


def test_every_field_of_a_repeat_comes_back(store: Store, ward: Ward, patient: Patient, nurse: Staff) -> None:
    full = a_series(
        ward,
        nurse,
        kind=TaskKind.PATIENT,
        priority=Priority.IMPORTANT,
        patient_id=patient.id,
        category=Category.ASSESSMENT,
        audit_type=AuditType.WALKAROUND,
        offered_to=Team.HCA,
        needs_check=True,
        workflow_id="imha",
        guide_id="fridge",
        shifts=("Early", "Night"),
        at=time(9, 30),
        repeat=Repeat(
            rule=weekly_on([0, 3], every_weeks=2),
            starts_on=TODAY,
            ends_on=date(2027, 1, 1),
            left_out=(date(2026, 12, 7),),
            not_on=Nation.SCOTLAND,
        ),
        missed=Missed.STAYS,
        state=SeriesState.ENDED,
        follows=new_id(),
        made_at=later(1),
    )
    bare = a_series(ward, nurse)
    wrong = a_series(ward, nurse, state=SeriesState.IN_ERROR)
    for series in (full, bare, wrong):
        keep(store, series)
    with store.writing() as work:
        saved = work.series.update(replace(bare, state=SeriesState.ENDED))
    with pytest.raises(ChangedElsewhere, match="Repeat"), store.writing() as work:
        work.series.update(bare)
    with store.reading() as work:
        assert work.series.get(full.id) == full
        assert list(work.series.of_ward(ward.id)) == [saved, full]
        assert list(work.series.of_patient(patient.id)) == [full]
        assert saved.version == 2
        with pytest.raises(NotFound, match="Repeat"):
            work.series.get(new_id())


def test_of_two_who_claim_one_gets_it(store: Store, ward: Ward, nurse: Staff) -> None:
    joe = a_nurse(ward, name="Joe Heath")
    free, waiting = a_task(ward, nurse), a_task(ward, nurse, state=TaskState.WAITING, chase_on=TODAY)
    closed = a_task(ward, nurse, state=TaskState.DONE, done_by=nurse.id, done_at=NOW)
    save(store, joe, free, waiting, closed)
    with store.writing() as work:
        assert work.tasks.claim(free.id, joe.id, later(1))
        assert not work.tasks.claim(free.id, nurse.id, later(2))
        assert work.tasks.claim(waiting.id, joe.id, later(1))
        assert not work.tasks.claim(closed.id, joe.id, later(1))
        assert not work.tasks.claim(new_id(), joe.id, later(1))
    with store.reading() as work:
        claimed = replace(free, state=TaskState.CLAIMED, claimed_by=joe.id, claimed_at=later(1), version=2)
        assert work.tasks.get(free.id) == claimed
        assert work.tasks.get(waiting.id).state is TaskState.WAITING
        assert work.tasks.get(closed.id) == closed


def test_what_was_missed_is_no_longer_due(store: Store, ward: Ward, nurse: Staff) -> None:
    missed = a_task(ward, nurse, title="missed", lapses_at=NOW)
    lapsing = a_task(ward, nurse, title="lapsing", lapses_at=later(1), priority=Priority.URGENT)
    lasting = a_task(ward, nurse, title="lasting", priority=Priority.IMPORTANT)
    old = a_task(ward, nurse, title="old", due_on=TODAY - timedelta(days=2))
    tomorrow = a_task(ward, nurse, due_on=TODAY + timedelta(days=1), lapses_at=later(5000))
    save(store, missed, lapsing, lasting, old, tomorrow)
    with store.reading() as work:
        assert titles(work.tasks.open_due_by(ward.id, TODAY, at=NOW)) == ["old", "lapsing", "lasting"]
        assert titles(work.tasks.open_due_by(ward.id, TODAY)) == ["old", "lapsing", "lasting", "missed"]


def test_days_of_the_diary_hold_what_is_done_too_and_nothing_in_error(store: Store, ward: Ward, nurse: Staff) -> None:
    states = [state for state in TaskState if state is not TaskState.IN_ERROR]
    wanted = [a_task(ward, nurse, state=state, created_at=later(number)) for number, state in enumerate(states)]
    outside = [
        a_task(ward, nurse, state=TaskState.IN_ERROR),
        a_task(ward, nurse, due_on=TODAY - timedelta(days=1)),
        a_task(ward, nurse, due_on=TODAY + timedelta(days=3)),
        a_task(ward, nurse, due_on=None),
    ]
    last = a_task(ward, nurse, due_on=TODAY + timedelta(days=2), priority=Priority.URGENT)
    save(store, *wanted, *outside, last)
    with store.reading() as work:
        lines = work.tasks.between(ward.id, TODAY, TODAY + timedelta(days=2))
    assert [line.task for line in lines] == [*wanted, last]


def test_what_waits_or_was_handed_back_comes_up_on_its_day(store: Store, ward: Ward, nurse: Staff) -> None:
    waiting: dict[str, Any] = {"state": TaskState.WAITING, "waiting_on": "housing", "due_on": None}
    save(
        store,
        a_task(ward, nurse, title="today", chase_on=TODAY, **waiting),
        a_task(ward, nurse, title="long ago", chase_on=TODAY - timedelta(days=9), **waiting),
        a_task(ward, nurse, title="tomorrow", chase_on=TODAY + timedelta(days=1), **waiting),
        a_task(ward, nurse, title="part done", chase_on=TODAY - timedelta(days=1)),
        a_task(ward, nurse, title="claimed", state=TaskState.CLAIMED, claimed_by=nurse.id, chase_on=TODAY, due_on=None),
        a_task(ward, nurse, title="done", state=TaskState.DONE, chase_on=TODAY),
        a_task(ward, nurse, title="cancelled", state=TaskState.CANCELLED, chase_on=TODAY),
    )
    with store.reading() as work:
        assert sorted(titles(work.tasks.to_chase(ward.id, TODAY))) == ["claimed", "long ago", "part done", "today"]


def test_a_persons_work_is_found_open_and_done(store: Store, ward: Ward, nurse: Staff) -> None:
    joe = a_nurse(ward, name="Joe Heath")
    mine: dict[str, Any] = {"claimed_by": nurse.id, "claimed_at": NOW}
    done: dict[str, Any] = {"state": TaskState.DONE, "done_by": nurse.id}
    save(
        store,
        joe,
        a_task(ward, nurse, title="no day", due_on=None, state=TaskState.CLAIMED, **mine),
        a_task(ward, nurse, title="waits", state=TaskState.WAITING, chase_on=TODAY, **mine),
        a_task(ward, nurse, title="done", done_at=later(1), **done, **mine),
        a_task(ward, nurse, title="done last", done_at=later(2), **done),
        a_task(ward, nurse, title="done before", done_at=later(-1), **done),
        a_task(ward, nurse, title="a mistake", done_at=later(3), **done | {"state": TaskState.IN_ERROR}),
        a_task(ward, nurse, title="Joe's", state=TaskState.CLAIMED, claimed_by=joe.id, claimed_at=NOW),
    )
    with store.reading() as work:
        assert titles(work.tasks.claimed_by(nurse.id)) == ["waits", "no day"]
        assert titles(work.tasks.done_by(nurse.id, NOW)) == ["done last", "done"]
        assert titles(work.tasks.claimed_by(joe.id)) == ["Joe's"]


def test_an_occurrence_is_made_once_and_found_by_the_day_of_its_rule(store: Store, ward: Ward, nurse: Staff) -> None:
    series = keep(store, a_series(ward, nurse))
    other = keep(store, a_series(ward, nurse))

    def occurrence(day: date, **changed: Any) -> Task:
        usual = {"title": "Fridge", "repeat_id": series.id, "repeat_on": day, "due_on": day}
        return a_task(ward, nurse, **usual | changed)

    tomorrow = TODAY + timedelta(days=1)
    first = occurrence(TODAY, lapses_at=later(5))
    moved = occurrence(tomorrow, due_on=TODAY + timedelta(days=9))
    left = occurrence(TODAY - timedelta(days=90))
    gone = occurrence(TODAY - timedelta(days=90), lapses_at=NOW)
    with store.writing() as work:
        assert work.tasks.add_once(first)
        assert not work.tasks.add_once(replace(first, title="Another computer's"))
        for task in (moved, left, gone):
            work.tasks.add(task)
        work.tasks.add(occurrence(TODAY, repeat_id=other.id))
    with store.reading() as work:
        assert work.tasks.get(first.id) == first
        assert list(work.tasks.of_series(series.id, TODAY, tomorrow)) == [first, moved]
        found = {task.id for task in work.tasks.repeats(ward.id, TODAY, tomorrow)}
        assert {first.id, moved.id, left.id} < found
        assert gone.id not in found
        assert len(found) == 4
        assert titles(work.tasks.find(ward.id, ["another"])) == []


FOUND = [
    (("ecg",), ["ECG for the new patient", "Chase the ECG"]),
    (("ec", "chas"), ["Chase the ECG"]),
    (("cafe",), ["Caf\u00e9 visit"]),
    (("2",), ["Check room 2, fire door"]),
    (("door", "fire"), ["Check room 2, fire door"]),
    (("nothing",), []),
    (("cg",), []),
    ((), []),
    (("*",), []),
    (('"', "or"), []),
    (("near",), []),
]


@pytest.mark.parametrize(("terms", "found"), FOUND)
def test_a_task_is_found_by_words_that_begin_so_the_one_added_last_first(
    store: Store, ward: Ward, nurse: Staff, terms: tuple[str, ...], found: list[str]
) -> None:
    named = ["Chase the ECG", "Caf\u00e9 visit", "Check room 2, fire door", "ECG for the new patient"]
    elsewhere = a_ward(name="Thrushcross")
    save(store, *(a_task(ward, nurse, title=title) for title in named))
    save(
        store,
        elsewhere,
        a_task(elsewhere, nurse, title="ECG"),
        a_task(ward, nurse, title="ECG", state=TaskState.IN_ERROR),
    )
    with store.reading() as work:
        assert titles(work.tasks.find(ward.id, terms)) == found
        assert len(work.tasks.find(ward.id, ["ecg"], limit=1)) == 1


def test_a_task_with_another_title_is_found_by_that(store: Store, ward: Ward, nurse: Staff) -> None:
    task = a_task(ward, nurse, title="Ring the advocate")
    save(store, task)
    with store.writing() as work:
        task = work.tasks.update(replace(task, title="Write to housing"))
        work.tasks.update(replace(task, priority=Priority.URGENT))
    with store.reading() as work:
        assert titles(work.tasks.find(ward.id, ["housing"])) == ["Write to housing"]
        assert titles(work.tasks.find(ward.id, ["advocate"])) == []


def test_what_changed_on_a_ward_is_told_with_the_latest_first(
    store: Store, ward: Ward, patient: Patient, nurse: Staff
) -> None:
    elsewhere = a_ward(name="Thrushcross")
    task = a_task(ward, nurse, patient_id=patient.id, kind=TaskKind.PATIENT)
    other = a_task(elsewhere, nurse)
    save(store, elsewhere, task, other)
    events = [
        a_task_event(task, nurse, kind, at=later(minute))
        for minute, kind in ((0, TaskEventKind.CREATED), (2, TaskEventKind.CLAIMED), (2, TaskEventKind.RELEASED))
    ]
    with store.writing() as work:
        for event in events:
            work.tasks.record(event)
        work.tasks.record(a_task_event(other, nurse, TaskEventKind.CREATED, at=later(9)))
    with store.reading() as work:
        changes = work.tasks.changes_since(ward.id, NOW)
        assert [change.event for change in changes] == [events[2], events[1]]
        assert (changes[0].by_name, changes[0].line.patient_name) == ("Nelly Dean", "EARNSHAW, Catherine")
        assert changes[0].line.task == task
        assert len(work.tasks.changes_since(ward.id, later(-1), limit=1)) == 1
        claims = work.tasks.changes_since(ward.id, later(-9), kind=TaskEventKind.CLAIMED)
        assert {one.event.kind for one in claims} == {TaskEventKind.CLAIMED}
        assert not work.tasks.changes_since(ward.id, later(-9), kind=TaskEventKind.TAKEN_OVER)
        asked = []

        def worth(event: TaskEvent, patient_id: str | None, holder: str | None) -> bool:
            asked.append((event, patient_id, holder))
            return event == events[1]

        assert [change.event for change in work.tasks.changes_since(ward.id, NOW, worth=worth)] == [events[1]]
        assert asked == [(events[2], patient.id, None), (events[1], patient.id, None)]


def test_a_persons_filters_are_their_own(store: Store, ward: Ward, nurse: Staff) -> None:
    joe = a_nurse(ward, name="Joe Heath")
    save(store, joe)
    mine = [
        SavedFilter(id=new_id(), staff_id=nurse.id, name=name, body={"lanes": ["ward"], "done": False})
        for name in ("Nights", "Early")
    ]
    with store.writing() as work:
        for one in mine:
            work.personal.add_filter(one)
    with store.writing() as work:
        saved = work.personal.update_filter(replace(mine[0], body={"lanes": []}))
    with pytest.raises(ChangedElsewhere), store.writing() as work:
        work.personal.update_filter(mine[0])
    with store.reading() as work:
        assert list(work.personal.filters(nurse.id)) == [mine[1], saved]
        assert list(work.personal.filters(joe.id)) == []
    with pytest.raises(NotFound), store.writing() as work:
        work.personal.remove_filter(joe.id, saved.id)
    with store.writing() as work:
        work.personal.remove_filter(nurse.id, saved.id)
    with store.reading() as work:
        assert list(work.personal.filters(nurse.id)) == [mine[1]]


def test_a_mark_of_what_was_seen_only_goes_forward(store: Store, ward: Ward, nurse: Staff) -> None:
    elsewhere = a_ward(name="Thrushcross")
    save(store, elsewhere)
    with store.reading() as work:
        assert work.personal.seen_until(nurse.id, ward.id) is None
    for moment in (later(5), later(1), later(9)):
        with store.writing() as work:
            work.personal.mark_seen(nurse.id, ward.id, moment)
    with store.writing() as work:
        work.personal.mark_seen(nurse.id, elsewhere.id, NOW)
    with store.reading() as work:
        assert work.personal.seen_until(nurse.id, ward.id) == later(9)
        assert work.personal.seen_until(nurse.id, elsewhere.id) == datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def test_what_a_wards_diary_goes_by_comes_back(store: Store) -> None:
    work_settings = WorkSettings(
        nation=Nation.WALES,
        ward_round_days=frozenset({0, 3}),
        ward_round_at=time(9, 30),
        clock_rules_on=frozenset({"admission.physical_health"}),
        clock_numbers=(("admission.physical_health", 12),),
        names_in_notices=True,
    )
    ward = a_ward(work=work_settings)
    save(store, ward)
    with store.reading() as work:
        assert work.wards.get(ward.id) == ward
