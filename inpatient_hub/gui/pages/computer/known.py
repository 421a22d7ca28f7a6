"""What is known of a computer before it is checked: its last run, and the facts of another computer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inpatient_hub.domain.readiness import Report

if TYPE_CHECKING:
    from inpatient_hub.domain.readiness_facts import Facts
    from inpatient_hub.readiness.profiles import Profile
    from inpatient_hub.readiness.service import ReadinessService, Remembered, Run, Suggestion


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a profile before it is checked: its last run, and what was chosen and answered."""

    remembered: "Remembered"
    run: "Run | None" = None
    suggestion: "Suggestion | None" = None


@dataclass(frozen=True, slots=True)
class Replay:
    """Facts of another computer, judged here."""

    facts: "Facts"
    report: Report
    file_name: str


def known_on_arrival(service: "ReadinessService") -> "tuple[dict[str, Profile], Known, float]":
    """What there is when somebody arrives. Runs on the doctor's thread."""
    profiles = dict(service.profiles)
    chosen = service.remembered().profile_id
    if chosen in profiles:
        known = known_of(service, chosen)
    else:
        known = Known(service.remembered(), suggestion=service.suggestion())
    return profiles, known, service.network_ready_in()


def known_of(service: "ReadinessService", profile_id: str) -> Known:
    """What there is of one profile. Runs on the doctor's thread."""
    from inpatient_hub.readiness.service import Run

    report, facts = service.last(profile_id), service.last_facts(profile_id)
    run = Run(facts, report, ()) if report is not None and facts is not None else None
    return Known(service.remembered(), run)


def suggested_id(known: Known) -> str:
    """The profile that fits, where that was asked; else empty."""
    return known.suggestion.profile_id if known.suggestion else ""


def fitting(service: "ReadinessService", facts: "Facts") -> str:
    """The profile that fits facts from elsewhere, where none was chosen here."""
    from inpatient_hub.readiness.knowledge import load_knowledge
    from inpatient_hub.readiness.suggesting import suggested

    fits = suggested(facts, load_knowledge()).profile_id
    return fits if fits in service.profiles else next(iter(service.profiles))
