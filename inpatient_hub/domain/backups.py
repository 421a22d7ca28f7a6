"""Which backups are due and which are kept: the newest of each hour, day and week, going back so far."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from inpatient_hub.domain.held_people import People, WardsThen

_NIGHT_ENDS = 2

PLAN_LIMITS: Mapping[str, tuple[int, int]] = {
    "hourly": (0, 168),
    "daily": (1, 366),
    "weekly": (0, 520),
    "every_minutes": (5, 1440),
}
"""The least and the most that each number of a plan may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPlan:
    """How many backups are kept: the newest of each of so many hours, days and weeks in which there was one."""

    hourly: int = 12
    daily: int = 14
    weekly: int = 8
    every_minutes: int = 60
    """A backup is due when the last one is older than this and something changed."""

    def with_choices(self, chosen: Mapping[str, int], fixed: frozenset[str]) -> "BackupPlan":
        """The same plan with a ward's own numbers, where they make sense and are not fixed by the trust."""
        taken = {
            name: chosen[name]
            for name, (least, most) in PLAN_LIMITS.items()
            if name in chosen and name not in fixed and type(chosen[name]) is int and least <= chosen[name] <= most
        }
        return replace(self, **taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupContents:
    """What a backup holds, told before it is put back."""

    wards: tuple[str, ...]
    patients: int
    """On the ward at that moment."""
    staff: int
    runs_in_progress: int
    notes: int
    notes_unfiled: int
    tasks_open: int
    first_at: datetime | None
    """When the first thing in it was done, in UTC; None when nothing was."""
    last_at: datetime | None
    """When the last thing in it was done."""
    made_by: str = ""
    """The version of Inpatient Hub that gave it its present form; empty when it does not say."""
    people: People | None = field(default=None, repr=False)
    """Who is in it, to be held against the people of now; None where that cannot be read."""
    sign_in: WardsThen | None = field(default=None, repr=False)
    """How people sign in on its wards, likewise."""


def worth_keeping(
    moments: Iterable[datetime], plan: BackupPlan, local: Callable[[datetime], datetime]
) -> frozenset[datetime]:
    """Which of the backups made at these moments are kept. The newest always is. Hours are counted in UTC, days and
    weeks on the ward's clock (`local`), where a week begins on Monday. A rule looks at periods in which there was a
    backup, so that a fortnight's holiday removes nothing."""
    newest_first = sorted(set(moments), reverse=True)
    kept = set(newest_first[:1])
    for count, period in (
        (plan.hourly, _hour),
        (plan.daily, lambda moment: local(moment).date()),
        (plan.weekly, lambda moment: local(moment).isocalendar()[:2]),
    ):
        kept |= set(_newest_of_each(newest_first, period)[:count])
    return frozenset(kept)


def gone_by(made_at: datetime, plan: BackupPlan) -> datetime:
    """When a backup that is thinned out is likely to be gone, if one is made every day from now on. Without that it
    stays longer: a rule looks at periods in which there was a backup."""
    longest = max(timedelta(hours=plan.hourly), timedelta(days=plan.daily), timedelta(weeks=plan.weekly))
    return made_at + longest + timedelta(weeks=1)


def is_due(last: datetime | None, now: datetime, plan: BackupPlan) -> bool:
    """Whether another backup is due, given that something changed. A last one from the future (a clock that was put
    right) does not hold it up."""
    return last is None or last > now or now - last >= timedelta(minutes=plan.every_minutes)


def export_is_due(last: datetime | None, now: datetime, local: Callable[[datetime], datetime]) -> bool:
    """Whether the nightly export is due: there was none on this day of the ward, and it is past two in the morning."""
    here = local(now)
    return last is None or last > now or (local(last).date() < here.date() and here.hour >= _NIGHT_ENDS)


def _newest_of_each(newest_first: Sequence[datetime], period: Callable[[datetime], Hashable]) -> list[datetime]:
    found: dict[Hashable, datetime] = {}
    for moment in newest_first:
        found.setdefault(period(moment), moment)
    return list(found.values())


def _hour(moment: datetime) -> Hashable:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
