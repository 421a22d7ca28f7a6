"""A small clinic for the tests of the service, and a gate for what hangs."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.readiness.clinic import Clinic


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    """A healthy computer with two profiles, at four in the afternoon."""
    return Clinic(tmp_path)


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What hanging collectors wait for; opened at the end of the test."""
    event = threading.Event()
    yield event
    event.set()
