"""What a person is told of their work: each thing once at whichever computer, put off and back once, or dismissed."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.reminders import ReminderChoices, Snooze, Why, snoozed_until
from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskKind, Team
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.reminders import Reminder, Reminders
from inpatient_hub.services.task_views import zone_of
from tests.services.making import FRIDAY, Desk, refused

TODAY = FRIDAY.date()


def add(desk: Desk, title: str = "Ring", at: time | None = None, day: date = TODAY, **changed: Any) -> str:
    usual: dict[str, Any] = {"title": title, "due": Timing(day=day, at=at), "mine": True}
    return desk.hub.tasks.add(desk.ward_id, NewTask(**usual | changed), by=desk.by)[0].id


def tell(desk: Desk, by: str = "") -> Reminders:
    return desk.hub.reminders.tell(desk.ward_id, by=by or desk.by)


def told(desk: Desk, by: str = "") -> list[tuple[Why, str]]:
    return [(one.why, one.line.task.title) for one in tell(desk, by).news]


def listed(desk: Desk, by: str = "") -> list[Why]:
    return [one.why for one in desk.hub.reminders.waiting(desk.ward_id, by=by or desk.by).all]


def only(desk: Desk) -> Reminder:
    [one] = desk.hub.reminders.waiting(desk.ward_id, by=desk.by).all
    return one


def test_what_i_have_is_told_shortly_before_its_time_and_when_it_comes(desk: Desk) -> None:
    add(desk, at=time(16, 20))
    assert told(desk) == []
    desk.later(minutes=5)
    assert told(desk) == [(Why.SOON, "Ring")]
    assert told(desk) == []
    assert listed(desk) == [Why.SOON]
    desk.later(minutes=15)
    assert told(desk) == [(Why.DUE, "Ring")]
    assert told(desk) == []
    assert listed(desk) == [Why.DUE]


def test_what_is_done_or_given_back_is_no_longer_told_of(desk: Desk) -> None:
    done, back = add(desk, "Done", at=time(16, 5)), add(desk, "Back", at=time(16, 5))
    assert len(tell(desk).news) == 2
    desk.hub.tasks.complete(done, by=desk.by)
    desk.hub.tasks.release(back, by=desk.by)
    assert listed(desk) == []


def test_nobody_is_told_of_what_somebody_else_has(desk: Desk) -> None:
    add(desk, at=time(16, 5))
    assert told(desk, desk.joe.id) == []


def test_a_named_nurse_is_told_of_what_nobody_has_about_their_patients(desk: Desk) -> None:
    mine = desk.add_patient(given_name="Hindley", nhs_number="", bed="5", named_nurse_id=desk.joe.id)
    for patient in (mine, desk.patient):
        about = {"kind": TaskKind.PATIENT, "patient_id": patient.id, "mine": False}
        add(desk, patient.given_name, at=time(16, 5), **about)
    assert told(desk, desk.joe.id) == [(Why.SOON, "Hindley")]


def test_a_task_of_a_day_is_told_once_on_that_day(desk: Desk) -> None:
    add(desk, day=TODAY + timedelta(days=1))
    assert told(desk) == []
    desk.later(days=1)
    assert told(desk) == [(Why.TODAY, "Ring")]
    desk.later(days=1)
    assert told(desk) == []
    assert listed(desk) == [Why.TODAY]


def test_an_offer_that_nobody_takes_is_told_to_its_team_and_to_whoever_made_it(desk: Desk) -> None:
    sam, _ = desk.hub.wards.add_person(desk.ward_id, name="Sam Weller", role="OT", by=desk.by)
    add(desk, at=time(16, 5), mine=False, offered_to=Team.OT)
    assert told(desk, sam.id) == told(desk) == [(Why.SOON, "Ring")]
    assert told(desk, desk.joe.id) == []
    offered = next(iter(desk.hub.reminders.waiting(desk.ward_id, by=sam.id).all)).line.task
    desk.hub.tasks.claim(offered.id, by=sam.id)
    assert (listed(desk, sam.id), listed(desk)) == ([Why.SOON], [])


@pytest.mark.parametrize("how", list(Snooze))
def test_the_end_of_a_holding_power_is_told_whatever_was_put_off_before(desk: Desk, how: Snooze) -> None:
    [task], _ = desk.hub.clocks.add(desk.patient.id, "section_5_4_recorded", FRIDAY, ["mha.s5_4_ends"], by=desk.by)
    assert task.due_at == FRIDAY + timedelta(hours=6)
    assert only(desk).found.moment == task.due_at
    desk.later(hours=5, minutes=50)
    desk.hub.reminders.snooze([only(desk)], how, by=desk.by)
    desk.later(minutes=9)
    assert listed(desk) == []
    desk.later(minutes=1)
    assert told(desk) == [(Why.DUE, task.title)]


@pytest.mark.parametrize("how", list(Snooze))
def test_the_last_day_of_a_rule_is_put_off_no_longer_than_it_lasts(desk: Desk, how: Snooze) -> None:
    [task], _ = desk.hub.clocks.add(
        desk.patient.id, "section_2_admission", FRIDAY - timedelta(days=13), ["mha.s2_tribunal"], by=desk.by
    )
    assert task.due_on == TODAY
    desk.hub.reminders.snooze([only(desk)], how, by=desk.by)
    desk.later(hours=8, minutes=1)
    assert listed(desk) == [Why.CLOCK_DAY]


def test_what_waits_is_told_on_the_day_it_is_to_be_chased_and_not_before(desk: Desk) -> None:
    task = add(desk, at=time(16, 5))
    how = HandBack(
        progress=Progress.WAITING, waiting_on="housing", next_action=NextAction.CHASE,
        chase_on=TODAY + timedelta(days=2), keep=True,
    )  # fmt: skip
    desk.hub.tasks.hand_back(task, how, by=desk.by)
    desk.later(days=1)
    assert told(desk) == []
    desk.later(days=1)
    assert told(desk) == [(Why.CHASE, "Ring")]


def test_a_date_of_the_act_that_waits_for_somebody_is_told_on_the_day_to_chase_it(desk: Desk) -> None:
    (task,), _ = desk.hub.clocks.add(desk.patient.id, "section_3_admission", FRIDAY, ["mha.s3_ends"], by=desk.by)
    desk.hub.tasks.claim(task.id, by=desk.by)
    waits = HandBack(
        progress=Progress.WAITING,
        waiting_on="mha_office",
        next_action=NextAction.CHASE,
        chase_on=TODAY + timedelta(days=3),
        keep=True,
    )
    desk.hub.tasks.hand_back(task.id, waits, by=desk.by)
    assert told(desk) == []
    desk.later(days=3)
    assert told(desk) == [(Why.CHASE, task.title)]


def test_a_date_of_the_act_is_told_ahead_and_on_its_day_to_everybody_while_nobody_has_it(desk: Desk) -> None:
    """Four days before, as the rule says, the day before, and on the day."""
    [task], _ = desk.hub.clocks.add(
        desk.patient.id, "section_2_admission", FRIDAY - timedelta(days=8), ["mha.s2_tribunal"], by=desk.by
    )
    assert task.due_on == TODAY + timedelta(days=5)
    assert told(desk) == told(desk, desk.joe.id) == []
    desk.later(days=1)
    assert [why for why, _ in told(desk)] == [Why.CLOCK_COMING]
    assert [why for why, _ in told(desk, desk.joe.id)] == [Why.CLOCK_COMING]
    desk.later(days=1)
    assert told(desk) == []
    assert listed(desk) == [Why.CLOCK_COMING]
    desk.later(days=2)
    assert [why for why, _ in told(desk)] == [Why.CLOCK_AHEAD]
    assert [why for why, _ in told(desk, desk.joe.id)] == [Why.CLOCK_AHEAD]
    desk.hub.tasks.claim(task.id, by=desk.by)
    desk.later(days=1)
    assert [why for why, _ in told(desk)] == [Why.CLOCK_DAY]
    assert told(desk, desk.joe.id) == []


def test_a_holding_power_is_told_of_before_its_hour_and_then(desk: Desk) -> None:
    [task], _ = desk.hub.clocks.add(desk.patient.id, "section_5_4_recorded", FRIDAY, ["mha.s5_4_ends"], by=desk.by)
    assert task.due_at == FRIDAY + timedelta(hours=6)
    assert [why for why, _ in told(desk)] == [Why.CLOCK_DAY]
    desk.later(hours=4, minutes=59)
    assert told(desk) == []
    desk.later(minutes=1)
    [soon] = tell(desk).news
    assert (soon.why, soon.found.moment) == (Why.SOON, task.due_at)
    desk.later(hours=1)
    [over] = tell(desk).news
    assert (over.why, over.found.moment) == (Why.DUE, task.due_at)
    desk.later(hours=1)
    assert told(desk) == []


@pytest.mark.parametrize(("days", "why"), [(61, []), (60, [Why.CLOCK_COMING]), (30, [Why.CLOCK_COMING])])
def test_how_long_before_a_date_is_told_of_stands_in_its_rule(desk: Desk, days: int, why: list[Why]) -> None:
    [task], _ = desk.hub.clocks.add(desk.patient.id, "section_3_admission", FRIDAY, ["mha.s3_ends"], by=desk.by)
    assert task.due_on is not None
    desk.later(days=(task.due_on - TODAY).days - days)
    assert [one for one, _ in told(desk)] == why


def test_who_had_a_task_is_told_that_it_was_taken_over_and_by_whom(desk: Desk) -> None:
    task = add(desk)
    desk.hub.tasks.take_over(task, seen=desk.by, by=desk.joe.id)
    [one] = tell(desk).news
    assert (one.why, one.who) == (Why.TAKEN_OVER, "Joe Heath")
    desk.hub.reminders.dismiss([one], by=desk.by)
    assert listed(desk) == [] == told(desk)


def test_what_was_dismissed_is_brought_back_for_that_person_and_told_no_second_time(desk: Desk) -> None:
    add(desk, at=time(16, 5))
    [one] = tell(desk).news
    desk.hub.reminders.dismiss([one], by=desk.by)
    assert listed(desk) == []
    desk.hub.reminders.bring_back([one], by=desk.by)
    assert listed(desk) == [Why.SOON]
    assert told(desk) == []


def test_a_task_that_is_moved_is_told_of_again_at_its_new_time(desk: Desk) -> None:
    task = add(desk, at=time(16, 5))
    assert len(tell(desk).news) == 1
    desk.hub.tasks.move(task, TODAY, at=time(18), by=desk.by)
    assert listed(desk) == []
    desk.later(hours=1, minutes=50)
    assert told(desk) == [(Why.SOON, "Ring")]


def test_snoozed_it_is_off_the_list_and_comes_back_once_as_what_it_is_by_then(desk: Desk) -> None:
    add(desk, at=time(16, 5))
    tell(desk)
    desk.hub.reminders.snooze([only(desk)], Snooze.HOUR, by=desk.by)
    desk.later(minutes=30)
    assert listed(desk) == [] == told(desk)
    desk.later(minutes=30)
    assert told(desk) == [(Why.DUE, "Ring")]
    assert told(desk) == []
    desk.later(hours=5)
    assert told(desk) == []


def test_how_long_before_is_a_persons_own_choice(desk: Desk) -> None:
    desk.hub.reminders.choose(ReminderChoices(lead=60, notices=True), by=desk.by)
    assert desk.hub.reminders.choices(by=desk.by).notices
    add(desk, at=time(16, 55))
    assert told(desk) == [(Why.SOON, "Ring")]
    with refused("cannot be chosen", InvalidAnswer):
        desk.hub.reminders.choose(ReminderChoices(lead=7), by=desk.by)


def test_on_a_ward_that_was_opened_in_an_emergency_nothing_is_told(desk: Desk) -> None:
    other = desk.hub.wards.set_up(ward_name="Linton", person_name="Isabella", person_role="RMN")
    patient, _ = desk.hub.patients.add(
        other.ward.id, PatientDetails(family_name="Linton", given_name="Edgar"), by=other.person.id
    )
    desk.hub.clocks.add(
        patient.id, "section_2_admission", FRIDAY - timedelta(days=13), ["mha.s2_tribunal"], by=other.person.id
    )
    assert desk.nelly.access is not Role.SENIOR_ADMIN or desk.joe.access is Role.STAFF
    assert len(desk.hub.reminders.tell(other.ward.id, by=other.person.id).news) == 1
    assert desk.hub.reminders.tell(other.ward.id, by=desk.joe.id) == Reminders()


def test_the_night_ends_and_tomorrow_begins_by_the_wards_clock() -> None:
    zone = zone_of(Desk().clock)
    night = at_wall(date(2026, 10, 25), time(0, 30), zone)
    assert snoozed_until(Snooze.SHIFT_END, night, USUAL_SHIFTS, zone) == at_wall(date(2026, 10, 25), time(7, 30), zone)
    assert snoozed_until(Snooze.TOMORROW, night, USUAL_SHIFTS, zone) == at_wall(date(2026, 10, 25), time(21), zone)
    noon = at_wall(date(2026, 11, 20), time(12), zone)
    assert snoozed_until(Snooze.TOMORROW, noon, USUAL_SHIFTS, zone) == at_wall(date(2026, 11, 21), time(7), zone)
    assert snoozed_until(Snooze.SHIFT_END, noon, (), zone) == noon + timedelta(hours=1)
    assert snoozed_until(Snooze.TOMORROW, noon, (), zone) == at_wall(date(2026, 11, 21), time(7), zone)


def test_what_is_put_off_while_one_shift_hands_over_to_another_comes_back_with_the_sooner() -> None:
    zone = zone_of(Desk().clock)
    handover = at_wall(date(2026, 11, 20), time(14, 10), zone)
    ends = at_wall(date(2026, 11, 20), time(14, 30), zone)
    assert snoozed_until(Snooze.SHIFT_END, handover, USUAL_SHIFTS, zone) == ends
    assert snoozed_until(Snooze.TOMORROW, handover, USUAL_SHIFTS, zone) == at_wall(date(2026, 11, 21), time(7), zone)


_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 90)),
        st.tuples(st.just("tell"), st.integers(0, 1)),
        st.tuples(st.just("snooze"), st.sampled_from([Snooze.TEN_MINUTES, Snooze.HOUR])),
        st.tuples(st.just("dismiss"), st.just(0)),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(due_in=st.integers(0, 120), steps=_STEPS)
def test_nothing_is_told_twice_and_what_was_snoozed_comes_back_once(due_in: int, steps: list[tuple[str, Any]]) -> None:
    """Whatever is done in whatever order, and at whichever of two computers it is asked."""
    desk = Desk()
    due_at = FRIDAY + timedelta(minutes=due_in)
    add(desk, at=desk.clock.local(due_at).time())
    times: dict[str, int] = {}
    allowed: dict[str, int] = {}
    rests: dict[str, datetime] = {}
    gone: set[str] = set()
    for step, how in steps:
        now = desk.clock.now()
        if step == "wait":
            desk.later(minutes=how)
            continue
        shown = desk.hub.reminders.waiting(desk.ward_id, by=desk.by)
        if step == "tell":
            assert {one.id for one in shown.news} <= {one.id for one in shown.all}
            for one in tell(desk).news:
                times[one.id] = times.get(one.id, 0) + 1
                assert one.id not in gone
                assert all(now >= until for until in rests.values()), "it was put off until later"
                assert times[one.id] <= allowed.get(one.id, 1), "it was told twice"
            assert tell(desk).news == ()
        elif step == "snooze" and shown.all:
            desk.hub.reminders.snooze(shown.all, how, by=desk.by)
            for one in shown.all:
                allowed[one.id] = times.get(one.id, 0) + 1
                rests[one.id] = snoozed_until(how, now, USUAL_SHIFTS, zone_of(desk.clock))
        elif step == "dismiss" and shown.all:
            desk.hub.reminders.dismiss(shown.all, by=desk.by)
            gone |= {one.id for one in shown.all}
    desk.later(hours=3)
    back = {one.id for one in tell(desk).news}
    assert back.isdisjoint(gone)
    current = {one.id for one in desk.hub.reminders.waiting(desk.ward_id, by=desk.by).all}
    assert all(times.get(one, 0) + (one in back) >= 1 for one in current), "something was never told"
    assert tell(desk).news == ()
