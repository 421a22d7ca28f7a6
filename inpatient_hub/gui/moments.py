"""How dates, times and ages are written on screen."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from inpatient_hub.domain.day_names import month, short_month, short_weekday, weekday


@lru_cache(maxsize=2048)
def day(value: date | None) -> str:
    """`20 Nov 2026`; empty for None."""
    return f"{value.day} {short_month(value)} {value.year}" if value else ""


def short_day(value: date, today: date | None = None) -> str:
    """`Fri 20 Nov`; with the year where it is not that of `today`."""
    year = "" if today is None or value.year == today.year else f" {value.year}"
    return f"{short_weekday(value)} {value.day} {short_month(value)}{year}"


def long_day(value: date) -> str:
    """`Friday 20 November 2026`."""
    return f"{weekday(value)} {value.day} {month(value)} {value.year}"


def clock(local: datetime) -> str:
    """`14:05`."""
    return local.strftime("%H:%M")


def moment(local: datetime, today: date) -> str:
    """`14:05` today, `yesterday 14:05`, else `18 Nov 14:05`; with the year when it is another one."""
    if local.date() == today:
        return clock(local)
    if local.date() == today - timedelta(days=1):
        return f"yesterday {clock(local)}"
    year = f" {local.year}" if local.year != today.year else ""
    return f"{local.day} {short_month(local)}{year} {clock(local)}"


def age(span: timedelta) -> str:
    """`just now`, `38 min`, `4 h 42 min`, `3 days`."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days = hours // 24
    return "1 day" if days == 1 else f"{days} days"


def ago(span: timedelta) -> str:
    """`just now` or `38 min ago`."""
    words = age(span)
    return words if words == "just now" else f"{words} ago"


def due_words(due: date, today: date) -> str:
    """`today`, `tomorrow`, `in 3 days`, `2 days late`."""
    distance = (due - today).days
    if distance == 0:
        return "today"
    if distance == 1:
        return "tomorrow"
    if distance > 0:
        return f"in {distance} days"
    return "1 day late" if distance == -1 else f"{-distance} days late"
