"""Backups from the command line."""

from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.store.backup import backups_in
from tests.cli.conftest import Shell


@pytest.fixture
def hub(as_margaret: Shell) -> Shell:
    """Each command is asked for by Margaret, the senior admin: to change the second place wants a name."""
    return as_margaret


def test_there_is_no_backup_before_one_is_made(hub: Shell) -> None:
    assert hub("backup", "list").out == "There is no backup yet.\n"
    assert hub("backup", "list", "--json").json == {"backups": []}


def test_a_backup_is_made_and_listed(hub: Shell, folder: Path) -> None:
    done = hub("backup", "now")
    assert done.code == 0
    (backup,) = backups_in(folder)
    assert done.out == f"A backup was made and checked: {backup.path.name}\n"
    heads, line = hub("backup", "list").out.splitlines()
    assert heads.split() == ["Made", "What", "for", "Size", "Name"]
    assert "by hand" in line
    assert backup.path.name in line
    (told,) = hub("backup", "list", "--json").json["backups"]
    assert told["name"] == backup.path.name
    assert told["size"] == backup.size


def test_a_backup_is_made_while_the_window_is_open(hub: Shell, folder: Path) -> None:
    from inpatient_hub.bootstrap import Place, open_hub

    window = open_hub(Place(data_folder=folder))
    try:
        assert hub("backup", "now").code == 0
    finally:
        window.close()
    assert len(backups_in(folder)) == 1


def test_a_second_place_is_set_used_and_taken_away(hub: Shell, opened: Hub, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    assert hub("backup", "second-place").out == "There is no second place.\n"
    assert hub("backup", "second-place", str(second)).code == 0
    assert hub("backup", "second-place").out == f"{second}\n"
    hub("backup", "now")
    assert len(list(second.rglob("*.db"))) == 1
    assert hub("backup", "second-place", "none").code == 0
    hub("backup", "now")
    assert len(list(second.rglob("*.db"))) == 1
    with opened.store.reading() as work:
        (given_up, set_up) = work.audit.of_actions([AuditAction.BACKUPS_SET])
    assert (set_up.before, set_up.after) == ({"second_place": "no"}, {"second_place": str(second)})
    assert (given_up.before, given_up.after) == (set_up.after, set_up.before)


def test_a_second_place_that_is_gone_is_told_and_the_backup_stands(hub: Shell, folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    hub("backup", "second-place", str(second))
    second.rmdir()
    done = hub("backup", "now")
    assert done.code == 1
    assert done.out.startswith("A backup was made and checked")
    assert "The backup was not copied to the second place." in done.err
    assert len(backups_in(folder)) == 1
    as_data = hub("backup", "now", "--json")
    assert as_data.json["second_fault"] == "The backup was not copied to the second place"


@pytest.mark.parametrize("place", ["no such folder", "/no/such/drive"])
def test_a_second_place_that_is_not_there_is_not_set(hub: Shell, place: str) -> None:
    done = hub("backup", "second-place", place)
    assert done.code == 1
    assert "The second place was not set." in done.err
    assert hub("backup", "second-place").out == "There is no second place.\n"


def test_the_data_folder_is_no_second_place(hub: Shell, folder: Path) -> None:
    (folder / "backups").mkdir(exist_ok=True)
    for inside in (folder, folder / "backups"):
        refused = hub("backup", "second-place", str(inside))
        assert refused.code == 1
        assert "The second place is no second place." in refused.err
    assert hub("backup", "second-place").out == "There is no second place.\n"
