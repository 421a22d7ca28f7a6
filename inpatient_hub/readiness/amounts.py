"""Says sizes, lengths of time and days in words, so that what is found never looks like more than it is."""

from datetime import date
from math import ceil, floor
from typing import TYPE_CHECKING

from inpatient_hub.domain.day_names import short_month

if TYPE_CHECKING:
    from inpatient_hub.readiness.profiles import Figure

GIB = 2**30
"""Memory is sold in these and called GB."""


def day(value: date) -> str:
    """`20 Nov 2026`."""
    return f"{value.day} {short_month(value)} {value.year}"


def disk(size: float, *, up: bool = False) -> str:
    """`1.4 GB`, in GB of 1,000,000,000 bytes. Cut rather than rounded, so that nearly enough does not look like enough;
    with `up` raised, for what is missing."""
    return _scaled(size, 1000, up=up)


def memory(size: float, *, up: bool = False) -> str:
    """`7.8 GB`, in GB of 1,073,741,824 bytes, as memory is sold. Cut or raised as `disk`."""
    return _scaled(size, 1024, up=up)


def _scaled(size: float, step: int, *, up: bool) -> str:
    unit = "GB" if size >= step**3 else "MB"
    value = size / (step**3 if unit == "GB" else step**2)
    places = 10 if unit == "GB" and value < 100 else 1
    cut = (ceil if up else floor)(value * places) / places
    return f"{cut:,.0f} {unit}" if cut == int(cut) else f"{cut:,.1f} {unit}"


def days(count: int) -> str:
    """`1 day`, `6 days`."""
    return "1 day" if count == 1 else f"{count:,} days"


def milliseconds(ms: float) -> str:
    """`21 ms`; below one `under 1 ms`."""
    return f"{ms:.0f} ms" if ms >= 1 else "under 1 ms"


def speed(mhz: float) -> str:
    """`2.4 GHz`, `998 MHz`."""
    return f"{mhz:,.0f} MHz" if mhz < 1000 else f"{floor(mhz / 10) / 100:g} GHz"


_UNITS = {
    "bits": "{}-bit",
    "cores": "{} cores",
    "count": "{}",
    "inches": "{} inches",
    "kbps": "{} Kbps",
    "mbps": "{} Mbps",
    "ms": "{} ms",
    "pixels": "{} pixels",
    "version": "version {}",
}


def figure(value: "Figure", unit: str) -> str:
    """A figure of a profile in words, by the unit that its check gives it."""
    if isinstance(value, str | bool):
        return str(value)
    if unit == "disk":
        return disk(value)
    if unit == "memory":
        return memory(value)
    if unit == "days":
        return days(int(value))
    return speed(value) if unit == "mhz" else _UNITS[unit].format(f"{value:,g}" if value < 10_000 else f"{value:,.0f}")
