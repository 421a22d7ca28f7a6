"""Reminders in words: as rows of the list, and as a notice that says no more than others may read."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime

from inpatient_hub.domain.hand_back import waiting_words
from inpatient_hub.domain.reminders import Why
from inpatient_hub.gui.models.rows import ChipFacts, RowFacts, RowKey
from inpatient_hub.gui.moments import age, due_words, moment, short_day
from inpatient_hub.services.reminders import Reminder

OPEN_KEY, DONE_KEY, SNOOZE_KEY, DISMISS_KEY = "Return", "D", "Z", "X"

CHECK_DATE = "Check the date with the MHA office"
CHECK_DATES = "Some of these dates were worked out: check each with the MHA office"

_LOOKS = {
    Why.SOON: ("clock", "info-solid", "Due soon"),
    Why.DUE: ("alert-triangle", "act-text", "Due"),
    Why.TODAY: ("calendar-event", "subtle", "Due today"),
    Why.CHASE: ("hourglass", "warn-text", "To be chased"),
    Why.CLOCK_COMING: ("gavel", "subtle", "Coming"),
    Why.CLOCK_AHEAD: ("gavel", "warn-text", "Tomorrow"),
    Why.CLOCK_DAY: ("gavel", "act-text", "Last day"),
    Why.TAKEN_OVER: ("arrows-exchange", "subtle", "Taken over"),
}
_CAN_BE_DONE = frozenset({Why.SOON, Why.DUE, Why.TODAY, Why.CHASE})
"""A date by law is not ticked from a list in passing, and what somebody took over is theirs."""
_COUNTED = {
    Why.CLOCK_DAY: "{} with a last day today or before",
    Why.DUE: "{} due",
    Why.SOON: "{} due soon",
    Why.CLOCK_AHEAD: "{} with a last day tomorrow",
    Why.CLOCK_COMING: "{} with a last day to come",
    Why.TAKEN_OVER: "{} taken over",
    Why.CHASE: "{} to chase",
    Why.TODAY: "{} due today",
}


def count_words(count: int) -> str:
    """`1 reminder`, `3 reminders`."""
    return "1 reminder" if count == 1 else f"{count} reminders"


def row_of(one: Reminder, now: datetime, local: Callable[[datetime], datetime]) -> RowFacts:
    """One reminder as a row. `now` is on the ward's clock."""
    icon, token, words = _LOOKS[one.why]
    time, distance = _when(one, now, local)
    is_late = one.why is Why.DUE or (one.why is Why.CLOCK_DAY and one.found.day is not None)
    can_be_done = one.why in _CAN_BE_DONE and not is_worked_out(one)
    keys = (RowKey(DONE_KEY, "done"),) if can_be_done else ()
    return RowFacts(
        id=one.id,
        title=one.line.task.title,
        second=_second(one),
        second_icon="bed" if one.line.patient_name else "building-hospital",
        state_icon=icon,
        state_token=token,
        state_words=words,
        time=time,
        distance=distance,
        time_token="act-text" if is_late else "text",
        chips=_chips(one),
        keys=(*keys, RowKey(SNOOZE_KEY, "later"), RowKey(DISMISS_KEY, "dismiss")),
    )


def notice_words(news: Sequence[Reminder], *, names: bool) -> tuple[str, str]:
    """Title and text of one notice for all of these. Without `names` it only counts: neither a title, in which somebody
    may have put a name, nor a patient."""
    counts = Counter(one.why for one in news)
    told = [words.format(counts[why]) for why, words in _COUNTED.items() if counts[why]]
    text = ", ".join(told)
    if names and news:
        first = news[0].line
        where = ", ".join(part for part in (f"bed {first.bed}" if first.bed else "", first.patient_name or "") if part)
        more = f", and {len(news) - 1} more" if len(news) > 1 else ""
        text = f"{first.task.title}{f' ({where})' if where else ''}{more}"
    return count_words(len(news)), f"{text[:1].upper()}{text[1:]}."


def _when(one: Reminder, now: datetime, local: Callable[[datetime], datetime]) -> tuple[str, str]:
    at, day, today = one.found.moment, one.found.day, now.date()
    if at is None:
        return (short_day(day), due_words(day, today)) if day is not None else ("", "")
    if one.why is Why.TAKEN_OVER:
        return moment(local(at), today), ""
    gone = now - at
    return moment(local(at), today), f"{age(gone)} late" if gone.total_seconds() >= 60 else _ahead(at, now)


def _ahead(at: datetime, now: datetime) -> str:
    words = age(at - now)
    return "now" if words == "just now" else f"in {words}"


def _second(one: Reminder) -> str:
    line = one.line
    where = ", ".join(part for part in (f"Bed {line.bed}" if line.bed else "", line.patient_name or "") if part)
    said = where or "Ward task"
    return f"{said}. {one.who} has it now" if one.why is Why.TAKEN_OVER and one.who else said


def is_worked_out(one: Reminder) -> bool:
    """Whether its date was worked out by a rule, and is to be checked."""
    of_rule = one.line.task.clock_rule is not None and one.why in (Why.SOON, Why.DUE)
    return of_rule or one.why in (Why.CLOCK_COMING, Why.CLOCK_AHEAD, Why.CLOCK_DAY)


def _chips(one: Reminder) -> tuple[ChipFacts, ...]:
    task = one.line.task
    if is_worked_out(one):
        return (ChipFacts("Check the date", "neutral", "gavel", CHECK_DATE),)
    if one.why is Why.CHASE and task.waiting_on:
        words = waiting_words(task.waiting_on).removeprefix("the ")
        return (ChipFacts(f"{words[:1].upper()}{words[1:]}", "warn", "hourglass"),)
    return ()
