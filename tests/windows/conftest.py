"""What runs inside Windows is left out elsewhere; and what a test writes into the registry is taken out again."""

import os
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.windows.windows_registry import Keys, RealRegistry

IS_OURS = sys.platform == "win32" and "INPATIENT_HUB_SCREEN" in os.environ


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what only this one Windows can run, whose screen, sound and network are known."""
    if not IS_OURS:
        pytest.skip("runs in a Windows Python under Wine: python3 dev.py test --windows")


@pytest.fixture(autouse=True, scope="session")
def _desktop() -> None:
    """Have Wine's desktop running first: started by a child of ours, it would hold on to that child's pipes."""
    if IS_OURS:
        import ctypes

        assert ctypes.windll.user32.GetDesktopWindow()


@pytest.fixture
def write_keys() -> Iterator[Callable[[Keys], None]]:
    """Writes keys and values into the registry of this Windows; afterwards they are as they were."""
    registry = RealRegistry()
    yield registry.write
    registry.put_back()
