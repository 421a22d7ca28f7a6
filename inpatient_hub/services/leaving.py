"""What is still open for a patient who has left the ward: shown, then kept or ended by a person, in one act that can be
taken back together with the leaving itself."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.aftercare import goes_on_after_discharge
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.series import Series, SeriesState
from inpatient_hub.domain.task_acts import cancel
from inpatient_hub.domain.tasks import OPEN, Task, TaskKind, TaskState
from inpatient_hub.services.clock_dates import Rules
from inpatient_hub.services.patients import PatientFacts, facts_of
from inpatient_hub.services.ports import Clock, NewId, Store, TaskLine, Work
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.series_records import SeriesRecords
from inpatient_hub.services.series_undo import SeriesActed, acted
from inpatient_hub.services.series_work import goes_on
from inpatient_hub.services.task_records import Acted, TaskRecords
from inpatient_hub.services.trail import AuditTrail
from inpatient_hub.services.ward_lines import as_kept

DISCHARGE = "discharge"
"""The event from which the dates after a discharge are counted."""
_WHY = {PatientStatus.DISCHARGED: "discharged", PatientStatus.IN_ERROR: "patient_in_error"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOpen:
    """What is open for a patient who has left. The first three can be ended; `staying` cannot: somebody has it, or
    waits for an answer, or it is to be done because of the discharge. What a repeat made for today goes with it."""

    facts: PatientFacts
    repeats: tuple[Series, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    appointments: tuple[TaskLine, ...] = ()
    staying: tuple[TaskLine, ...] = ()
    kept: frozenset[str] = frozenset()
    """The ids of those that can be ended, and are only where a person says so: after a discharge, its aftercare."""

    @property
    def is_any(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.repeats or self.tasks or self.appointments or self.staying)


class LeavingService:
    """Asked once a patient has left; it ends nothing by itself."""

    def __init__(
        self, *, store: Store, clock: Clock, new_id: NewId, trail: AuditTrail, seat: Seat, rules: Rules
    ) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock
        self._rules = rules
        self._records = TaskRecords(clock=clock, new_id=new_id, trail=trail)
        self._kept = SeriesRecords(trail)

    @needs(Right.READ_WARD)
    def still_open(self, patient_id: str) -> StillOpen:
        """What is open for a patient. Raises NotFound."""
        now, today = self._clock.now(), self._clock.today()
        with self._store.reading() as work:
            facts = facts_of(work, patient_id)
            repeats = tuple(one for one in work.series.of_patient(patient_id) if goes_on(one, today))
            lines = as_kept(work.tasks.of_patient(patient_id), facts.ward)
        lines = tuple(line for line in lines if line.task.state in OPEN and not line.task.is_missed(now))
        endable = [line for line in lines if self._can_end(line.task)]
        loose = [line for line in endable if line.task.repeat_id not in {one.id for one in repeats}]
        is_discharge = facts.patient.status is PatientStatus.DISCHARGED
        mine: tuple[Task | Series, ...] = (*repeats, *(line.task for line in loose)) if is_discharge else ()
        return StillOpen(
            facts=facts,
            repeats=repeats,
            tasks=tuple(line for line in loose if line.task.kind is not TaskKind.APPOINTMENT),
            appointments=tuple(line for line in loose if line.task.kind is TaskKind.APPOINTMENT),
            staying=tuple(line for line in lines if line not in endable),
            kept=frozenset(one.id for one in mine if goes_on_after_discharge(one)),
        )

    @needs(Right.DO_WORK)
    def end(self, patient_id: str, *, repeats: Collection[str], tasks: Collection[str], by: str) -> SeriesActed:
        """Ends these repeats from now on, and cancels these tasks, and those that the repeats made, with the leaving as
        the reason; what somebody has by now stays. `PatientService.take_back` takes it back. Raises HubError for a
        patient who is on the ward."""
        now = self._clock.now()
        with self._store.writing() as work:
            why = _WHY.get(work.patients.get(patient_id).status)
            if why is None:
                raise HubError("Nothing was ended", "The patient is on the ward.", remedy="Look at their page again.")
            before = [one for one in work.series.of_patient(patient_id) if one.id in repeats and _is_active(one)]
            left = [self._end(work, one, by=by) for one in before]
            ended = {one.id for one in before}
            lines = work.tasks.of_patient(patient_id)
            let_go = [
                self._cancel(work, line.task, why, by=by)
                for line in lines
                if (line.task.id in tasks or line.task.repeat_id in ended)
                and self._can_end(line.task)
                and not line.task.is_missed(now)
            ]
            return acted(left, before=before, let_go=let_go)

    def _end(self, work: Work, was: Series, *, by: str) -> Series:
        return self._kept.save(work, was, replace(was, state=SeriesState.ENDED), AuditAction.SERIES_ENDED, by=by)

    def _cancel(self, work: Work, task: Task, why: str, *, by: str) -> Acted:
        return self._records.save(work, task, cancel(task, why), by=by)

    def _can_end(self, task: Task) -> bool:
        """Whether nobody has it, and it is not to be done because of the discharge."""
        rule = self._rules.rules.get((task.clock_rule or "").partition("@")[0]) if task.clock_rule else None
        is_of_leaving = rule is not None and rule.event == DISCHARGE
        return task.state is TaskState.TO_DO and task.claimed_by is None and not is_of_leaving


def _is_active(series: Series) -> bool:
    return series.state is SeriesState.ACTIVE
