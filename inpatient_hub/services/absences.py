"""When a patient was not on the ward: their repeats make no work for that time, and nothing of it counts as missed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import CURRENT
from inpatient_hub.domain.series import Occurrence, Series
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.services.ports import TaskLine, Work
from inpatient_hub.services.repeat_grid import Became, GridCell, GridRow

_LEFT_AND_BACK = 3
"""The least version of a patient who left and came back: of the others on the ward nobody asks the history."""


@dataclass(frozen=True, slots=True)
class Absence:
    """From when until when a patient was off the ward's list; `until` is None while they still are."""

    since: datetime
    until: datetime | None = None

    def covers(self, at: datetime) -> bool:
        """Whether they were off the list at this moment."""
        return self.since <= at and (self.until is None or at < self.until)


def absences(work: Work, patient_id: str) -> tuple[Absence, ...]:
    """When a patient was discharged or in error, as their history tells it, the first time first."""
    found: list[Absence] = []
    for event in reversed(work.audit.of_entity(Kind.PATIENT, patient_id)):
        status = event.after.get("status")
        if status is None:
            continue
        is_away = bool(found) and found[-1].until is None
        if status in CURRENT and is_away:
            found[-1] = replace(found[-1], until=event.at)
        elif status not in CURRENT and not is_away:
            found.append(Absence(event.at))
    return tuple(found)


def is_gone(work: Work, series: Series) -> bool:
    """Whether a repeat is about a patient who is no longer on the ward."""
    return series.patient_id is not None and work.patients.get(series.patient_id).status not in CURRENT


def while_here(work: Work, series: Series, times: list[Occurrence], today: date) -> list[Occurrence]:
    """These times of a repeat without those for which its patient is, or was, not on the ward."""
    if not times or series.patient_id is None:
        return times
    if is_gone(work, series):
        return []
    if all(one.day >= today for one in times):  # as on any day: nobody asks the history
        return times
    away = absences(work, series.patient_id)
    return [one for one in times if not any(absence.covers(one.due_at) for absence in away)]


def with_endings(work: Work, lines: Iterable[TaskLine], now: datetime) -> list[TaskLine]:
    """Tasks, those marked as ended whose time ran out while their patient was not on the ward: nobody missed them."""
    lines = list(lines)
    about = _missed_about(lines, now)
    return _marked(work, lines, about, now) if about else lines


def that_count(work: Work, ward: Ward, lines: Sequence[TaskLine], now: datetime) -> Sequence[TaskLine]:
    """A ward's tasks without those that ended with their patient's stay: nobody missed them."""
    about = _missed_about(lines, now)
    if not about:
        return lines
    here = {patient.id: patient.version for patient in work.patients.current(ward.id)}
    about = {one for one in about if here.get(one, _LEFT_AND_BACK) >= _LEFT_AND_BACK}
    return [line for line in _marked(work, lines, about, now) if not line.ended]


def _missed_about(lines: Iterable[TaskLine], now: datetime) -> set[str]:
    return {line.task.patient_id for line in lines if line.task.patient_id and line.task.is_missed(now)}


def _marked(work: Work, lines: Sequence[TaskLine], about: Iterable[str], now: datetime) -> list[TaskLine]:
    away = {one: found for one in about if (found := absences(work, one))}
    return [replace(line, ended=True) if _ended(line, away, now) else line for line in lines]


def _ended(line: TaskLine, away: Mapping[str, Sequence[Absence]], now: datetime) -> bool:
    return line.task.is_missed(now) and _lapsed_in(away.get(line.task.patient_id or "", ()), line.task.lapses_at)


def with_patients(work: Work, ward: Ward, rows: Sequence[GridRow]) -> Iterator[GridRow]:
    """The rows with the names of their patients, and the beds where the ward keeps them. Of a patient who has left,
    nothing is to come, and what ran out since was not missed."""
    for row in rows:
        if row.series.patient_id is None:
            yield row
            continue
        patient = work.patients.get(row.series.patient_id)
        cells = row.cells
        if patient.status not in CURRENT:
            cells = tuple(cell for cell in cells if cell.task_id is not None)
        if any(cell.became is Became.MISSED for cell in cells):
            away = absences(work, patient.id)
            cells = tuple(_not_missed(cell) if _ran_out(cell, away) else cell for cell in cells)
        bed = patient.bed if ward.keeps(PatientField.BED) else None
        if cells:
            yield replace(row, cells=cells, patient_name=patient.banner_name, bed=bed)


def _ran_out(cell: GridCell, away: Sequence[Absence]) -> bool:
    return cell.became is Became.MISSED and cell.task is not None and _lapsed_in(away, cell.task.lapses_at)


def _not_missed(cell: GridCell) -> GridCell:
    return replace(cell, became=Became.LEFT_OUT)


def _lapsed_in(away: Sequence[Absence], at: datetime | None) -> bool:
    return at is not None and any(absence.covers(at) for absence in away)
