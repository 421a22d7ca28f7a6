"""A member of staff as a row of a list."""

from inpatient_hub.domain.staff import Staff, initials_of
from inpatient_hub.gui.models.rows import Owner, RowFacts
from inpatient_hub.services.sign_in import SignInLine


def person_row(person: Staff, current_id: str) -> RowFacts:
    """Name over role, with the disc; `current_id` is the person at the computer."""
    return _row(person.id, person.name, person.role, "At this computer" if person.id == current_id else "")


def sign_in_row(line: SignInLine, current_id: str) -> RowFacts:
    """The same for somebody who can sign in; says so when nothing has to be typed because of the Windows account."""
    here = "At this computer" if line.id == current_id else ""
    return _row(line.id, line.name, line.designation, here or ("By Windows account" if line.by_account else ""))


def _row(staff_id: str, name: str, designation: str, trailing: str) -> RowFacts:
    spoken = trailing[:1].lower() + trailing[1:]
    return RowFacts(
        id=staff_id,
        title=name,
        second=designation,
        owner=Owner(initials_of(name), name, mine=trailing == "At this computer"),
        trailing=trailing,
        accessible=", ".join(part for part in (name, designation, spoken) if part),
    )
