"""Knows the setups that were built, and leaves the computer as it was."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.setup.ward_pc import DATA, PER_USER, registry, setup, uninstall, wine_path

ENTRY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\InpatientHub"


@pytest.fixture(scope="session")
def built() -> dict[str, str]:
    """What was built: the paths of setups and facts about them, as tests/windows/setups.py tells them."""
    told = Path(wine_path(os.environ["INPATIENT_HUB_SETUPS"]))
    facts: dict[str, str] = json.loads(told.read_text(encoding="utf-8"))
    return facts


def clean() -> None:
    """Take out what is installed, and the data folder with it."""
    for root in ("HKCU", "HKLM"):
        entry = registry(root, ENTRY)
        if entry:
            uninstall(Path(entry["InstallLocation"]))
    for folder in (PER_USER, DATA):
        shutil.rmtree(folder, ignore_errors=True)


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
