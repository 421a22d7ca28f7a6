"""Marks the checks that a person's stop left unfinished, so that none of them looks judged."""

from collections.abc import Callable, Sequence

from inpatient_hub.domain.readiness import CheckResult, Group, Status
from inpatient_hub.domain.readiness_facts import Facts, MissingWhy

CANCELLED = "cancelled"
"""The reason of a check that was stopped before it came to anything."""

_OPEN = frozenset({Status.UNKNOWN, Status.ERROR, Status.SKIPPED})

Judge = Callable[[Facts], tuple[CheckResult, ...]]


def judged_after_stop(facts: Facts, judge: Judge, *, network_wanted: bool) -> tuple[CheckResult, ...]:
    """The results over facts whose collecting was stopped. What had been read is judged; the rest is skipped.

    Which checks lack what was not read is found by judging a second time as if it had hung: those that then could not
    be run are the ones.
    """
    results = judge(facts)
    lacking = {one.check_id for one in judge(_as_if_hung(facts)) if one.status is Status.ERROR}
    lacking -= {one.check_id for one in results if one.status is Status.ERROR}
    if network_wanted and (facts.network is None or facts.network.cancelled):
        lacking |= {one.check_id for one in results if one.group is Group.NETWORK and one.status in _OPEN}
    return tuple(_stopped(one) if one.check_id in lacking else one for one in results)


def was_stopped(results: Sequence[CheckResult]) -> bool:
    """Whether any of these checks was left unfinished by a stop."""
    return any(one.status is Status.SKIPPED and one.reason == CANCELLED for one in results)


def _as_if_hung(facts: Facts) -> Facts:
    hung = {"why": MissingWhy.TIMED_OUT}
    missing = [one.model_copy(update=hung) if one.why is MissingWhy.CANCELLED else one for one in facts.missing]
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
