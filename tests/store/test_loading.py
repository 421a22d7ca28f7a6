"""What is slow to load is loaded only when it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.keepers import KEY, put_empty_store

PROJECT = Path(__file__).resolve().parents[2]

SLOW = ("sqlalchemy", "alembic", "psycopg", "mako", "jinja2", "pydantic")


def loaded_by(statements: str) -> set[str]:
    """Which of the slow libraries a fresh Python has loaded after these statements."""
    ask = f"{statements}\nimport sys; print(*[name for name in {SLOW!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", ask], cwd=PROJECT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["backup", "first_look", "health", "lock", "salvage", "target"])
def test_what_a_start_or_a_doctor_needs_first_loads_nothing_slow(module: str) -> None:
    assert loaded_by(f"import inpatient_hub.store.{module}") == set()


def test_a_store_that_is_up_to_date_is_opened_without_the_upgrade_library(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    opening = f"""
from pathlib import Path
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.store.database import open_store
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.target import StoreTarget
key = DataKey({KEY.raw()!r}, {KEY.lock_id!r})
target = StoreTarget.in_folder(Path({str(tmp_path)!r}), key)
with open_store(target, clock=SystemClock()) as store, store.reading() as work:
    work.wards.all()
"""
    assert loaded_by(opening) == {"sqlalchemy"}


def test_a_first_look_loads_nothing_slow(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    looking = f"""
from datetime import date
from pathlib import Path
from inpatient_hub.store.first_look import first_look
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.target import StoreTarget
key = DataKey({KEY.raw()!r}, {KEY.lock_id!r})
first_look(StoreTarget.in_folder(Path({str(tmp_path)!r}), key), day=date(2026, 11, 20))
"""
    assert loaded_by(looking) == set()
