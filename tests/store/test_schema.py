"""The scripts that make a store and the tables the program works with agree, on both engines."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from inpatient_hub.store.database import open_store
from inpatient_hub.store.driver import sqlite
from inpatient_hub.store.row_base import Base
from inpatient_hub.store.rows import APPEND_ONLY
from inpatient_hub.store.schema_version import APPLICATION_ID, CURRENT_SCHEMA
from inpatient_hub.store.search_index import is_index
from inpatient_hub.store.target import StoreTarget
from tests.contracts.keepers import CLOCK, postgres_server, put_empty_store, raw


def _parts(statement: str) -> set[str]:
    """The lines of a CREATE statement, in no order: a rule may stand before or behind another."""
    flat = re.sub(r"\s+", " ", statement)
    return {part.strip(" ,") for part in re.split(r", (?![^(]*\))|\( ?(?=\w+ )|\)$", flat) if part.strip(" ,")}


def _described(connection: sqlite.Connection) -> dict[str, set[str]]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger'")
    others = ("alembic_version", "sqlite_sequence")
    return {name: _parts(sql) for name, sql in rows if name not in others and not is_index(name)}


def test_the_scripts_make_the_very_tables_the_program_works_with(tmp_path: Path) -> None:
    made = put_empty_store(tmp_path)
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    Base.metadata.create_all(engine)
    engine.dispose()
    with closing(raw(made)) as scripts, closing(sqlite.connect(tmp_path / "declared.db")) as declared:
        assert _described(scripts) == _described(declared)
        assert len(_described(scripts)) > 25


_POSTGRES_FACTS = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable, collation_name, character_maximum_length,
               column_default IS NOT NULL
        FROM information_schema.columns WHERE table_schema = 'public'""",
    "rules": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


@pytest.mark.parametrize("facts", _POSTGRES_FACTS)
def test_the_scripts_make_the_very_tables_the_program_works_with_on_a_server(facts: str) -> None:
    server = postgres_server()
    found = []
    for make in ("scripts", "declared"):
        with server.database() as name:
            if make == "scripts":
                open_store(StoreTarget.on_server(server.url(name)), clock=CLOCK).close()
            else:
                engine = create_engine(server.url(name))
                Base.metadata.create_all(engine)
                engine.dispose()
            with server.connect(name) as connection:
                rows = connection.execute(_POSTGRES_FACTS[facts]).fetchall()
        found.append({row for row in rows if row[0] not in ("alembic_version", "audit_head")})
    assert found[0] == found[1]
    assert len(found[0]) > 25


def test_every_table_that_may_only_grow_is_guarded(tmp_path: Path) -> None:
    with closing(raw(put_empty_store(tmp_path))) as connection:
        triggers = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    refusing = {
        f"{table}_no_{what}" for table in (*APPEND_ONLY, "audit_keys") for what in ("update", "delete", "replace")
    }
    indexing = {f"task_words_{what}" for what in ("added", "changed", "removed")}
    assert triggers == refusing | indexing | {"audit_events_in_order"}


def test_a_new_store_says_what_it_is(tmp_path: Path) -> None:
    with closing(raw(put_empty_store(tmp_path))) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (CURRENT_SCHEMA.version,)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(CURRENT_SCHEMA.revision,)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_newest_script_is_the_form_the_program_works_with() -> None:
    names = sorted(path.name for path in (CURRENT_SCHEMA.scripts / "versions").glob("[0-9]*.py"))
    assert names[-1].startswith(f"{CURRENT_SCHEMA.revision}_")
    assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, CURRENT_SCHEMA.version + 1)]


def test_scripts_import_nothing_of_the_program() -> None:
    for script in (CURRENT_SCHEMA.scripts / "versions").glob("[0-9]*.py"):
        assert "inpatient_hub" not in script.read_text(encoding="utf-8")


def test_no_row_is_ever_removed_with_another() -> None:
    assert not [key for table in Base.metadata.sorted_tables for key in table.foreign_keys if key.ondelete]
