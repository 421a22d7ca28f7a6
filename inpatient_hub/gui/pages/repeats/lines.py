"""Turns a week of repeats into the lines of the grid: one for each repeat and shift, with what became of each day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inpatient_hub.domain.day_names import month, weekday
from inpatient_hub.domain.recurrence import in_words, next_day
from inpatient_hub.domain.task_reasons import words_of
from inpatient_hub.domain.tasks import TEAM_WORDS
from inpatient_hub.gui.moments import short_day
from inpatient_hub.gui.pages.repeats.view import RepeatsView
from inpatient_hub.services.repeat_grid import Became, GridCell, GridRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFacts:
    """One time as it is shown: `words` from the longest to the shortest, of which the first that fits is taken."""

    cell: GridCell
    icon: str
    token: str
    words: tuple[str, ...]
    spoken: str
    edge: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLine:
    """One line: the head of a part (without a `row`), or a repeat on one of its shifts. The first line of a repeat
    carries its title over `height` lines."""

    title: str
    second: str = ""
    owner: str = ""
    did: str = ""
    """Who did it in this week, and how often, by their initials."""
    did_by: str = ""
    """The same with their names."""
    row: GridRow | None = None
    shift: str = ""
    height: int = 1
    is_first: bool = True
    cells: tuple[CellFacts | None, ...] = ()
    missed: int = 0
    late: int = 0

    @property
    def is_head(self) -> bool:
        """Whether it is the head of a part."""
        return self.row is None

    def spoken(self) -> str:
        """The repeat in a sentence."""
        parts = [self.title, self.second, self.owner, f"this week {self.did_by}" if self.did_by else ""]
        parts += [f"{self.missed} missed"] if self.missed else []
        parts += [f"{self.late} done late"] if self.late else []
        return ", ".join(part for part in parts if part)


def lines_of(view: RepeatsView) -> list[GridLine]:
    """All lines that are looked for: the ward's repeats, then the patients'."""
    rows = view.rows
    ward = sorted((row for row in rows if row.series.patient_id is None), key=lambda row: _order(row, view))
    patients = sorted((row for row in rows if row.series.patient_id is not None), key=_by_patient)
    lines: list[GridLine] = []
    for words, part in (("The ward's repeats", ward), ("Patients' repeats", patients)):
        if part:
            lines.append(GridLine(title=words, second=str(len(part))))
            for row in part:
                lines += _lines_of_row(row, view)
    return lines


def _lines_of_row(row: GridRow, view: RepeatsView) -> list[GridLine]:
    shifts = _shifts_of(row, view.shifts)
    done = Counter(cell.who for cell in row.cells if cell.who and cell.became in (Became.DONE, Became.LATE))
    second = in_words(row.series.repeat)
    if row.patient_name:
        second = f"{f'Bed {row.bed}, ' if row.bed else ''}{row.patient_name}, {second}"
    if not row.cells:
        following = next_day(row.series.repeat, view.grid.days[-1])
        second += f", next {short_day(following)}" if following else ""
    offered = row.series.offered_to
    return [
        GridLine(
            title=row.series.title,
            second=second,
            owner=TEAM_WORDS[offered] if offered else "Whole ward",
            did=", ".join(f"{initials(who)} {count}" for who, count in done.most_common()),
            did_by=", ".join(f"{who} {count}" for who, count in done.most_common()),
            row=row,
            shift=shift,
            height=len(shifts),
            is_first=place == 0,
            cells=tuple(_cell_on(row, day, shift) for day in view.grid.days),
            missed=row.missed,
            late=row.late,
        )
        for place, shift in enumerate(shifts)
    ]


def _cell_on(row: GridRow, day: date, shift: str) -> CellFacts | None:
    found = next((cell for cell in row.cells if cell.day == day and (cell.shift or "") == shift), None)
    return cell_facts(row, found) if found is not None else None


def cell_facts(row: GridRow, cell: GridCell) -> CellFacts:
    """What became of one time, as an icon, words, and a sentence for a screen reader."""
    icon, token, words, said = _told(cell)
    if cell.moved_to is not None:
        to = short_day(cell.moved_to)
        said = f"{said}, moved to {to}"
        words = (f"Moved to {to}", f"To {to[4:]}", "Moved")
        icon = "arrow-right" if cell.became in (Became.OPEN, Became.CLAIMED) else icon
    on = f"{weekday(cell.day)} {cell.day.day} {month(cell.day)}"
    shift = f", {cell.shift}" if cell.shift else ""
    return CellFacts(
        cell=cell,
        icon=icon,
        token=token,
        words=words,
        spoken=f"{row.series.title}, {on}{shift}: {said}",
        edge="act-solid" if cell.overdue else "line-strong" if cell.became is Became.MISSED else "",
        dashed=cell.became is Became.MISSED,
    )


def _told(cell: GridCell) -> tuple[str, str, tuple[str, ...], str]:
    """(icon, colour, words from long to short, words for a sentence)."""
    who = cell.who or ""
    short = initials(who)
    if cell.overdue:
        said = f"overdue, {who} has it" if who else "overdue, nobody has it"
        words = (f"Overdue, {short}", "Overdue", short) if who else ("Overdue", "Late")
        return "alert-triangle", "act-text", words, said
    if cell.task is not None and cell.task.awaits_check:
        return "users", "warn-text", ("Not confirmed", short), f"done by {who}, not confirmed by a second person"
    missed = f"missed: {words_of(cell.task.reason)}" if cell.task is not None and cell.task.reason else "missed"
    return {
        Became.TO_COME: ("circle", "subtle", ("To come",), "to come"),
        Became.OPEN: ("circle", "text", ("To do",), "to do, nobody has it"),
        Became.CLAIMED: ("circle-half-2", "info-text", (short,), f"{who} has it"),
        Became.DONE: ("circle-check", "ok-text", (short,), f"done by {who}"),
        Became.LATE: ("history", "muted", (f"Late, {short}", short), f"done late by {who}"),
        Became.MISSED: ("circle-x", "neutral-text", ("Missed",), missed),
        Became.CANCELLED: ("ban", "subtle", ("Off the list", "Off"), "taken off the list"),
        Became.LEFT_OUT: ("ban", "subtle", ("Left out", "Out"), "left out"),
    }[cell.became]


def initials(name: str) -> str:
    """`JE` for Jane Eyre; of a long name the first and the last."""
    letters = [part[0].upper() for part in name.split() if part[0].isalpha()]
    return "".join(letters if len(letters) < 3 else (letters[0], letters[-1]))


def _shifts_of(row: GridRow, shifts: Sequence[str]) -> list[str]:
    """The shifts a repeat has a line for, in the ward's order; an empty one for times without a shift."""
    if not row.cells:
        return [""]
    held = {cell.shift or "" for cell in row.cells}
    known = [shift for shift in shifts if shift in held]
    return [*sorted(held - set(known)), *known]


def _order(row: GridRow, view: RepeatsView) -> tuple[bool, int, str]:
    """Those of this week first, then by the shift they begin with, then by title."""
    own = row.series.shifts
    place = min((view.shifts.index(one) for one in own if one in view.shifts), default=len(view.shifts))
    return not row.cells, place, row.series.title.casefold()


def _by_patient(row: GridRow) -> tuple[str, str, str]:
    return (row.bed or "").rjust(6), row.patient_name or "", row.series.title.casefold()
