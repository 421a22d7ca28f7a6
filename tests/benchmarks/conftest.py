"""Small wards for the benchmarks: what they measure is not asserted here, only that they measure."""

from collections.abc import Iterator

import pytest

from benchmarks.wards import Wards


@pytest.fixture(scope="module")
def wards() -> Iterator[Wards]:
    """Wards whose large one has forty patients."""
    with Wards(large=2) as wards:
        yield wards
