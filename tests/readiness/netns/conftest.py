"""The laboratory of two networks, started once for all tests and put back in order before each."""

from collections.abc import Iterator

import pytest

from benchmarks.netlab.lab import Lab, why_not


@pytest.fixture(scope="session")
def running_lab() -> Iterator[Lab]:
    """The laboratory. Where there can be none the test is skipped; one that fails to start is a failure."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    with Lab() as lab:
        yield lab


@pytest.fixture
def lab(running_lab: Lab) -> Lab:
    """The laboratory as it is at the beginning."""
    running_lab.reset()
    return running_lab
