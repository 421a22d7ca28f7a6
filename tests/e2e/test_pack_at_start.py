"""A content pack that is opened from the desktop is offered once somebody is at the computer, and brought in by an
editor alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inpatient_hub.bootstrap import Place, open_hub
from inpatient_hub.cli.arguments import UsageError, parsed
from inpatient_hub.content.pack_file import write_pack_file
from inpatient_hub.content.starting import start_local_pack
from inpatient_hub.gui.app import make_app, open_window, put_away
from inpatient_hub.gui.dialogs.bring_in_pack import BringInPackDialog
from inpatient_hub.gui.errors import ErrorDialog
from inpatient_hub.gui.gallery_checks import RecordedChecks
from inpatient_hub.host.paths import local_pack_folder
from tests.e2e.keats import NOW, a_ward, at
from tests.e2e.sitting import Sitting


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    start_local_pack(tmp_path / "made")
    write_pack_file(tmp_path / "made", tmp_path / "Our ward.hubpack")
    return tmp_path / "Our ward.hubpack"


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    folder = tmp_path / "keats"
    folder.mkdir()
    a_ward(folder)
    return folder


def make_editors(folder: Path) -> None:
    hub = open_hub(Place(data_folder=folder), alone=False)
    with hub.seat.as_program(), hub.store.writing() as work:
        for one in work.staff.all():
            work.staff.update(replace(one, editor=True))
    hub.close()


def opened(qtbot: QtBot, folder: Path, pack: Path) -> Sitting:
    checks = RecordedChecks(folder, NOW)
    window, opening = open_window(make_app(), Place(data_folder=folder), clock=at(), checks=lambda: checks)
    opening.pack = str(pack)
    who = Sitting.over(window, opening, folder, lambda there: qtbot.waitUntil(lambda: bool(there()), timeout=10_000))
    who.wait_for("Signed in: ")
    who.settle()
    return who


def test_an_editor_brings_it_in_and_it_is_there_at_the_next_start(qtbot: QtBot, ward: Path, sent: Path) -> None:
    make_editors(ward)
    who = opened(qtbot, ward, sent)
    try:
        (dialog,) = who.window.findChildren(BringInPackDialog)
        assert dialog.bring_in.isEnabled()
        dialog.bring_in.click()
        who.settle()
        assert not who.window.findChildren(BringInPackDialog) or not dialog.isVisible()
        assert (local_pack_folder(ward) / "areas.yaml").is_file()
    finally:
        put_away(who.window, who.opening)


def test_others_see_what_it_is_and_why_they_may_not(qtbot: QtBot, ward: Path, sent: Path) -> None:
    who = opened(qtbot, ward, sent)
    try:
        (dialog,) = who.window.findChildren(BringInPackDialog)
        assert not dialog.bring_in.isEnabled()
        assert dialog.not_now.hasFocus()
        dialog.not_now.click()
        who.settle()
        assert not local_pack_folder(ward).exists()
    finally:
        put_away(who.window, who.opening)


def test_another_file_is_told_in_plain_words(qtbot: QtBot, ward: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.hubpack").write_text("Dear all", encoding="utf-8")
    who = opened(qtbot, ward, tmp_path / "letter.hubpack")
    try:
        (dialog,) = who.window.findChildren(ErrorDialog)
        assert dialog.windowTitle() == "This is no content pack"
    finally:
        put_away(who.window, who.opening)


@pytest.mark.parametrize("beside", [["--demo"], ["--locked"], ["check", "--list"], ["--facts", "a.hubfacts"]])
def test_a_pack_is_for_the_window_alone(beside: list[str]) -> None:
    with pytest.raises(UsageError, match="for the window alone"):
        parsed(["--pack", "a.hubpack", *beside])
    assert parsed(["--pack", "a.hubpack"]).shown_pack == "a.hubpack"
