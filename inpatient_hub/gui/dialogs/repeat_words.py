"""What the repeat editor says: what becomes of a missed time, the rule in words, and the next days."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.recurrence import Missed, in_words, next_day
from inpatient_hub.domain.tasks import AuditType
from inpatient_hub.gui.moments import day as day_words
from inpatient_hub.gui.moments import short_day
from inpatient_hub.gui.widgets.option_list import OptionFacts
from inpatient_hub.services.new_series import NewSeries

NEXT_SHOWN = 6
MISSED_OPTIONS = (
    OptionFacts(
        Missed.EXPIRES,
        "It ends with its shift",
        "What was not done when the shift, or the day, is over counts as missed and leaves the list.",
    ),
    OptionFacts(
        Missed.MOVES_ON,
        "It moves on to the next one",
        "It stays on the list until the next time comes; then it counts as missed.",
    ),
    OptionFacts(
        Missed.STAYS,
        "It stays until it is done",
        "It is overdue until somebody does it, and the next one comes only after that.",
    ),
    OptionFacts(
        Missed.PILES_UP,
        "It stays, and the next ones come as well",
        "Each time has to be done, however late: what was not done is added up.",
    ),
)
AUDIT_WORDS = {
    AuditType.FRIDGE_TEMPERATURES: "Fridge temperatures",
    AuditType.WATER_TEMPERATURES: "Water temperatures",
    AuditType.WALKAROUND: "Walk-round",
    AuditType.CONTROLLED_DRUGS: "Controlled drugs",
    AuditType.RESUSCITATION: "Resuscitation equipment",
    AuditType.FIRE_SAFETY: "Fire safety",
    AuditType.LIGATURE: "Ligature check",
    AuditType.OTHER: "Another audit",
}


def rule_words(new: NewSeries) -> str:
    """The whole repeat in a sentence, such as `Every Monday, on Early and Night, from 20 Nov 2026`, and a stop."""
    words = in_words(new.repeat)
    parts = [words[0].upper() + words[1:]]
    if new.shifts:
        parts.append(f"on {_listed(new.shifts)}")
    if new.at is not None:
        parts.append(f"at {new.at:%H:%M}")
    return f"{', '.join(parts)}, from {day_words(new.repeat.starts_on)}."


def next_words(new: NewSeries, today: date, holidays: Mapping[date, str], over: Collection[str] = frozenset()) -> str:
    """The next days it falls on, with bank holidays named; a repeat without any more says so. `over` are the shifts
    that have ended today: without another today is none of them."""
    days: list[date] = []
    first = today + timedelta(days=1) if new.shifts and set(new.shifts) <= set(over) else today
    after = max(first, new.repeat.starts_on) - timedelta(days=1)
    while len(days) < NEXT_SHOWN and (found := next_day(new.repeat, after)) is not None:
        days.append(found)
        after = found
    if not days:
        return "It falls on no day: choose a later last day, or another rule."
    return "Next: " + ", ".join(_with_holiday(day, today, holidays) for day in days) + "."


def problem_words(error: HubError) -> str:
    """A refusal in two sentences, to stand under a field."""
    return f"{error.message} {error.remedy}".strip()


def _with_holiday(day: date, today: date, holidays: Mapping[date, str]) -> str:
    words = short_day(day) if day.year == today.year else f"{short_day(day)} {day.year}"
    return f"{words} ({holidays[day]})" if day in holidays else words


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
