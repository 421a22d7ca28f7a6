"""Takes back what was done with a repeat: the repeat as it was, and the tasks that were let go with it."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.series import Series, SeriesState
from inpatient_hub.domain.series_kin import Kin
from inpatient_hub.domain.task_acts import TaskRefused
from inpatient_hub.services.ports import Work
from inpatient_hub.services.series_records import SeriesRecords
from inpatient_hub.services.task_records import Acted, TaskRecords


@dataclass(frozen=True, slots=True)
class SeriesActed(Changes):
    """What an act changed of repeats, and what is needed to take it back: `left` is how it left them, `before` how
    those were that were there already, `let_go` the events by which tasks were taken off the list."""

    left: tuple[Series, ...] = ()
    before: tuple[Series, ...] = ()
    let_go: tuple[str, ...] = ()


def acted(
    left: Iterable[Series], *, before: Iterable[Series] = (), let_go: Iterable[Acted] = (), more: Changes | None = None
) -> SeriesActed:
    """What an act changed: these repeats, the tasks it let go, and whatever else."""
    left, let_go = tuple(left), tuple(let_go)
    changes = Changes.union([*(touched(one) for one in left), *let_go, more or Changes()])
    return SeriesActed(changes.touched, left, tuple(before), tuple(one.event_id for one in let_go))


def touched(series: Series) -> Changes:
    """That this repeat changed, and so what is shown of its patient."""
    pairs = [(Kind.SERIES, series.id)] + ([(Kind.PATIENT, series.patient_id)] if series.patient_id else [])
    return Changes.of(*pairs)


def as_before(work: Work, done: SeriesActed) -> list[tuple[Series, Series]]:
    """(how it is now, how it is to be again) of each repeat an act was about; one it added is in error then. Raises
    HubError when one was changed since, saying by whom."""
    before = {one.id: one for one in done.before}
    pairs = []
    for left in done.left:
        now = work.series.get(left.id)
        if replace(now, version=left.version) != left:
            raise _changed_since(work, left)
        was = before.get(left.id)
        pairs.append((now, replace(was, version=now.version) if was else replace(now, state=SeriesState.IN_ERROR)))
    return pairs


def put_ended_back(records: TaskRecords, kept: SeriesRecords, work: Work, done: SeriesActed, *, by: str) -> Changes:
    """Repeats that were ended go on, and the tasks that were let go with them are to be done again. Raises HubError
    when a repeat was changed since, saying by whom."""
    changes = Changes()
    for now, back in as_before(work, done):
        changes |= touched(kept.save(work, now, back, AuditAction.SERIES_UNDONE, by=by))
    return changes | put_tasks_back(records, work, done, by=by)


def put_tasks_back(records: TaskRecords, work: Work, done: SeriesActed, *, by: str) -> Changes:
    """The tasks an act let go are to be done again, but for those that something else was done with since, and those
    that somebody has, or did, under the rule that took their place."""
    changes = Changes()
    added = {one.id for one in done.left} - {one.id for one in done.before}
    kept = [task for one in sorted(added) for task in work.tasks.of_series(one, date.min, date.max)]
    kin = Kin([work.series.get(one.id) for one in done.left], kept, records.clock.now())
    for event_id in done.let_go:
        task = work.tasks.get(work.tasks.event(event_id).task_id)
        if (
            task.repeat_id
            and task.repeat_on
            and kin.covers(work.series.get(task.repeat_id), task.repeat_on, task.shift)
        ):
            continue
        with suppress(TaskRefused):
            changes |= records.undo(work, event_id, by=by)
    return changes


def _changed_since(work: Work, series: Series) -> HubError:
    last = next(iter(work.audit.of_entity(Kind.SERIES, series.id)), None)
    names = {person.id: person.name for person in work.staff.of_ward(series.ward_id)}
    who = names.get((last.actor_id if last else None) or "", "Somebody")
    return HubError("Not undone", f"{who} changed this repeat since.", remedy="Look at it again, and change it there.")
