"""What someone coming on duty needs to see first."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.shifts import Shift, current_shift
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.ports import Clock, NoteLine, PatientFilter, RunLine, Store, TaskLine
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.ward_lines import as_kept

AHEAD = timedelta(days=7)
"""How far ahead follow-ups are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """The Today page: `at` is the moment it was read, on the ward's clock."""

    at: datetime
    ward: Ward
    staff: tuple[Staff, ...]
    shift: Shift | None
    unfiled: tuple[NoteLine, ...]
    runs: tuple[RunLine, ...]
    overdue: tuple[TaskLine, ...]
    due_today: tuple[TaskLine, ...]
    coming: tuple[TaskLine, ...]
    is_new: bool = False
    """Whether nobody is on the ward's list: the first thing to do is to add someone."""


def today_view(
    ward: Ward,
    staff: tuple[Staff, ...],
    unfiled: tuple[NoteLine, ...],
    runs: tuple[RunLine, ...],
    tasks: tuple[TaskLine, ...],
    *,
    local: datetime,
    is_new: bool = False,
) -> TodayView:
    """The view of these rows at this ward-clock moment; `tasks` are open and due within `AHEAD`, earliest first."""
    today = local.date()

    def due(line: TaskLine) -> date:
        return line.task.due_on or today

    return TodayView(
        at=local,
        ward=ward,
        staff=staff,
        shift=current_shift(ward.shifts, local),
        unfiled=unfiled,
        runs=runs,
        overdue=tuple(line for line in tasks if due(line) < today),
        due_today=tuple(line for line in tasks if due(line) == today),
        coming=tuple(line for line in tasks if due(line) > today),
        is_new=is_new,
    )


class TodayService:
    """Reads the Today page in one unit of work, so that its parts agree."""

    def __init__(self, *, store: Store, clock: Clock, seat: Seat) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock

    @needs(Right.READ_WARD)
    def view(self, ward_id: str) -> TodayView:
        """The page for a ward. Raises NotFound."""
        local = self._clock.local(self._clock.now())
        with self._store.reading() as work:
            ward = work.wards.get(ward_id)
            view = today_view(
                ward,
                tuple(person for person in work.staff.of_ward(ward_id) if person.active),
                as_kept(work.notes.unfiled(ward_id), ward),
                as_kept(work.runs.in_progress(ward_id), ward),
                as_kept(work.tasks.open_due_by(ward_id, local.date() + AHEAD), ward),
                local=local,
            )
            waits = view.unfiled or view.runs or view.overdue or view.due_today or view.coming
            # Only asked where nothing waits: a ward with work has patients.
            is_new = not waits and not work.patients.count(PatientFilter(ward_id=ward_id))
            return replace(view, is_new=is_new)
