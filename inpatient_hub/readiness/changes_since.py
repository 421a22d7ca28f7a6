"""Says what is different about this computer since it was last checked, in a sentence for each change."""

from collections.abc import Iterable
from dataclasses import dataclass

from inpatient_hub.domain.readiness import CheckResult, Group, Status

_BAD = frozenset({Status.FAIL, Status.WARN})
_NOT_TOLD = frozenset({Status.UNKNOWN, Status.MANUAL, Status.ERROR})
_NOT_RUN = frozenset({Status.SKIPPED, Status.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Change:
    """One check that came to something else. The sentence has no full stop: it stands in a line or a list."""

    check_id: str
    sentence: str


def changes_since(before: Iterable[CheckResult], after: Iterable[CheckResult]) -> tuple[Change, ...]:
    """What became worse, better or untold, in the order of the later results.

    A check that was not run either time has not changed, and neither has one that found another figure and came to the
    same, or whose words differ: a new version of the program makes no news of its own.
    """
    then = {one.check_id: one for one in before}
    now = tuple(one for one in after if one.group is not Group.REMINDERS)
    told = [Change(one.check_id, _sentence(then.get(one.check_id), one)) for one in now]
    gone = then.keys() - {one.check_id for one in now}
    told += [
        Change(one.check_id, f"No longer checked: {one.title}")
        for one in then.values()
        if one.check_id in gone and one.status in _BAD and one.group is not Group.REMINDERS
    ]
    return tuple(one for one in told if one.sentence)


def _sentence(before: CheckResult | None, now: CheckResult) -> str:
    """The change from one result to the next in words; empty when there is none. A rule that only became stricter or
    laxer, as by a trust's own profile, is none."""
    if now.status in _NOT_RUN:
        return ""
    if before is None or before.status in _NOT_RUN:
        return _with_found(now) if now.status in _BAD else ""
    if before.reason == now.reason and (before.status == now.status or {before.status, now.status} <= _BAD):
        return ""
    return _with_found(now) if now.status in _BAD else _not_bad(before, now)


def _not_bad(before: CheckResult, now: CheckResult) -> str:
    title = now.title.rstrip(".")
    if now.status is not Status.PASS:
        return "" if before.status in _NOT_TOLD else f"Could not be told this time: {title}"
    if before.status in _BAD:
        return f"Put right: {title} (before: {before.headline.rstrip('.')})"
    return f"Now known: {title}" if before.status in _NOT_TOLD else ""


def _with_found(now: CheckResult) -> str:
    headline, found = now.headline.rstrip("."), now.found.rstrip(".")
    return f"{headline}: {found}" if found and found not in headline else headline
