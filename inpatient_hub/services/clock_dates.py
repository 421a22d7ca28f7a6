"""Dates that follow from an event: shown with their source and how they were counted, added as tasks, and corrected.

Whether anything has to be done is for the clinician; each date says whom to check it with.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.clock_rules import ClockRuleSpec, Counting, EventSpec, amount_words, computed
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.note_text import one_line
from inpatient_hub.domain.shift_spans import own_time
from inpatient_hub.domain.task_acts import Act, need_open
from inpatient_hub.domain.task_times import Timing, refuse_far, timed
from inpatient_hub.domain.tasks import Category, Priority, Task, TaskEventKind, TaskKind, TaskState
from inpatient_hub.domain.wall_time import at_wall
from inpatient_hub.services.clock_corrections import Correction, correction_that_holds, need_behind_event, when_due
from inpatient_hub.services.patient_checks import refuse_in_error
from inpatient_hub.services.ports import Clock, NewId, Store, Work
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.task_records import NOTHING, Acted, TaskRecords
from inpatient_hub.services.task_views import zone_of
from inpatient_hub.services.trail import AuditTrail
from inpatient_hub.services.ward_rules import kept_rule, on_ward, why_off

CORRECTIONS: Mapping[str, str] = {
    "office": "The MHA office gave another date",
    "event_wrong": "The event was at another time",
    "renewed": "It was renewed or extended",
    "local_policy": "The trust counts differently",
    "other": "Another reason, told at handover",
}
"""Why a date is corrected: code and words."""

AHEAD = timedelta(days=92)
"""How far ahead the beginning of a renewed period may lie: the examination is within its last two months."""


class Rules(Protocol):
    """Every rule and every event, by id."""

    @property
    def rules(self) -> Mapping[str, ClockRuleSpec]: ...
    @property
    def events(self) -> Mapping[str, EventSpec]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockDate:
    """One date that follows from an event. `at` is the moment, for a rule that counts hours. A rule that is off has no
    date, and `why_off` says why."""

    rule: ClockRuleSpec
    last_day: date | None = None
    at: datetime | None = None
    show_on: date | None = None
    """From which day on it is shown as due."""
    how: str = ""
    why_off: str = ""
    own: str = ""
    """The ward's own number with its unit, where the rule counts by that."""
    is_kept: bool = False
    """Whether it is a task of the patient already."""
    corrected: Correction | None = None
    """Who gave the task another date since; `last_day` and `at` stay what was worked out."""

    @property
    def is_on(self) -> bool:
        """Whether the rule gives a date on this ward."""
        return self.last_day is not None


class ClockService:
    """Works dates out and keeps them as tasks."""

    def __init__(
        self, *, store: Store, clock: Clock, new_id: NewId, trail: AuditTrail, seat: Seat, rules: Rules
    ) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._rules = rules
        self._records = TaskRecords(clock=clock, new_id=new_id, trail=trail)

    @needs(Right.READ_WARD)
    def events(self) -> tuple[EventSpec, ...]:
        """What can have happened."""
        return tuple(self._rules.events.values())

    @needs(Right.READ_WARD)
    def to_switch_on(self) -> tuple[ClockRuleSpec, ...]:
        """The rules that are off by themselves: those in force a ward may switch on, the others are not law yet."""
        return tuple(rule for rule in self._rules.rules.values() if rule.off)

    @needs(Right.READ_WARD)
    def dates(
        self, ward_id: str, event_id: str, happened: datetime, *, patient_id: str | None = None
    ) -> tuple[ClockDate, ...]:
        """Every rule that counts from this event, with its date, or with why it is off; for a patient, with what they
        have as a task already. Nothing is saved. Raises InvalidAnswer for an event to come, or one that is not known.
        """
        self._check(event_id, happened)
        with self._store.reading() as work:
            ward = work.wards.get(ward_id)
            kept = _kept(work, patient_id, happened) if patient_id is not None else frozenset()
        zone = zone_of(self._clock)
        day = happened.astimezone(zone).date()
        dates = []
        for spec in self._rules.rules.values():
            if spec.event != event_id:
                continue
            rule = on_ward(spec, ward.work)
            why = why_off(rule, day, ward.work)
            if why:
                dates.append(ClockDate(rule=rule, why_off=why))
                continue
            found = computed(rule, happened, zone, ward.work.nation)
            show_on = found.last_day - timedelta(days=rule.remind_days)
            dates.append(
                ClockDate(
                    rule=rule,
                    last_day=found.last_day,
                    at=found.at,
                    show_on=show_on,
                    how=found.how,
                    own=amount_words(rule) if rule.own_amount else "",
                    is_kept=rule.id in kept,
                )
            )
        return tuple(dates)

    @needs(Right.DO_WORK)
    def add(
        self, patient_id: str, event_id: str, happened: datetime, chosen: Collection[str], *, by: str
    ) -> tuple[tuple[Task, ...], Acted]:
        """Makes tasks of the dates with these rule ids, for a patient. Raises InvalidAnswer for a rule that is off, and
        for a date of the same rule and moment that the patient has already."""
        with self._store.reading() as work:
            ward_id = work.patients.get(patient_id).ward_id
        dates = {one.rule.id: one for one in self.dates(ward_id, event_id, happened)}
        wrong = [rule_id for rule_id in chosen if rule_id not in dates or not dates[rule_id].is_on]
        if wrong or not chosen:
            raise InvalidAnswer(
                "Nothing was added",
                "A rule that is off gives no date." if wrong else "No date was chosen.",
                remedy="Choose from the dates that are shown.",
                field="rules",
            )
        tasks: list[Task] = []
        acted = NOTHING
        with self._store.writing() as work:
            refuse_in_error(work.patients.get(patient_id))
            _refuse_kept(_kept(work, patient_id, happened).intersection(chosen), dates)
            for rule_id in chosen:
                one, task_id = dates[rule_id], self._new_id()
                task = task_of(one, ward_id, patient_id, happened, by=by, task_id=task_id, clock=self._clock)
                added = self._records.add(work, task, by=by)
                steps = (added.event_id, *acted.steps)
                acted = Acted(acted.touched | added.touched, added.event_id, steps=steps)
                tasks.append(task)
        return tuple(tasks), acted

    @needs(Right.DO_WORK)
    def correct(
        self,
        task_id: str,
        day: date,
        reason: str,
        *,
        by: str,
        at: time | None = None,
        version: int | None = None,
    ) -> Acted:
        """Puts another date in the place of one that was worked out, with the reason, a code of `CORRECTIONS`; where it
        counts hours and no hour is given, that stays. Raises InvalidAnswer, TaskRefused."""
        if reason not in CORRECTIONS:
            raise InvalidAnswer(
                "Not corrected", "A reason is missing.", remedy="Choose the reason from the list.", field="reason"
            )
        zone = zone_of(self._clock)
        with self._store.writing() as work:
            shifts = work.wards.get(work.tasks.get(task_id).ward_id).shifts

            def corrected(task: Task) -> Act:
                need_open(task)
                if task.clock_rule is None:
                    raise InvalidAnswer(
                        "Not corrected", "No rule worked this date out.", remedy="Move the task instead.", field="day"
                    )
                rule = kept_rule(self._rules.rules, task.clock_rule)
                counts_hours = rule is not None and rule.counting is Counting.HOURS_FROM
                hour = at if at is not None or not counts_hours else own_time(task, zone, shifts)
                refuse_far(day, self._clock.today())
                moved = timed(task, Timing(day=day, at=hour), shifts=shifts, zone=zone)
                need_behind_event(moved, zone)
                said = f"from {when_due(task, zone)} to {when_due(moved, zone)}. {one_line(CORRECTIONS[reason])}"
                return Act(moved, TaskEventKind.CORRECTED, said)

            return self._records.act(work, task_id, corrected, by=by, version=version)

    @needs(Right.READ_WARD)
    def rule_of(self, task_id: str) -> ClockDate | None:
        """The rule that worked a task's date out, and how it was counted; None for a task without one, or whose rule is
        not there any more."""
        with self._store.reading() as work:
            task = work.tasks.get(task_id)
            nation = work.wards.get(task.ward_id).work.nation
            events = work.tasks.events(task_id)
            corrected = correction_that_holds(events, lambda one: self._records.name_of(work, one) or "Someone")
        rule = kept_rule(self._rules.rules, task.clock_rule or "")
        if rule is None or task.clock_event is None:
            return None
        found = computed(rule, task.clock_event, zone_of(self._clock), nation)
        return ClockDate(
            rule=rule,
            last_day=found.last_day,
            at=found.at,
            how=found.how,
            own=amount_words(rule) if rule.own_amount else "",
            corrected=corrected,
        )

    def _check(self, event_id: str, happened: datetime) -> None:
        if event_id not in self._rules.events:
            raise InvalidAnswer(
                "Nothing worked out", "This event is not known.", remedy="Choose one from the list.", field="event"
            )
        if happened > latest(self._rules.events[event_id], self._clock.now()):
            raise InvalidAnswer(
                "Nothing worked out", "This lies in the future.", remedy="Give when it happened.", field="happened"
            )


def latest(event: EventSpec, now: datetime) -> datetime:
    """Until when an event may be: until now, and one that is known beforehand some time ahead."""
    return now + AHEAD if event.may_lie_ahead else now


def task_of(
    one: ClockDate, ward_id: str, patient_id: str, happened: datetime, *, by: str, task_id: str, clock: Clock
) -> Task:
    """The task that a date is kept as."""
    ends = at_wall((one.last_day or date.max) + timedelta(days=1), time(), zone_of(clock))
    return Task(
        id=task_id,
        ward_id=ward_id,
        kind=TaskKind.PATIENT,
        title=one.rule.task,
        priority=Priority.IMPORTANT,
        patient_id=patient_id,
        category=Category.OTHER,
        created_by=by,
        created_at=clock.now(),
        due_on=one.last_day,
        due_at=one.at or ends,
        clock_rule=one.rule.reference,
        clock_event=happened,
    )


def _kept(work: Work, patient_id: str, happened: datetime) -> frozenset[str]:
    """The rules whose date from this moment the patient has as a task: to be done, or done. One that was cancelled or
    entered in error may be kept anew."""
    gone = (TaskState.CANCELLED, TaskState.IN_ERROR)
    tasks = (line.task for line in work.tasks.of_patient(patient_id))
    return frozenset(
        task.clock_rule.partition("@")[0]
        for task in tasks
        if task.clock_rule is not None and task.clock_event == happened and task.state not in gone
    )


def _refuse_kept(again: Collection[str], dates: Mapping[str, ClockDate]) -> None:
    if again:
        titles = ", ".join(sorted(dates[rule_id].rule.title for rule_id in again))
        raise InvalidAnswer(
            "Kept already",
            f"The patient has this as a task from the same event: {titles}.",
            remedy="Leave it out, or correct the date that is kept.",
            field="rules",
        )
