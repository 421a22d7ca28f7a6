"""What a collector is made of: parts that each find out one thing, in a time of their own."""

from collections.abc import Callable
from dataclasses import dataclass

from inpatient_hub.domain.readiness_facts import FactsModel, ScreenFacts

Collected = FactsModel | tuple[ScreenFacts, ...]
"""A section of the facts with some or all of its fields set, or the screens."""

USUAL_LIMIT_S = 3.0


class NotAvailable(Exception):
    """The computer does not offer this, or not to this user. The message says why, in words for a report."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to find out about this computer.

    `collect` runs on a thread of its own and may raise or hang: that costs only `fields` of `section`, and the report
    says so. No `fields` means the whole section. `limit_s` is how long it may take, in seconds.
    """

    section: str
    fields: tuple[str, ...]
    collect: Callable[[], Collected]
    limit_s: float = USUAL_LIMIT_S
