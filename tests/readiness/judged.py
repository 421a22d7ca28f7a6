"""Judges made-up computers for the tests."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from inpatient_hub.domain.readiness import CheckResult
from inpatient_hub.domain.readiness_facts import Facts
from inpatient_hub.readiness.finding import Answer, Case, Finding
from inpatient_hub.readiness.judging import judged
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.profiles import Profile
from inpatient_hub.readiness.rules import RULES
from tests.readiness.making import TODAY, good_facts, profiles

Said = Mapping[str, str]


def answers_of(said: Said, on: date = TODAY) -> dict[str, Answer]:
    """Answers as a person gave them today."""
    return {check: Answer(value=value, on=on, by="Esther Summerson") for check, value in said.items()}


def results(profile: Profile, facts: Facts, *, today: date = TODAY, said: Said | None = None) -> dict[str, CheckResult]:
    """Every result of a profile by check id."""
    made = judged(facts, profile, load_knowledge(), today=today, answers=answers_of(said or {}))
    return {one.check_id: one for one in made}


def result(
    profile: str | Profile, check: str, *, today: date = TODAY, said: Said | None = None, **changes: Any
) -> CheckResult:
    """The result of one check for a good computer with these changes."""
    spec = profiles()[profile] if isinstance(profile, str) else profile
    facts = good_facts(spec.id, **changes)
    made = judged(facts, spec, load_knowledge(), today=today, answers=answers_of(said or {}), only={check})
    assert len(made) == 1, f"{spec.id} has no {check}"
    return made[0]


def finding(profile: str, check: str, *, today: date = TODAY, said: Said | None = None, **changes: Any) -> Finding:
    """What a rule itself finds, before it is put into words."""
    spec = profiles()[profile]
    rule = spec.rule(check)
    assert rule is not None, f"{profile} has no {check}"
    case = Case(
        facts=good_facts(profile, **changes),
        rule=rule,
        profile=spec,
        knowledge=load_knowledge(),
        today=today,
        answers=answers_of(said or {}),
    )
    return RULES[check](case)
