"""Reads what a changed repeat still has to do with the rule it had before, so that no day is done twice."""

from collections.abc import Sequence
from datetime import datetime

from inpatient_hub.domain.series import Series
from inpatient_hub.domain.series_kin import Kin
from inpatient_hub.domain.tasks import Task, TaskState
from inpatient_hub.services.ports import Work


def kin_of(work: Work, series: Sequence[Series], tasks: Sequence[Task], now: datetime) -> Kin:
    """How a ward's repeats follow one another, with these tasks of them. A change that was taken back is no more among
    a ward's repeats, but what somebody has of it stands."""
    known = {one.id for one in series}
    standing = {task.repeat_id for task in tasks if task.state is not TaskState.IN_ERROR}
    more = [work.series.get(one) for one in sorted({one for one in standing if one is not None} - known)]
    return Kin([*series, *more], tasks, now)
