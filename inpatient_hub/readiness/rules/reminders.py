"""What to keep in mind: never passed or failed, and never part of the verdict."""

from datetime import timedelta

from inpatient_hub.domain.readiness import Status
from inpatient_hub.readiness import amounts
from inpatient_hub.readiness.finding import Case, Finding
from inpatient_hub.readiness.rules.unknowns import day_said

_LATEST = timedelta(days=36_500)
"""No day that a person gives is believed further away than this."""


def device_authentication(case: Case) -> Finding:
    """N-01: the countdown from the day the person started it."""
    started, lasts = day_said(case), int(case.rule.number("days"))
    needed = f"A new one-time code every {amounts.days(lasts)}"
    if started is None or not timedelta(0) <= case.today - started <= _LATEST:
        found = "Not counted yet"
        return Finding(status=Status.MANUAL, reason="device.not_started", found=found, needed=needed)
    ends = started + timedelta(days=lasts)
    left = (ends - case.today).days
    found = f"{amounts.day(ends)}, {amounts.days(lasts)} from when you started it"
    values = {"days": amounts.days(left), "date": amounts.day(ends)}
    if left < 0:
        return Finding(status=Status.MANUAL, reason="device.ended", found=found, needed=needed, values=values)
    reason = "device.today" if left == 0 else "device.runs"
    return Finding(status=Status.MANUAL, reason=reason, found=found, needed=needed, values=values)


def release_night(case: Case) -> Finding:
    """N-03: the night that the person read on the Notice Board, until it is over."""
    night, needed = day_said(case), "SystmOne left running overnight"
    if night is None or not timedelta(0) <= night - case.today <= _LATEST:
        found = "See the Notice Board in SystmOne"
        return Finding(status=Status.MANUAL, reason="release.ask", found=found, needed=needed)
    found = amounts.day(night)
    values = {"date": found}
    reason = "release.tonight" if night == case.today else "release.on"
    return Finding(status=Status.MANUAL, reason=reason, found=found, needed=needed, values=values)


def to_remember(case: Case) -> Finding:
    """N-02 and the rest: shown as it is."""
    why = case.knowledge.catalogue.checks[case.rule.check].why
    return Finding(status=Status.MANUAL, reason="remember.this", found=why)
