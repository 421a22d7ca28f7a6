"""Carrying a draft over to a patient someone else has changed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.gui.dialogs.patient_draft import LABELS, details_of, rebased, words_for
from inpatient_hub.services.patients import PatientDetails
from tests.gui.patients import keats

CATHY = details_of(next(one for one in keats.patients() if one.id == "earnshaw"))

_NAMES = st.sampled_from(["", "4", "6", "Cathy"])
_DETAILS = st.builds(PatientDetails, family_name=_NAMES, preferred_name=_NAMES, bed=_NAMES, room=_NAMES)


def test_the_form_has_a_label_for_every_detail() -> None:
    assert set(LABELS) == set(PatientDetails.__dataclass_fields__)


def test_what_nobody_typed_takes_the_other_persons_answer() -> None:
    found = rebased(CATHY, replace(CATHY, preferred_name="Cat"), replace(CATHY, bed="6"))
    assert (found.draft.preferred_name, found.draft.bed) == ("Cat", "6")
    assert (found.taken, found.disputed) == (("bed",), ())


def test_what_both_changed_stays_as_typed_and_is_disputed() -> None:
    found = rebased(CATHY, replace(CATHY, bed="9"), replace(CATHY, bed="6"))
    assert found.draft.bed == "9"
    assert found.base.bed == "6"
    assert (found.taken, found.disputed) == ((), ("bed",))


def test_what_both_changed_alike_is_no_dispute() -> None:
    found = rebased(CATHY, replace(CATHY, bed="6"), replace(CATHY, bed="6"))
    assert (found.draft.bed, found.taken, found.disputed) == ("6", (), ())


@given(base=_DETAILS, mine=_DETAILS, theirs=_DETAILS)
def test_nothing_typed_is_ever_lost(base: PatientDetails, mine: PatientDetails, theirs: PatientDetails) -> None:
    found = rebased(base, mine, theirs)
    for name in LABELS:
        typed, before, now = getattr(mine, name), getattr(base, name), getattr(theirs, name)
        kept = getattr(found.draft, name)
        assert kept == (typed if typed != before else now)
        assert (name in found.disputed) == (len({typed, before, now}) == 3)


def test_details_are_named_in_a_sentence() -> None:
    assert words_for(("bed",)) == "bed"
    assert words_for(("nhs_number", "bed", "alerts")) == "NHS number, bed and alerts"
