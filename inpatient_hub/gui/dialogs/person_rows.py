"""A member of staff as a row of a list."""

from inpatient_hub.domain.staff import Staff
from inpatient_hub.gui.models.rows import Owner, RowFacts


def person_row(person: Staff, current_id: str) -> RowFacts:
    """Name over role, with the disc; `current_id` is the person at the computer."""
    here = person.id == current_id
    return RowFacts(
        id=person.id,
        title=person.name,
        second=person.role,
        owner=Owner(person.initials, person.name, mine=here),
        trailing="At this computer" if here else "",
        accessible=", ".join(part for part in (person.name, person.role, "at this computer" if here else "") if part),
    )
