"""The ways a repeat can be said in plain words, and the rule that each of them stands for."""

from dataclasses import dataclass
from enum import StrEnum

from inpatient_hub.domain.recurrence import (
    WEEKDAYS,
    every_days,
    monthly_on_day,
    monthly_on_weekday,
    weekly_on,
)


class Way(StrEnum):
    """How often, as it is offered."""

    DAILY = "daily"
    WEEKLY = "weekly"
    DAYS = "days"
    WEEKS = "weeks"
    MONTH_DAY = "month_day"
    MONTH_WEEKDAY = "month_weekday"


WAY_WORDS = {
    Way.DAILY: "Every day",
    Way.WEEKLY: "On days of the week",
    Way.DAYS: "Every so many days",
    Way.WEEKS: "Every so many weeks",
    Way.MONTH_DAY: "Each month on a day",
    Way.MONTH_WEEKDAY: "Each month on a weekday",
}
DAY_WORDS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NTH_WORDS = {1: "First", 2: "Second", 3: "Third", 4: "Fourth", -1: "Last"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChoice:
    """What was chosen. `weekdays` are 0 for Monday to 6; `every` counts days or weeks; `month_day` is 1 to 31; `nth` is
    1 to 4, or -1 for the last."""

    way: Way = Way.DAILY
    weekdays: tuple[int, ...] = ()
    every: int = 2
    month_day: int = 1
    nth: int = 1
    weekday: int = 0


def rule_of(choice: RuleChoice) -> str:
    """The rule of RFC 5545 for a choice."""
    match choice.way:
        case Way.DAILY:
            return every_days(1)
        case Way.WEEKLY:
            return weekly_on(choice.weekdays)
        case Way.DAYS:
            return every_days(choice.every)
        case Way.WEEKS:
            return weekly_on(choice.weekdays, every_weeks=choice.every)
        case Way.MONTH_DAY:
            return monthly_on_day(choice.month_day)
        case Way.MONTH_WEEKDAY:
            return monthly_on_weekday(choice.nth, choice.weekday)


def choice_of(rule: str) -> RuleChoice | None:
    """The choice a rule stands for; None for one that cannot be said here, which is then kept as it is."""
    found = next((one for one in _likely(rule) if rule_of(one) == rule), None)
    return found or (RuleChoice() if rule == "FREQ=DAILY;INTERVAL=1" else None)


def _likely(rule: str) -> list[RuleChoice]:
    """Choices whose rule may be this one."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    every = int(parts.get("INTERVAL", "1"))
    named = parts.get("BYDAY", "").split(",")
    days = tuple(place for place, name in enumerate(WEEKDAYS) if name in named)
    likely = [RuleChoice(), RuleChoice(way=Way.DAYS, every=max(every, 2))]
    if days:
        likely += [RuleChoice(way=Way.WEEKLY, weekdays=days), RuleChoice(way=Way.WEEKS, weekdays=days, every=every)]
    if "BYMONTHDAY" in parts:
        last = int(parts["BYMONTHDAY"].split(",")[-1])
        likely += [RuleChoice(way=Way.MONTH_DAY, month_day=last)] if 1 <= last <= 31 else []
    if len(named) == 1 and named[0][-2:] in WEEKDAYS and named[0][:-2]:
        weekday = WEEKDAYS.index(named[0][-2:])
        likely.append(RuleChoice(way=Way.MONTH_WEEKDAY, nth=int(named[0][:-2]), weekday=weekday))
    return likely
