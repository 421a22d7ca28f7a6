"""What the Repeats page shows: a week of the ward's repeats, those that do not fall in it, and the moment."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from inpatient_hub.domain.day_names import month
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.series import Series
from inpatient_hub.services.repeat_grid import GridRow, RepeatGrid


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatsView:
    """One week. `resting` are repeats that go on and have no time in it; `at` is on the ward's clock; `shifts` are the
    ward's, in their order. With `words` only the repeats that hold them all are shown."""

    grid: RepeatGrid
    resting: tuple[GridRow, ...]
    at: datetime
    shifts: tuple[str, ...]
    words: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()
    """`overdue`, `missed` or `late`: only repeats with a time of such a kind in this week are shown."""

    @property
    def rows(self) -> tuple[GridRow, ...]:
        """The repeats that are looked for, those of this week first."""
        rows = (*self.grid.rows, *self.resting)
        return tuple(row for row in rows if self._is_looked_for(row) and self._is_of_kind(row))

    @property
    def today(self) -> date:
        """The ward's day."""
        return self.at.date()

    @property
    def overdue(self) -> int:
        """How many times are late and can still be done."""
        return sum(cell.overdue for row in self.grid.rows for cell in row.cells)

    def series(self, series_id: str) -> Series | None:
        """One of the repeats shown."""
        rows = (*self.grid.rows, *self.resting)
        return next((row.series for row in rows if row.series.id == series_id), None)

    def _is_of_kind(self, row: GridRow) -> bool:
        has = {"overdue": any(cell.overdue for cell in row.cells), "missed": row.missed > 0, "late": row.late > 0}
        return not self.only or any(has[kind] for kind in self.only)

    def _is_looked_for(self, row: GridRow) -> bool:
        bed = f"Bed {row.bed}" if row.bed else ""
        said = folded(f"{row.series.title} {bed} {row.patient_name or ''} {' '.join(row.series.shifts)}")
        return all(word in said for word in self.words)


def monday_of(day: date) -> date:
    """The first day of the week a day lies in."""
    return day - timedelta(days=day.weekday())


def week_words(days: tuple[date, ...]) -> str:
    """`16 to 22 November 2026`; with both months where they differ."""
    first, last = days[0], days[-1]
    if first.year != last.year:
        return f"{first.day} {month(first)} {first.year} to {last.day} {month(last)} {last.year}"
    if first.month != last.month:
        return f"{first.day} {month(first)} to {last.day} {month(last)} {last.year}"
    return f"{first.day} to {last.day} {month(last)} {last.year}"
