"""A note begins with the patient and ends with the author; a long one is cut without losing a word."""

from datetime import UTC, date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inpatient_hub.domain.note_answers import short_date
from inpatient_hub.domain.note_text import (
    Event,
    composed,
    event_words,
    identity,
    in_parts,
    is_retrospective,
    length,
    made_plain,
    starts_with_name,
)
from inpatient_hub.domain.wards import Identifier, NoteSettings
from tests.domain.making import a_nurse, a_patient, london

USUAL = NoteSettings()


@pytest.mark.parametrize(
    ("identifiers", "words"),
    [
        ((), "Catherine Earnshaw"),
        ((Identifier.NHS_NUMBER, Identifier.BED), "Catherine Earnshaw, NHS 999 339 5633, bed 4"),
        ((Identifier.BORN_ON,), "Catherine Earnshaw, born 03/04/1991"),
    ],
)
def test_a_note_begins_with_the_name_and_the_identifiers_the_ward_chose(
    identifiers: tuple[Identifier, ...], words: str
) -> None:
    assert identity(a_patient(), NoteSettings(identifiers=identifiers)) == words


def test_an_identifier_that_is_not_known_leaves_no_hole() -> None:
    every = NoteSettings(identifiers=tuple(Identifier))
    assert identity(a_patient(nhs_number=None, born_on=None, bed=None), every) == "Catherine Earnshaw"


def test_the_first_words_are_plain_whatever_the_record_holds() -> None:
    assert identity(a_patient(family_name="O\u2019Hara"), NoteSettings(identifiers=())) == "Catherine O'Hara"


@pytest.mark.parametrize(
    ("name", "text", "fits"),
    [
        ("Lee", "Ann Lee, NHS 999", True),
        ("Lee", "Ann Lee. 20/11/2026", True),
        ("Lee", "Ann Lee", True),
        ("Lee", "Ann Leeson, NHS 999", False),
        ("Lee", "Ann Lee-Smith, NHS 999", False),
        ("Lee", "Ann Lee's mother", False),
        ("Lee", "Seen: Ann Lee", False),
        ("Lee", "", False),
        ("O\u2019Hara", "Ann O'Hara, NHS", True),
    ],
)
def test_a_text_starts_with_a_name_only_when_the_name_ends_there(name: str, text: str, fits: bool) -> None:
    assert starts_with_name(text, a_patient(given_name="Ann", family_name=name)) is fits


def test_a_missing_date_or_time_of_the_event_stays_a_visible_blank() -> None:
    at = london(2026, 11, 20, 15)
    assert event_words(Event("", "", None), at, USUAL) == "[DATE OF EVENT] [TIME OF EVENT]."
    assert event_words(Event("20/11/2026", "", None), at, USUAL) == "20/11/2026 [TIME OF EVENT]."


@pytest.mark.parametrize(("minutes", "told"), [(0, False), (120, False), (121, True)])
def test_a_note_says_it_was_written_in_retrospect_only_beyond_the_wards_gap(minutes: int, told: bool) -> None:
    event_at = london(2026, 11, 20, 15, 55)
    written = event_at + timedelta(minutes=minutes)
    words = event_words(Event("20/11/2026", "15:55", event_at), written, USUAL)
    told_words = f"20/11/2026 15:55. Written in retrospect at {written:%d/%m/%Y %H:%M}."
    assert words == (told_words if told else "20/11/2026 15:55.")


def test_the_gap_is_real_time_when_the_clocks_go_back() -> None:
    event_at = london(2026, 10, 25, 0, 30)
    written = london(2026, 10, 25, 1, 45, fold=1)
    assert is_retrospective(event_at, written, USUAL)
    assert is_retrospective(event_at, written.astimezone(UTC), USUAL)


def test_the_gap_is_real_time_when_the_clocks_go_forward() -> None:
    event_at = london(2026, 3, 29, 0, 30)
    written = london(2026, 3, 29, 3, 15)
    assert not is_retrospective(event_at, written, USUAL)
    assert not is_retrospective(event_at, written.astimezone(UTC), USUAL)


def test_a_note_is_identity_then_event_then_words_then_author() -> None:
    at = london(2026, 11, 20, 16, 5)
    event = Event("20/11/2026", "15:55", london(2026, 11, 20, 15, 55))
    assert composed(a_patient(), a_nurse(), event, "The patient was seen.\n", written_at=at, settings=USUAL) == (
        "Catherine Earnshaw, NHS 999 339 5633, bed 4. 20/11/2026 15:55. The patient was seen.\r\n"
        "Written by Nelly Dean, RMN, 20/11/2026 16:05."
    )


def test_a_headed_note_starts_its_first_head_on_its_own_line() -> None:
    at = london(2026, 11, 20, 16, 5)
    event = Event("20/11/2026", "15:55", at)
    text = composed(a_patient(), a_nurse(), event, "==== Plan ====\n- rest", written_at=at, settings=USUAL)
    assert text.split("\r\n")[1:3] == ["==== Plan ====", "- rest"]


def test_a_fracture_sign_in_someones_words_stays_what_it_is() -> None:
    at = london(2026, 11, 20, 16, 5)
    event = Event("20/11/2026", "15:55", at)
    text = composed(a_patient(), a_nurse(), event, "X-ray:\n# neck of femur", written_at=at, settings=USUAL)
    assert "\r\n# neck of femur\r\n" in text


WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz,.'\u00e9", min_size=1, max_size=30), max_size=400)
BREAKS = st.sampled_from([" ", "\n", ". "])


@given(WORDS, st.data(), st.integers(500, 1500))
@example(["x" * 30] * 2500, None, 500)
def test_parts_lose_no_word_and_each_begins_with_the_patient_and_fits(
    words: list[str], data: st.DataObject | None, limit: int
) -> None:
    joins = [data.draw(BREAKS) if data else " " for _ in words[:40]]
    body = "".join(word + joins[place % len(joins)] for place, word in enumerate(words))
    patient, settings = a_patient(), NoteSettings(length_limit=limit)
    text = made_plain(f"{identity(patient, settings)}. {body}")
    parts = in_parts(text, patient, settings)
    assert all(length(part) <= limit for part in parts)
    assert all(starts_with_name(part, patient) for part in parts)
    if len(parts) == 1:
        assert parts == (text,)
        return
    heads, rests = zip(*(part.split("\r\n", 1) for part in parts), strict=True)
    assert heads == tuple(f"{identity(patient, settings)}. Part {n} of {len(parts)}." for n in range(1, len(parts) + 1))
    assert "".join("".join(rests).split()) == "".join(text.split())


@given(st.text("ab \n", min_size=400, max_size=3000))
def test_parts_are_plain_text_themselves(body: str) -> None:
    patient, settings = a_patient(family_name="O\u2019Hara"), NoteSettings(length_limit=500)
    text = made_plain(f"{identity(patient, settings)}. {body}")
    assert all(made_plain(part) == part for part in in_parts(text, patient, settings))


def test_a_word_longer_than_a_part_is_cut_and_not_lost() -> None:
    patient, settings = a_patient(), NoteSettings(length_limit=500)
    parts = in_parts("y" * 1200, patient, settings)
    assert "".join(part.split("\r\n", 1)[1] for part in parts) == "y" * 1200


def test_a_part_ends_at_a_line_end_rather_than_inside_a_sentence() -> None:
    patient, settings = a_patient(), NoteSettings(length_limit=500)
    text = made_plain("\n".join(f"Line {n} has these words in it." for n in range(40)))
    assert all(part.endswith("in it.") for part in in_parts(text, patient, settings))


def test_a_day_is_written_with_all_its_figures() -> None:
    assert short_date(date(2026, 1, 2)) == "02/01/2026"
    assert short_date(date(26, 11, 20)) == "20/11/0026"
