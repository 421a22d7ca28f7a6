"""Lets the fictional ward keep its diary: standing work shift by shift, patients' tasks, appointments, and the dates of
the Mental Health Act."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.recurrence import Missed, Repeat, every_days, weekly_on
from inpatient_hub.domain.series import Occurrence, Series, occurrences
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.clock_dates import ClockService
from inpatient_hub.services.demo_deeds import Deed, Doers, TaskAct
from inpatient_hub.services.demo_people import MANAGER, PATIENTS
from inpatient_hub.services.demo_standing import BEGAN_DAYS_AGO, DONE_LATE, MISSED, ROSTER, STANDING, Standing
from inpatient_hub.services.demo_timeline import Act, Times
from inpatient_hub.services.demo_work import JOBS, LONG_HERE, MEETINGS, ROUTINE, Job
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.series_work import SeriesService
from inpatient_hub.services.task_views import zone_of

_QUARTER = timedelta(minutes=15)
_SECTION_2 = "section_2_admission"
_WATCHED = {"Silas Marner": ("mha.s2_tribunal", "mha.s2_ends"), "Catherine Linton": ("mha.s2_tribunal",)}
"""For whom the dates of section 2 are kept, and which."""
_EACH_DAY = (4, 6, 5, 3, 6, 2, 2)
"""How much is done for patients on a day, in turns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryPlayers:
    """Everything the ward's diary needs. `patients` are by name, and may still grow while the ward is played."""

    ward_id: str
    shifts: tuple[Shift, ...]
    clock: FixedClock
    times: Times
    doers: Doers
    series: SeriesService
    clocks: ClockService
    patients: Mapping[str, Patient]
    staff: Mapping[str, Staff]
    _kept: dict[str, Series] = field(default_factory=dict)

    def play(self) -> list[Act]:
        """One act for each task, and one for each day's standing work."""
        return [
            self._begin(),
            *(self._day(days_ago) for days_ago in range(BEGAN_DAYS_AGO, -1, -1)),
            *(self._job(job) for job in (*JOBS, *MEETINGS, *_routine())),
            *(self._watch(name, rules) for name, rules in _WATCHED.items()),
        ]

    def _begin(self) -> Act:
        """The ward manager puts the standing work into the diary."""
        yield self.times.on(BEGAN_DAYS_AGO, "06:10")
        first = self.times.today - timedelta(days=BEGAN_DAYS_AGO)
        for standing in STANDING:
            new = self._new(standing, first)
            self._kept[standing.title], _ = self.series.add(self.ward_id, new, by=self.staff[MANAGER].id)

    def _new(self, standing: Standing, first: date) -> NewSeries:
        ahead = self.times.today.weekday() if standing.from_today else 0
        days = [(day + ahead) % 7 for day in standing.days]
        return NewSeries(
            title=standing.title,
            repeat=Repeat(rule=weekly_on(days) if days else every_days(1), starts_on=first),
            kind=standing.kind,
            priority=standing.priority,
            patient_id=self.patients[standing.patient].id if standing.patient else None,
            category=standing.category,
            audit_type=standing.audit,
            offered_to=standing.offered_to,
            needs_check=standing.two_people,
            shifts=(standing.shift,) if standing.shift else (),
            at=time.fromisoformat(standing.at),
            missed=Missed.EXPIRES,
        )

    def _day(self, days_ago: int) -> Act:
        """One day's standing work, as it was done, late or not at all. What lies ahead of now is left alone."""
        begins = self.times.on(days_ago, "06:15" if days_ago == BEGAN_DAYS_AGO else "00:05")
        if begins > self.times.now:
            return
        yield begins
        self.series.settle(self.ward_id)
        for moment, act, task_id in sorted(self._deeds(days_ago), key=lambda deed: (deed[0], deed[2])):
            if moment > self.times.now:
                return
            yield moment
            self.doers.do(act, task_id)

    def _deeds(self, days_ago: int) -> Iterator[tuple[datetime, TaskAct, str]]:
        turn = count(days_ago * 3)
        for standing in STANDING:
            for one in self._times_of(standing, days_ago):
                yield from self._of_one(standing, one, days_ago, next(turn))

    def _times_of(self, standing: Standing, days_ago: int) -> Iterator[Occurrence]:
        day = self.times.today - timedelta(days=days_ago)
        zone = zone_of(self.clock)
        return occurrences(self._kept[standing.title], day, day, shifts=self.shifts, zone=zone)

    def _of_one(
        self, standing: Standing, one: Occurrence, days_ago: int, turn: int
    ) -> Iterator[tuple[datetime, TaskAct, str]]:
        who = standing.by or ROSTER.get(standing.shift, ROSTER["Early"])
        by = who[turn % len(who)]
        late, reason = DONE_LATE.get((days_ago, standing.title), (-4 - turn * 5 % 11, None))
        done_at = one.due_at + timedelta(minutes=late)
        if standing.claimed_by and days_ago == 0:
            claimed_at = max(self.times.ago(25), self.times.on(0, "00:06"))
            claim = TaskAct(Deed.CLAIM, standing.claimed_by)
            yield min(claimed_at, done_at - timedelta(minutes=20)), claim, one.task_id
        if (days_ago, standing.title) in MISSED:
            return
        yield done_at, TaskAct(Deed.FINISH, by, reason=reason), one.task_id
        if standing.two_people:
            second = who[(turn + 1) % len(who)]
            yield done_at + timedelta(minutes=2), TaskAct(Deed.CHECK, second), one.task_id

    def _job(self, job: Job) -> Act:
        """One task: added, and what was done with it since."""
        yield self.times.on(job.days_ago, job.at)
        by = self.staff[job.by].id
        new = NewTask(
            title=job.title,
            kind=job.kind,
            due=self._due(job),
            priority=job.priority,
            patient_id=self.patients[job.patient].id if job.patient else None,
            duration=job.duration,
            place=job.place,
            people=job.people,
            category=job.category,
            offered_to=job.offered_to,
            needs_check=job.two_people,
            workflow_id=job.workflow_id,
        )
        task, _ = self.doers.tasks.add(self.ward_id, new, by=by)
        for act in job.acts:
            yield act.when(self.times)
            self.doers.do(act, task.id)

    def _due(self, job: Job) -> Timing | None:
        if job.due_minutes is not None:
            local = self.clock.local(_to_a_quarter(self.times.ago(-job.due_minutes)))
            return Timing(day=local.date(), at=local.time())
        if job.due_in is None:
            return None
        at = time.fromisoformat(job.due_at) if job.due_at else None
        return Timing(day=self.times.today + timedelta(days=job.due_in), at=at)

    def _watch(self, name: str, rules: tuple[str, ...]) -> Act:
        """The dates that follow from a patient's detention, worked out on the day after they came."""
        person = next(one for one in PATIENTS if one.name == name)
        yield self.times.on(person.days_here - 1, "09:50")
        happened = self.times.on(person.days_here, "12:00")
        self.clocks.add(self.patients[name].id, _SECTION_2, happened, rules, by=self.staff[person.nurse].id)


def _to_a_quarter(moment: datetime) -> datetime:
    """The nearest quarter of an hour."""
    seconds = moment.timestamp() + _QUARTER.total_seconds() / 2
    return datetime.fromtimestamp(seconds - seconds % _QUARTER.total_seconds(), moment.tzinfo)


def _routine() -> Iterator[Job]:
    """What was done for patients on each of the days that have gone by."""
    turn = count()
    for days_ago in range(BEGAN_DAYS_AGO - 1, 0, -1):
        for _ in range(_EACH_DAY[days_ago % len(_EACH_DAY)]):
            number = next(turn)
            title, category = ROUTINE[number % len(ROUTINE)]
            by = ROSTER["Early" if number % 2 else "Late"][number % 4]
            yield Job(
                title=title,
                patient=LONG_HERE[number % len(LONG_HERE)],
                by=by,
                days_ago=days_ago + 1,
                at=f"{9 + number % 8:02}:{number * 7 % 60:02}",
                due_in=-days_ago,
                category=category,
                acts=(TaskAct(Deed.FINISH, by, days_ago, f"{8 + number % 12:02}:{number * 11 % 60:02}"),),
            )
