"""A recovery key on paper comes back as it was, and a typing mistake is seen and placed."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.domain.lock_troubles import MistypedRecoveryKey
from inpatient_hub.domain.recovery_words import key_of, looks_like_recovery_key, words_of

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY = bytes(range(20))

keys = st.binary(min_size=20, max_size=20)


def wrong_group(words: str) -> int:
    """Which group is said to be mistyped."""
    with pytest.raises(MistypedRecoveryKey) as mistyped:
        key_of(words)
    return mistyped.value.group


def test_a_key_is_eight_groups_of_five_without_letters_that_are_misread() -> None:
    groups = words_of(KEY).split("-")
    assert [len(group) for group in groups] == [5] * 8
    assert not set("".join(groups)) & set("ILOU")


@given(keys)
def test_every_key_comes_back(key: bytes) -> None:
    assert key_of(words_of(key)) == key


@given(keys, st.sampled_from([" ", "", "  -  ", "\n", "."]), st.booleans())
def test_spaces_hyphens_and_capitals_make_no_difference(key: bytes, between: str, small: bool) -> None:
    words = words_of(key).replace("-", between)
    assert key_of(words.lower() if small else words) == key


def test_signs_that_are_misread_are_taken_for_what_they_look_like() -> None:
    words = words_of(bytes(20))
    assert "0" in words
    assert key_of(words.replace("0", "O").replace("1", "l")) == bytes(20)
    assert key_of(words.replace("0", "o").replace("1", "I")) == bytes(20)


@pytest.mark.parametrize("place", range(40))
def test_one_wrong_sign_is_seen_whatever_it_is_and_its_group_is_named(place: int) -> None:
    typed = list(words_of(KEY).replace("-", ""))
    right = typed[place]
    for sign in SIGNS:
        if sign != right:
            typed[place] = sign
            assert wrong_group("".join(typed)) == place // 5 + 1


@given(keys, st.integers(0, 7), st.integers(0, 3), st.integers(1, 4))
def test_two_swapped_signs_of_a_group_are_seen(key: bytes, group: int, first: int, step: int) -> None:
    second = min(first + step, 4)
    typed = list(words_of(key).replace("-", ""))
    one, other = group * 5 + first, group * 5 + second
    if typed[one] != typed[other]:
        typed[one], typed[other] = typed[other], typed[one]
        assert wrong_group("".join(typed)) == group + 1


@given(keys, st.permutations(range(8)))
def test_groups_in_another_order_are_seen(key: bytes, order: list[int]) -> None:
    groups = words_of(key).split("-")
    if order != list(range(8)):
        with pytest.raises(MistypedRecoveryKey):
            key_of("-".join(groups[place] for place in order))


@pytest.mark.parametrize("words", ["", "7K3QW", words_of(KEY)[:-1], words_of(KEY) + "0", "four unrelated words"])
def test_what_has_another_length_is_no_recovery_key(words: str) -> None:
    assert wrong_group(words) == 0
    assert not looks_like_recovery_key(words)


def test_a_sign_that_never_occurs_is_seen() -> None:
    assert wrong_group("U" + words_of(KEY)[1:]) == 1
    assert wrong_group(words_of(KEY)[:-1] + "\u00fc") == 8


def test_a_key_of_another_length_is_not_written() -> None:
    with pytest.raises(ValueError, match="20 bytes"):
        words_of(bytes(16))


def test_a_recovery_key_is_told_from_a_passphrase() -> None:
    chance = random.Random(1)
    assert all(looks_like_recovery_key(words_of(chance.randbytes(20)).lower()) for _ in range(50))
    assert not looks_like_recovery_key("abcde " * 8)
