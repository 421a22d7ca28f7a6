"""Who else is in a bed: two patients in one bed is mostly a slip, and now and then a move under way."""

from collections.abc import Iterable

from inpatient_hub.domain.patients import CURRENT, Patient
from inpatient_hub.domain.search_text import folded


def sharing_bed(patient: Patient, others: Iterable[Patient]) -> tuple[Patient, ...]:
    """Current patients among `others` who have this patient's bed, by name; the patient themself is passed over.

    Bed 4 of Bay A is another than bed 4 of Bay B; where one of the two has no room recorded, the bed alone decides.
    """
    if not _plain(patient.bed) or patient.status not in CURRENT:
        return ()
    found = [other for other in others if other.id != patient.id and other.status in CURRENT and _same(patient, other)]
    return tuple(sorted(found, key=lambda one: one.banner_name.casefold()))


def _same(one: Patient, other: Patient) -> bool:
    rooms = {_plain(one.room), _plain(other.room)} - {""}
    return _plain(one.bed) == _plain(other.bed) and len(rooms) < 2


def _plain(text: str | None) -> str:
    return "".join(folded(text or "").split())
