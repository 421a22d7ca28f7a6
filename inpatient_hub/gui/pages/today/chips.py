"""The chips of a task: how urgent it is, what it waits for, who has to confirm it, and how often it comes again."""

from collections.abc import Iterator, Mapping

from inpatient_hub.domain.hand_back import waiting_words
from inpatient_hub.domain.tasks import Priority, Task, TaskState
from inpatient_hub.gui.desk.task_chips import left_chips
from inpatient_hub.gui.widgets.marks import ChipFacts

_MOST = 2
_URGENT = ChipFacts("Urgent", "urgent", "chevrons-up")
_IMPORTANT = ChipFacts("Important", "outline", "chevron-up")
_TWO_PEOPLE = ChipFacts("2 people", "neutral", "users", accessible="a second person confirms it")
_BY_RULE = ChipFacts("Clock rule", "neutral", "gavel", accessible="its date was worked out: check with the MHA office")
_WEEK = 7
_WORKING_WEEK = frozenset(("MO", "TU", "WE", "TH", "FR"))


def chips_of(task: Task, rules: Mapping[str, str], *, chased: bool = False) -> tuple[ChipFacts, ...]:
    """At most two chips, those that matter most; amber for what is to be chased."""
    return tuple(_all(task, rules, chased=chased))[:_MOST]


def _all(task: Task, rules: Mapping[str, str], *, chased: bool) -> Iterator[ChipFacts]:
    if task.priority is Priority.URGENT:
        yield _URGENT
    if task.state is TaskState.WAITING and task.waiting_on is not None:
        yield _waiting(task.waiting_on, "warn" if chased else "neutral")
    yield from left_chips(task)
    if task.needs_check and not task.awaits_check:  # its group says so then
        yield _TWO_PEOPLE
    if task.clock_rule is not None:
        yield _BY_RULE
    if task.priority is Priority.IMPORTANT:
        yield _IMPORTANT
    if task.repeat_id is not None and (words := repeat_words(rules.get(task.repeat_id, ""))):
        yield ChipFacts(words, "neutral", "repeat", accessible=f"repeats: {words.lower()}")


def _waiting(code: str, kind: str) -> ChipFacts:
    words = waiting_words(code).removeprefix("the ")
    return ChipFacts(words[:1].upper() + words[1:], kind, "hourglass", accessible=f"waiting on {waiting_words(code)}")


def repeat_words(rule: str) -> str:
    """`Daily`, `Weekly`, `3 a week`, `Every 2 weeks`: short, for a chip; empty for what is no rule."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    frequency, every = parts.get("FREQ", ""), parts.get("INTERVAL", "1")
    if every != "1":
        unit = {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"}.get(frequency)
        return f"Every {every} {unit}" if unit else ""
    if frequency == "WEEKLY":
        return _weekly(frozenset(parts["BYDAY"].split(",")) if "BYDAY" in parts else frozenset())
    return {"DAILY": "Daily", "MONTHLY": "Monthly", "YEARLY": "Yearly"}.get(frequency, "")


def _weekly(days: frozenset[str]) -> str:
    if len(days) == _WEEK:
        return "Daily"
    if days == _WORKING_WEEK:
        return "Weekdays"
    return f"{len(days)} a week" if len(days) > 1 else "Weekly"
