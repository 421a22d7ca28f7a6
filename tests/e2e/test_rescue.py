"""A damaged store is rescued at the window, and what differs can be read, saved and checked against paper."""

from pathlib import Path

import pytest

from inpatient_hub.store import rescue
from inpatient_hub.store.backup import back_up
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import KEY
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward, at
from tests.e2e.office import choose_file
from tests.store.filling import contents, is_whole

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PAGE = 4096


@pytest.fixture(autouse=True)
def _short_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """How far behind the last known row is looked is not what is proved here, and takes its time."""
    monkeypatch.setattr(rescue, "_MARGIN", 50)


def spoil(folder: Path, *pages: int) -> bytes:
    """Changes one byte in each of these pages, counted from 1. Returns the file as it is then."""
    file = folder / STORE_FILE
    body = bytearray(file.read_bytes())
    for page in pages:
        body[(page - 1) * PAGE + 1000] ^= 1
    file.write_bytes(bytes(body))
    return bytes(body)


def test_nothing_differs_when_everything_can_be_read_with_the_backups_help(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    back_up(tmp_path, key=KEY, clock=at())
    spoilt = spoil(tmp_path, 1)
    who = sit(tmp_path, waits_for="The store is damaged")
    who.click("Save what can be read")
    who.wait_for("The damaged store was rescued", "The damaged store is kept: ")
    who.settle()
    assert who.sees("Everything could be read. Nothing differs from the store as it was.", "What was saved")
    assert not who.sees("Not as before")
    who.click("Open the ward")
    who.wait_for("Signed in: Esther Summerson, RMN")
    who.settle()
    who.press("Ctrl+4")
    who.wait_for("EARNSHAW, Catherine")
    who.close()
    assert spoilt in contents(tmp_path).values()
    assert is_whole(tmp_path)


def test_what_differs_is_listed_and_saved(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, sit: Sit) -> None:
    a_ward(tmp_path)
    back_up(tmp_path, key=KEY, clock=at())
    spoil(tmp_path, 1, *range(4, 8))
    file = tmp_path_factory.mktemp("stick") / "what differs.txt"
    who = sit(tmp_path, waits_for="The store is damaged")
    who.click("Save what can be read")
    who.wait_for("The damaged store was rescued", "Compare what differs with SystmOne")
    who.settle()
    assert who.sees("Not as before", "From the backup, without what changed since")
    who.click("Save this list")
    choose_file(who, file)
    who.wait_for("Saved: ")
    text = file.read_text(encoding="utf-8-sig")
    assert text.startswith("Inpatient Hub: what differs after the rescue of 20 Nov 2026, 16:42")
    assert "From the backup, without what changed since" in text
    assert "Earnshaw" not in text, "it names nobody"


def test_a_store_of_which_nothing_can_be_read_leaves_the_other_ways_open(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    back_up(tmp_path, key=KEY, clock=at())
    last = (tmp_path / STORE_FILE).stat().st_size // PAGE
    spoil(tmp_path, *range(1, last + 1))
    for backup in (tmp_path / "backups").glob("*.db"):
        backup.write_bytes(b"no backup any more")
    who = sit(tmp_path, waits_for="The store is damaged")
    who.click("Save what can be read")
    who.dialog("The store is damaged")
    who.settle()
    who.click("Close")
    who.settle()
    assert who.sees("Start with an empty store", "Save what can be read")
