"""One's own work, what changed since, clock rules, quick add, filters, and whose work is shown."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.quick_add import ChipKind
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Priority, TaskKind, Team
from inpatient_hub.domain.wards import WorkSettings
from inpatient_hub.services.clock_dates import ClockDate
from inpatient_hub.services.diary_views import LaneKind
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.today import only
from inpatient_hub.services.whose import Whose, team_of, viewer_of
from tests.services.making import FRIDAY, Desk, refused

TODAY = date(2026, 11, 20)


def add(desk: Desk, title: str, **changed: Any) -> str:
    usual: dict[str, Any] = {"title": title, "due": Timing(day=TODAY)}
    return desk.hub.tasks.add(desk.ward_id, NewTask(**usual | changed), by=desk.by)[0].id


def test_my_tasks_tell_what_i_took_over_and_from_whom(desk: Desk) -> None:
    task = add(desk, "Ring")
    desk.hub.tasks.claim(task, by=desk.joe.id)
    desk.hub.tasks.take_over(task, seen=desk.joe.id, by=desk.by)
    done = add(desk, "Done")
    desk.hub.tasks.complete(done, by=desk.by)
    mine = desk.hub.my_work.tasks(desk.ward_id, by=desk.by)
    assert [(one.line.task.id, one.from_whom) for one in mine.to_do] == [(task, "Joe Heath")]
    assert [one.line.task.id for one in mine.done] == [done]
    joes = desk.hub.my_work.tasks(desk.ward_id, by=desk.joe.id)
    assert [f"{one.who} {one.did}" for one in joes.taken_from_me] == ["Nelly Dean took it over from Joe Heath"]


def test_my_tasks_stand_in_the_order_of_their_times_with_what_is_late_first(desk: Desk) -> None:
    now = desk.clock.local(desk.clock.now())
    urgent = {"priority": Priority.URGENT}

    def at(hours: int) -> dict[str, Any]:
        moment = now + timedelta(hours=hours)
        return {"due": Timing(day=moment.date(), at=moment.time())}

    titles = {
        "no time": {},
        "third": at(3),
        "second": at(2),
        "second, urgent": at(2) | urgent,
        "no time, urgent": urgent,
        "tomorrow": {"due": Timing(day=TODAY + timedelta(days=1)), **urgent},
    }
    ids = {title: add(desk, title, **changed) for title, changed in titles.items()}
    late = add(desk, "first", **at(1))
    for task_id in (*ids.values(), late):
        desk.hub.tasks.claim(task_id, by=desk.by)
    desk.later(minutes=90)
    mine = desk.hub.my_work.tasks(desk.ward_id, by=desk.by).to_do
    assert [one.line.task.title for one in mine] == [
        "first",
        "second, urgent",
        "second",
        "third",
        "no time, urgent",
        "no time",
        "tomorrow",
    ]


def test_what_rests_until_a_chase_date_is_not_late_in_the_diary(desk: Desk) -> None:
    task = add(desk, "Ring housing")
    how = HandBack(
        progress=Progress.WAITING,
        waiting_on="housing",
        next_action=NextAction.CHASE,
        chase_on=TODAY + timedelta(days=9),
    )
    desk.hub.tasks.hand_back(task, how, by=desk.by)
    desk.later(days=2)
    today = desk.hub.diary.day(desk.ward_id, TODAY + timedelta(days=2))
    (item,) = [item for lane in today.lanes for item in lane.items if item.line.task.id == task]
    assert (item.overdue, item.carried) == (False, True)
    desk.later(days=7)
    today = desk.hub.diary.day(desk.ward_id, TODAY + timedelta(days=9))
    items = [item for lane in today.lanes for item in lane.items if item.line.task.id == task]
    assert [(item.overdue, item.to_chase) for item in items] == [(False, True)]


def test_the_days_appointments_stand_in_the_order_of_their_times(desk: Desk) -> None:
    kind: dict[str, Any] = {"kind": TaskKind.APPOINTMENT}
    add(desk, "late", due=Timing(day=TODAY, at=time(19)), **kind)
    add(desk, "early", due=Timing(day=TODAY, at=time(17)), **kind)
    add(desk, "some time", **kind)
    day = desk.hub.diary.day(desk.ward_id, TODAY)
    titles = [item.line.task.title for item in day.lane(LaneKind.APPOINTMENT).items]
    assert titles == ["early", "late", "some time"]
    assert day.shift_now == "Late"
    assert [line.task.title for line in desk.hub.today.view(desk.ward_id).appointments] == titles


def test_patients_work_that_is_left_is_carried_into_today(desk: Desk) -> None:
    add(desk, "Ring", kind=TaskKind.PATIENT, patient_id=desk.patient.id)
    desk.later(days=1)
    today = desk.hub.diary.day(desk.ward_id, TODAY + timedelta(days=1))
    ((item,), before) = today.lane(LaneKind.PATIENT).items, desk.hub.diary.day(desk.ward_id, TODAY)
    assert (item.carried, item.overdue, today.counts.open, before.counts.open) == (True, True, 0, 1)


def test_mine_my_teams_and_the_wards(desk: Desk) -> None:
    mine, free, offered = add(desk, "mine", mine=True), add(desk, "free"), add(desk, "ot", offered_to=Team.OT)
    patients = add(desk, "patient", kind=TaskKind.PATIENT, patient_id=desk.patient.id)
    view = desk.hub.today.view(desk.ward_id)
    viewer = viewer_of(desk.nelly, {desk.patient.id})

    def shown(whose: Whose) -> set[str]:
        return {line.task.id for line in only(view, whose, viewer).due_shift}

    assert shown(Whose.WARD) == {mine, free, offered, patients}
    assert shown(Whose.TEAM) == {mine, free, patients}
    assert shown(Whose.MINE) == {mine, patients}
    assert (team_of("RMN"), team_of("Ward clerk"), team_of("hca")) == (Team.NURSING, None, Team.HCA)


def test_a_date_is_worked_out_with_its_source_added_and_corrected(desk: Desk) -> None:
    happened = datetime.fromisoformat("2026-11-20T09:00:00+00:00")
    dates = {one.rule.id: one for one in desk.hub.clocks.dates(desk.ward_id, "section_2_admission", happened)}
    ends = dates["mha.s2_ends"]
    assert (ends.last_day, ends.rule.source) == (date(2026, 12, 17), "Mental Health Act 1983, section 2(4)")
    assert "28 days beginning with 20 Nov 2026" in ends.how
    assert ends.rule.advice
    off = dates["mha2025.s2_tribunal"]
    assert not off.is_on
    assert off.why_off.startswith("Not in force yet.")
    with refused("A rule that is off", InvalidAnswer):
        desk.hub.clocks.add(desk.patient.id, "section_2_admission", happened, [off.rule.id], by=desk.by)
    (task,), acted = desk.hub.clocks.add(desk.patient.id, "section_2_admission", happened, ["mha.s2_ends"], by=desk.by)
    assert (task.due_on, task.clock_rule) == (date(2026, 12, 17), "mha.s2_ends@1")
    assert acted.event_id
    rule = desk.hub.clocks.rule_of(task.id)
    assert rule is not None
    assert rule.how == ends.how
    desk.hub.clocks.correct(task.id, date(2026, 12, 16), "office", by=desk.by)
    last = desk.hub.tasks.view(task.id).history[0]
    assert last.did == ("corrected its date: from 17 Dec 2026 to 16 Dec 2026. The MHA office gave another date")
    told = desk.hub.clocks.rule_of(task.id)
    assert told is not None
    assert told.corrected is not None
    assert (told.last_day, told.corrected.by) == (date(2026, 12, 17), desk.by), "what was worked out stays told"
    assert (told.corrected.name, told.corrected.why) == ("Nelly Dean", "The MHA office gave another date")
    desk.hub.tasks.undo(last.event.id, by=desk.by)
    again = desk.hub.clocks.rule_of(task.id)
    assert again is not None
    assert again.corrected is None, "a correction that was taken back holds no longer"
    with refused("A reason is missing", InvalidAnswer):
        desk.hub.clocks.correct(task.id, date(2026, 12, 16), "", by=desk.by)
    with refused("in the future", InvalidAnswer):
        desk.hub.clocks.dates(desk.ward_id, "section_2_admission", FRIDAY + timedelta(minutes=1))


def test_a_renewed_period_may_be_told_of_before_it_begins(desk: Desk) -> None:
    begins = FRIDAY + timedelta(days=60)
    dates = {one.rule.id: one for one in desk.hub.clocks.dates(desk.ward_id, "section_3_renewed", begins)}
    assert dates["mha.s20_second_period"].last_day == date(2027, 7, 18)
    assert not dates["mha2025.s3_second_period"].is_on
    with refused("in the future", InvalidAnswer):
        desk.hub.clocks.dates(desk.ward_id, "section_3_renewed", FRIDAY + timedelta(days=93))


def test_the_same_date_of_the_same_event_is_kept_once(desk: Desk) -> None:
    clocks, patient, happened = desk.hub.clocks, desk.patient.id, FRIDAY - timedelta(hours=2)

    def is_kept() -> bool:
        dates = clocks.dates(desk.ward_id, "section_2_admission", happened, patient_id=patient)
        return next(one.is_kept for one in dates if one.rule.id == "mha.s2_ends")

    assert not is_kept()
    (task,), _ = clocks.add(patient, "section_2_admission", happened, ["mha.s2_ends"], by=desk.by)
    assert is_kept()
    with refused("has this as a task from the same event", InvalidAnswer):
        clocks.add(patient, "section_2_admission", happened, ["mha.s2_ends"], by=desk.by)
    clocks.add(patient, "section_2_admission", happened - timedelta(minutes=1), ["mha.s2_ends"], by=desk.by)
    desk.hub.tasks.mark_in_error(task.id, by=desk.by)
    assert not is_kept(), "what was entered in error may be kept anew"
    clocks.add(patient, "section_2_admission", happened, ["mha.s2_ends"], by=desk.by)


def test_a_rule_that_is_off_is_switched_on_by_the_ward(desk: Desk) -> None:
    def physical() -> bool:
        dates = desk.hub.clocks.dates(desk.ward_id, "admission", FRIDAY)
        return next(one for one in dates if one.rule.id == "admission.physical_health").is_on

    assert not physical()
    on = WorkSettings(
        clock_rules_on=frozenset({"admission.physical_health"}), clock_numbers=(("admission.physical_health", 24),)
    )
    desk.hub.wards.choose_work_settings(desk.ward_id, on, by=desk.by)
    assert physical()
    with refused("both its days and its time", InvalidAnswer):
        desk.hub.wards.choose_work_settings(desk.ward_id, WorkSettings(ward_round_at=time(9)), by=desk.by)


def test_a_rule_that_needs_the_wards_own_number_is_off_until_it_is_given(desk: Desk) -> None:
    clocks, ward_id = desk.hub.clocks, desk.ward_id

    def vte(*numbers: tuple[str, int]) -> ClockDate:
        on = WorkSettings(clock_rules_on=frozenset({"admission.vte"}), clock_numbers=numbers)
        desk.hub.wards.choose_work_settings(ward_id, on, by=desk.by)
        return next(one for one in clocks.dates(ward_id, "admission", FRIDAY) if one.rule.id == "admission.vte")

    without = vte()
    assert not without.is_on
    assert without.why_off == "Your ward has not given its own number of hours yet: Ward settings, the ward's diary."
    ours = vte(("admission.vte", 14))
    assert (ours.at, ours.own) == (FRIDAY + timedelta(hours=14), "14 hours")
    (task,), _ = clocks.add(desk.patient.id, "admission", FRIDAY, ["admission.vte"], by=desk.by)
    vte(("admission.vte", 6))
    kept = clocks.rule_of(task.id)
    assert kept is not None
    assert kept.at == task.due_at == FRIDAY + timedelta(hours=14), "kept dates keep the number of then"
    for wrong in (0, 1001):
        with refused("from 1 to 1,000", InvalidAnswer):
            vte(("admission.vte", wrong))
    with desk.store.reading() as work:
        newest = work.audit.of_entity(Kind.WARD, ward_id)[0]
    assert (newest.before["clock_numbers"], newest.after["clock_numbers"]) == ("admission.vte: 14", "admission.vte: 6")


def test_a_line_is_shown_as_understood_and_then_added(desk: Desk) -> None:
    shown = desk.hub.quick_add.read(desk.ward_id, "Bed 4 ECG before handover !urgent @HCA")
    added = desk.hub.quick_add.add(desk.ward_id, shown, by=desk.by)
    assert added.task_id is not None
    task = desk.hub.tasks.view(added.task_id).line.task
    assert (task.title, task.patient_id, task.shift) == ("ECG", desk.patient.id, "Late")
    assert (task.priority, task.offered_to) == (Priority.URGENT, Team.HCA)
    kept = desk.hub.quick_add.read(desk.ward_id, "Bed 4 ECG", rejected=[ChipKind.PATIENT])
    assert kept.title == "Bed 4 ECG"
    with refused("nobody is in bed 9", InvalidAnswer):
        desk.hub.quick_add.add(desk.ward_id, desk.hub.quick_add.read(desk.ward_id, "Bed 9 ECG"), by=desk.by)
    repeat = desk.hub.quick_add.read(desk.ward_id, "Fluids chart review every mon wed fri late")
    series_id = desk.hub.quick_add.add(desk.ward_id, repeat, by=desk.by).series_id
    assert series_id is not None
    assert desk.hub.series.get(series_id).shifts == ("Late",)


def test_a_filter_is_saved_over_itself_and_removed(desk: Desk) -> None:
    saved = desk.hub.diary.save_filter("Nights", {"lanes": ["ward"]}, by=desk.by)
    desk.hub.diary.save_filter("Nights only", {"done": True}, filter_id=saved.id, by=desk.by)
    (kept,) = desk.hub.diary.filters(by=desk.by)
    assert (kept.name, dict(kept.body), kept.version) == ("Nights only", {"done": True}, 2)
    desk.hub.diary.remove_filter(saved.id, by=desk.by)
    assert desk.hub.diary.filters(by=desk.by) == []


def test_who_had_it_before_is_told_however_much_happened_since(desk: Desk) -> None:
    task, _ = desk.hub.tasks.add(desk.ward_id, NewTask(title="Ring housing"), by=desk.by)
    desk.hub.tasks.claim(task.id, by=desk.joe.id)
    desk.hub.tasks.take_over(task.id, seen=desk.joe.id, by=desk.by)
    other, _ = desk.hub.tasks.add(desk.ward_id, NewTask(title="Order the pads"), by=desk.by)
    desk.later(minutes=1)
    for _ in range(300):
        desk.hub.tasks.claim(other.id, by=desk.joe.id)
        desk.hub.tasks.release(other.id, by=desk.joe.id)
    (mine,) = desk.hub.my_work.tasks(desk.ward_id, by=desk.by).to_do
    assert mine.from_whom == "Joe Heath"
    (taken,) = desk.hub.my_work.tasks(desk.ward_id, by=desk.joe.id).taken_from_me
    assert taken.line.task.id == task.id


def test_a_line_knows_what_a_patient_likes_to_be_called(desk: Desk) -> None:
    with desk.hub.store.writing() as work:
        work.patients.update(replace(work.patients.get(desk.patient.id), preferred_name="Cathy"))
    [question] = desk.hub.quick_add.read(desk.ward_id, "ring cathy's mum").questions
    assert question.choices[0].patient_id == desk.patient.id
