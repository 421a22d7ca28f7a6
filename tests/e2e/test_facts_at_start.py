"""A file of facts that is opened from the desktop shows another computer, and opens no ward until somebody goes on."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inpatient_hub.bootstrap import Place
from inpatient_hub.cli.arguments import UsageError, parsed
from inpatient_hub.gui.app import make_app, open_window, put_away
from inpatient_hub.gui.gallery_checks import RecordedChecks
from inpatient_hub.readiness.facts_file import write_facts
from inpatient_hub.store.lock import LOCK_FILE
from tests.e2e.keats import NOW, a_ward, at
from tests.e2e.sitting import Sitting
from tests.gui.computer.fake_checks import AT, some_facts


def test_a_file_of_facts_is_shown_first_and_back_opens_the_ward(tmp_path: Path, qtbot: QtBot) -> None:
    a_ward(tmp_path)
    (tmp_path / "away").mkdir()
    file = tmp_path / "away" / "their computer.hubfacts"
    write_facts(file, some_facts().model_copy(update={"collected_at": AT - timedelta(days=2)}))
    checks = RecordedChecks(tmp_path, NOW)
    window, opening = open_window(
        make_app(), Place(data_folder=tmp_path), facts=str(file), clock=at(), checks=lambda: checks
    )
    try:
        who = Sitting.over(window, opening, tmp_path, lambda there: qtbot.waitUntil(lambda: bool(there())))
        who.wait_for("their computer.hubfacts")
        who.settle()
        assert opening.hub is None
        assert not (tmp_path / LOCK_FILE).exists() or (tmp_path / LOCK_FILE).read_bytes() == b""
        who.click("Back")
        who.wait_for("Signed in: ")
        assert opening.hub is not None
    finally:
        put_away(window, opening)


@pytest.mark.parametrize("beside", [["--demo"], ["--locked"], ["check", "--list"]])
def test_facts_are_for_the_window_alone(beside: list[str]) -> None:
    with pytest.raises(UsageError, match="for the window alone"):
        parsed(["--facts", "a.hubfacts", *beside])
    assert parsed(["--facts", "a.hubfacts"]).shown_facts == "a.hubfacts"
    assert parsed(["check", "--facts", "a.hubfacts"]).shown_facts is None
