"""The stores the contracts are held against."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.ports import Store
from inpatient_hub.store.database import SqlStore
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import postgres_store, raw, sqlite_store
from tests.contracts.making import a_nurse, a_patient, a_ward, save
from tests.contracts.postgres_server import shared_server
from tests.fakes.store import FakeStore


@pytest.fixture(params=["fake", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store, of each kind in turn."""
    if request.param == "fake":
        yield FakeStore()
    elif request.param == "sqlite":
        with sqlite_store(tmp_path) as opened:
            yield opened
    else:
        with postgres_store() as opened:
            yield opened


@pytest.fixture(params=["sqlite", "postgres"])
def sql_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlStore]:
    """An empty store of each kind that is kept in a database."""
    with sqlite_store(tmp_path) if request.param == "sqlite" else postgres_store() as opened:
        yield opened


@pytest.fixture
def sql(sql_store: SqlStore) -> Iterator[Callable[[str], Any]]:
    """Runs a statement on a connection of its own, as somebody with a database tool would."""
    target = sql_store.target
    if target.folder is not None:
        with closing(raw(target.folder / STORE_FILE)) as connection:
            yield connection.execute
    else:
        assert target.url is not None
        with closing(shared_server().connect(target.url.partition("@/")[2].partition("?")[0])) as connection:
            yield connection.execute


@pytest.fixture
def ward(store: Store) -> Ward:
    """A ward in the store."""
    made = a_ward()
    save(store, made)
    return made


@pytest.fixture
def nurse(store: Store, ward: Ward) -> Staff:
    """A nurse of the ward."""
    made = a_nurse(ward)
    save(store, made)
    return made


@pytest.fixture
def patient(store: Store, ward: Ward) -> Patient:
    """A patient of the ward."""
    made = a_patient(ward)
    save(store, made)
    return made
