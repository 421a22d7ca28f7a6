"""Marks the checks that a person's stop left unfinished, so that none of them looks judged."""

from collections.abc import Callable, Sequence

from inpatient_hub.domain.readiness import CheckResult, Status
from inpatient_hub.domain.readiness_facts import Facts, MissingWhy

CANCELLED = "cancelled"
"""The reason of a check that was stopped before it came to anything."""

Judge = Callable[[Facts], tuple[CheckResult, ...]]


def judged_after_stop(facts: Facts, judge: Judge, *, network_wanted: bool) -> tuple[CheckResult, ...]:
    """The results over facts whose collecting was stopped. What had been read is judged; the rest is skipped.

    Which checks lack what was not read is found by judging twice, as if it were not to be had and as if it had hung:
    those to which that makes a difference are the ones.
    """
    results = judge(_told_as(facts, MissingWhy.UNAVAILABLE))
    hung = {one.check_id: _judgement(one) for one in judge(_told_as(facts, MissingWhy.TIMED_OUT))}
    lacking = {one.check_id for one in results if _judgement(one) != hung.get(one.check_id)}
    if network_wanted and (facts.network is None or facts.network.cancelled):
        lacking |= {one.check_id for one in results if one.status is Status.SKIPPED}
    return tuple(_stopped(one) if one.check_id in lacking else one for one in results)


def was_stopped(results: Sequence[CheckResult]) -> bool:
    """Whether any of these checks was left unfinished by a stop."""
    return any(one.status is Status.SKIPPED and one.reason == CANCELLED for one in results)


def _judgement(one: CheckResult) -> tuple[Status, str]:
    return one.status, one.reason


def _told_as(facts: Facts, why: MissingWhy) -> Facts:
    missing = [one.model_copy(update={"why": why}) if one.why is MissingWhy.CANCELLED else one for one in facts.missing]
    return facts.model_copy(update={"missing": tuple(missing)})


def _stopped(one: CheckResult) -> CheckResult:
    return one.model_copy(
        update={
            "status": Status.SKIPPED,
            "reason": CANCELLED,
            "headline": "Not checked: it was stopped before this was known",
            "found": "",
            "evidence": (),
            "remedies": (),
        }
    )
