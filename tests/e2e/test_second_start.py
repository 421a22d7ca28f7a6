"""A second start says who has the ward open and brings that window to the front; a dead one's place is taken over."""

import getpass
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inpatient_hub.bootstrap import Place
from inpatient_hub.content.pack_file import write_pack_file
from inpatient_hub.content.starting import start_local_pack
from inpatient_hub.gui import handing
from inpatient_hub.gui.app import make_app, open_window, put_away
from inpatient_hub.gui.gallery_checks import RecordedChecks
from inpatient_hub.host.handed_files import HANDED_FILE
from inpatient_hub.store.lock import StoreLock
from tests.e2e.conftest import Sit
from tests.e2e.keats import NOW, a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.window_process import WindowProcess

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_the_second_window_names_the_first_and_the_first_comes_to_the_front(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    first = WindowProcess(tmp_path)
    first.tell("open")
    first.tell("minimise")
    who = sit(tmp_path, waits_for="Inpatient Hub is already open")
    assert who.sees(f"in use by {getpass.getuser()} on {socket.gethostname()} since 16:42 on 20 Nov 2026 (process ")
    assert who.sees("The window that is open already was asked to come to the front.")
    first.tell("wait_until_up")
    first.tell("wait_for", "Keats Ward")
    first.close()
    who.click("Try again")
    who.wait_for("Signed in: Esther Summerson, RMN")


def test_a_window_that_was_killed_leaves_the_ward_to_the_next_one(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    first = WindowProcess(tmp_path)
    first.tell("open")
    who = sit(tmp_path, waits_for="Inpatient Hub is already open")
    first.kill()
    who.click("Try again")
    who.wait_for("Signed in: Esther Summerson, RMN")


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    start_local_pack(tmp_path / "made")
    write_pack_file(tmp_path / "made", tmp_path / "Our wärd.hubpack")
    return tmp_path / "Our wärd.hubpack"


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    folder = tmp_path / "keats"
    folder.mkdir()
    a_ward(folder)
    return folder


def second(qtbot: QtBot, folder: Path, pack: str) -> Sitting:
    """A start with a pack's file, as a double click makes it."""
    checks = RecordedChecks(folder, NOW)
    window, opening = open_window(make_app(), Place(data_folder=folder), clock=at(), checks=lambda: checks)
    opening.pack = pack
    window.close_wanted.connect(window.let_close)
    return Sitting.over(window, opening, folder, lambda there: qtbot.waitUntil(lambda: bool(there()), timeout=20_000))


def test_the_open_window_offers_a_pack_that_was_opened_and_the_second_ends_by_itself(
    qtbot: QtBot, ward: Path, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "_LOOKS", 600)
    monkeypatch.chdir(sent.parent)
    first = WindowProcess(ward)
    first.tell("open")
    who = second(qtbot, ward, sent.name)  # not its whole path: the other window has another folder
    try:
        with ThreadPoolExecutor(1) as beside:  # both windows are at work at once
            offered = beside.submit(first.tell, "offered_pack")
            who.wait(offered.done)
            words, may = offered.result()
            who.wait(lambda: not who.window.isVisible())
        assert not (ward / HANDED_FILE).exists()
    finally:
        put_away(who.window, who.opening)
    assert sent.name in words
    assert not may, "nobody here is an editor"
    assert "Only an editor of the content may bring it in" in words
    first.close()


def test_a_pack_that_the_open_window_does_not_take_is_told_and_offered_once_that_one_is_closed(
    qtbot: QtBot, ward: Path, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "_LOOKS", 2)
    lock = StoreLock.acquire(ward, clock=at())  # as an older version holds it, which knows of no packs
    who = second(qtbot, ward, str(sent))
    try:
        who.wait_for("The window that is open already did not take the content pack.")
        assert not (ward / HANDED_FILE).exists(), "no later start may offer it unasked"
        lock.release()
        who.click("Try again")
        who.wait_for("Bring in this content pack?")
    finally:
        put_away(who.window, who.opening)
