"""Whose work a list shows: mine, my team's, or the whole ward's."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from inpatient_hub.domain.quick_add_marks import team_named
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Team
from inpatient_hub.services.ports import TaskLine


class Whose(StrEnum):
    """Which part of the ward's work is shown."""

    MINE = "mine"
    TEAM = "team"
    WARD = "ward"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks: their id, their team where their role names one, and the patients they are the named nurse of."""

    staff_id: str
    team: Team | None = None
    patients: Collection[str] = ()


def viewer_of(person: Staff, patients: Collection[str] = ()) -> Viewer:
    """The person as one who looks. The team is read from the words of their role, such as `HCA` or `Staff nurse`."""
    return Viewer(staff_id=person.id, team=team_of(person.role), patients=frozenset(patients))


def team_of(role: str) -> Team | None:
    """The team that the words of a role name; None when they name none."""
    return next((team for word in role.split() if (team := team_named(word)) is not None), None)


def seen_by(lines: Iterable[TaskLine], whose: Whose, viewer: Viewer) -> tuple[TaskLine, ...]:
    """The lines that are shown. Mine: what I have, and what nobody has about my patients. My team's: what is offered to
    it or to everybody, and what I have."""
    if whose is Whose.WARD:
        return tuple(lines)
    wanted = _is_mine if whose is Whose.MINE else _is_my_teams
    return tuple(line for line in lines if wanted(line, viewer))


def _is_mine(line: TaskLine, viewer: Viewer) -> bool:
    task = line.task
    return task.claimed_by == viewer.staff_id or (task.claimed_by is None and task.patient_id in viewer.patients)


def _is_my_teams(line: TaskLine, viewer: Viewer) -> bool:
    task = line.task
    return task.claimed_by == viewer.staff_id or task.offered_to in (None, viewer.team)
