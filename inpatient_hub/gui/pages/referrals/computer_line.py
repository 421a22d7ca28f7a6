"""The line that says, where a referral is started, that this computer was not ready when it was last checked."""

from collections.abc import Callable
from datetime import datetime

from inpatient_hub.domain.readiness import Report, VerdictKind
from inpatient_hub.gui.moments import clock, moment


def not_ready_words(last: Report | None, now: datetime, local: Callable[[datetime], datetime]) -> str:
    """`This computer was not ready at 16:40: 2 things to fix.`; empty when it was ready or never checked. `now` is on
    the ward's clock, and `local` puts a moment there."""
    if last is None or last.verdict.kind is not VerdictKind.NOT_READY:
        return ""
    made = local(last.made_at)
    when = f"at {clock(made)}" if made.date() == now.date() else f"({moment(made, now.date())})"
    things = "1 thing" if last.verdict.to_fix == 1 else f"{last.verdict.to_fix} things"
    return f"This computer was not ready {when}: {things} to fix."
