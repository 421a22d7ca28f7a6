"""Who else has a patient's bed."""

from dataclasses import replace

import pytest

from inpatient_hub.domain.beds import sharing_bed
from inpatient_hub.domain.patients import Patient, PatientStatus

CATHY = Patient(id="cathy", ward_id="keats", family_name="Earnshaw", given_name="Catherine", bed="4")
NEW = Patient(id="new", ward_id="keats", family_name="Moreau", bed="4")


@pytest.mark.parametrize(
    ("mine", "theirs", "shared"),
    [
        (("4", None), ("4", None), True),
        (("4a", None), ("4 A", None), True),
        (("4", None), ("14", None), False),
        (("4", "Bay A"), ("4", "bay a"), True),
        (("4", "Bay A"), ("4", "Bay B"), False),
        (("4", "Bay A"), ("4", None), True),
        (("", None), ("", None), False),
        ((None, "Bay A"), (None, "Bay A"), False),
    ],
)
def test_a_bed_is_shared_when_it_is_the_same_bed_of_the_same_room(
    mine: tuple[str | None, str | None], theirs: tuple[str | None, str | None], shared: bool
) -> None:
    one = replace(NEW, bed=mine[0], room=mine[1])
    other = replace(CATHY, bed=theirs[0], room=theirs[1])
    assert sharing_bed(one, [other]) == ((other,) if shared else ())


def test_nobody_shares_a_bed_with_themself() -> None:
    assert sharing_bed(CATHY, [CATHY]) == ()


@pytest.mark.parametrize("status", PatientStatus)
def test_only_current_patients_have_a_bed(status: PatientStatus) -> None:
    current = status in (PatientStatus.ACTIVE, PatientStatus.ON_LEAVE, PatientStatus.DISCHARGE_PENDING)
    assert bool(sharing_bed(NEW, [replace(CATHY, status=status)])) is current
    assert bool(sharing_bed(replace(NEW, status=status), [CATHY])) is current


def test_those_who_share_a_bed_stand_by_name() -> None:
    anne = replace(CATHY, id="anne", family_name="Elliot", given_name="Anne")
    assert [one.id for one in sharing_bed(NEW, [anne, CATHY])] == ["cathy", "anne"]
