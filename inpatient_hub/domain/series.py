"""Work that comes again: which occurrences a repeat has, when each is due, and when it counts as missed.

An occurrence is made into a task when its day comes, on whichever computer sees it first: its id follows from the
repeat, the day and the shift, so that two computers make the same one and not two.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from inpatient_hub.domain.recurrence import Missed, Repeat, all_days, days_between, next_day
from inpatient_hub.domain.shift_spans import span_of
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import AuditType, Category, Priority, Task, TaskKind, Team
from inpatient_hub.domain.wall_time import at_wall

_NAMESPACE = bytes.fromhex("2f4c6b4e5d3a4c2e9a570c1d8e6f7a91")


class SeriesState(StrEnum):
    """Where a repeat stands."""

    ACTIVE = "active"
    ENDED = "ended"
    IN_ERROR = "in_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A task that repeats. `shifts` names the shifts it belongs to on each of its days; `at` is a time of the ward's
    clock. With neither it is due by the end of its day."""

    id: str
    ward_id: str
    title: str
    kind: TaskKind = TaskKind.WARD
    priority: Priority = Priority.ROUTINE
    patient_id: str | None = None
    category: Category | None = None
    audit_type: AuditType | None = None
    offered_to: Team | None = None
    needs_check: bool = False
    workflow_id: str | None = None
    guide_id: str | None = None
    shifts: tuple[str, ...] = ()
    at: time | None = None
    repeat: Repeat
    missed: Missed = Missed.EXPIRES
    made_by: str
    made_at: datetime
    state: SeriesState = SeriesState.ACTIVE
    follows: str | None = None
    """The id of the repeat it took the place of, when the rule was changed from a day on."""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time of a repeat. Moments are in UTC; `lapses_at` is None for one that stays until it is done."""

    task_id: str
    series_id: str
    day: date
    shift: str | None
    due_at: datetime
    lapses_at: datetime | None


def occurrence_id(series_id: str, day: date, shift: str | None) -> str:
    """The id of the task that this occurrence becomes: always the same 32 hexadecimal digits (RFC 9562, version 8)."""
    name = f"{series_id}|{day.isoformat()}|{shift or ''}".encode()
    made = bytearray(hashlib.sha256(_NAMESPACE + name).digest()[:16])
    made[6] = made[6] & 0x0F | 0x80
    made[8] = made[8] & 0x3F | 0x80
    return made.hex()


def occurrences(
    series: Series, first: date, last: date, *, shifts: Sequence[Shift], zone: tzinfo
) -> Iterator[Occurrence]:
    """Every time of a repeat whose day lies between these two, both included, in order. A shift that the ward no longer
    has is passed over; a repeat none of whose shifts is left is due by the end of its day."""
    if series.state is SeriesState.IN_ERROR:
        return
    named = [shift for shift in shifts if shift.name in series.shifts]
    places: list[Shift | None] = [*named] or [None]
    for day in days_between(series.repeat, first, last):
        for shift in places:
            yield _occurrence(series, day, shift, shifts=shifts, zone=zone)


def as_task(series: Series, occurrence: Occurrence, *, made_at: datetime) -> Task:
    """The task that an occurrence becomes."""
    return Task(
        id=occurrence.task_id,
        ward_id=series.ward_id,
        kind=series.kind,
        title=series.title,
        priority=series.priority,
        patient_id=series.patient_id,
        category=series.category,
        audit_type=series.audit_type,
        offered_to=series.offered_to,
        needs_check=series.needs_check,
        workflow_id=series.workflow_id,
        guide_id=series.guide_id,
        created_by=series.made_by,
        created_at=made_at,
        due_on=occurrence.day,
        shift=occurrence.shift,
        due_at=occurrence.due_at,
        lapses_at=occurrence.lapses_at,
        repeat_id=series.id,
        repeat_on=occurrence.day,
    )


def _occurrence(series: Series, day: date, shift: Shift | None, *, shifts: Sequence[Shift], zone: tzinfo) -> Occurrence:
    if shift is not None:
        span = span_of(shift, day, zone)
        ends = span.ends
        due_at = at_wall(_day_of_time(shift, day, series.at), series.at, zone) if series.at else ends
    else:
        ends = at_wall(day + timedelta(days=1), time(), zone)
        due_at = at_wall(day, series.at, zone) if series.at else ends
    return Occurrence(
        task_id=occurrence_id(series.id, day, shift.name if shift else None),
        series_id=series.id,
        day=day,
        shift=shift.name if shift else None,
        due_at=due_at,
        lapses_at=_lapses_at(series, day, shift, ends, shifts=shifts, zone=zone),
    )


def _day_of_time(shift: Shift, day: date, at: time) -> date:
    """The day on which a time of a shift falls: in a night, half past two is on the day after the night began."""
    crosses = shift.starts >= shift.ends
    return day + timedelta(days=1) if crosses and at < shift.starts else day


def _lapses_at(
    series: Series, day: date, shift: Shift | None, ends: datetime, *, shifts: Sequence[Shift], zone: tzinfo
) -> datetime | None:
    if series.missed is Missed.EXPIRES:
        return ends
    if series.missed is not Missed.MOVES_ON:
        return None
    later = [one for one in shifts if one.name in series.shifts and shift is not None and one.starts > shift.starts]
    if later:
        return max(span_of(min(later, key=lambda one: one.starts), day, zone).starts, ends)  # shifts overlap
    following = next_day(series.repeat, day)
    if following is None:
        return ends
    first = min((one for one in shifts if one.name in series.shifts), key=lambda one: one.starts, default=None)
    begins = span_of(first, following, zone).starts if first is not None else at_wall(following, time(), zone)
    return max(begins, ends)


def changed_from(series: Series, day: date, changed: Series, new_id: str) -> tuple[Series, Series]:
    """`From now on`: the repeat ends the day before, and another takes its place from this day. The second has the
    given id and follows the first."""
    first = next(all_days(series.repeat), None)
    if first is None or day <= first:
        ended = replace(series, state=SeriesState.ENDED)
    else:
        ended = replace(series, repeat=replace(series.repeat, ends_on=day - timedelta(days=1)))
    starts = max(day, changed.repeat.starts_on)
    following = replace(
        changed,
        id=new_id,
        repeat=replace(changed.repeat, starts_on=starts),
        follows=series.id,
        state=SeriesState.ACTIVE,
        version=1,
    )
    return ended, following
