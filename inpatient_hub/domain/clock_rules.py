"""Dates that follow from an event: a section's last day, a follow-up within 72 hours, a weekly review.

A rule is data with its source and the dates it is in force. It gives a date and nothing else: whether anything has to
be done then is for the clinician, and each date from the Mental Health Act says `check with the MHA office`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from inpatient_hub.domain.day_names import short_month
from inpatient_hub.domain.workflows import Key, Spec, Words
from inpatient_hub.domain.working_days import Nation, after_working_days

RuleId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$", max_length=60)]
"""A rule's id: a group and a name, such as `mha.s2_ends`."""


MOST_COUNTED = 1000
"""The most days, months or hours that a rule counts."""


class Counting(StrEnum):
    """How a rule counts. Hours really pass: over a clock change they are counted, not read off the clock."""

    HOURS_FROM = "hours_from"
    """So many hours from the moment of the event."""
    DAYS_BEGINNING_WITH = "days_beginning_with"
    """So many days beginning with the day of the event, which is day one: the last day is that day plus one less."""
    DAYS_AFTER = "days_after"
    """So many days after the day of the event, which is not counted."""
    MONTHS_BEGINNING_WITH = "months_beginning_with"
    """So many months beginning with the day of the event: the last day is the day before the same date. Where the month
    has no such date, its last day."""
    WORKING_DAYS_AFTER = "working_days_after"
    """So many working days after the day of the event."""


class Certainty(StrEnum):
    """How sure it is that the rule is as written here."""

    STATUTE = "statute"
    """Read in the text of the law."""
    SOURCES = "sources"
    """Read in two or more published sources."""
    ONE_SOURCE = "one_source"
    LOCAL = "local"
    """A local setting: trusts differ."""
    UNSURE = "unsure"
    """From memory: off until somebody has checked it."""


class Group(StrEnum):
    """Where a rule comes from."""

    MHA_1983 = "mha_1983"
    MHA_2025 = "mha_2025"
    STANDARD = "standard"
    LOCAL = "local"


class EventSpec(Spec):
    """Something that happens and from which rules count. `question` asks when it was."""

    id: Key
    title: Words
    question: Words
    needs_time: bool = False
    """Whether the hour matters, not only the day."""
    may_lie_ahead: bool = False
    """Whether it may be a day to come: a renewal is known before the renewed period begins."""


_UNITS = {
    Counting.HOURS_FROM: "hours",
    Counting.MONTHS_BEGINNING_WITH: "months",
    Counting.WORKING_DAYS_AFTER: "working days",
}


class ClockRuleSpec(Spec):
    """One rule, as its file has it."""

    id: RuleId
    version: Words
    title: Words
    group: Group
    event: Key
    counting: Counting
    amount: Annotated[int, Field(ge=1, le=MOST_COUNTED)]
    own_amount: bool = False
    """Whether the amount is the ward's to give; the one here is an example, and the rule gives no date by it."""
    repeats: bool = False
    """Whether it comes again after each time, counted from the last."""
    remind_days: Annotated[int, Field(ge=0, le=365)] = 0
    """How many days before it is shown, for a rule in days or months."""
    remind_hours: Annotated[int, Field(ge=0, le=48)] = 0
    """How many hours before its moment it is told once more, for a rule in hours."""
    task: Words
    """What the task is called."""
    in_force_from: date | None = None
    """First day of the law or standard; None for one that is not in force yet and has no day."""
    in_force_to: date | None = None
    source: Words
    words: str = ""
    """The words of the law or standard that say how it counts."""
    note: str = ""
    """What else has to be known to count rightly: what the period depends on, or which reading was taken."""
    checked: str = ""
    """What the rule was held against, and when."""
    link: str = ""
    """Where the law or the standard can be read."""
    certainty: Certainty
    off: bool = False
    """Whether a ward has to switch it on."""
    why_off: str = ""
    advice: Words = "Check with the MHA office."

    @property
    def reference(self) -> str:
        """Id and version, as a task keeps them."""
        return f"{self.id}@{self.version}"

    @property
    def unit(self) -> str:
        """What it counts, in the plural."""
        return _UNITS.get(self.counting, "days")

    def with_own(self, number: int) -> "ClockRuleSpec":
        """The rule with the ward's own number, which its version tells."""
        return self.model_copy(update={"amount": number, "version": f"{self.version}-{number}"})

    def is_in_force(self, day: date) -> bool:
        """Whether it is law, or the standard, on this day."""
        if self.in_force_from is None or day < self.in_force_from:
            return False
        return self.in_force_to is None or day <= self.in_force_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """What a rule gives: the last day on which it holds, on the ward's clock, and for hours the moment (UTC)."""

    last_day: date
    at: datetime | None
    how: str
    """How it was counted, in words that can be checked by hand."""


def computed(rule: ClockRuleSpec, event: datetime, zone: tzinfo, nation: Nation = Nation.ENGLAND) -> Computed:
    """The date that follows from an event at this moment. Raises ValueError for a moment without a zone."""
    if event.tzinfo is None:
        raise ValueError("An event needs a zone.")
    begins = event.astimezone(zone).date()
    if rule.counting is Counting.HOURS_FROM:
        ends = event.astimezone(UTC) + timedelta(hours=rule.amount)
        local = ends.astimezone(zone)
        shown = event.astimezone(zone)
        how = f"{rule.amount} hours from {_words(shown.date())} {shown:%H:%M}: {_words(local.date())} {local:%H:%M}"
        return Computed(last_day=local.date(), at=ends, how=how + _clock_change(shown, local))
    last = _last_day(rule, begins, nation)
    how = f"{_counted(rule)} {_words(begins)}: last day {_words(last)}"
    return Computed(last_day=last, at=None, how=how)


def _clock_change(begins: datetime, ends: datetime) -> str:
    """That the clocks were changed in between, without which the hours cannot be counted by hand."""
    change = (ends.utcoffset() or timedelta()) - (begins.utcoffset() or timedelta())
    if not change:
        return ""
    hours = f"{abs(change) / timedelta(hours=1):g}"
    which = "forward" if change > timedelta() else "back"
    return f". The clocks went {which} {hours} hour{'' if hours == '1' else 's'} in between"


def _last_day(rule: ClockRuleSpec, begins: date, nation: Nation) -> date:
    if rule.counting is Counting.DAYS_BEGINNING_WITH:
        return begins + timedelta(days=rule.amount - 1)
    if rule.counting is Counting.DAYS_AFTER:
        return begins + timedelta(days=rule.amount)
    if rule.counting is Counting.MONTHS_BEGINNING_WITH:
        return day_before_same_date(begins, rule.amount)
    return after_working_days(begins, rule.amount, nation)


def day_before_same_date(begins: date, months: int) -> date:
    """The last of so many months beginning with a day: the day before the same date, so 1 Jan and 3 months is 31 Mar.
    From a date that the last month has not (31 Aug and 6 months), it is that month's last day."""
    year, month = divmod(begins.year * 12 + begins.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last_of_month = first_of_next - timedelta(days=1)
    if begins.day > last_of_month.day:
        return last_of_month
    return date(year, month + 1, begins.day) - timedelta(days=1)


def amount_words(rule: ClockRuleSpec) -> str:
    """How many days, months or hours it counts: `14 days`, `1 hour`."""
    return f"{rule.amount} {rule.unit if rule.amount != 1 else rule.unit.removesuffix('s')}"


def _counted(rule: ClockRuleSpec) -> str:
    amount = amount_words(rule)
    if rule.counting in (Counting.DAYS_AFTER, Counting.WORKING_DAYS_AFTER):
        return f"{amount} after"
    return f"{amount} beginning with"


def _words(day: date) -> str:
    return f"{day.day} {short_month(day)} {day.year}"
