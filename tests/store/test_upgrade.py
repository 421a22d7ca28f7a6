"""An older store is brought up to date after a backup, all of it or nothing, and no row is lost on the way."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.host.clock import FixedClock
from inpatient_hub.store.backup import backups_in
from inpatient_hub.store.database import open_store
from inpatient_hub.store.engines import file_engine
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.schema_version import CURRENT_SCHEMA, SchemaPlan
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import CLOCK, postgres_server, put_empty_store, raw, target_in
from tests.contracts.making import NOW, a_ward, save
from tests.store.filling import a_filled_store, contents, count, is_whole

SCRIPT = '''\
"""The next form of the store, for tests."""
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"


def upgrade():
{steps}
'''

ADDS_A_TABLE = """
    op.create_table("diary", sa.Column("id", sa.Text(), primary_key=True))
    op.add_column("wards", sa.Column("telephone", sa.Text()))
"""
FAILS_HALF_WAY = (
    ADDS_A_TABLE
    + """
    op.execute("UPDATE wards SET name = 'half done'")
    op.execute("DELETE FROM tasks")
    raise RuntimeError("a mistake in a script")
"""
)
LOSES_ROWS = """
    op.execute("DELETE FROM tasks")
"""
BREAKS_A_REFERENCE = """
    op.execute("UPDATE patients SET ward_id = '00000000000000000000000000000000'")
"""
CHANGES_A_PARENT = """
    with op.batch_alter_table("patients") as batch:
        batch.add_column(sa.Column("telephone", sa.Text()))
"""


@pytest.fixture
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the scripts, to add to."""
    copied = tmp_path_factory.mktemp("scripts") / "migrations"
    shutil.copytree(CURRENT_SCHEMA.scripts, copied, ignore=shutil.ignore_patterns("__pycache__"))
    return copied


def plan_of(scripts: Path, *all_steps: str) -> SchemaPlan:
    """The plan of a later version of the program, whose scripts take these steps."""
    for number, steps in enumerate(all_steps, start=CURRENT_SCHEMA.version + 1):
        words = SCRIPT.format(revision=f"{number:04d}", before=f"{number - 1:04d}", steps=steps)
        (scripts / "versions" / f"{number:04d}_test.py").write_text(words)
    return SchemaPlan(revision=f"{CURRENT_SCHEMA.version + len(all_steps):04d}", scripts=scripts)


def version_of(folder: Path) -> int:
    """The form a store says it has."""
    with closing(raw(folder / STORE_FILE)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_store_is_brought_up_to_date_after_a_backup(tmp_path: Path, scripts: Path) -> None:
    a_filled_store(tmp_path, patients=3)
    plan = plan_of(scripts, ADDS_A_TABLE, CHANGES_A_PARENT)
    with open_store(target_in(tmp_path), clock=CLOCK, plan=plan) as store, store.reading() as work:
        assert len(work.wards.all()) == 1
    assert version_of(tmp_path) == CURRENT_SCHEMA.version + 2
    assert is_whole(tmp_path)
    # A table that others refer to was made anew, and no row of theirs went with the old one.
    assert [count(tmp_path, table) for table in ("patients", "notes", "runs", "run_answers", "diary")] == [
        3,
        3,
        3,
        3,
        0,
    ]
    (backup,) = backups_in(tmp_path)
    assert (backup.label, backup.made_at) == (f"before-{plan.revision}", NOW)
    with closing(raw(backup.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (CURRENT_SCHEMA.version,)
        assert connection.execute("SELECT count(*) FROM patients").fetchone() == (3,)
    with closing(raw(tmp_path / STORE_FILE)) as connection:
        history = connection.execute("SELECT revision, program FROM schema_history ORDER BY seq").fetchall()
    assert history == [(CURRENT_SCHEMA.revision, "0.1.0"), (plan.revision, "0.1.0")]


def test_a_store_that_holds_nothing_is_brought_up_to_date_without_a_backup(tmp_path: Path, scripts: Path) -> None:
    put_empty_store(tmp_path)
    open_store(target_in(tmp_path), clock=CLOCK, plan=plan_of(scripts, ADDS_A_TABLE)).close()
    assert version_of(tmp_path) == CURRENT_SCHEMA.version + 1
    assert backups_in(tmp_path) == ()


@pytest.mark.expects_log("The upgrade to schema")
@pytest.mark.parametrize("steps", [FAILS_HALF_WAY, LOSES_ROWS, BREAKS_A_REFERENCE])
def test_an_upgrade_that_goes_wrong_leaves_the_store_as_it_was(tmp_path: Path, scripts: Path, steps: str) -> None:
    file = a_filled_store(tmp_path, patients=3)
    before = file.read_bytes()
    with pytest.raises(StoreFault) as failed:
        open_store(target_in(tmp_path), clock=CLOCK, plan=plan_of(scripts, steps))
    assert failed.value.fault is Fault.UPGRADE_FAILED
    (backup,) = backups_in(tmp_path)
    assert str(backup.path) in failed.value.message
    assert file.read_bytes() == before
    with open_store(target_in(tmp_path), clock=CLOCK) as store, store.reading() as work:
        assert [ward.name for ward in work.wards.all()] == ["Wuthering Ward"]


def test_a_store_brought_up_to_date_is_refused_by_the_old_program(tmp_path: Path, scripts: Path) -> None:
    put_empty_store(tmp_path)
    open_store(target_in(tmp_path), clock=CLOCK, plan=plan_of(scripts, ADDS_A_TABLE)).close()
    with pytest.raises(StoreFault) as refused:
        open_store(target_in(tmp_path), clock=CLOCK)
    assert refused.value.fault is Fault.NEWER


def test_of_the_backups_before_upgrades_the_three_newest_are_kept(tmp_path: Path, scripts: Path) -> None:
    a_filled_store(tmp_path, patients=1)
    target = target_in(tmp_path)
    with open_store(target, clock=CLOCK) as store:
        chosen = store.back_up()
    for number in range(1, 6):
        plan = plan_of(scripts, *["    pass"] * number)
        open_store(target, clock=FixedClock(NOW + timedelta(days=number)), plan=plan).close()
    assert [backup.label for backup in backups_in(tmp_path)] == [
        *(f"before-{CURRENT_SCHEMA.version + later:04d}" for later in (5, 4, 3)),
        "copy",
    ]
    assert chosen.exists()


def test_a_store_is_not_brought_up_to_date_while_somebody_has_it_open(tmp_path: Path, scripts: Path) -> None:
    put_empty_store(tmp_path)
    plan = plan_of(scripts, ADDS_A_TABLE)
    before = contents(tmp_path)
    with StoreLock.acquire(tmp_path, clock=CLOCK), pytest.raises(StoreFault) as refused:
        open_store(target_in(tmp_path), clock=CLOCK, plan=plan)
    assert refused.value.fault is Fault.IN_USE
    assert contents(tmp_path) == before


def test_there_is_no_way_back_but_the_backup(tmp_path: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(CURRENT_SCHEMA.scripts))
    config.set_main_option("path_separator", "os")
    file = put_empty_store(tmp_path)
    engine = file_engine(lambda: raw(file))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        with pytest.raises(NotImplementedError, match="backup"):
            command.downgrade(config, "base")
    engine.dispose()


@pytest.mark.expects_log("The upgrade to schema")
def test_an_upgrade_of_a_server_is_all_or_nothing_too(scripts: Path) -> None:
    server = postgres_server()
    with server.database() as name:
        target = StoreTarget.on_server(server.url(name))
        with open_store(target, clock=CLOCK) as store:
            save(store, a_ward())
        broken = plan_of(scripts, FAILS_HALF_WAY)
        with pytest.raises(StoreFault) as failed:
            open_store(target, clock=CLOCK, plan=broken)
        assert failed.value.fault is Fault.UPGRADE_FAILED
        with open_store(target, clock=CLOCK) as store, store.reading() as work:
            assert [ward.name for ward in work.wards.all()] == ["Wuthering Ward"]
        good = plan_of(scripts, ADDS_A_TABLE)
        with open_store(target, clock=CLOCK, plan=good) as store, store.reading() as work:
            assert len(work.wards.all()) == 1
        with pytest.raises(StoreFault) as refused:
            open_store(target, clock=CLOCK)
        assert refused.value.fault is Fault.NEWER
        open_store(target, clock=CLOCK, plan=good).close()
