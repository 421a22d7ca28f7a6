"""Whether somebody is left who can look after the people, whatever is changed about one of them."""

from collections.abc import Iterable

from inpatient_hub.domain.access import ADMINS, Role
from inpatient_hub.domain.sign_in_troubles import LastAdmin
from inpatient_hub.domain.staff import Staff


def check_admins_left(before: Iterable[Staff], after: Iterable[Staff], able: frozenset[str]) -> None:
    """Raises LastAdmin when a change takes the last admin who can sign in from the store or from a ward. `able` holds
    the ids of those who can. Where nobody could before, nothing is held up: a ward whose admin forgot their PIN must
    not keep a leaver of another ward able to sign in."""
    were = [person for person in before if person.id in able]
    are = [person for person in after if person.id in able]
    if _seniors(were) and not _seniors(are):
        raise LastAdmin("as senior admin")
    if _looked_after(were) - _looked_after(are):
        raise LastAdmin("on one of the wards")


def has_say_over(me: Staff, person: Staff) -> bool:
    """Whether an admin may give this person something to sign in with: it opens each of their wards, so it takes who
    works on all of these, and a senior admin for a senior admin."""
    if person.access is Role.SENIOR_ADMIN and me.access is not Role.SENIOR_ADMIN:
        return False
    return me.access in ADMINS and all(me.works_on(ward_id) for ward_id in _listed(person))


def _admins(people: Iterable[Staff]) -> list[Staff]:
    return [person for person in people if person.active and person.access in ADMINS]


def _seniors(people: Iterable[Staff]) -> list[Staff]:
    return [person for person in _admins(people) if person.access is Role.SENIOR_ADMIN]


def _looked_after(people: Iterable[Staff]) -> set[str]:
    return {ward_id for person in _admins(people) for ward_id in _listed(person)}


def _listed(person: Staff) -> tuple[str, ...]:
    return (person.ward_id, *person.other_wards)
