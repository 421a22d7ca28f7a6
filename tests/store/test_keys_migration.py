"""The keys of a store of form 0007 are kept as they are, and guarded from then on."""

from contextlib import closing
from pathlib import Path
from typing import Any

from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.engines import server_engine
from inpatient_hub.store.schema_version import CURRENT_SCHEMA, SchemaPlan
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from inpatient_hub.store.upgrade import create, prepare_server
from tests.contracts.keepers import CLOCK, KEY, postgres_server, put_lock, raw, target_in
from tests.contracts.making import a_patient, a_ward, save
from tests.contracts.test_audit_chain import append, verdict_on
from tests.contracts.test_audit_keys import VALUES, moved, values_of
from tests.contracts.test_erasing import an_erasure, erase

BEFORE = SchemaPlan(revision="0007", scripts=CURRENT_SCHEMA.scripts)
ASKED = "SELECT patient_id, key FROM audit_keys"


def put_work(store: SqlStore) -> tuple[Any, Any]:
    ward = a_ward()
    patient = a_patient(ward)
    save(store, ward, patient)
    append(store, moved(patient))
    return ward, patient


def check(store: SqlStore, ward: Any, patient: Any) -> None:
    """All is as it was, and an erasure takes the key as before."""
    with store.reading() as work:
        assert values_of(work.audit.of_patient(patient.id)[0]) == VALUES
    assert verdict_on(store).is_sound
    erase(store, an_erasure(patient.id, ward))
    with store.reading() as work:
        assert work.audit.of_patient(patient.id)[0].is_erased
    assert verdict_on(store).is_sound


def test_a_store_of_the_form_before_keeps_its_keys(tmp_path: Path) -> None:
    put_lock(tmp_path)
    create(tmp_path, key=KEY, clock=CLOCK, plan=BEFORE)
    with open_store(target_in(tmp_path), clock=CLOCK, plan=BEFORE) as store:
        ward, patient = put_work(store)
    with closing(raw(tmp_path / STORE_FILE)) as connection:
        kept = connection.execute(ASKED).fetchall()
        assert len(kept) == 1
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        with closing(raw(tmp_path / STORE_FILE)) as connection:
            assert connection.execute(ASKED).fetchall() == kept
        check(store, ward, patient)


def test_a_server_of_the_form_before_keeps_its_keys() -> None:
    server = postgres_server()
    with server.database() as name:
        target = StoreTarget.on_server(server.url(name))
        engine = server_engine(server.url(name))
        prepare_server(engine, target, clock=CLOCK, plan=BEFORE)
        engine.dispose()
        with open_store(target, clock=CLOCK, plan=BEFORE) as store:
            ward, patient = put_work(store)
        with open_store(target, clock=CLOCK) as store:
            check(store, ward, patient)
