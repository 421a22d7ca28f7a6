"""What a filter of the diary lets through, and what is kept of it."""

from inpatient_hub.domain.tasks import Priority, TaskKind, TaskState, Team
from inpatient_hub.gui.pages.diary.filtering import (
    MINE,
    DiaryFilter,
    Stand,
    count_of,
    filter_from,
    filtered,
    without_stand,
)
from inpatient_hub.services.diary_views import DiaryDay
from inpatient_hub.services.whose import Viewer
from tests.gui.diary.days import FRIDAY, MONDAY, a_line, a_ward_line, a_week, an_appointment, clock_at, done

ESTHER = Viewer(staff_id="esther", patients=frozenset({"cathy"}))


def ids(days: tuple[DiaryDay, ...]) -> set[str]:
    return {item.line.task.id for day in days for lane in day.lanes for item in lane.items}


DAYS = a_week(
    a_line("hers", patient_id="pip", state=TaskState.CLAIMED, claimed_by="esther"),
    a_line("her patient's"),
    a_line("jane's", patient_id="pip", claimed_by="jane", state=TaskState.CLAIMED, offered_to=Team.MEDICAL),
    a_line("for nurses", patient_id="pip", offered_to=Team.NURSING, priority=Priority.URGENT),
    a_ward_line("drugs", "Late"),
    an_appointment("round", clock_at(9, 30), patient_id=None, **done(done_at=clock_at(9, 30))),
    a_line("done late", MONDAY, patient_id="pip", due_at=clock_at(9, day=MONDAY), **done()),
    a_ward_line("water", "Early", MONDAY, lapses_at=clock_at(14, 30, MONDAY)),
    a_line("overdue", MONDAY, patient_id="pip"),
)


def shown(**wanted: object) -> set[str]:
    return ids(filtered(DAYS, DiaryFilter(**wanted), ESTHER))  # type: ignore[arg-type]


def test_with_nothing_chosen_everything_is_shown() -> None:
    assert filtered(DAYS, DiaryFilter(), ESTHER) == DAYS


def test_mine_is_what_i_have_and_what_nobody_has_about_my_patients() -> None:
    assert shown(whose=MINE) == {"hers", "her patient's"}


def test_a_team_sees_what_is_offered_to_it_or_to_everybody() -> None:
    assert "jane's" not in shown(whose="nursing")
    assert "for nurses" in shown(whose="nursing")
    assert "for nurses" not in shown(whose="medical")
    assert "drugs" in shown(whose="medical")


def test_kind_priority_and_patient_narrow_what_is_shown() -> None:
    assert shown(kinds=frozenset({TaskKind.APPOINTMENT})) == {"round"}
    assert shown(priorities=frozenset({Priority.URGENT})) == {"for nurses"}
    assert shown(patient_id="cathy") == {"her patient's"}


def test_how_things_stand_narrows_what_is_shown() -> None:
    assert shown(stands=frozenset({Stand.MISSED})) == {"water"}
    assert shown(stands=frozenset({Stand.LATE})) == {"done late"}
    assert shown(stands=frozenset({Stand.OVERDUE})) == {"overdue"}
    assert shown(stands=frozenset({Stand.NOT_DONE})) == ids(DAYS) - {"round", "done late"}
    assert shown(stands=frozenset({Stand.MISSED, Stand.LATE})) == {"water", "done late"}


def test_a_day_counts_what_it_shows() -> None:
    only_urgent = filtered(DAYS, DiaryFilter(priorities=frozenset({Priority.URGENT})), ESTHER)
    assert [day.counts.open for day in only_urgent if day.day == FRIDAY] == [1]


def test_one_that_is_overdue_on_two_days_counts_once() -> None:
    twice = a_week(a_line("one", MONDAY)) + a_week(a_line("one", MONDAY))
    assert count_of(twice, Stand.OVERDUE) == 1


def test_a_filter_that_was_kept_comes_back_as_it_was_but_for_the_patient() -> None:
    wanted = DiaryFilter(
        whose="nursing",
        kinds=frozenset({TaskKind.WARD, TaskKind.PATIENT}),
        priorities=frozenset({Priority.URGENT}),
        stands=frozenset({Stand.MISSED}),
        patient_id="cathy",
        patient_name="Catherine Earnshaw",
    )
    assert "cathy" not in str(wanted.body())
    assert "Earnshaw" not in str(wanted.body())
    back = filter_from(wanted.body())
    assert (back.whose, back.kinds, back.priorities, back.stands) == (
        wanted.whose,
        wanted.kinds,
        wanted.priorities,
        wanted.stands,
    )
    assert back.patient_id == ""


def test_what_a_later_version_kept_is_left_out() -> None:
    body = {"whose": "dragons", "kinds": ["ward", "dragon"], "priorities": "urgent", "stands": [], "wings": True}
    assert filter_from(body) == DiaryFilter(kinds=frozenset({TaskKind.WARD}))


def test_a_filter_says_what_it_is() -> None:
    wanted = DiaryFilter(whose="nursing", kinds=frozenset({TaskKind.WARD}), stands=frozenset({Stand.NOT_DONE}))
    assert wanted.words() == "Nursing team, ward tasks, not done"
    assert DiaryFilter().words() == ""
    assert DiaryFilter(patient_id="x", patient_name="Catherine Earnshaw").words() == "Catherine Earnshaw"
    assert without_stand(wanted).words() == "Nursing team, ward tasks"
