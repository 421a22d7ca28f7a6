"""What the Diary page shows: which days, as they were read, and for whom."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from inpatient_hub.domain.day_names import month
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.gui.moments import long_day
from inpatient_hub.services.diary_views import DiaryDay
from inpatient_hub.services.whose import Viewer


class Span(StrEnum):
    """How many days are shown at once."""

    DAY = "day"
    WEEK = "week"
    FIFTEEN = "fifteen"


SPANS: tuple[tuple[str, str], ...] = ((Span.DAY, "Day"), (Span.WEEK, "Week"), (Span.FIFTEEN, "15 days"))
_STEP = {Span.DAY: 1, Span.WEEK: 7, Span.FIFTEEN: 14}
_LENGTH = {Span.DAY: 1, Span.WEEK: 7, Span.FIFTEEN: 15}


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryView:
    """Days of the diary: `at` is the moment they were read, on the ward's clock."""

    at: datetime
    span: Span
    days: tuple[DiaryDay, ...]
    shifts: tuple[Shift, ...]
    viewer: Viewer
    saved: tuple[SavedFilter, ...] = ()

    @property
    def today(self) -> date:
        """The ward's day."""
        return self.at.date()

    @property
    def shows_today(self) -> bool:
        """Whether today is among the days."""
        return any(one.day == self.today for one in self.days)


def first_of(span: Span, day: date) -> date:
    """The first day that is shown with this one: weeks and fifteen days begin on a Monday."""
    return day if span is Span.DAY else day - timedelta(days=day.weekday())


def holds(span: Span, first: date, day: date) -> bool:
    """Whether this day is among those shown from `first` on."""
    return first <= day < first + timedelta(days=_LENGTH[span])


def turned(span: Span, first: date, way: int) -> date:
    """The first day of the days after (`way` 1) or before (-1). Fifteen days keep one of them in sight."""
    return first + timedelta(days=way * _STEP[span])


def turn_words(span: Span, way: int) -> str:
    """What turning does, in words."""
    what = {Span.DAY: "day", Span.WEEK: "week", Span.FIFTEEN: "two weeks"}[span]
    return f"The {what} {'after' if way > 0 else 'before'}"


def range_words(first: date, last: date) -> str:
    """`Friday 20 November 2026`, `16 to 22 November 2026`, `30 November to 6 December 2026`."""
    if first == last:
        return long_day(first)
    if first.year != last.year:
        return f"{first.day} {month(first)} {first.year} to {last.day} {month(last)} {last.year}"
    begins = f" {month(first)}" if first.month != last.month else ""
    return f"{first.day}{begins} to {last.day} {month(last)} {last.year}"
