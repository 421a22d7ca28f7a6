"""Who a patient is: names, NHS number, age, and the details a ward keeps."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.patients import (
    CURRENT,
    Alert,
    PatientStatus,
    checked_nhs_number,
    only_kept,
    spaced_nhs_number,
)
from inpatient_hub.domain.wards import PatientField, Ward
from tests.domain.making import a_patient

WEIGHTS = range(10, 1, -1)


def check_digit(nine: str) -> int:
    """The tenth figure by the NHS Data Dictionary; 10 means that there is none."""
    figure = 11 - sum(int(digit) * weight for digit, weight in zip(nine, WEIGHTS, strict=True)) % 11
    return 0 if figure == 11 else figure


TEST_NUMBERS = (
    st.integers(0, 999_999)
    .map(lambda n: f"999{n:06}")
    .filter(lambda nine: check_digit(nine) < 10 and set(nine) != {"9"})
)


@given(TEST_NUMBERS, st.sampled_from(["", " ", "-", "\u00a0", "\u2011"]))
def test_a_number_whose_last_digit_fits_is_accepted_however_it_is_spaced(nine: str, space: str) -> None:
    number = f"{nine}{check_digit(nine)}"
    typed = f" {number[:3]}{space}{number[3:6]}{space}{number[6:]}\n"
    assert checked_nhs_number(typed) == number
    assert spaced_nhs_number(number) == f"{number[:3]} {number[3:6]} {number[6:]}"


@given(TEST_NUMBERS, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(nine: str, place: int, shift: int) -> None:
    number = f"{nine}{check_digit(nine)}"
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(InvalidAnswer) as caught:
        checked_nhs_number(wrong)
    assert caught.value.field == PatientField.NHS_NUMBER
    assert wrong not in caught.value.one_line()


@pytest.mark.parametrize(
    "typed", ["123", "99900000181", "999000001X", "\u0669\u0669\u0669\u0660\u0660\u0660\u0660\u0660\u0661\u0668"]
)
def test_what_has_not_ten_digits_is_refused(typed: str) -> None:
    with pytest.raises(InvalidAnswer, match="NHS number not accepted"):
        checked_nhs_number(typed)


@pytest.mark.parametrize("digit", "0123456789")
def test_ten_times_the_same_digit_is_a_stand_in_and_refused(digit: str) -> None:
    with pytest.raises(InvalidAnswer):
        checked_nhs_number(digit * 10)


@pytest.mark.parametrize("typed", ["", "  ", " - "])
def test_no_number_is_no_number(typed: str) -> None:
    assert checked_nhs_number(typed) is None
    assert spaced_nhs_number(None) == ""


def test_names_are_written_as_notes_and_as_banners_write_them() -> None:
    patient = a_patient()
    assert (patient.full_name, patient.banner_name) == ("Catherine Earnshaw", "EARNSHAW, Catherine")
    only_family = a_patient(given_name="")
    assert (only_family.full_name, only_family.banner_name) == ("Earnshaw", "EARNSHAW")


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1991, 4, 3), date(2026, 4, 2), 34),
        (date(1991, 4, 3), date(2026, 4, 3), 35),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (None, date(2026, 3, 1), None),
    ],
)
def test_age_is_in_whole_years(born: date | None, day: date, age: int | None) -> None:
    assert a_patient(born_on=born).age_on(day) == age


FULL = a_patient(
    preferred_name="Cathy",
    room="2",
    legal_status="s2",
    status=PatientStatus.ON_LEAVE,
    admitted_on=date(2026, 11, 1),
    expected_discharge_on=date(2026, 12, 1),
    named_nurse_id="s1",
    consultant_id="s2",
    alerts=(Alert("Falls", stands_out=True),),
)
FIELD_SETS = st.frozensets(st.sampled_from(PatientField))


@given(FIELD_SETS)
def test_switching_details_off_hides_them_and_nothing_else(fields: frozenset[PatientField]) -> None:
    kept = only_kept(FULL, fields)
    assert (kept.id, kept.full_name, kept.version) == (FULL.id, FULL.full_name, FULL.version)
    ward = Ward(id="w1", name="Ward", fields=fields)
    for field, column in {
        PatientField.PREFERRED_NAME: "preferred_name",
        PatientField.NHS_NUMBER: "nhs_number",
        PatientField.BORN_ON: "born_on",
        PatientField.BED: "bed",
        PatientField.LEGAL_STATUS: "legal_status",
        PatientField.ADMITTED_ON: "admitted_on",
        PatientField.EXPECTED_DISCHARGE_ON: "expected_discharge_on",
        PatientField.NAMED_NURSE: "named_nurse_id",
        PatientField.CONSULTANT: "consultant_id",
    }.items():
        assert getattr(kept, column) == (getattr(FULL, column) if ward.keeps(field) else None)
    assert (kept.room is None) is not ward.keeps(PatientField.BED)
    assert kept.alerts == (FULL.alerts if ward.keeps(PatientField.ALERTS) else ())
    assert kept.status == (PatientStatus.ON_LEAVE if ward.keeps(PatientField.STATUS) else PatientStatus.ACTIVE)


@given(FIELD_SETS)
def test_editing_with_details_switched_off_loses_none_of_them(fields: frozenset[PatientField]) -> None:
    shown = only_kept(FULL, fields)
    saved = only_kept(replace(shown, given_name="Kate"), fields, otherwise=FULL)
    assert saved == replace(FULL, given_name="Kate")


@pytest.mark.parametrize("status", [status for status in PatientStatus if status not in CURRENT])
def test_someone_discharged_or_in_error_stays_so_on_a_ward_without_statuses(status: PatientStatus) -> None:
    assert only_kept(replace(FULL, status=status), frozenset()).status is status
