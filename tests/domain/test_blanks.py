"""No blank leaves: every bracket in capitals is found, also one that an edit has damaged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.note_text import blank_places, blanks_in, made_plain
from tests.domain.making import a_template

LABELS = st.text("abcdefghijklmnopqrstuvwxyz ABCXYZ0123456789/,.'-()?&:", min_size=1, max_size=40).filter(
    lambda label: sum(letter.isalpha() for letter in label) >= 2 and label[0].isalnum() and label[-1].isalnum()
)
PROSE = st.text("abcdefghijklmnopqrstuvwxyz ,.\n", max_size=60)


def bracket_of(label: str) -> str:
    return a_template({"id": "f", "kind": "text", "label": label}).fields[0].bracket


@given(LABELS, PROSE, PROSE)
def test_the_blank_of_every_label_is_found_in_any_prose(label: str, before: str, after: str) -> None:
    bracket = bracket_of(label)
    assert blanks_in(made_plain(f"{before}{bracket}{after}")) == (made_plain(bracket),)


@given(LABELS, PROSE, PROSE, st.booleans())
def test_a_blank_that_lost_one_of_its_brackets_still_counts(label: str, before: str, after: str, first: bool) -> None:
    bracket = bracket_of(label)
    damaged = bracket[1:] if first else bracket[:-1]
    assert blanks_in(made_plain(f"{before} {damaged} {after}"))


@given(LABELS, st.data())
def test_a_blank_broken_over_two_lines_still_counts(label: str, data: st.DataObject) -> None:
    bracket = bracket_of(label)
    spaces = [place for place, letter in enumerate(bracket) if letter == " "]
    place = data.draw(st.sampled_from(spaces)) if spaces else 1
    assert blanks_in(made_plain(bracket[:place] + "\n" + bracket[place:]))


@pytest.mark.parametrize(
    "text",
    [
        "He said [sic] that",
        "seen [3] times",
        "[He] was well, [she said",
        "McDonald] came",
        "[]",
        "",
        "[ ]",
        "no brackets AT ALL",
    ],
)
def test_what_a_writer_means_by_brackets_is_not_a_blank(text: str) -> None:
    assert blanks_in(text) == ()


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("sent by [METHOD] to [TEAM], again [METHOD]", ("[METHOD]", "[TEAM]")),
        ("[MET\u200bHOD]", ("[METHOD]",)),
        ("[\u00c9TAT]", ("[\u00c9TAT]",)),
        ("[[METHOD]]", ("[METHOD]",)),
        ("[A/B]", ("[A/B]",)),
        ("[ METHOD ]", ("[METHOD]",)),
        ("[ METHOD", ("[METHOD]",)),
        ("[72 HOUR REVIEW", ("[72 HOUR REVIEW]",)),
        ("72 HOUR REVIEW]", ("[72 HOUR REVIEW]",)),
        ("[DATE [sic] OF EVENT]", ("[DATE]", "[OF EVENT]")),
    ],
)
def test_blanks_are_named_once_and_in_order(text: str, blanks: tuple[str, ...]) -> None:
    assert blanks_in(made_plain(text)) == blanks


def test_the_place_of_a_blank_is_where_its_bracket_stands() -> None:
    text = made_plain("UPDATE by METHOD.\nSent [METHOD] on [DATE]")
    assert blank_places(text) == ((24, "[METHOD]"), (36, "[DATE]"))
    assert text.replace("\r\n", "\n")[23] == "["
