"""Every store that an earlier version made is opened by this one: locked, brought up to date, and no row is lost."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Hub, Place
from inpatient_hub.host.log import stop_log
from inpatient_hub.store import encrypting, upgrade
from inpatient_hub.store.backup import backups_in
from inpatient_hub.store.database import open_store
from inpatient_hub.store.file_kind import Kind, store_kind
from inpatient_hub.store.schema_version import CURRENT_SCHEMA
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, put_lock, raw, target_in
from tests.fakes.seat import opened_by_program
from tests.store.broken_off import Killed, end_at
from tests.store.filling import count, is_whole
from tests.store.releases import RELEASES, put_released_store, rows_in
from tests.store.test_upgrade import ADDS_A_TABLE, CHANGES_A_PARENT, plan_of

MOVED_ON = ADDS_A_TABLE + CHANGES_A_PARENT
"""What a later version might do, so that there is always something to bring up to date."""


@pytest.fixture(params=RELEASES, ids=[dump.stem for dump in RELEASES])
def dump(request: pytest.FixtureRequest) -> Path:
    """The store of each released form."""
    made: Path = request.param
    return made


@pytest.fixture
def hub(tmp_path: Path, dump: Path) -> Iterator[Hub]:
    put_released_store(tmp_path, dump)
    put_lock(tmp_path)
    with opened_by_program(Place(data_folder=tmp_path), clock=CLOCK) as opened:
        yield opened
    stop_log()


def fewer(folder: Path, wanted: dict[str, int]) -> dict[str, int]:
    """The tables that hold fewer rows than are wanted, and how many. The program may add some of its own."""
    counts = {name: count(folder, name) for name in wanted}
    return {name: counts[name] for name in wanted if counts[name] < wanted[name]}


def test_the_first_released_form_is_among_those_that_are_kept() -> None:
    assert RELEASES[0].stem == "0001"
    made = {path.name[:4] for path in (CURRENT_SCHEMA.scripts / "versions").glob("[0-9]*.py")}
    assert {dump.stem for dump in RELEASES} <= made


def test_a_released_store_is_opened_with_all_that_is_in_it(hub: Hub, tmp_path: Path, dump: Path) -> None:
    wanted = rows_in(dump)
    wanted.pop("schema_history")
    assert min(wanted.values()) > 0
    assert fewer(tmp_path, wanted) == {}
    (ward,) = hub.wards.all()
    assert hub.patients.count(ward.id) == wanted["patients"]
    for line in hub.patients.find(ward.id).items:
        view = hub.patients.view(line.patient.id)
        assert view.history
        for run in view.runs:
            assert hub.runs.view(run.run.id).answers
    hub.patients.find(ward.id, "earnshaw")
    hub.notes.unfiled(ward.id)


def test_a_released_store_is_locked_and_of_the_form_of_today(hub: Hub, tmp_path: Path, dump: Path) -> None:
    assert store_kind(tmp_path) is Kind.LOCKED
    assert hub.place.key is not None
    with closing(raw(tmp_path / STORE_FILE, hub.place.key)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (CURRENT_SCHEMA.version,)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        history = [row[0] for row in connection.execute("SELECT revision FROM schema_history ORDER BY seq")]
    assert (history[0], history[-1]) == ("0001", CURRENT_SCHEMA.revision)
    made = [backup.label for backup in backups_in(tmp_path)]
    assert made == ([f"before-{CURRENT_SCHEMA.revision}"] if int(dump.stem) < CURRENT_SCHEMA.version else [])


@pytest.mark.slow
def test_bringing_a_released_store_up_to_date_can_be_broken_off_at_every_step(
    tmp_path: Path, dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each act on a file, and before and behind every script, row count and backup."""
    scripts = tmp_path / "migrations"
    shutil.copytree(CURRENT_SCHEMA.scripts, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    plan = plan_of(scripts, MOVED_ON)
    more = ((upgrade, "_climb"), (upgrade, "_run_scripts"), (upgrade, "_row_counts"), (encrypting, "shred"))
    wanted = rows_in(dump) | {"diary": 0}
    wanted.pop("schema_history")
    step, steps = 1, 0
    while step == 1 or step <= steps:
        folder = tmp_path / str(step)
        folder.mkdir()
        put_released_store(folder, dump)
        put_lock(folder)
        with monkeypatch.context() as patched:
            taken = end_at(patched, step, *more)
            try:
                open_store(target_in(folder), clock=CLOCK, plan=plan).close()
            except Killed:
                steps = step + 1
            else:
                assert taken() < step
        open_store(target_in(folder), clock=CLOCK, plan=plan).close()
        assert is_whole(folder), step
        assert fewer(folder, wanted) == {}, step
        assert store_kind(folder) is Kind.LOCKED, step
        shutil.rmtree(folder)
        step += 1
    assert steps > 20
