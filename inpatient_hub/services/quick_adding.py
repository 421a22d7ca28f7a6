"""A task typed in one line: taken apart with the ward's beds, shifts and ward round, looked at, then added."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import Beds, ChipKind, PatientInBed, QuickAdd
from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.services.ports import Clock, Store, Work
from inpatient_hub.services.quick_wanted import Extras, wanted_series, wanted_task
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.series_undo import SeriesActed
from inpatient_hub.services.series_work import SeriesService
from inpatient_hub.services.task_records import Acted
from inpatient_hub.services.task_views import zone_of
from inpatient_hub.services.tasks import TaskService


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What a line became: a task, or a repeat with what takes it back."""

    acted: Acted
    task_id: str | None = None
    series_id: str | None = None
    series: SeriesActed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordbook:
    """What a line is read against: the ward's settings, who is in which bed, and every patient on the ward. Read once,
    it reads every letter typed after it."""

    ward: Ward
    beds: Beds
    patients: tuple[PatientInBed, ...]
    notes: tuple[tuple[str, str], ...] = ()
    """(id, title) of each referral or note that can be tied to a task, where somebody is to choose."""

    def note_title(self, workflow_id: str | None) -> str:
        """The title of a referral or note; its id where it is no longer there."""
        return dict(self.notes).get(workflow_id or "", workflow_id or "")

    def name_of(self, patient_id: str | None) -> str:
        """The name of a patient of the ward, with the bed; empty when they are not here."""
        return next((one.name for one in self.patients if one.patient_id == patient_id), "")

    def patient(self, patient_id: str | None) -> PatientInBed | None:
        """A patient as a line names them; of one who is no longer here only that they were chosen."""
        if patient_id is None:
            return None
        return PatientInBed(patient_id, self.name_of(patient_id) or "the patient chosen before")


class QuickAddService:
    """Reads a line, and adds what was seen to be understood."""

    def __init__(self, *, store: Store, clock: Clock, tasks: TaskService, series: SeriesService, seat: Seat) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock
        self._tasks = tasks
        self._series = series

    @needs(Right.READ_WARD)
    def wordbook(self, ward_id: str) -> Wordbook:
        """What lines of this ward are read against, as it is now."""
        with self._store.reading() as work:
            ward = work.wards.get(ward_id)
            return Wordbook(ward=ward, beds=beds_of(work, ward), patients=patients_of(work, ward))

    @needs(Right.READ_WARD)
    def read(
        self,
        ward_id: str,
        line: str,
        *,
        rejected: Collection[ChipKind] = (),
        kept: Collection[str] = (),
        chosen: Mapping[str, str] | None = None,
        about: str | None = None,
    ) -> QuickAdd:
        """What a line means on this ward, to be looked at before anything is saved. `rejected`, `kept` and `chosen` are
        as `taken_apart` has them; `about` is the id of the patient it is for already."""
        book = self.wordbook(ward_id)
        return taken_apart(
            line,
            ward_time(book.ward, self._clock),
            book.beds,
            rejected=rejected,
            kept=kept,
            chosen=chosen,
            people=book.patients,
            about=book.patient(about),
        )

    @needs(Right.DO_WORK)
    def add(
        self, ward_id: str, understood: QuickAdd, *, by: str, mine: bool = False, extras: Extras | None = None
    ) -> Added:
        """Adds what was shown. Raises InvalidAnswer while something is in doubt, and for what cannot be."""
        if understood.doubts:
            raise InvalidAnswer(
                "Not added yet", understood.doubts[0], remedy="Change the line, or throw that part out.", field="line"
            )
        with self._store.reading() as work:
            ward = ward_time(work.wards.get(ward_id), self._clock)
        if understood.chip(ChipKind.REPEAT) is not None:
            wanted = wanted_series(understood, extras or Extras(), ward)
            series, done = self._series.add(ward_id, wanted, by=by)
            return Added(acted=Acted(done.touched), series_id=series.id, series=done)
        task, acted = self._tasks.add(ward_id, wanted_task(understood, extras or Extras(mine=mine), ward), by=by)
        return Added(acted=acted, task_id=task.id)


def ward_time(ward: Ward, clock: Clock) -> WardTime:
    """What due words of a ward are read against, now."""
    days, at = ward.work.ward_round_days, ward.work.ward_round_at
    return WardTime(
        now=clock.now(),
        zone=zone_of(clock),
        shifts=ward.shifts,
        nation=ward.work.nation,
        ward_round=(days, at) if days and at is not None else None,
    )


def beds_of(work: Work, ward: Ward) -> Mapping[str, Sequence[PatientInBed]]:
    """Who is in which bed, as a line names it; nothing on a ward that keeps no beds."""
    beds: dict[str, list[PatientInBed]] = {}
    if ward.keeps(PatientField.BED):
        for patient in work.patients.current(ward.id):
            if patient.bed:
                beds.setdefault(folded(patient.bed), []).append(PatientInBed(patient.id, patient.banner_name))
    return beds


def patients_of(work: Work, ward: Ward) -> tuple[PatientInBed, ...]:
    """Everyone on the ward, by name, each with the bed and what they like to be called where the ward keeps them."""
    with_bed, with_called = ward.keeps(PatientField.BED), ward.keeps(PatientField.PREFERRED_NAME)
    named = [
        PatientInBed(
            one.id,
            f"{one.banner_name}, bed {one.bed}" if with_bed and one.bed else one.banner_name,
            (one.preferred_name or "") if with_called else "",
        )
        for one in work.patients.current(ward.id)
    ]
    return tuple(sorted(named, key=lambda one: folded(one.name)))
