"""How the command line writes days, times and ages: for a person in words, for a program in ISO 8601."""

from datetime import date, datetime, timedelta

from inpatient_hub.domain.day_names import short_month


def day(value: date | None) -> str:
    """`20 Nov 2026`; empty for None."""
    return f"{value.day} {short_month(value)} {value.year}" if value else ""


def moment(local: datetime | None) -> str:
    """`20 Nov 2026 14:05`; empty for None. `local` is on the ward's clock."""
    return f"{day(local.date())} {local:%H:%M}" if local else ""


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


def iso_day(value: date | None) -> str | None:
    """`2026-11-20`, or None."""
    return value.isoformat() if value else None


def iso_moment(value: datetime | None) -> str | None:
    """`2026-11-20T14:05:00+00:00`: the moment in UTC as it is kept, or None."""
    return value.isoformat() if value else None
