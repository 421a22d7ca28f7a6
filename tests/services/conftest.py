"""Gives each test of the services a ward of its own."""

import pytest

from tests.services.audit_room import Room
from tests.services.making import Desk


@pytest.fixture
def desk() -> Desk:
    """A ward at four in the afternoon, with two nurses and one patient."""
    return Desk()


@pytest.fixture
def room() -> Room:
    """A ward with an admin at the computer, and the services of the audit trail."""
    return Room()
