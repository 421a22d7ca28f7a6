"""A wrapped key opens with its own key and label and nothing else, and guessing a passphrase is dear."""

import pytest

from inpatient_hub.store.keys import sealing
from inpatient_hub.store.keys.sealing import LEAST, WITHOUT_MEMORY, Cost, calibrated, opened, seal, stretched

KEY, OTHER = bytes(range(32)), bytes(32)


def test_what_is_sealed_opens_with_its_key_and_label() -> None:
    box = seal(KEY, b"the data key", b"label")
    assert opened(KEY, box, b"label") == b"the data key"
    assert opened(OTHER, box, b"label") is None
    assert opened(KEY, box, b"another") is None
    assert b"the data key" not in box


def test_the_same_secret_never_gives_the_same_box() -> None:
    assert seal(KEY, b"secret", b"") != seal(KEY, b"secret", b"")


def test_a_box_changed_in_any_bit_or_cut_anywhere_does_not_open() -> None:
    box = seal(KEY, b"secret", b"label")
    for place in range(len(box)):
        for bit in range(8):
            changed = bytearray(box)
            changed[place] ^= 1 << bit
            assert opened(KEY, bytes(changed), b"label") is None
        assert opened(KEY, box[:place], b"label") is None
    assert opened(KEY, box + b"\0", b"label") is None


def test_stretching_depends_on_the_words_the_salt_and_the_cost() -> None:
    cost = Cost(64, 1)
    one = stretched(b"words", bytes(16), cost)
    assert one == stretched(b"words", bytes(16), cost)
    others = [
        stretched(b"wordz", bytes(16), cost),
        stretched(b"words", b"1" * 16, cost),
        stretched(b"words", bytes(16), Cost(64, 2)),
        stretched(b"words", bytes(16), Cost(128, 1)),
    ]
    assert len({one, *others}) == 5


def test_stretching_is_argon2id_as_others_know_it() -> None:
    """The value comes from the reference implementation (argon2-cffi 25.1.0): version 19, one lane, 1 MiB, 2 passes."""
    expected = "d6650e90c7310ea75c86bd61088cb266f070fc5ff0dc2a17e4197c1566a18f88"
    assert stretched(b"password", b"somesalt16bytes!", Cost(1024, 2)).hex() == expected


def test_more_memory_than_there_is_says_so() -> None:
    with pytest.raises(MemoryError):
        stretched(b"words", bytes(16), Cost(2**40, 1))


@pytest.mark.parametrize(
    ("seconds", "cost"),
    [
        (0.9, LEAST),  # a slow computer: never under the least
        (0.3, LEAST),
        (0.24, Cost(128 * 1024, 3)),
        (0.12, Cost(256 * 1024, 3)),
        (0.05, Cost(256 * 1024, 5)),
        (0.01, Cost(256 * 1024, 26)),
    ],
)
def test_a_guess_takes_a_quarter_to_half_a_second_and_never_less_than_the_least(seconds: float, cost: Cost) -> None:
    found = calibrated(lambda _cost: seconds)
    assert found == cost
    if seconds < 0.5:
        factor = found.memory_kib / LEAST.memory_kib * found.passes / LEAST.passes
        assert 0.25 <= seconds * factor <= 0.5


def test_a_computer_without_that_memory_gets_more_passes() -> None:
    def no_memory(_cost: Cost) -> float:
        raise MemoryError

    assert calibrated(no_memory) == WITHOUT_MEMORY
    assert WITHOUT_MEMORY.memory_kib < LEAST.memory_kib
    assert WITHOUT_MEMORY.passes > LEAST.passes


def test_on_this_computer_calibration_finds_no_less_than_the_least() -> None:
    found = calibrated()
    assert found.memory_kib >= LEAST.memory_kib
    assert found.passes >= LEAST.passes


def test_a_random_secret_is_mixed_with_all_that_must_be_right() -> None:
    one = sealing.mixed(KEY, bytes(16), b"pin")
    assert len({one, sealing.mixed(OTHER, bytes(16), b"pin"), sealing.mixed(KEY, b"1" * 16, b"pin")}) == 3
    assert sealing.mixed(KEY, bytes(16), b"other") != one
