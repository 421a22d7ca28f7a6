"""What a rule is given and what it gives back. A rule is a pure function of facts, a profile's rule and today."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.domain.readiness_facts import Facts
from inpatient_hub.readiness.profiles import Profile, RuleSpec

if TYPE_CHECKING:
    from inpatient_hub.readiness.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said where no program can look: `value` in the check's own terms, who and on which day."""

    value: str
    on: date
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that a rule may look at."""

    facts: Facts
    rule: RuleSpec
    profile: Profile
    knowledge: "Knowledge"
    today: date
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By check id, such as `VD-03` (TPP was asked) or `NW-08.users` (how many people share the line)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found.

    A rule says FAIL whenever its figure is not met; the judge turns FAIL into WARN where the rule is not required, so
    that red stands only where someone must act. `reason` is a stable code: the headline and the remedies are looked up
    by it, and `values` fill the places in their words.
    """

    status: Status
    reason: str
    found: str
    needed: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    """Added to the rule's own note, for what depends on the facts."""


Rule = Callable[[Case], Finding]
