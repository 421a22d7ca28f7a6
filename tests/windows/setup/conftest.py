"""Knows the setups that were built, and leaves the computer as it was."""

import json
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.windows.setup.ward_pc import (
    DATA,
    FOR_ALL,
    PER_USER,
    TRUST,
    built_facts,
    registry,
    setup,
    uninstall,
    wine_path,
)

ENTRY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\InpatientHub"
MOST_SECONDS_FOR_REAL = 900


@pytest.fixture(scope="session")
def built() -> dict[str, str]:
    """What was built: the paths of setups and facts about them, as tests/windows/setups.py tells them."""
    return built_facts()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for the real setup comes last: it is compiled beside the other tests."""
    items.sort(key=lambda item: "real_setup" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def real_setup() -> dict[str, Any]:
    """How large the setup became that would be handed on. It is waited for: a compressor takes its time."""
    told, looking = Path(wine_path(os.environ["INPATIENT_HUB_REAL_SETUP"])), threading.Event()
    for _ in range(MOST_SECONDS_FOR_REAL):
        if told.is_file():
            break
        looking.wait(timeout=1)
    size: dict[str, Any] = json.loads(told.read_text(encoding="ascii"))
    return size


def clean() -> None:
    """Take out what is installed, and the data folder with it."""
    for root in ("HKCU", "HKLM"):
        if registry(root, ENTRY):
            uninstall(root)
    for folder in (PER_USER, FOR_ALL, DATA, TRUST):
        shutil.rmtree(folder, ignore_errors=True)
    (Path(os.environ["TEMP"]) / "InpatientHub-setup.log").unlink(missing_ok=True)


@pytest.fixture
def clean_pc() -> Iterator[None]:
    """A computer on which the program never was, and on which it is not afterwards."""
    clean()
    yield
    clean()


@pytest.fixture(scope="module")
def installed(built: dict[str, str]) -> Iterator[Path]:
    """The program, set up for this user alone, for all tests of a file."""
    clean()
    assert setup(built["setup"]) == 0
    yield PER_USER
    clean()
