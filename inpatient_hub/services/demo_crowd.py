"""Invents patients by the thousand, in the proportions of the usual ward."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from inpatient_hub.domain.patients import Patient, PatientStatus
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.demo_people import EVERY_ALERT, GONE, LEAVE, PATIENTS, PENDING
from inpatient_hub.services.ports import NewId

GIVEN = (
    "Ada Agnes Albert Alice Amy Anne Anthony Arabella Arthur Barnaby Beth Cecilia Clara Cosette Daisy Daniel "
    "David Diana Edith Edmund Eleanor Eliza Ellen Ernest Evelyn Fanny Fitzwilliam Florence George Grace Guy "
    "Harriet Helen Henry Hester Isabel Jacob Jo Jude Laura Lily Louisa Lydia Martha Mary Nicholas Oliver Rosa "
    "Stephen Thomas"
).split()

FAMILY = (
    "Adams Allworthy Archer Ashe Bagnet Barton Bates Bennet Bertram Bingley Blackwood Bold Boythorn Brandon "
    "Bronson Bulstrode Butler Casaubon Cheeryble Chettam Clare Clennam Collins Copperfield Cratchit Crawford "
    "Crawley Darcy Darnay Dedlock Deronda Dobbin Dombey Dorrit Drood Everdene Eyton Fairfax Fairlie Ferrars Finn "
    "Fogg Forsyte Garth Gibson Gradgrind Grandcourt Grantly Graham Gray Harding Harker Harville Hawkins Heep "
    "Helstone Hexam Higgins Holmes Jarndyce Jennings Keeldar Knightley Ladislaw Lorry Lucas March Markham Marlow "
    "Melmotte Micawber Moore Morland Murray Newman Nickleby Norris Pecksniff Peggotty Pendennis Pickwick Poole "
    "Proudie Quilp Rivers Rochester Rudge Rushworth Sharp Snow Spenlow Summers Thornton Tilney Trotwood Twist "
    "Vincy Waverley Willoughby Yeobright"
).split()

NOT_FILED_REASONS = ("SystmOne was not available", "Another note says the same", "It was for another patient")

_LEGAL = tuple(person.legal for person in PATIENTS)
_STATUSES = (PatientStatus.ACTIVE,) * 14 + (LEAVE,) * 2 + (PENDING,) * 2 + (GONE,) * 2


def crowd(
    ward_id: str,
    count: int,
    today: date,
    *,
    nurses: Sequence[Staff],
    doctors: Sequence[Staff],
    numbers: Iterator[str],
    new_id: NewId,
) -> Iterator[Patient]:
    """So many patients, no two of the first five thousand with the same name. Beds go on from 21."""
    for place in range(count):
        row, column = divmod(place, len(GIVEN))
        status = _STATUSES[(place * 7) % len(_STATUSES)]
        days_here = 2 + (place * 13) % 110
        yield Patient(
            id=new_id(),
            ward_id=ward_id,
            given_name=GIVEN[column],
            family_name=FAMILY[(row + column * 7) % len(FAMILY)],
            nhs_number=next(numbers),
            born_on=today - timedelta(days=6_700 + (place * 631) % 19_000),
            room=f"Bay {1 + place // 4}",
            bed=str(21 + place),
            legal_status=_LEGAL[place % len(_LEGAL)],
            status=status,
            admitted_on=today - timedelta(days=days_here),
            expected_discharge_on=today + timedelta(days=3 + place % 12) if status is PENDING else None,
            named_nurse_id=nurses[place % len(nurses)].id,
            consultant_id=doctors[place % len(doctors)].id,
            alerts=tuple(EVERY_ALERT[(place + turn * 3) % len(EVERY_ALERT)] for turn in range(place % 3)),
        )
