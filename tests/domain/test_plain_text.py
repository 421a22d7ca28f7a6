"""What SystmOne gets is plain text, whatever was typed or pasted."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inpatient_hub.domain import note_text
from inpatient_hub.domain.note_text import made_plain, odd_characters, one_line, shaped

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=200)
"""Every code point there is, lone surrogates too: a paste can hold them."""

TYPOGRAPHIC = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u00a0\u2003\u200b\u00ad\ufeff\u2028\u2029"


@given(ANY_TEXT)
@example("e\u200d\u0301")
@example("a\x07\u0300")
@example("\u2000-\u2001-\u3000")
@example("\ufffe\ud800")
@example(" \u200b # x")
def test_plain_text_made_plain_again_is_the_same(text: str) -> None:
    once = made_plain(text)
    assert made_plain(once) == once


@given(ANY_TEXT)
@example("a\tb\r\n\r\n\x00c\u2028\u202ed")
def test_plain_text_holds_no_tab_no_control_no_hidden_and_no_typographic_character(text: str) -> None:
    for line in made_plain(text).split("\r\n"):
        for letter in line:
            assert unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
            assert letter == " " or unicodedata.category(letter) != "Zs"
            assert letter not in TYPOGRAPHIC


@given(ANY_TEXT)
@example("one\n\n \n\u200b\n two ")
def test_plain_text_has_no_blank_line_and_no_space_at_an_edge(text: str) -> None:
    plain = made_plain(text)
    assert not plain or all(line and line == line.strip() for line in plain.split("\r\n"))
    assert "  " not in plain
    assert not {"\r", "\n"} & set(plain.replace("\r\n", ""))


@given(ANY_TEXT)
def test_plain_text_can_always_be_stored_and_hashed(text: str) -> None:
    assert made_plain(text).encode("utf-8") is not None


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")), max_size=200))
def test_words_typed_on_a_keyboard_are_not_changed(text: str) -> None:
    assert made_plain(text).split() == text.split()


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("\u2018I\u2019m fine\u2019", "'I'm fine'"),
        ("\u201cno\u201d \u2013 she said\u2026", '"no" - she said...'),
        ("BP 120\u00a0/\u202f80", "BP 120 / 80"),
        ("caf\u0065\u0301", "caf\u00e9"),
        ("temp \u2265 38", "temp >= 38"),
        ("a\u200bb\u00adc\u202ed", "abcd"),
        ("one\rtwo\u2029three\x85four", "one\r\ntwo\r\nthree\r\nfour"),
        ("\u00a35 for Zo\u00eb", "\u00a35 for Zo\u00eb"),
        ("", ""),
    ],
)
def test_typographic_characters_become_what_a_keyboard_gives(typed: str, plain: str) -> None:
    assert made_plain(typed) == plain


def test_a_letter_systmone_may_not_hold_is_left_and_told_with_its_place() -> None:
    plain = made_plain("Mr W\u0142adys\u0142aw\n\u4e2d")
    assert [(odd.position, odd.character) for odd in odd_characters(plain)] == [
        (5, "\u0142"),
        (10, "\u0142"),
        (14, "\u4e2d"),
    ]


def test_a_broken_character_is_shown_and_told_not_dropped_in_silence() -> None:
    assert [odd.character for odd in odd_characters(made_plain("a\ud800b"))] == ["\ufffd"]


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert not {"\r", "\n"} & set(line)
    assert line == line.strip() == one_line(line)


def test_a_pasted_name_loses_what_cannot_be_seen() -> None:
    assert one_line(" Earn\u200bshaw\u00a0\t O\u2019Hara\r\n") == "Earnshaw O'Hara"


@pytest.mark.parametrize(
    ("source", "shape"),
    [
        ("# Plan", "==== Plan ===="),
        ("  * seen", "- seen"),
        ("{% if chosen.a == 'b' %}# Plan{% endif %}", "{% if chosen.a == 'b' %}==== Plan ===={% endif %}"),
        ("# {{ title }}", "==== {{ title }} ===="),
        ("#not a head", "#not a head"),
        ("one\n\ntwo", "one\n\ntwo"),
    ],
)
def test_heads_and_bullets_of_a_template_take_the_shape_of_long_notes(source: str, shape: str) -> None:
    assert shaped(source) == shape


def test_letters_that_are_passed_over_unlooked_at_are_those_that_looking_would_leave() -> None:
    letters = [chr(code) for code in range(0x11000)]
    passed_over = [letter for letter in letters if not note_text._NOT_SURELY_PLAIN.search(letter)]
    assert "é" in passed_over
    assert "\u0301" not in passed_over
    whole = "".join(passed_over)
    assert note_text._plain_letters(whole) == whole


def test_accented_names_are_plain_as_they_are() -> None:
    assert made_plain("Zoë Müller-Brontë, bed 4") == "Zoë Müller-Brontë, bed 4"
    assert odd_characters("Zoë Müller-Brontë, bed 4") == ()
