"""People's PINs are kept as Argon2id in its usual text form, at no less than the least cost."""

import re

import pytest

from inpatient_hub.store.keys.person_secrets import Argon2idHasher, fitting
from inpatient_hub.store.keys.sealing import Cost


@pytest.fixture(scope="module")
def hasher() -> Argon2idHasher:
    """One for all tests: it measures the computer once."""
    return Argon2idHasher()


def test_the_same_pin_matches_and_another_does_not(hasher: Argon2idHasher) -> None:
    verifier = hasher.verifier("271828")
    assert hasher.matches(verifier, "271828")
    assert not hasher.matches(verifier, "271829")
    assert "271828" not in verifier


def test_two_people_with_one_pin_have_different_verifiers(hasher: Argon2idHasher) -> None:
    assert hasher.verifier("271828") != hasher.verifier("271828")


def test_libsodium_itself_accepts_the_text_form(hasher: Argon2idHasher) -> None:
    from nacl.pwhash import argon2id

    assert argon2id.verify(hasher.verifier("Zillah's pass phrase").encode(), b"Zillah's pass phrase")


@pytest.mark.parametrize(
    "garbled",
    [
        "",
        "271828",
        "$argon2id$v=19$m=9999999,t=999,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "A" * 43,
        "$argon2id$v=19$m=1,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "A" * 43,
    ],
)
def test_a_garbled_verifier_matches_nothing_and_stops_nothing(hasher: Argon2idHasher, garbled: str) -> None:
    assert not hasher.matches(garbled, "271828")


@pytest.mark.parametrize(
    ("seconds", "cost"),
    [
        (0.15, Cost(19 * 1024, 2)),
        (9.0, Cost(19 * 1024, 2)),
        (0.05, Cost(57 * 1024, 2)),
        (0.01, Cost(64 * 1024, 9)),
        (0.0, Cost(64 * 1024, 20)),
    ],
)
def test_a_quicker_computer_makes_guessing_dearer_and_a_slow_one_never_cheaper(seconds: float, cost: Cost) -> None:
    assert fitting(seconds) == cost


def test_here_a_guess_is_as_dear_as_in_the_program(hasher: Argon2idHasher) -> None:
    memory, passes = re.findall(r"m=(\d+),t=(\d+)", hasher.verifier("271828"))[0]
    assert (int(memory) >= 19 * 1024, int(passes) >= 2) == (True, True)
