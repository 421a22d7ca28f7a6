"""How a date that follows from an event is told: how it is counted, its source, how sure it is, and since when."""

from collections.abc import Mapping
from datetime import tzinfo

from inpatient_hub.domain.clock_rules import Certainty, ClockRuleSpec, Counting
from inpatient_hub.gui.moments import day, long_day
from inpatient_hub.services.clock_dates import ClockDate

CERTAINTY_WORDS: Mapping[Certainty, str] = {
    Certainty.STATUTE: "Read in the law",
    Certainty.SOURCES: "Read in two or more published sources",
    Certainty.ONE_SOURCE: "Read in one published source",
    Certainty.LOCAL: "A local setting: trusts and wards differ",
    Certainty.UNSURE: "Unsure: the words were not read",
}


def date_words(one: ClockDate, zone: tzinfo) -> str:
    """The date in full, with the time where hours are counted; empty for a rule that is off."""
    if one.at is not None:
        local = one.at.astimezone(zone)
        return f"{long_day(local.date())}, {local:%H:%M}"
    return long_day(one.last_day) if one.last_day is not None else ""


def counting_words(rule: ClockRuleSpec) -> str:
    """How the rule counts, in words that hold for every event."""
    plural = "" if rule.amount == 1 else "s"
    if rule.own_amount:
        return f"Your ward gives the number of {rule.unit}, such as {rule.amount}"
    return {
        Counting.HOURS_FROM: f"{rule.amount} hour{plural} that really pass, from the moment of the event",
        Counting.DAYS_BEGINNING_WITH: f"{rule.amount} day{plural} beginning with the day of the event, day one",
        Counting.DAYS_AFTER: f"{rule.amount} day{plural} after the day of the event, which is not counted",
        Counting.MONTHS_BEGINNING_WITH: (
            f"{rule.amount} month{plural} beginning with the day of the event; the last is the day before the same date"
        ),
        Counting.WORKING_DAYS_AFTER: f"{rule.amount} working day{plural} after the day of the event",
    }[rule.counting]


def force_words(rule: ClockRuleSpec) -> str:
    """Since when, and until when, it is law or the standard."""
    if rule.in_force_from is None:
        return "Not in force"
    until = f" to {day(rule.in_force_to)}" if rule.in_force_to else ""
    return f"In force from {day(rule.in_force_from)}{until}"


def rule_lines(rule: ClockRuleSpec) -> list[str]:
    """Everything about a rule but its date: source with its words, notes, certainty and what it was checked against."""
    quote = f': "{rule.words}"' if rule.words else ""
    again = "It comes again after each time." if rule.repeats else ""
    checked = f". Checked against: {rule.checked}" if rule.checked else ""
    sure = f"{CERTAINTY_WORDS[rule.certainty]}{checked}. {force_words(rule)}."
    return [part for part in (f"{rule.source}{quote}", rule.note, again, sure) if part]
