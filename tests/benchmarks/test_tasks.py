"""The benchmarks of the ward's work measure what they say, on a short history; how long it took is not asserted."""

from datetime import timedelta

import pytest

from benchmarks import task_stalls, task_wards, tasks
from benchmarks.children.diary import PAGES
from benchmarks.measure import Figure
from benchmarks.wards import Wards, opened
from inpatient_hub.domain.tasks import TaskState

SOME = 60 * task_wards.A_DAY
"""A fortnight ahead, and a month and a half back."""


def check(figure: Figure, *, pairs: int) -> None:
    """Both sides were measured in every pair, against a limit."""
    assert len(figure.ours) == len(figure.baseline) == pairs
    assert min(*figure.ours, *figure.baseline) > 0
    assert figure.limit is not None


def test_the_ward_has_as_many_tasks_and_repeats_as_the_names_say(wards: Wards) -> None:
    assert (task_wards.TASKS, task_wards.REPEATS, tasks.FEWER) == (100_000, 200, 10_000)
    hub, ward_id = opened(task_wards.task_ward(wards, SOME))
    today = hub.clock.today()
    with hub.store.reading() as work:
        lines = work.tasks.between(ward_id, today - timedelta(days=365), today + timedelta(days=365))
        of_repeats = [line for line in lines if line.task.repeat_id]
        done = [line for line in lines if line.task.state is TaskState.DONE]
        assert len(work.series.of_ward(ward_id)) >= task_wards.REPEATS
    hub.close()
    assert len(lines) >= SOME
    assert 0.3 < len(of_repeats) / len(lines) < 0.7
    assert len(done) > SOME / 2
    assert max(line.task.due_on or today for line in lines) >= today + timedelta(days=task_wards.AHEAD)


def test_each_page_is_compared_with_the_statements_it_really_ran(wards: Wards) -> None:
    figures = list(tasks.lists(wards, 2, count=SOME))
    assert [figure.name for figure in figures] == list(tasks.LIST_NAMES)
    for figure in figures:
        check(figure, pairs=2)
        assert figure.facts["rows_fetched_bare"] > 20
    search = figures[-1]
    assert search.facts["statements"] == 3 * len(tasks.TYPED)


def test_the_repeats_are_compared_with_the_same_days_of_bare_dateutil(wards: Wards) -> None:
    figure = tasks.expanding(wards, 1, count=SOME)
    check(figure, pairs=1)
    assert figure.facts["times"] > 5_000


def test_a_day_is_compared_with_the_same_day_on_a_ward_with_less_behind_it(wards: Wards) -> None:
    check(tasks.growth(wards, 2, fewer=SOME // 2, more=SOME), pairs=2)


@pytest.mark.slow
def test_the_pages_are_opened_in_a_window_and_the_diary_is_painted(wards: Wards) -> None:
    figures = list(task_stalls.window(wards, 1, count=SOME))
    assert [figure.name for figure in figures] == list(task_stalls.NAMES)
    assert task_stalls.PAGES.keys() == PAGES.keys()
    for figure in figures:
        check(figure, pairs=1)
