"""The names of days and months in British English, whatever language the computer speaks: no locale is ever asked."""

from datetime import date

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT_DAYS = tuple(name[:3] for name in DAYS)
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)


def weekday(day: date) -> str:
    """`Friday`."""
    return DAYS[day.weekday()]


def short_weekday(day: date) -> str:
    """`Fri`."""
    return SHORT_DAYS[day.weekday()]


def month(day: date) -> str:
    """`November`."""
    return MONTHS[day.month - 1]


def short_month(day: date) -> str:
    """`Nov`."""
    return SHORT_MONTHS[day.month - 1]
