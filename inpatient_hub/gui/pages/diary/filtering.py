"""What a person wants to see of the diary: whose work, of which kind, how pressing, about whom, and how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from inpatient_hub.domain.tasks import OPEN, TEAM_WORDS, Priority, TaskKind, TaskState, Team
from inpatient_hub.services.diary_views import DiaryDay, DiaryItem, counts_of
from inpatient_hub.services.whose import Viewer, Whose, seen_by

EVERYBODY, MINE = "ward", "mine"


class Stand(StrEnum):
    """How a thing stands."""

    NOT_DONE = "not_done"
    OVERDUE = "overdue"
    TO_CHASE = "to_chase"
    WAITING = "waiting"
    MISSED = "missed"
    LATE = "late"


WHOSE_WORDS: Mapping[str, str] = {EVERYBODY: "Everybody's", MINE: "Mine"} | {
    team.value: f"{words} team" for team, words in TEAM_WORDS.items()
}
KIND_WORDS: Mapping[TaskKind, str] = {
    TaskKind.APPOINTMENT: "Appointments",
    TaskKind.PATIENT: "Patient tasks",
    TaskKind.WARD: "Ward tasks",
}
PRIORITY_WORDS: Mapping[Priority, str] = {
    Priority.URGENT: "Urgent",
    Priority.IMPORTANT: "Important",
    Priority.ROUTINE: "Routine",
}
STAND_WORDS: Mapping[Stand, str] = {
    Stand.NOT_DONE: "Not done",
    Stand.OVERDUE: "Overdue",
    Stand.TO_CHASE: "To be chased",
    Stand.WAITING: "Waiting",
    Stand.MISSED: "Missed",
    Stand.LATE: "Done late",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryFilter:
    """Nothing chosen in a part means all of it. `whose` is everybody, mine, or a team's code."""

    whose: str = EVERYBODY
    kinds: frozenset[TaskKind] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    stands: frozenset[Stand] = frozenset()
    patient_id: str = ""
    patient_name: str = ""

    @property
    def is_open(self) -> bool:
        """Whether everything is shown."""
        return self == DiaryFilter()

    def body(self) -> dict[str, str | bool | list[str]]:
        """What is kept of it under a name: codes alone, and never which patient: their record may have to go."""
        return {
            "whose": self.whose,
            "kinds": sorted(self.kinds),
            "priorities": sorted(self.priorities),
            "stands": sorted(self.stands),
        }

    def words(self) -> str:
        """`Nursing team, urgent, not done`; empty when everything is shown."""
        said = [WHOSE_WORDS[self.whose]] if self.whose != EVERYBODY else []
        said += [words for kind, words in KIND_WORDS.items() if kind in self.kinds]
        said += [words for priority, words in PRIORITY_WORDS.items() if priority in self.priorities]
        said += [words for stand, words in STAND_WORDS.items() if stand in self.stands]
        said += [self.patient_name or "One patient"] if self.patient_id else []
        return ", ".join([*said[:1], *(one if one == self.patient_name else _lowered(one) for one in said[1:])])


def filter_from(body: Mapping[str, object]) -> DiaryFilter:
    """The filter that was kept. What this version does not know is left out."""
    whose = body.get("whose")
    return DiaryFilter(
        whose=whose if isinstance(whose, str) and whose in WHOSE_WORDS else EVERYBODY,
        kinds=frozenset(TaskKind(one) for one in _codes(body, "kinds") if one in tuple(TaskKind)),
        priorities=frozenset(Priority(one) for one in _codes(body, "priorities") if one in tuple(Priority)),
        stands=frozenset(Stand(one) for one in _codes(body, "stands") if one in tuple(Stand)),
    )


def filtered(days: Sequence[DiaryDay], wanted: DiaryFilter, viewer: Viewer) -> tuple[DiaryDay, ...]:
    """The same days with only what is wanted; what they count is what they show."""
    if wanted.is_open:
        return tuple(days)
    return tuple(_of_day(day, wanted, viewer) for day in days)


def without_stand(wanted: DiaryFilter) -> DiaryFilter:
    """The filter without how things stand: what the counts are counted among."""
    return replace(wanted, stands=frozenset())


def _of_day(day: DiaryDay, wanted: DiaryFilter, viewer: Viewer) -> DiaryDay:
    lanes = tuple(
        replace(lane, items=tuple(item for item in lane.items if passes(item, wanted, viewer))) for lane in day.lanes
    )
    return replace(day, lanes=lanes, counts=counts_of(item for lane in lanes for item in lane.items))


def passes(item: DiaryItem, wanted: DiaryFilter, viewer: Viewer) -> bool:
    """Whether a thing is wanted."""
    task = item.line.task
    return (
        (not wanted.kinds or task.kind in wanted.kinds)
        and (not wanted.priorities or task.priority in wanted.priorities)
        and (not wanted.patient_id or task.patient_id == wanted.patient_id)
        and (not wanted.stands or any(stands_so(item, stand) for stand in wanted.stands))
        and _is_theirs(item, wanted.whose, viewer)
    )


def stands_so(item: DiaryItem, stand: Stand) -> bool:
    """Whether a thing stands like this."""
    state = item.line.task.state
    return {
        Stand.NOT_DONE: state in OPEN,
        Stand.OVERDUE: item.overdue,
        Stand.TO_CHASE: item.to_chase,
        Stand.WAITING: state is TaskState.WAITING,
        Stand.MISSED: item.missed,
        Stand.LATE: item.late,
    }[stand]


def count_of(days: Sequence[DiaryDay], stand: Stand) -> int:
    """How many things stand like this on these days; one that is shown on its own day and on today counts once."""
    items = (item for day in days for lane in day.lanes for item in lane.items)
    return len({item.line.task.id for item in items if stands_so(item, stand)})


def _is_theirs(item: DiaryItem, whose: str, viewer: Viewer) -> bool:
    if whose == EVERYBODY:
        return True
    if whose == MINE:
        return bool(seen_by((item.line,), Whose.MINE, viewer))
    return bool(seen_by((item.line,), Whose.TEAM, replace(viewer, team=Team(whose))))


def _codes(body: Mapping[str, object], key: str) -> list[str]:
    kept = body.get(key)
    return [str(one) for one in kept] if isinstance(kept, list | tuple) else []


def _lowered(words: str) -> str:
    """Words in the middle of a line; `HCA team` and `OT team` stay as they are."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
