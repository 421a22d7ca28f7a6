"""The rows of the Today page in words: how late, how soon, which chips, and the whole as a sentence."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.tasks import AuditType, Priority, TaskKind, TaskState, Team
from inpatient_hub.gui.models.rows import GroupFacts, RowFacts
from inpatient_hub.gui.pages.today.chips import chips_of, repeat_words
from inpatient_hub.gui.pages.today.rows import TaskRows
from inpatient_hub.gui.pages.today.times import coming_times, late_times, shift_line, shift_times
from inpatient_hub.services.today import TodayMore, TodayView, today_view
from tests.gui.made_up import AT, ESTHER, JANE, a_view, follow_up


def rows_of(view: TodayView, *opened: str) -> list[RowFacts]:
    return [row for row in TaskRows(view, "esther").of_list(frozenset(opened)) if isinstance(row, RowFacts)]


def heads_of(view: TodayView) -> list[tuple[str, str, str]]:
    rows = TaskRows(view, "esther").of_list(frozenset())
    return [(row.title, row.count, row.token) for row in rows if isinstance(row, GroupFacts)]


def at(hours: int, minutes: int = 0, days: int = 0) -> datetime:
    return AT.replace(hour=hours, minute=minutes) + timedelta(days=days)


THREE = (
    follow_up("late", -2, priority=Priority.URGENT),
    follow_up("now", 0, claimed_by=ESTHER),
    follow_up("soon", 3, claimed_by=JANE),
)
WAITS = follow_up("waits", 0, waiting_on="housing", chase_on=AT.date() - timedelta(days=1))
WAITS = replace(WAITS, task=replace(WAITS.task, state=TaskState.WAITING))


def test_this_shift_stands_first_and_only_what_is_overdue_is_red() -> None:
    view = a_view(tasks=THREE, more=TodayMore(to_chase=(WAITS,)))
    assert heads_of(view) == [
        ("Overdue", "1", "act-text"),
        ("To be chased", "1", "warn-text"),
        ("Due this shift", "1", "muted"),
    ]
    assert [(row.id, row.time, row.distance, row.time_token) for row in rows_of(view, "coming")] == [
        ("late", "Wed 18 Nov", "2 days late", "act-text"),
        ("waits", "Chase", "Thu 19 Nov", "warn-text"),
        ("now", "Today", "", "text"),
        ("fold:coming", "", "", "text"),
        ("soon", "Mon 23 Nov", "in 3 days", "text"),
    ]


def test_what_waits_until_a_day_to_come_is_folded_calmly_with_that_day() -> None:
    rests = replace(WAITS, task=replace(WAITS.task, chase_on=date(2026, 11, 30), due_on=AT.date() - timedelta(days=1)))
    view = a_view(tasks=(rests,))
    assert [row.title for row in rows_of(view)] == ["Waiting, chase date to come: 1"]
    row = rows_of(view, "waiting")[1]
    assert (row.time, row.distance, row.time_token) == ("Chase", "Mon 30 Nov", "text")
    assert "Overdue" not in [title for title, _, _ in heads_of(view)]


def test_a_group_with_nothing_in_it_is_left_out_and_a_shift_with_nothing_left_says_so() -> None:
    assert heads_of(a_view(tasks=THREE[1:2])) == [("Due this shift", "1", "muted")]
    assert heads_of(a_view(tasks=THREE[2:])) == [("Nothing more is due on this shift", "", "ok-text")]


def test_a_task_is_a_sentence_for_a_screen_reader() -> None:
    early = follow_up("timed", 0, due_at=at(12), needs_check=True, claimed_by=JANE)
    view = a_view(tasks=(*THREE, early), more=TodayMore(to_chase=(WAITS,)))
    where = "Check the advocate replied, Bed 4, EARNSHAW, Catherine"
    assert [row.sentence() for row in rows_of(view)] == [
        f"Overdue by 2 days, {where}, urgent, unclaimed",
        f"Overdue by 4 hours 42 minutes, {where}, a second person confirms it, claimed by Jane Eyre",
        f"To be chased since Thu 19 Nov, {where}, waiting on housing, unclaimed",
        f"Due today, {where}, claimed by you",
        "Next 7 days, 1 task, folded. Press Enter to open it.",
    ]


def test_a_row_shows_the_keys_that_work_on_it_and_no_other() -> None:
    rows = rows_of(a_view(tasks=THREE), "coming")
    assert [[(key.key, key.words) for key in row.keys if key.hinted] for row in rows] == [
        [("D", "done"), ("C", "claim"), ("S", "wait")],
        [("D", "done"), ("C", "unclaim"), ("S", "wait")],
        [],
        [("D", "done"), ("C", "take over"), ("S", "wait")],
    ]
    assert [[key.key for key in row.keys if not key.hinted] for row in rows] == [["H", "M"], ["H", "M"], [], ["H", "M"]]


@pytest.mark.parametrize(
    ("due", "time", "distance"),
    [
        (at(16, 41), "16:41", "1 min late"),
        (at(12), "12:00", "4 h 42 min late"),
        (at(23, 30, -1), "Thu 19 Nov", "17 h 12 min late"),
        (at(16, 42, -1), "Thu 19 Nov", "1 day late"),
        (at(9, 0, -3), "Tue 17 Nov", "3 days late"),
    ],
)
def test_how_late_is_told_in_hours_and_minutes_and_from_a_day_on_in_days(
    due: datetime, time: str, distance: str
) -> None:
    task = replace(follow_up("late", 0).task, due_at=due, due_on=due.date())
    times = late_times(task, AT)
    assert (times.time, times.distance, times.token) == (time, distance, "act-text")


@pytest.mark.parametrize(
    ("due", "distance"),
    [(at(16, 42), "now"), (at(17), "in 18 min"), (at(17, 42), "in 1 h"), (at(17, 43), ""), (at(21), "")],
)
def test_how_soon_is_told_within_the_hour(due: datetime, distance: str) -> None:
    times = shift_times(replace(follow_up("soon", 0).task, due_at=due), AT)
    assert (times.time, times.distance) == (f"{due:%H:%M}", distance)


def test_a_task_of_the_shift_is_due_by_its_end_and_one_of_a_later_shift_says_which() -> None:
    own = follow_up("own", 0, shift="Late", due_at=at(21, 30))
    night = follow_up("night", 0, shift="Night", due_at=at(7, 30, 1))
    rows = {row.id: row for row in rows_of(a_view(tasks=(own, night)), "later")}
    assert (rows["own"].time, rows["night"].time) == ("By 21:30", "Night")


def test_a_task_of_a_shift_with_a_time_of_its_own_shows_that_time() -> None:
    tea = follow_up("tea", 0, shift="Late", due_at=at(17))
    night = follow_up("night", 0, shift="Night", due_at=at(2, 30, 1))
    ahead = follow_up("ahead", 2, shift="Late", due_at=at(17, 0, 2))
    rows = {row.id: row for row in rows_of(a_view(tasks=(tea, night, ahead)), "later", "coming")}
    assert (rows["tea"].time, rows["tea"].distance) == ("17:00", "in 18 min")
    assert rows["tea"].accessible.startswith("Due at 17:00, in 18 minutes")
    assert rows["night"].time == "02:30"
    assert (rows["ahead"].time, rows["ahead"].distance) == ("Sun 22 Nov", "17:00")


def test_a_date_without_a_time_shows_none() -> None:
    today, gone = follow_up("today", 0, due_at=at(0, 0, 1)), follow_up("gone", -1, due_at=at(0))
    ahead = follow_up("ahead", 1, due_at=at(0, 0, 2))
    rows = {row.id: row for row in rows_of(a_view(tasks=(today, gone, ahead)), "later", "coming")}
    assert (rows["today"].time, rows["today"].distance) == ("Today", "")
    assert (rows["gone"].time, rows["gone"].distance) == ("Thu 19 Nov", "1 day late")
    assert (rows["ahead"].time, rows["ahead"].distance) == ("Sat 21 Nov", "tomorrow")


def test_a_day_ahead_says_the_time_or_the_shift_on_it() -> None:
    task = follow_up("soon", 2).task
    assert coming_times(task, AT)[:2] == ("Sun 22 Nov", "in 2 days")
    assert coming_times(replace(task, due_at=at(9, 30, 2)), AT)[:2] == ("Sun 22 Nov", "09:30")
    assert coming_times(replace(task, due_at=at(21, 30, 2), shift="Late"), AT)[:2] == ("Sun 22 Nov", "Late")


@given(st.integers(min_value=1, max_value=60 * 24 * 40))
def test_nothing_that_is_late_is_ever_said_to_be_early(minutes: int) -> None:
    due = AT - timedelta(minutes=minutes)
    times = late_times(replace(follow_up("late", 0).task, due_at=due, due_on=due.date()), AT)
    assert times.distance.endswith(" late")
    assert times.spoken.startswith("Overdue by ")


def test_the_shift_says_its_hours_and_what_is_left_of_it() -> None:
    view = a_view()
    assert view.span is not None
    assert shift_line(view).startswith("Late shift, ")
    assert shift_line(view).endswith(" to 21:30. 4 h 48 min left")


def test_across_a_clock_change_what_is_left_is_counted_in_real_hours() -> None:
    night = datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    view = today_view(a_view().ward, (), (), (), (), local=night)
    assert view.span is not None
    assert view.span.day == date(2026, 10, 24)
    assert shift_line(view) == "Night shift, 21:00 to 07:30. 8 h left"


def test_how_soon_is_told_in_real_minutes_while_the_clock_goes_back() -> None:
    now = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"))
    due = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # ten past one for the second time
    times = shift_times(replace(follow_up("soon", 0).task, due_at=due, due_on=now.date()), now)
    assert (times.time, times.distance) == ("01:10", "in 40 min")
    times = late_times(replace(follow_up("late", 0).task, due_at=due - timedelta(hours=1), due_on=now.date()), now)
    assert (times.time, times.distance) == ("01:10", "20 min late")


def test_a_ward_task_says_which_check_it_is() -> None:
    line = follow_up("fridge", 0, audit_type=AuditType.FRIDGE_TEMPERATURES)
    ward = replace(line, task=replace(line.task, kind=TaskKind.WARD), patient_name=None, bed=None)
    assert [(row.second, row.second_icon) for row in rows_of(a_view(tasks=[ward]))] == [
        ("Ward task, fridge temperatures", "building-hospital")
    ]


def test_at_most_two_chips_and_those_that_matter_most() -> None:
    task = replace(
        WAITS.task,
        priority=Priority.URGENT,
        needs_check=True,
        clock_rule="t2@1",
        repeat_id="r",
        offered_to=Team.OT,
    )
    assert [chip.words for chip in chips_of(task, {"r": "FREQ=DAILY"}, chased=True)] == ["Urgent", "Housing"]
    quiet = replace(task, priority=Priority.IMPORTANT, state=TaskState.TO_DO, needs_check=False, clock_rule=None)
    assert [chip.words for chip in chips_of(quiet, {"r": "FREQ=DAILY"})] == ["Offered to OT", "Important"]
    free = replace(quiet, priority=Priority.ROUTINE, repeat_id=None)
    assert [(chip.words, chip.spoken) for chip in chips_of(free, {})] == [("Offered to OT", "Offered to OT")]
    back = replace(free, hand_backs=1, offered_to=None)
    assert [chip.words for chip in chips_of(back, {})] == ["Handed back"]
    assert chips_of(replace(back, claimed_by="ann", state=TaskState.CLAIMED), {}) == ()


def test_waiting_is_amber_only_when_it_is_to_be_chased() -> None:
    assert [chips_of(WAITS.task, {}, chased=chased)[0].kind for chased in (True, False)] == ["warn", "neutral"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "Daily"),
        ("FREQ=DAILY;INTERVAL=3", "Every 3 days"),
        ("FREQ=WEEKLY;BYDAY=FR", "Weekly"),
        ("FREQ=WEEKLY", "Weekly"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "3 a week"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Weekdays"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "Daily"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "Every 2 weeks"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "Monthly"),
        ("FREQ=YEARLY", "Yearly"),
        ("", ""),
        ("FREQ=HOURLY;INTERVAL=2", ""),
    ],
)
def test_how_often_a_task_comes_again_is_one_or_two_words(rule: str, words: str) -> None:
    assert repeat_words(rule) == words


def test_what_has_no_day_stands_behind_what_is_due_and_says_so() -> None:
    sometime = follow_up("sometime", 0)
    sometime = replace(sometime, task=replace(sometime.task, due_on=None))
    view = a_view(tasks=THREE[1:2], more=TodayMore(no_day=(sometime,)))
    assert heads_of(view) == [("Due this shift", "1", "muted"), ("No day", "1", "muted")]
    row = rows_of(view)[1]
    assert (row.id, row.time, row.distance) == ("sometime", "No day", "")
    assert row.sentence().startswith("Due on no day, Check the advocate replied, ")
    assert [key.words for key in row.keys] == ["done", "claim", "wait", "hand back", "move"]
