"""A task typed in one line: taken apart with the ward's beds, shifts and ward round, looked at, then added."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.due_words import Due, WardTime
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, PatientInBed, QuickAdd
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Priority, TaskKind
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.ports import Clock, Store, Work
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.series_work import SeriesService
from inpatient_hub.services.task_records import Acted
from inpatient_hub.services.task_views import zone_of
from inpatient_hub.services.tasks import TaskService


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What a line became: a task, or a repeat."""

    acted: Acted
    task_id: str | None = None
    series_id: str | None = None


class QuickAddService:
    """Reads a line, and adds what was seen to be understood."""

    def __init__(self, *, store: Store, clock: Clock, tasks: TaskService, series: SeriesService, seat: Seat) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock
        self._tasks = tasks
        self._series = series

    @needs(Right.READ_WARD)
    def read(self, ward_id: str, line: str, *, rejected: Collection[ChipKind] = ()) -> QuickAdd:
        """What a line means on this ward, to be looked at before anything is saved."""
        with self._store.reading() as work:
            ward = work.wards.get(ward_id)
            beds = beds_of(work, ward)
        return taken_apart(line, self._ward_time(ward), beds, rejected=rejected)

    @needs(Right.DO_WORK)
    def add(self, ward_id: str, understood: QuickAdd, *, by: str, mine: bool = False) -> Added:
        """Adds what was shown. Raises InvalidAnswer while something is in doubt, and for what cannot be."""
        if understood.doubts:
            raise InvalidAnswer(
                "Not added yet", understood.doubts[0], remedy="Change the line, or throw that part out.", field="line"
            )
        if understood.chip(ChipKind.REPEAT) is not None:
            series, changes = self._series.add(ward_id, self._as_series(understood), by=by)
            return Added(acted=Acted(changes.touched), series_id=series.id)
        task, acted = self._tasks.add(ward_id, self._as_task(understood, mine=mine), by=by)
        return Added(acted=acted, task_id=task.id)

    def _ward_time(self, ward: Ward) -> WardTime:
        days, at = ward.work.ward_round_days, ward.work.ward_round_at
        return WardTime(
            now=self._clock.now(),
            zone=zone_of(self._clock),
            shifts=ward.shifts,
            nation=ward.work.nation,
            ward_round=(days, at) if days and at is not None else None,
        )

    def _as_task(self, understood: QuickAdd, *, mine: bool) -> NewTask:
        patient, due = understood.chip(ChipKind.PATIENT), understood.chip(ChipKind.DUE)
        priority, team = understood.chip(ChipKind.PRIORITY), understood.chip(ChipKind.TEAM)
        return NewTask(
            title=understood.title,
            kind=TaskKind.PATIENT if patient else TaskKind.WARD,
            patient_id=patient.patient_id if patient else None,
            due=self._timing(due.due) if due and due.due else Timing(day=self._clock.today()),
            priority=priority.priority or Priority.ROUTINE if priority else Priority.ROUTINE,
            offered_to=team.team if team else None,
            mine=mine,
        )

    def _as_series(self, understood: QuickAdd) -> NewSeries:
        repeat, due = understood.chip(ChipKind.REPEAT), understood.chip(ChipKind.DUE)
        one = self._as_task(understood, mine=False)
        if repeat is None or repeat.rule is None:
            raise ValueError("A line without a repeat was taken for one.")
        timing = one.due if due else None
        shift = repeat.shift or (timing.shift if timing else None)
        starts_on = timing.day if timing else self._clock.today()
        return NewSeries(
            title=one.title,
            kind=one.kind,
            patient_id=one.patient_id,
            priority=one.priority,
            offered_to=one.offered_to,
            repeat=Repeat(rule=repeat.rule, starts_on=starts_on),
            shifts=(shift,) if shift else (),
            at=timing.at if timing else None,
        )

    def _timing(self, due: Due) -> Timing:
        at = due.at.astimezone(zone_of(self._clock)).time() if due.at is not None and due.shift is None else None
        return Timing(day=due.day, shift=due.shift, at=at, part=due.part)


def beds_of(work: Work, ward: Ward) -> Mapping[str, Sequence[PatientInBed]]:
    """Who is in which bed, as a line names it; nothing on a ward that keeps no beds."""
    beds: dict[str, list[PatientInBed]] = {}
    if ward.keeps(PatientField.BED):
        for patient in work.patients.current(ward.id):
            if patient.bed:
                beds.setdefault(folded(patient.bed), []).append(PatientInBed(patient.id, patient.banner_name))
    return beds
