"""The days of the diary in lanes, and which of their things are shown: the most pressing, and how many more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import OPEN, TaskState
from inpatient_hub.gui.pages.diary.cells import Cell, Face, face_of, fold_cell, head_cell, item_cell, more_cell
from inpatient_hub.gui.pages.diary.view import DiaryView, Span
from inpatient_hub.services.diary_views import DiaryDay, DiaryItem, LaneKind

_LEAST_LEVEL, _MOST_LEVEL = -2, 25
LANES = (LaneKind.APPOINTMENT, LaneKind.PATIENT, LaneKind.WARD)
_PRESSING = {Face.OVERDUE: 0, Face.WAITING: 1, Face.PLAIN: 1, Face.MISSED: 2, Face.DONE: 3, Face.STRUCK: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many things of a day are shown in a lane before the rest is only counted."""

    appointments: int = 2
    patients: int = 3
    ward: int = 3

    @classmethod
    def at_level(cls, level: int) -> "Limits":
        """More of them where the window is high; below nought, fewer where it is low."""
        if level < 0:
            return cls(patients=3 if level == -1 else 2, ward=2)
        return cls(appointments=2 + level // 2, patients=3 + level, ward=3 + (level + 1) // 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Things of a day in a lane; those of the ward have one for each shift, with its name over it."""

    lane: LaneKind
    cells: tuple[Cell, ...]
    shift: str | None = None
    label: str = ""
    icon: str = ""
    is_now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One day."""

    day: date
    head: Cell
    sections: tuple[Section, ...]
    is_today: bool
    is_past: bool
    is_expanded: bool

    def of(self, lane: LaneKind) -> tuple[Section, ...]:
        """The parts of a lane."""
        return tuple(section for section in self.sections if section.lane is lane)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All that is shown, day after day."""

    columns: tuple[Column, ...] = ()

    def cells(self) -> tuple[Cell, ...]:
        """Every cell in reading order."""
        found: list[Cell] = []
        for column in self.columns:
            found.append(column.head)
            for section in column.sections:
                found += section.cells
        return tuple(found)


class BoardMaker:
    """Makes boards of the same days with more or less of each: what is asked first is how much fits."""

    def __init__(self, view: DiaryView, days: Sequence[DiaryDay]) -> None:
        self._view = view
        self._days = days
        self._made: dict[tuple[date, str], Cell] = {}
        self._folds: dict[tuple[date, str], tuple[Cell, ...]] = {}
        self._in_order: dict[tuple[date, LaneKind, str | None], list[DiaryItem]] = {}

    def board(self, limits: Limits, expanded: date | None) -> Board:
        """The days with at most so many things in a lane; all of the one that is expanded."""
        return Board(columns=tuple(self._column(day, limits, expanded) for day in self._days))

    def _column(self, day: DiaryDay, limits: Limits, expanded: date | None) -> Column:
        at, is_single = self._view.at, self._view.span is Span.DAY
        is_expanded = is_single or day.day == expanded
        sections = [
            self._flat(day, LaneKind.APPOINTMENT, limits.appointments, is_expanded=is_expanded),
            self._flat(day, LaneKind.PATIENT, limits.patients, is_expanded=is_expanded),
            *(self._of_shift(day, shift, limits.ward, is_expanded=is_expanded) for shift in self._view.shifts),
        ]
        if day.lane(LaneKind.WARD).items:
            sections.append(self._flat(day, LaneKind.WARD, limits.ward, is_expanded=is_expanded))
        return Column(
            day=day.day,
            head=head_cell(day, at, is_expanded=is_expanded, may_expand=not is_single),
            sections=tuple(sections),
            is_today=day.day == at.date(),
            is_past=day.day < at.date(),
            is_expanded=is_expanded,
        )

    def _flat(self, day: DiaryDay, lane: LaneKind, limit: int, *, is_expanded: bool) -> Section:
        """Appointments, patients' tasks, and the ward's of no shift: the first few, and how many more."""
        items = self._sorted(day, lane)
        if lane is LaneKind.PATIENT and day.day == self._view.today:
            limit += 1
        label = "Any time" if lane is LaneKind.WARD else ""
        cells = self._first(items, day.day, None, lane, limit, is_expanded=is_expanded)
        return Section(lane=lane, cells=cells, label=label, icon="clock" if label else "")

    def _of_shift(self, day: DiaryDay, shift: Shift, limit: int, *, is_expanded: bool) -> Section:
        items = self._sorted(day, LaneKind.WARD, shift.name)
        is_now = day.shift_now == shift.name
        live = [item for item in items if item.line.task.state is not TaskState.CANCELLED]
        if is_expanded or (is_now and any(item.line.task.state in OPEN for item in live)):
            cells = self._first(items, day.day, shift.name, LaneKind.WARD, limit, is_expanded=is_expanded)
        else:
            cells = self._folds.get((day.day, shift.name)) or self._folded(live, day.day, shift.name)
            self._folds[day.day, shift.name] = cells
        return Section(
            lane=LaneKind.WARD,
            cells=cells,
            shift=shift.name,
            label=f"{shift.name}, now" if is_now else shift.name,
            icon=shift_icon(shift),
            is_now=is_now,
        )

    def _first(
        self,
        items: Sequence[DiaryItem],
        day: date,
        shift: str | None,
        lane: LaneKind,
        limit: int,
        *,
        is_expanded: bool,
    ) -> tuple[Cell, ...]:
        if not is_expanded:
            items = [item for item in items if item.line.task.state is not TaskState.CANCELLED]
        if is_expanded or len(items) <= limit:
            return tuple(self._cell(item, day) for item in items)
        shown, hidden = items[:limit], items[limit:]
        return (*(self._cell(item, day) for item in shown), more_cell(hidden, day, lane, shift))

    def _folded(self, items: Sequence[DiaryItem], day: date, shift: str) -> tuple[Cell, ...]:
        """What is overdue stands by itself; what is missed, to do and done is a line each. Where others were missed or
        are to do, what is done is not worth a line."""
        by_face: dict[Face, list[DiaryItem]] = {}
        for item in items:
            face = face_of(item)
            by_face.setdefault(Face.PLAIN if face is Face.WAITING else face, []).append(item)
        cells = [self._cell(item, day) for item in by_face.pop(Face.OVERDUE, [])]
        if len(by_face) > 1 or cells:
            by_face.pop(Face.DONE, None)
        groups = [by_face[face] for face in (Face.MISSED, Face.PLAIN, Face.DONE) if face in by_face]
        for group in groups:
            if len(items) == 1:
                cells.append(self._cell(group[0], day))
            else:
                cells.append(fold_cell(group, day, shift, self._view.at, total=len(items)))
        return tuple(cells)

    def _cell(self, item: DiaryItem, day: date) -> Cell:
        key = (day, item.line.task.id)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = item_cell(item, day, self._view.at, self._view.shifts)
        return found

    def _sorted(self, day: DiaryDay, lane: LaneKind, shift: str | None = None) -> list[DiaryItem]:
        key = (day.day, lane, shift)
        if key not in self._in_order:
            items = day.lane(lane, shift).items
            is_timed = lane is LaneKind.APPOINTMENT
            self._in_order[key] = sorted(items, key=_by_time) if is_timed else sorted(items, key=_by_pressing)
        return self._in_order[key]


def shift_icon(shift: Shift) -> str:
    """A rising sun for a shift that begins in the morning, a setting one after noon; the moon is the night's."""
    hour = shift.starts.hour
    return "sunrise" if 4 <= hour < 12 else "sunset" if 12 <= hour < 18 else "moon"


def lane_words(lane: LaneKind) -> tuple[str, str, str]:
    """Icon, name and second line of a lane."""
    return {
        LaneKind.APPOINTMENT: ("calendar-event", "Appointments", ""),
        LaneKind.PATIENT: ("bed", "Patient tasks", ""),
        LaneKind.WARD: ("building-hospital", "Ward tasks", "by shift"),
    }[lane]


def most_that_fits(height: Callable[[Limits], int], room: int) -> Limits:
    """The most of each lane that fits into this height; `height` says how high a board would be. Where even the least
    does not fit, the days scroll, and then nothing is gained by showing less than usual."""
    best, heights = Limits(), list[int]()
    for level in range(_LEAST_LEVEL, _MOST_LEVEL):
        wanted = Limits.at_level(level)
        heights.append(height(wanted))
        if heights[-1] > room:
            break
        best = wanted
        if level > 2 and heights[-1] == heights[-3]:
            break  # nothing is left that is only counted
    return best


def _by_time(item: DiaryItem) -> int:
    """Appointments come in the order of their times; those still to come before those that are over."""
    state = item.line.task.state
    return 0 if state in OPEN else 2 if state is TaskState.CANCELLED else 1


def _by_pressing(item: DiaryItem) -> tuple[int, bool, datetime, int]:
    task = item.line.task
    rank = {"urgent": 0, "important": 1}.get(task.priority, 2)
    return _PRESSING[face_of(item)], task.due_at is None, task.due_at or task.created_at, rank
