"""What the Computer page shows at one moment, and how its results are divided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from inpatient_hub.domain.readiness import CheckResult, Group, Report
from inpatient_hub.readiness.report_words import Standing, standing_as

if TYPE_CHECKING:
    from inpatient_hub.domain.readiness_network import NetworkFacts
    from inpatient_hub.readiness.changes_since import Change
    from inpatient_hub.readiness.finding import Answer
    from inpatient_hub.readiness.profiles import Profile

DEVICE_CLOCK = "N-01"
"""The reminder that counts the 30 days of Internet SystmOne's device authentication."""
RELEASE_NIGHT = "N-03"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Whose facts are shown when they are not this computer's: the file's name, and when they were collected."""

    file_name: str
    collected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputerView:
    """One report with all that the page shows beside it. Moments are on the ward's clock."""

    profile: "Profile"
    report: Report
    now: datetime
    made_at: datetime
    compared_with: datetime | None = None
    """When the run before was made that `changes` are counted from."""
    changes: "tuple[Change, ...]" = ()
    network: "NetworkFacts | None" = None
    network_at: datetime | None = None
    answers: "Mapping[str, Answer]" = field(default_factory=dict)
    by: str = ""
    """Who is at the computer, for what they answer; empty where nobody has said so."""
    device_since: date | None = None
    elsewhere: Elsewhere | None = None
    opens_settings: bool = False
    """Whether `ms-settings:` addresses lead anywhere on this computer."""


def to_fix(report: Report) -> tuple[CheckResult, ...]:
    """What keeps the computer from being ready, in the order of the report."""
    return standing_as(report, Standing.TO_FIX)


def to_look_at(report: Report) -> tuple[CheckResult, ...]:
    """What is worth a look and keeps nothing from working."""
    return standing_as(report, Standing.TO_LOOK_AT)


def could_not_run(report: Report) -> tuple[CheckResult, ...]:
    """Required checks that gave no answer, so that nobody can say whether the computer is ready."""
    return tuple(one for one in judged(report.results) if one.could_not_run)


def judged(results: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
    """All but the reminders, which never pass or fail."""
    return tuple(one for one in results if one.group is not Group.REMINDERS)


def reminders(report: Report) -> tuple[CheckResult, ...]:
    """What cannot be checked and is worth knowing."""
    return standing_as(report, Standing.REMINDER)


def network_results(report: Report) -> tuple[CheckResult, ...]:
    """What was asked of the network."""
    return tuple(one for one in report.results if one.group is Group.NETWORK)


def local_ids(report: Report) -> frozenset[str]:
    """Every check that sends nothing."""
    return frozenset(one.check_id for one in report.results if one.group is not Group.NETWORK)
