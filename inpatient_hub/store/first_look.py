"""Reads the few rows the Today page shows first, before the rest of the store's machinery is loaded.

It knows one engine, one form of the store and a handful of questions. Whatever is not exactly as expected, it says
nothing, and the page waits for the store itself.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.series import SeriesState
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import OPEN, TaskState, by_day
from inpatient_hub.domain.wards import SignIn, Ward
from inpatient_hub.services.ports import NoteLine, RunLine, TaskLine
from inpatient_hub.services.today import CHECK_FOR, MISSED_FOR
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.driver import Connection, Error
from inpatient_hub.store.erased_list import is_owed
from inpatient_hub.store.errors import StoreFault
from inpatient_hub.store.from_rows import (
    NOTE_LINE_COLUMNS,
    RUN_COLUMNS,
    STAFF_COLUMNS,
    TASK_COLUMNS,
    WARD_COLUMNS,
    note_line_from,
    run_line_from,
    staff_from,
    task_line_from,
    ward_from,
)
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.log_mark import check_log
from inpatient_hub.store.places import check_place
from inpatient_hub.store.schema_version import APPLICATION_ID, CURRENT_SCHEMA
from inpatient_hub.store.sqlite_file import bare, looking_mode
from inpatient_hub.store.target import STORE_FILE, StoreTarget

T = TypeVar("T")

_MOMENTS = frozenset(
    (
        "started_at touched_at ended_at made_at copied_at closed_at created_at claimed_at done_at due_at lapses_at "
        "checked_at clock_event"
    ).split()
)
_DAYS = frozenset({"due_on", "chase_on", "repeat_on"})
_STRUCTURES = frozenset({"settings", "other_wards"})
_NO_TIME = timedelta(0)
_WAIT_MS = 200
"""The page can do without this look; it does not wait long for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLook:
    """What the Today page shows of one ward. The lists are those of the repositories, in the same order."""

    wards: tuple[Ward, ...]
    ward: Ward
    staff: tuple[Staff, ...]
    unfiled: tuple[NoteLine, ...]
    in_progress: tuple[RunLine, ...]
    due: tuple[TaskLine, ...]
    no_day: tuple[TaskLine, ...]
    to_chase: tuple[TaskLine, ...]
    to_check: tuple[TaskLine, ...]
    missed: tuple[TaskLine, ...]
    rules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _When:
    """What is asked for: tasks due by `day`, not missed at `at` where that is said, and to be chased by `today`."""

    day: date
    at: datetime | None
    today: date


def first_look(
    target: StoreTarget,
    *,
    day: date,
    at: datetime | None = None,
    today: date | None = None,
    ward_id: str | None = None,
) -> FirstLook | None:
    """Reads what the Today page shows of this ward, or of the first one by name: with the tasks due by this day, but
    for those that were missed at this moment, and those to be chased by today.

    None when the store is on a server, is not there, is locked with another key, is of another form, has no ward, is of
    a ward where people sign in first, lacks its newest work after a crash, or is in any trouble: then `open_store` is
    the one to say so.
    """
    if target.folder is None:
        return None
    file = target.folder / STORE_FILE
    try:
        check_place(target.folder)
        check_log(target.folder)
        with closing(_connection(file, target.key)) as connection:
            if not _is_expected(connection) or is_owed(connection, target.folder, target.key):
                return None
            return _look(connection, _When(day, at, today or day), ward_id)
    except (Error, StoreFault, OSError, ValueError, KeyError):
        return None


def _connection(file: Path, key: DataKey | None) -> Connection:
    connection = bare(file, key, mode=looking_mode(file), wait_ms=_WAIT_MS)
    connection.execute("PRAGMA query_only=ON")
    return connection


def _is_expected(connection: Connection) -> bool:
    application = connection.execute("PRAGMA application_id").fetchone()
    version = connection.execute("PRAGMA user_version").fetchone()
    return bool(application == (APPLICATION_ID,) and version == (CURRENT_SCHEMA.version,))


def _look(connection: Connection, when: _When, ward_id: str | None) -> FirstLook | None:
    connection.execute("BEGIN")
    wards = _read(connection, _WARDS, WARD_COLUMNS, ward_from)
    ward = next((ward for ward in wards if ward_id in (None, ward.id)), None)
    if ward is None or ward.access.sign_in is SignIn.SECRET:
        return None  # nothing of the ward is shown before somebody has signed in
    look = FirstLook(
        wards=wards,
        ward=ward,
        staff=_read(connection, _STAFF, STAFF_COLUMNS, staff_from, ward.id),
        unfiled=_read(connection, _UNFILED, NOTE_LINE_COLUMNS, note_line_from, ward.id),
        in_progress=_read(connection, _IN_PROGRESS, RUN_COLUMNS, run_line_from, ward.id),
        due=_due(connection, ward.id, when),
        no_day=_read(connection, _WITHOUT_DAY, TASK_COLUMNS, task_line_from, ward.id),
        to_chase=_read(connection, _TO_CHASE, TASK_COLUMNS, task_line_from, ward.id, when.today.isoformat()),
        to_check=_read(connection, _TO_CHECK, TASK_COLUMNS, task_line_from, ward.id, _written(when.at, CHECK_FOR)),
        missed=_missed(connection, ward.id, when.at),
        rules=dict(connection.execute(_RULES, (ward.id,))),
    )
    connection.execute("COMMIT")
    return look


def _due(connection: Connection, ward_id: str, when: _When) -> tuple[TaskLine, ...]:
    day = when.day.isoformat()
    moment = _written(when.at)
    lasting = _read(connection, _LASTING_DUE, TASK_COLUMNS, task_line_from, ward_id, day)
    lapsing = _read(connection, _LAPSING_DUE, TASK_COLUMNS, task_line_from, ward_id, day, moment)
    return tuple(sorted([*lasting, *lapsing], key=lambda line: by_day(line.task))) if lapsing else lasting


def _missed(connection: Connection, ward_id: str, at: datetime | None) -> tuple[TaskLine, ...]:
    if at is None:
        return ()
    since, until = _written(at, MISSED_FOR), _written(at)
    return _read(connection, _MISSED, TASK_COLUMNS, task_line_from, ward_id, since, until)


def _written(at: datetime | None, ago: timedelta = _NO_TIME) -> str:
    """A moment as SQLite keeps it, or so long before it; where there is none, what sorts before every moment."""
    return (at - ago).astimezone(UTC).isoformat(timespec="microseconds") if at is not None else ""


def _read(
    connection: Connection,
    statement: str,
    columns: Sequence[str],
    make: Callable[[Sequence[Any]], T],
    *parameters: str,
) -> tuple[T, ...]:
    """The query's rows, with the text of SQLite made into moments, days and structures first."""
    turned = [(place, _TURN[kind]) for place, kind in enumerate(map(_kind_of, columns)) if kind]
    made = []
    for kept in connection.execute(statement, parameters):
        row = list(kept)
        for place, turn in turned:
            if row[place] is not None:
                row[place] = turn(row[place])
        made.append(make(row))
    return tuple(made)


_TURN: dict[str, Callable[[str], Any]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "structure": json.loads,
}


def _kind_of(column: str) -> str:
    if column in _MOMENTS:
        return "moment"
    if column in _DAYS:
        return "day"
    return "structure" if column in _STRUCTURES else ""


def _query(table: str, columns: Sequence[str], more: Sequence[str], rest: str) -> str:
    asked = ", ".join([*(f"{table}.{column}" for column in columns), *more])
    return f"SELECT {asked} FROM {rest}"  # noqa: S608 - all of it stands in this file


_NAMES = ("patients.family_name", "patients.given_name", "patients.bed", "staff.name")

_WARDS = _query("wards", WARD_COLUMNS, (), "wards ORDER BY name_folded")
_STAFF = _query("staff", STAFF_COLUMNS, (), "staff WHERE ward_id = ? ORDER BY name_order, id")

_UNFILED = _query(
    "notes",
    NOTE_LINE_COLUMNS,
    _NAMES,
    f"""
    notes JOIN patients ON patients.id = notes.patient_id JOIN staff ON staff.id = notes.author_id
    WHERE notes.ward_id = ? AND {one_of("notes.state", {NoteState.COPIED})}
    ORDER BY notes.copied_at, notes.id
    """,
)

_NOTE_STATE = """
    (SELECT notes.state FROM notes WHERE notes.run_id = runs.id AND notes.state <> 'in_error'
     ORDER BY notes.made_at DESC, notes.id DESC LIMIT 1)
"""
_IN_PROGRESS = _query(
    "runs",
    RUN_COLUMNS,
    (*_NAMES, _NOTE_STATE),
    f"""
    runs JOIN patients ON patients.id = runs.patient_id JOIN staff ON staff.id = runs.started_by
    WHERE runs.ward_id = ? AND {one_of("runs.state", {RunState.IN_PROGRESS})}
    ORDER BY runs.touched_at DESC, runs.id DESC
    """,
)

_TASKS = """
    tasks LEFT JOIN patients ON patients.id = tasks.patient_id LEFT JOIN staff ON staff.id = tasks.claimed_by
    WHERE tasks.ward_id = ?
"""
_PRESSING = """CASE tasks.priority WHEN 'urgent' THEN 0 WHEN 'important' THEN 1 ELSE 2 END,
    tasks.created_at, tasks.id"""
_LASTING_DUE, _LAPSING_DUE = (
    _query(
        "tasks",
        TASK_COLUMNS,
        _NAMES,
        f"""
        {_TASKS} AND {one_of("tasks.state", OPEN)} AND tasks.due_on <= ? AND {which}
        ORDER BY tasks.due_on, {_PRESSING}
        """,
    )
    for which in ("tasks.lapses_at IS NULL", "tasks.lapses_at IS NOT NULL AND tasks.lapses_at > ?")
)
_WITHOUT_DAY = _query(
    "tasks",
    TASK_COLUMNS,
    _NAMES,
    f"""
    {_TASKS} AND {one_of("tasks.state", OPEN)} AND tasks.lapses_at IS NULL AND tasks.due_on IS NULL
    ORDER BY {_PRESSING}
    """,
)
_TO_CHASE = _query(
    "tasks",
    TASK_COLUMNS,
    _NAMES,
    f"""
    {_TASKS} AND {one_of("tasks.state", OPEN)} AND tasks.chase_on IS NOT NULL AND tasks.chase_on <= ?
    ORDER BY tasks.chase_on, {_PRESSING}
    """,
)
_TO_CHECK = _query(
    "tasks",
    TASK_COLUMNS,
    _NAMES,
    f"""
    {_TASKS} AND {one_of("tasks.state", {TaskState.DONE})} AND tasks.needs_check AND tasks.checked_by IS NULL
    AND tasks.done_at >= ? ORDER BY tasks.done_at, tasks.id
    """,
)
_MISSED = _query(
    "tasks",
    TASK_COLUMNS,
    _NAMES,
    f"""
    {_TASKS} AND {one_of("tasks.state", OPEN)} AND tasks.lapses_at IS NOT NULL
    AND tasks.lapses_at > ? AND tasks.lapses_at <= ? ORDER BY tasks.lapses_at DESC, tasks.id
    """,
)
_RULES = f"SELECT id, rule FROM series WHERE ward_id = ? AND state <> '{SeriesState.IN_ERROR}'"  # noqa: S608
