"""Which things of a day are shown, in which words, and what is only counted."""

from datetime import timedelta

from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.domain.tasks import DayPart, Priority, TaskKind, TaskState
from inpatient_hub.gui.pages.diary.board import Board, BoardMaker, Limits, most_that_fits
from inpatient_hub.gui.pages.diary.cells import Cell, CellKind, Face, counts_words, item_cell
from inpatient_hub.gui.pages.diary.view import Span, first_of, range_words, turned
from inpatient_hub.services.diary_views import DiaryCounts, LaneKind
from tests.gui.diary.days import (
    FRIDAY,
    MONDAY,
    SATURDAY,
    a_line,
    a_view,
    a_ward_line,
    an_appointment,
    an_item,
    clock_at,
    done,
)
from tests.gui.made_up import AT


def a_board(*lines: object, expanded: object = None, span: Span = Span.WEEK, limits: Limits | None = None) -> Board:
    view = a_view(*lines, span=span)  # type: ignore[arg-type]
    return BoardMaker(view, view.days).board(limits or Limits(), expanded)  # type: ignore[arg-type]


def cells_of(board: Board, day: object, lane: LaneKind, shift: str | None = None) -> list[Cell]:
    column = next(one for one in board.columns if one.day == day)
    return [cell for one in column.of(lane) if one.shift == shift for cell in one.cells]


def test_the_most_pressing_come_first_and_the_rest_is_counted() -> None:
    lines = [a_line(f"plain {number}") for number in range(4)]
    lines += [a_line("overdue", due_at=clock_at(12)), a_line("urgent", priority=Priority.URGENT)]
    lines += [a_line(f"done {number}", **done()) for number in range(5)]
    shown = cells_of(a_board(*lines), FRIDAY, LaneKind.PATIENT)
    assert [cell.title for cell in shown[:2]] == ["Overdue", "Urgent"]
    assert [cell.kind for cell in shown] == [CellKind.ITEM] * 4 + [CellKind.MORE]
    assert shown[-1].title == "2 more, 5 done"


def test_today_shows_one_more_than_another_day() -> None:
    lines = [a_line(f"{day} {number}", day) for day in (FRIDAY, SATURDAY) for number in range(6)]
    board = a_board(*lines)
    assert len(cells_of(board, FRIDAY, LaneKind.PATIENT)) == 5
    assert len(cells_of(board, SATURDAY, LaneKind.PATIENT)) == 4


def test_what_is_left_of_a_day_that_is_over_says_that_it_is_done() -> None:
    board = a_board(*(a_line(f"done {number}", MONDAY, **done()) for number in range(9)))
    assert cells_of(board, MONDAY, LaneKind.PATIENT)[-1].title == "6 more done"


def test_a_day_that_is_expanded_shows_all_of_it() -> None:
    lines = [a_line(f"plain {number}") for number in range(60)] + [a_ward_line(f"w{n}", "Early") for n in range(6)]
    board = a_board(*lines, expanded=FRIDAY)
    assert [cell.kind for cell in cells_of(board, FRIDAY, LaneKind.PATIENT)] == [CellKind.ITEM] * 60
    assert [cell.kind for cell in cells_of(board, FRIDAY, LaneKind.WARD, "Early")] == [CellKind.ITEM] * 6


def test_what_was_cancelled_is_only_seen_where_the_day_is_expanded() -> None:
    gone = a_line("gone", state=TaskState.CANCELLED)
    assert cells_of(a_board(gone), FRIDAY, LaneKind.PATIENT) == []
    [cell] = cells_of(a_board(gone, expanded=FRIDAY), FRIDAY, LaneKind.PATIENT)
    assert cell.face is Face.STRUCK


def test_ward_tasks_that_are_all_done_fold_to_one_line() -> None:
    [fold] = cells_of(
        a_board(*(a_ward_line(f"e{n}", "Early", **done()) for n in range(6))), FRIDAY, LaneKind.WARD, "Early"
    )
    assert (fold.kind, fold.title, fold.face) == (CellKind.FOLD, "6 of 6 done", Face.DONE)


def test_a_shift_to_come_folds_to_how_much_there_is_to_do() -> None:
    [fold] = cells_of(a_board(*(a_ward_line(f"n{n}", "Night") for n in range(5))), FRIDAY, LaneKind.WARD, "Night")
    assert (fold.title, fold.face) == ("5 to do", Face.PLAIN)


def test_what_was_missed_is_counted_among_all_and_named() -> None:
    missed = a_ward_line("water", "Early", MONDAY, lapses_at=clock_at(14, 30, MONDAY))
    kept = [a_ward_line(f"e{n}", "Early", MONDAY, **done()) for n in range(6)]
    [fold] = cells_of(a_board(missed, *kept), MONDAY, LaneKind.WARD, "Early")
    assert (fold.title, fold.second, fold.face) == ("1 of 7 missed", "Water", Face.MISSED)


def test_the_shift_on_duty_shows_its_tasks_one_by_one_and_says_that_it_is_now() -> None:
    lines = [a_ward_line(f"l{n}", "Late") for n in range(5)] + [a_ward_line("l9", "Late", **done())]
    board = a_board(*lines)
    cells = cells_of(board, FRIDAY, LaneKind.WARD, "Late")
    assert [cell.kind for cell in cells] == [CellKind.ITEM] * 3 + [CellKind.MORE]
    assert cells[-1].title == "2 more, 1 done"
    column = next(one for one in board.columns if one.is_today)
    assert [one.label for one in column.of(LaneKind.WARD)] == ["Early", "Late, now", "Night"]


def test_ward_tasks_of_no_shift_have_a_place_of_their_own() -> None:
    board = a_board(a_ward_line("audit", None))
    column = next(one for one in board.columns if one.is_today)
    assert [(one.label, len(one.cells)) for one in column.of(LaneKind.WARD)][-1] == ("Any time", 1)


def test_appointments_stand_in_the_order_of_their_times_those_over_last() -> None:
    lines = [
        an_appointment("visit", clock_at(18)),
        an_appointment("solicitor", clock_at(17, 15)),
        an_appointment("round", clock_at(9, 30), **done()),
    ]
    cells = cells_of(a_board(*lines, limits=Limits(appointments=3)), FRIDAY, LaneKind.APPOINTMENT)
    assert [(cell.time, cell.title) for cell in cells] == [
        ("17:15", "Solicitor"),
        ("18:00", "Visit"),
        ("09:30", "Round"),
    ]
    assert [cell.has_bar for cell in cells] == [True, True, False]


def test_a_task_says_how_late_it_is_and_where_it_belongs() -> None:
    cell = item_cell(an_item(a_line("capacity", due_at=clock_at(12))), FRIDAY, AT)
    assert (cell.time, cell.late, cell.second) == ("12:00", "4 h 42 min late", "Bed 4, Catherine Earnshaw")
    assert (cell.face, cell.icon) == (Face.OVERDUE, "alert-triangle")
    assert cell.spoken == "Overdue by 4 h 42 min, 12:00, Capacity, Bed 4, Catherine Earnshaw"


def test_the_end_of_a_shift_is_no_time_of_a_task() -> None:
    assert item_cell(an_item(a_ward_line("drugs", "Late")), FRIDAY, AT, USUAL_SHIFTS).time == ""
    tea = a_ward_line("tea", "Late", due_at=clock_at(17))
    assert item_cell(an_item(tea), FRIDAY, AT, USUAL_SHIFTS).time == "17:00"


def test_a_date_without_a_time_shows_none_and_is_late_by_its_days() -> None:
    ahead = a_line("review", SATURDAY, due_at=clock_at(0, day=SATURDAY + timedelta(days=1)))
    assert item_cell(an_item(ahead), SATURDAY, AT, USUAL_SHIFTS).time == ""
    gone = a_line("gone", FRIDAY - timedelta(days=1), due_at=clock_at(0))
    cell = item_cell(an_item(gone), FRIDAY, AT, USUAL_SHIFTS)
    assert (cell.time, cell.late, cell.second) == ("", "1 day late", "Bed 4, Catherine Earnshaw")


def test_an_appointment_without_a_time_says_its_part_of_the_day() -> None:
    line = a_line("visit", kind=TaskKind.APPOINTMENT, day_part=DayPart.AFTERNOON)
    assert item_cell(an_item(line), FRIDAY, AT).time == "Afternoon"


def test_who_has_it_and_what_it_waits_for_can_be_read() -> None:
    claimed = a_line("ring", state=TaskState.CLAIMED, claimed_by="esther", owner="Esther Summerson")
    assert item_cell(an_item(claimed), FRIDAY, AT).second == "Bed 4, Catherine Earnshaw, ES"
    waiting = item_cell(an_item(a_line("form", SATURDAY, state=TaskState.WAITING, waiting_on="doctor")), SATURDAY, AT)
    assert waiting.second == "Bed 4, Catherine Earnshaw, on the doctor or consultant"
    assert waiting.face is Face.WAITING


def test_a_repeat_that_is_no_task_yet_looks_like_any_to_do_and_says_so() -> None:
    cell = item_cell(an_item(a_ward_line("drugs", "Night"), made=False), FRIDAY, AT)
    assert (cell.icon, cell.face) == ("circle", Face.PLAIN)
    assert "comes of a repeat" in cell.spoken


def test_a_head_says_what_is_done_late_and_missed() -> None:
    past, today = DiaryCounts(done=31, late=1), DiaryCounts(done=22, open=11)
    assert counts_words(past, is_past=True) == "31 done, 1 done late"
    assert counts_words(today, is_past=False) == "22 done, 11 to do"
    assert counts_words(DiaryCounts(), is_past=False) == ""


def test_one_task_overdue_on_two_days_can_be_told_apart() -> None:
    cells = a_board(a_line("one", MONDAY), a_line("one", FRIDAY)).cells()
    assert len({cell.key for cell in cells}) == len(cells)


def test_more_is_shown_where_there_is_room_and_never_more_than_fits() -> None:
    seen: list[Limits] = []

    def height(limits: Limits) -> int:
        seen.append(limits)
        return 100 * limits.patients

    assert most_that_fits(height, 700).patients == 7
    assert most_that_fits(height, 50) == Limits()
    assert most_that_fits(height, 250).patients == 2


def test_weeks_begin_on_monday_and_fifteen_days_turn_by_two_weeks() -> None:
    assert first_of(Span.WEEK, FRIDAY) == first_of(Span.FIFTEEN, FRIDAY) == MONDAY
    assert first_of(Span.DAY, FRIDAY) == FRIDAY
    assert turned(Span.FIFTEEN, MONDAY, 1) == MONDAY + timedelta(days=14)
    assert turned(Span.DAY, FRIDAY, -1) == FRIDAY - timedelta(days=1)


def test_the_days_shown_are_written_as_people_write_them() -> None:
    assert range_words(FRIDAY, FRIDAY) == "Friday 20 November 2026"
    assert range_words(MONDAY, MONDAY + timedelta(days=6)) == "16 to 22 November 2026"
    assert range_words(MONDAY, MONDAY + timedelta(days=20)) == "16 November to 6 December 2026"
    assert range_words(MONDAY, MONDAY + timedelta(days=60)) == "16 November 2026 to 15 January 2027"
