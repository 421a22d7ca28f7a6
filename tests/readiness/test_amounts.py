"""Amounts in words: what is found never looks like more than it is, and what is missing never like less."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inpatient_hub.readiness import amounts


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 MB"), (999_999, "0 MB"), (1_400_000_000, "1.4 GB"), (3_999_999_999, "3.9 GB"), (4_000_000_000, "4 GB"),
        (99_999_999_999, "99.9 GB"), (180_000_000_000, "180 GB"), (1_500_000_000_000, "1,500 GB"),
        (500_000_000, "500 MB"),
    ],
)  # fmt: skip
def test_room_on_a_drive(size: int, words: str) -> None:
    assert amounts.disk(size) == words


@pytest.mark.parametrize(
    ("size", "words"), [(2**29, "512 MB"), (2**30, "1 GB"), (8 * 2**30, "8 GB"), (8 * 2**30 - 1, "7.9 GB")]
)
def test_memory_as_it_is_sold(size: int, words: str) -> None:
    assert amounts.memory(size) == words


def test_what_is_missing_is_raised() -> None:
    assert amounts.disk(1, up=True) == "1 MB"
    assert amounts.disk(2_600_000_001, up=True) == "2.7 GB"
    assert amounts.disk(2_600_000_000, up=True) == "2.6 GB"


@given(st.integers(0, 2**60), st.integers(0, 2**60))
def test_less_is_never_said_as_more(one: int, other: int) -> None:
    def number(words: str) -> float:
        value, unit = words.split()
        return float(value.replace(",", "")) * (1000 if unit == "GB" else 1)

    small, large = sorted((one, other))
    assert number(amounts.disk(small)) <= number(amounts.disk(large))


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1000, "mhz", "1 GHz"), (998, "mhz", "998 MHz"), (2_419, "mhz", "2.41 GHz"), (1, "days", "1 day"),
        (30, "days", "30 days"), (32, "bits", "32-bit"), (1024, "pixels", "1,024 pixels"), (17, "inches", "17 inches"),
        (5, "version", "version 5"), (265, "ms", "265 ms"), (512, "kbps", "512 Kbps"), (1000, "mbps", "1,000 Mbps"),
        (12_800, "kbps", "12,800 Kbps"), (4_000_000_000, "disk", "4 GB"), (2**30, "memory", "1 GB"), ("C", "text", "C"),
        (2, "count", "2"), (2, "cores", "2 cores"),
    ],
)  # fmt: skip
def test_a_figure_by_its_unit(value: float | str, unit: str, words: str) -> None:
    assert amounts.figure(value, unit) == words


def test_a_day_is_said_the_same_in_every_language_of_the_computer() -> None:
    assert amounts.day(date(2026, 11, 20)) == "20 Nov 2026"
    assert amounts.day(date(2027, 5, 1)) == "1 May 2027"
