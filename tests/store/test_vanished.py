"""A store that is gone is missed by whatever it left in its folder, and never replaced by an empty ward."""

from pathlib import Path

import pytest

from inpatient_hub.store.begun import MARK, is_marked, mark
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.sqlite_file import exists
from inpatient_hub.store.target import STORE_FILE
from tests.store.filling import contents
from tests.store.reading import refusal

LEFT = (
    MARK,
    f"{STORE_FILE}-wal",
    f"{STORE_FILE}-needs-wal",
    "hub.replaced-20261120T140530Z.db",
    "hub.damaged-20261120T140530Z.db",
    "erased.0123abcd.sealed",
    "backups/hub.copy.20261120T140530Z.db",
    "backups/hub.export.20261120T140530Z.sealed",
    "backups/hub.audit-anchors.txt",
    "backups/erased.0123abcd.sealed",
)


@pytest.mark.parametrize("left", LEFT)
def test_whatever_a_store_left_behind_keeps_an_empty_one_out_of_its_place(tmp_path: Path, left: str) -> None:
    (tmp_path / left).parent.mkdir(exist_ok=True)
    (tmp_path / left).write_bytes(b"something")
    before = contents(tmp_path)
    fault = refusal(tmp_path)
    assert fault.fault is Fault.VANISHED
    assert fault.can_set_aside
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "there", ["hub.keys", "backups/hub.0123abcd.keys", "settings.json", "logs/inpatient-hub.log", "hub.db.new"]
)
def test_what_lies_there_before_a_store_is_made_is_no_sign_of_one(tmp_path: Path, there: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_bytes(b"something")
    assert not exists(tmp_path)


def test_a_mark_is_made_once_and_says_what_it_is_for(tmp_path: Path) -> None:
    mark(tmp_path)
    assert is_marked(tmp_path)
    written = (tmp_path / MARK).read_text(encoding="ascii")
    assert STORE_FILE in written
    (tmp_path / MARK).write_text("as it was", encoding="ascii")
    mark(tmp_path)
    assert (tmp_path / MARK).read_text(encoding="ascii") == "as it was"


def test_a_folder_that_takes_no_mark_is_no_fault(tmp_path: Path) -> None:
    nowhere = tmp_path / "a file"
    nowhere.touch()
    mark(nowhere)
    assert not is_marked(nowhere)


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreFault) as told:
        exists(tmp_path / "mistyped")
    assert told.value.fault is Fault.NO_FOLDER
