"""Reads the rules that work dates out: dated data files, each rule with its source; the ward's own may be laid over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inpatient_hub.content.problems import ContentError, Problem
from inpatient_hub.content.schema import fitted
from inpatient_hub.content.yaml_file import read_yaml
from inpatient_hub.domain.clock_rules import Certainty, ClockRuleSpec, EventSpec
from inpatient_hub.domain.workflows import Spec

EVENTS_FILE = "events.yaml"


class _Events(Spec):
    events: tuple[EventSpec, ...]


class _Rules(Spec):
    rules: tuple[ClockRuleSpec, ...]


@dataclass(frozen=True, slots=True)
class ClockRules:
    """Every rule and every event, by id, in the order of their files."""

    rules: Mapping[str, ClockRuleSpec]
    events: Mapping[str, EventSpec]
    problems: tuple[Problem, ...] = ()
    """What was left out of the ward's own files, and why."""

    def for_event(self, event_id: str, day: date, switched_on: Iterable[str] = ()) -> tuple[ClockRuleSpec, ...]:
        """The rules that count from this event, are in force on this day, and are on: by themselves, or because the
        ward switched them on. A rule that is not in force cannot be switched on."""
        chosen = frozenset(switched_on)
        return tuple(
            rule
            for rule in self.rules.values()
            if rule.event == event_id and rule.is_in_force(day) and (not rule.off or rule.id in chosen)
        )


def load_clock_rules(core: Path, local: Path | None = None) -> ClockRules:
    """The rules in `core`, overlaid by those in `local` when that folder exists: there a rule of the same id takes the
    place of ours. Raises ContentError with every problem when a core file is broken; what is broken in a local one is
    left out and told."""
    events, rules, faults = _read(core)
    if faults:
        raise ContentError(faults)
    if local is None or not local.is_dir():
        return ClockRules(rules, events)
    own_events, own_rules, problems = _read(local, known=events)
    return ClockRules({**rules, **own_rules}, {**events, **own_events}, tuple(problems))


def _read(
    folder: Path, known: Mapping[str, EventSpec] | None = None
) -> tuple[dict[str, EventSpec], dict[str, ClockRuleSpec], list[Problem]]:
    events: dict[str, EventSpec] = {}
    rules: dict[str, ClockRuleSpec] = {}
    problems: list[Problem] = []
    files = sorted(folder.glob("*.yaml"), key=lambda path: (path.name != EVENTS_FILE, path.name))
    for path in files:
        file = read_yaml(path, path.name)
        told = list(file.problems)
        if path.name == EVENTS_FILE:
            spec, faults = fitted(_Events, file) if file.whole else (None, ())
            told += faults
            events.update({event.id: event for event in (spec.events if spec else ())})
        else:
            found, faults = fitted(_Rules, file) if file.whole else (None, ())
            told += faults
            for place, rule in enumerate(found.rules if found else ()):
                wrong = [
                    file.problem(("rules", place, key), sentence)
                    for key, sentence in _faults(rule, rules, {**(known or {}), **events})
                ]
                told += wrong
                if not wrong:
                    rules[rule.id] = rule
        problems += told
    return events, rules, problems


def _faults(
    rule: ClockRuleSpec, rules: Mapping[str, ClockRuleSpec], events: Mapping[str, EventSpec]
) -> Iterator[tuple[str, str]]:
    """What is wrong with a rule beside its form."""
    if rule.id in rules:
        yield "id", f"The id '{rule.id}' is here for the second time."
    event = events.get(rule.event)
    if event is None:
        yield "event", f"There is no event '{rule.event}' in {EVENTS_FILE}."
    elif rule.counting.value == "hours_from" and not event.needs_time:
        yield "event", f"'{rule.event}' asks for a day only, and this rule counts hours."
    if rule.certainty is Certainty.UNSURE and not rule.off:
        yield "off", "What is unsure is off until somebody has checked it."
    if rule.certainty is Certainty.STATUTE and not (rule.words and rule.checked):
        yield "words", "A rule of the law needs its words, and what they were checked against."
    if rule.off and not rule.why_off:
        yield "why_off", "A rule that is off says why."
    if rule.in_force_from and rule.in_force_to and rule.in_force_to < rule.in_force_from:
        yield "in_force_to", "It ends before it begins."
