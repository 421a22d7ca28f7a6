"""Who could be mistaken for whom, and how names are found."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.search_text import folded, natural_order, terms
from inpatient_hub.domain.similar_names import alike_among, similar_to
from tests.domain.making import a_patient

NAMES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["Smith", "Smyth", "smith-jones", "O'Brien", "O\u2019Brien", "Lee", "Law", "\u674e", "Ng", "", "-", "de Souza"]
    ),
)


def named(name: str, *, patient_id: str = "other") -> Patient:
    given, _, family = name.rpartition(" ") if "|" not in name else name.partition("|")
    return a_patient(id=patient_id, given_name=given, family_name=family)


def alike(one: str, other: str) -> bool:
    return bool(similar_to(named(one, patient_id="one"), [named(other)]))


@given(NAMES, NAMES, NAMES, NAMES)
@example("", "-", "", "?")
def test_likeness_is_the_same_from_both_sides(given_one: str, family_one: str, given_two: str, family_two: str) -> None:
    one = a_patient(id="one", given_name=given_one, family_name=family_one)
    two = a_patient(id="two", given_name=given_two, family_name=family_two)
    forth, back = similar_to(one, [two]), similar_to(two, [one])
    assert bool(forth) == bool(back)
    assert [near.same_family_name for near in forth] == [near.same_family_name for near in back]


@given(st.lists(st.tuples(NAMES, NAMES), max_size=6))
@example([("a", "b"), ("b", "a"), ("", "-")])
def test_a_whole_ward_is_marked_as_each_patient_is_by_themself(names: list[tuple[str, str]]) -> None:
    ward = [a_patient(id=str(number), given_name=first, family_name=last) for number, (first, last) in enumerate(names)]
    one_by_one = {one.id: similar_to(one, ward) for one in ward}
    expected = {key: any(near.same_family_name for near in found) for key, found in one_by_one.items() if found}
    assert alike_among(ward) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Smith", "Bob Smith"),
        ("Ann Smith", "Bob SMITH"),
        ("Ann Smith", "Bob Smyth"),
        ("Ann O'Brien", "Bob O\u2019Brien"),
        ("Ann Mu\u00f1oz", "Bob Munoz"),
        ("Ann Macdonald", "Bob McDonald"),
        ("Ann Smith-Jones", "Bob Jones"),
        ("Ann|Smith Jones", "Bob Smith"),
        ("Ann|de Souza", "Bob Souza"),
        ("Jon Smith", "John Stone"),
        ("Catherine Earnshaw", "Catherine Linton"),
        ("James Kelly", "Kelly James"),
        ("\u5c0f\u9f8d|\u674e", "\u660e|\u674e"),
    ],
)
def test_names_that_could_be_confused_are_told(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Smith", "Bob Brown"),
        ("Jon Smith", "John Brown"),
        ("Ann|de Souza", "Bob|de Silva"),
        ("|-", "|?"),
        ("Ann|1", "Bob|2"),
    ],
)
def test_names_that_could_not_be_confused_are_left_alone(one: str, other: str) -> None:
    assert not alike(one, other)


def test_nobody_is_like_themselves() -> None:
    assert similar_to(a_patient(), [a_patient()]) == ()


def test_the_same_surname_comes_first_then_by_name() -> None:
    others = [named(name, patient_id=name) for name in ("Zoe Smyth", "Zoe Smith", "Ann Smith", "Ann Smyth")]
    found = similar_to(named("Bob Smith"), others)
    assert [(near.patient.full_name, near.same_family_name) for near in found] == [
        ("Ann Smith", True),
        ("Zoe Smith", True),
        ("Ann Smyth", False),
        ("Zoe Smyth", False),
    ]


@given(st.text(max_size=40))
@example("\u0345")
@example("\u00b4\u0130\u1e9e\ufb01")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=40))
def test_capitals_make_no_difference_to_a_search(text: str) -> None:
    assert folded(folded(text).upper()) == folded(text) or any(ord(letter) > 127 for letter in folded(text))


@pytest.mark.parametrize(
    ("text", "found_as"),
    [
        ("O'Bri\u00e9n-\u0141aw", "obrien law"),
        ("O\u2019Hara", "ohara"),
        ("O\u02bcHara", "ohara"),
        ("O`Hara", "ohara"),
        ("O\u00b4Hara", "ohara"),
        ("S\u00f8ren \u00c6sop", "soren aesop"),
        ("Stra\u00dfe", "strasse"),
        ("Earn\u200bshaw", "earnshaw"),
        ("  de  la_Cruz ", "de la cruz"),
        ("\u674e", "\u674e"),
        ("", ""),
    ],
)
def test_names_are_found_without_accents_capitals_or_apostrophes(text: str, found_as: str) -> None:
    assert folded(text) == found_as


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Earnshaw, Cathy", ("earnshaw", "cathy")),
        ("999 339 5633", ("9993395633",)),
        ("999-339-5633", ("9993395633",)),
        ("999 339 56", ("99933956",)),
        ("bed 4 12", ("bed", "4", "12")),
        ("", ()),
        (" ' ", ()),
    ],
)
def test_a_query_is_the_words_a_match_must_hold(query: str, words: tuple[str, ...]) -> None:
    assert terms(query) == words


def test_beds_sort_as_people_count_and_no_bed_comes_last() -> None:
    beds: list[str | None] = [None, "10", "4A", "2", "4", "", "B1", "4B"]
    assert sorted(beds, key=natural_order) == ["2", "4", "4A", "4B", "10", "B1", None, ""]
