"""Counts working days: not Saturdays, Sundays, or the bank holidays of the ward's part of the United Kingdom."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class Nation(StrEnum):
    """Whose bank holidays a ward keeps. The values are those of ISO 3166-2:GB."""

    ENGLAND = "ENG"
    WALES = "WLS"
    SCOTLAND = "SCT"
    NORTHERN_IRELAND = "NIR"


NATION_WORDS = {
    Nation.ENGLAND: "England",
    Nation.WALES: "Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}


@lru_cache(maxsize=64)
def bank_holidays(nation: Nation, year: int) -> dict[date, str]:
    """The bank holidays of a year with their names, from the `holidays` package. A holiday that is proclaimed later,
    such as for a coronation, is only known once that package knows it; local days off are not in it."""
    from holidays import country_holidays  # takes a tenth of a second, and most days nobody asks

    return dict(country_holidays("GB", subdiv=nation.value, years=year).items())


def is_working_day(day: date, nation: Nation, *, also_off: Collection[date] = ()) -> bool:
    """Whether offices work on this day. `also_off` are the ward's own days off."""
    return day.weekday() < 5 and day not in also_off and day not in bank_holidays(nation, day.year)


def after_working_days(day: date, count: int, nation: Nation, *, also_off: Collection[date] = ()) -> date:
    """The day that is `count` working days after this one; the day itself is not counted. With a count of 0 the day
    itself when offices work on it, else the next on which they do."""
    if count == 0:
        while not is_working_day(day, nation, also_off=also_off):
            day += timedelta(days=1)
        return day
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day, nation, also_off=also_off):
            day += timedelta(days=1)
    return day
