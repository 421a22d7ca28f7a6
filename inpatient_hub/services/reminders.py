"""What the person at the computer is to be told of their work, each thing once; put off, or dismissed for good."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.reminders import (
    LEADS,
    MOST_DAYS_AHEAD,
    Ahead,
    Asker,
    Found,
    ReminderChoices,
    ReminderMark,
    Snooze,
    Why,
    about,
    is_new,
    is_shown,
    no_longer_than,
    snoozed_until,
    taken_over,
)
from inpatient_hub.domain.tasks import TaskEventKind
from inpatient_hub.services.clock_dates import Rules
from inpatient_hub.services.ports import Clock, Store, TaskLine, Work
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.task_views import zone_of
from inpatient_hub.services.ward_lines import as_kept
from inpatient_hub.services.whose import team_of

TAKEN_WITHIN = timedelta(days=7)
"""How far back it is told what was taken over."""
FORGOTTEN_AFTER = timedelta(days=14)
"""After so long it is forgotten that something was told whose task is closed."""

_FIRST = {
    why: place
    for place, why in enumerate(
        (
            *(Why.CLOCK_DAY, Why.DUE, Why.SOON, Why.CLOCK_AHEAD, Why.TAKEN_OVER, Why.CHASE, Why.TODAY),
            Why.CLOCK_COMING,
        )
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One thing on the list: why, its task, and `who` took it over, where somebody did."""

    found: Found
    line: TaskLine
    who: str = ""

    @property
    def id(self) -> str:
        """By which it is put off or dismissed."""
        return self.found.id

    @property
    def why(self) -> Why:
        """What it is about."""
        return self.found.why


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminders:
    """A person's list, the most pressing first. `news` are those of it that nobody told them yet; `choices` is how they
    want to be told, and `names` whether the ward lets a notice name a patient."""

    all: tuple[Reminder, ...] = ()
    news: tuple[Reminder, ...] = ()
    choices: ReminderChoices = field(default_factory=ReminderChoices)
    names: bool = False


class ReminderService:
    """Tells each person what is theirs to know, on the wards they work on and no others."""

    def __init__(self, *, store: Store, clock: Clock, seat: Seat, rules: Rules) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock
        self._rules = rules

    @needs(Right.READ_WARD)
    def waiting(self, ward_id: str, *, by: str) -> Reminders:
        """What stands on the person's list, told before or not. Nothing is written. On a ward they opened in an
        emergency the list is empty."""
        with self._store.reading() as work:
            return self._list(work, ward_id, by)

    @needs(Right.DO_WORK)
    def tell(self, ward_id: str, *, by: str) -> Reminders:
        """The same, with what is to be told now in `news`, which counts as told from now on: asked again, here or at
        another computer, it is none any more."""
        with self._store.reading() as work:
            found = self._list(work, ward_id, by)
        if not found.news:
            return found
        now = self._clock.now()
        with self._store.writing() as work:
            mine = {one.id for one in found.news if work.personal.tell_once(_mark(one, by), now)}
            work.personal.forget_reminders(by, now - FORGOTTEN_AFTER)
        told = tuple(one for one in found.news if one.id in mine)
        return replace(found, news=told)

    @needs(Right.DO_WORK)
    def snooze(self, reminders: Collection[Reminder], how: Snooze, *, by: str) -> None:
        """Puts reminders off; each comes back once, if it is still so then: that of a date by law when it runs out."""
        now, zone = self._clock.now(), zone_of(self._clock)
        with self._store.writing() as work:
            for one in reminders:
                shifts = work.wards.get(one.line.task.ward_id).shifts
                until = no_longer_than(one.found, snoozed_until(how, now, shifts, zone), now, zone)
                work.personal.keep_reminder(replace(_mark(one, by), told_at=now, snoozed_until=until))

    @needs(Right.DO_WORK)
    def dismiss(self, reminders: Collection[Reminder], *, by: str) -> None:
        """Takes reminders off the list for good, unless it is undone. Their tasks stay as they are."""
        now = self._clock.now()
        with self._store.writing() as work:
            for one in reminders:
                work.personal.keep_reminder(replace(_mark(one, by), told_at=now, dismissed=True))

    @needs(Right.DO_WORK)
    def bring_back(self, reminders: Collection[Reminder], *, by: str) -> None:
        """Undoes that the person dismissed them: they stand on their list again, and count as told."""
        now = self._clock.now()
        with self._store.writing() as work:
            for one in reminders:
                work.personal.keep_reminder(replace(_mark(one, by), told_at=now))

    @needs(Right.READ_WARD)
    def choices(self, *, by: str) -> ReminderChoices:
        """How the person wants to be reminded."""
        with self._store.reading() as work:
            return work.personal.reminder_choices(by)

    @needs(Right.DO_WORK)
    def choose(self, choices: ReminderChoices, *, by: str) -> None:
        """Keeps how the person wants to be reminded. Raises InvalidAnswer."""
        if choices.lead not in LEADS:
            raise InvalidAnswer(
                "Not saved", "This time ahead cannot be chosen.", remedy="Choose one from the list.", field="lead"
            )
        with self._store.writing() as work:
            work.personal.choose_reminders(by, choices)

    def _list(self, work: Work, ward_id: str, by: str) -> Reminders:
        choices = work.personal.reminder_choices(by)
        self._seat.need_ward(ward_id)
        ward = work.wards.get(ward_id)
        names = ward.work.names_in_notices
        if not work.staff.get(by).works_on(ward_id):
            return Reminders(choices=choices, names=names)
        marks = {mark.id: mark for mark in work.personal.reminder_marks(by)}
        who = self._asker(work, ward_id, by, choices)
        reminders = [one for one in self._found(work, ward_id, who) if is_shown(one.found, marks, who.now)]
        lines = as_kept([one.line for one in reminders], ward)
        kept = [Reminder(found=one.found, line=line, who=one.who) for one, line in zip(reminders, lines, strict=True)]
        kept.sort(key=_order)
        news = tuple(one for one in kept if is_new(one.found, marks, who.now))
        return Reminders(all=tuple(kept), news=news, choices=choices, names=names)

    def _asker(self, work: Work, ward_id: str, by: str, choices: ReminderChoices) -> Asker:
        mine = (patient.id for patient in work.patients.current(ward_id) if patient.named_nurse_id == by)
        return Asker(
            staff_id=by,
            patients=frozenset(mine),
            now=self._clock.now(),
            zone=zone_of(self._clock),
            lead=timedelta(minutes=choices.lead),
            team=team_of(work.staff.get(by).role),
        )

    def _with_rules(self, lines: Sequence[TaskLine], who: Asker) -> Asker:
        """The rules are read from their files only where there is a date of one."""
        if not lines:
            return who
        rules = self._rules.rules.values()
        return replace(who, ahead={one.id: Ahead(days=one.remind_days, hours=one.remind_hours) for one in rules})

    def _found(self, work: Work, ward_id: str, who: Asker) -> Sequence[Reminder]:
        day = who.today + timedelta(days=1)
        of_rules = work.tasks.of_rules_due_by(ward_id, who.today + timedelta(days=MOST_DAYS_AHEAD))
        who = self._with_rules(of_rules, who)
        lines: Mapping[str, TaskLine] = {
            line.task.id: line
            for line in (
                *work.tasks.open_due_by(ward_id, day, at=who.now),
                *work.tasks.to_chase(ward_id, who.today),
                *of_rules,
            )
        }
        found = [(about(line.task, who), line) for line in lines.values()]
        reminders = [Reminder(found=one, line=line) for one, line in found if one is not None]
        for change in work.tasks.changes_since(ward_id, who.now - TAKEN_WITHIN, kind=TaskEventKind.TAKEN_OVER):
            event, task = change.event, change.line.task
            if event.kind is TaskEventKind.TAKEN_OVER and event.before.get("claimed_by") == who.staff_id:
                one = taken_over(event, task, who)
                reminders.append(Reminder(found=one, line=change.line, who=change.by_name))
        return reminders


def _mark(one: Reminder, by: str) -> ReminderMark:
    return ReminderMark(id=one.id, staff_id=by, task_id=one.line.task.id)


def _order(one: Reminder) -> tuple[int, str, str]:
    found = one.found
    when = found.moment.isoformat() if found.moment else (found.day.isoformat() if found.day else "")
    return _FIRST[one.why], when, one.id
