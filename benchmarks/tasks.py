"""How long the ward's work takes to open, to search and to work out, however many years of it there are."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path

from benchmarks.lists import asked_by, fetched
from benchmarks.measure import Figure, interleaved, per_call
from benchmarks.task_wards import FEWER, REPEATS, TASKS, task_ward
from benchmarks.wards import Wards, opened
from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.series import occurrences
from inpatient_hub.store.sqlite_file import connect
from inpatient_hub.store.target import STORE_FILE

LIST_LIMIT = 3.0
SEARCH_LIMIT = 2.0
EXPAND_LIMIT = 10.0
GROWTH_LIMIT = 1.5

LIST_NAMES = ("tasks.today", "tasks.diary_week", "tasks.my_tasks", "tasks.search")
EXPAND_NAME = "tasks.expand_200"
GROWTH_NAME = "tasks.growth_day"

TYPED = ("f", "fl", "flu", "flui", "fluids", "fluids c", "fluids cha", "ring", "ring hou", "pads", "12345", "zzz")
"""What somebody types, a few letters after the other."""

Ask = Callable[[Hub, str], object]

_CALLS = 10


def lists(wards: Wards, pairs: int, *, count: int = TASKS) -> Iterator[Figure]:
    """Each page's query through the service, against the statements it ran, through a bare connection with the same
    key; and the search as it is typed."""
    folder = task_ward(wards, count)
    about = f"On a ward of {count:,} tasks over the years and {REPEATS} repeats: "
    bare = "the same statements in bare SQL, all rows fetched."
    for name, words, ask, limit in (
        ("tasks.today", "the Today page", _ask_today, LIST_LIMIT),
        ("tasks.diary_week", "a week of the diary, with what is still to come of the repeats,", _ask_week, LIST_LIMIT),
        ("tasks.my_tasks", "a person's own tasks", _ask_mine, LIST_LIMIT),
        (
            "tasks.search",
            f"fifty tasks by the beginnings of words, typed {len(TYPED)} times,",
            _ask_search,
            SEARCH_LIMIT,
        ),
    ):
        measured, facts = _against_its_statements(folder, ask, pairs)
        yield Figure(
            name=name,
            about=f"{about}{words} through the service; {bare}",
            unit="ms",
            ours=tuple(ours for ours, _ in measured),
            baseline=tuple(other for _, other in measured),
            limit=limit,
            facts=facts,
        )


def _ask_today(hub: Hub, ward_id: str) -> object:
    """As the page does it: the lists, whose they are, and what changed since the person was last on."""
    person = hub.seat.person
    assert person is not None
    viewer = hub.today.viewer(ward_id, by=person.id)
    return viewer, hub.my_work.since_last_on(ward_id, by=person.id), hub.today.view(ward_id)


def _ask_week(hub: Hub, ward_id: str) -> object:
    today = hub.clock.today()
    return hub.diary.week(ward_id, today - timedelta(days=today.weekday()))


def _ask_mine(hub: Hub, ward_id: str) -> object:
    person = hub.seat.person
    assert person is not None
    return hub.my_work.tasks(ward_id, by=person.id)


def _ask_search(hub: Hub, ward_id: str) -> object:
    return [hub.tasks.find(ward_id, typed) for typed in TYPED]


def _against_its_statements(folder: Path, ask: Ask, pairs: int) -> tuple[list[tuple[float, float]], dict[str, float]]:
    hub, ward_id = opened(folder)
    try:
        statements = asked_by(lambda: ask(hub, ward_id))
        with closing(connect(folder / STORE_FILE, hub.place.key)) as bare:
            facts: dict[str, float] = {"rows_fetched_bare": fetched(bare, statements), "statements": len(statements)}
            measured = interleaved(
                per_call(lambda: ask(hub, ward_id), calls=_CALLS),
                per_call(lambda: fetched(bare, statements), calls=_CALLS),
                pairs=pairs,
            )
    finally:
        hub.close()
    return measured, facts


def expanding(wards: Wards, pairs: int, *, count: int = TASKS) -> Figure:
    """All times of the ward's repeats within a year, against the same days by bare dateutil."""
    from dateutil.rrule import rrulestr

    hub, ward_id = opened(task_ward(wards, count))
    try:
        with hub.store.reading() as work:
            series, shifts = list(work.series.of_ward(ward_id)), work.wards.get(ward_id).shifts
        first = hub.clock.today()
        zone = hub.clock.local(hub.clock.now()).tzinfo
    finally:
        hub.close()
    assert zone is not None
    last = first + timedelta(days=365)
    begin, end = (datetime.combine(day, time()) for day in (first, last))

    def ours() -> int:
        return sum(1 for one in series for _ in occurrences(one, first, last, shifts=shifts, zone=zone))

    def bare() -> int:
        rules = (rrulestr(one.repeat.rule, dtstart=_midnight(one.repeat.starts_on)) for one in series)
        return sum(len(rule.between(begin, end, inc=True)) for rule in rules)

    assert ours() == bare()
    measured = interleaved(per_call(ours, calls=1), per_call(bare, calls=1), pairs=pairs)
    return Figure(
        name=EXPAND_NAME,
        about=f"Every time of {len(series)} repeats within a year, with its shift, when it is due and when it counts "
        "as missed; the same days by bare dateutil.rrule. Each repeat began five years ago.",
        unit="ms",
        ours=tuple(one for one, _ in measured),
        baseline=tuple(other for _, other in measured),
        limit=EXPAND_LIMIT,
        facts={"times": bare()},
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def growth(wards: Wards, pairs: int, *, fewer: int = FEWER, more: int = TASKS) -> Figure:
    """A day of the diary on the ward with the long history, against the same day on the one with the short."""
    long_ago, lately = (opened(task_ward(wards, count)) for count in (more, fewer))
    try:
        measured = interleaved(
            per_call(_days(*long_ago), calls=_CALLS), per_call(_days(*lately), calls=_CALLS), pairs=pairs
        )
    finally:
        for hub, _ in (long_ago, lately):
            hub.close()
    return Figure(
        name=GROWTH_NAME,
        about=f"A day of the diary opened, today and the days around it, on a ward of {more:,} tasks; on one of "
        f"{fewer:,} with as many tasks on each day and a tenth of the history.",
        unit="ms",
        ours=tuple(one for one, _ in measured),
        baseline=tuple(other for _, other in measured),
        limit=GROWTH_LIMIT,
    )


def _days(hub: Hub, ward_id: str) -> Callable[[], object]:
    today = hub.clock.today()
    days: Iterator[date] = cycle([today + timedelta(days=away) for away in (0, -1, 1, -7, 3)])
    return lambda: hub.diary.day(ward_id, next(days))
