"""One line in the window says the weightiest matter; what is put off stays away until it gets weightier."""

import pytest

from inpatient_hub.gui.widgets.notice_line import NoticeLine
from tests.gui.desk import Shown, click

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def nothing() -> None:
    return


def said(line: NoticeLine) -> str:
    """What can be read; empty while it is folded."""
    return line.message._sentence.text() if line.isVisible() else ""


def a_line(shown: Shown) -> NoticeLine:
    line: NoticeLine = shown(NoticeLine(), (900, 80))
    line.hide()
    return line


def test_of_two_matters_the_weightier_is_shown_and_then_the_other(shown: Shown) -> None:
    line = a_line(shown)
    line.say("info", "The key is not on paper", "", "Show it", nothing)
    line.say("act", "No backup for 9 days", "", "Open backups", nothing, about="backups")
    assert said(line) == "No backup for 9 days"
    line.fold("backups")
    assert said(line) == "The key is not on paper"
    line.fold()
    assert said(line) == ""


def test_the_button_does_what_belongs_to_what_is_shown(shown: Shown) -> None:
    line, done = a_line(shown), list[str]()
    line.say("info", "The key is not on paper", "", "Show it", lambda: done.append("key"))
    line.say("warn", "The disk is filling up", "", "Open backups", lambda: done.append("backups"), about="backups")
    click(line.message._action)
    line.fold("backups")
    click(line.message._action)
    assert done == ["backups", "key"]


def test_what_was_put_off_comes_again_only_when_it_gets_weightier(shown: Shown) -> None:
    line = a_line(shown)
    for _ in range(2):
        line.say("warn", "The disk is filling up", "", "Open backups", nothing, about="backups")
        if said(line):
            click(line.message._close)
    assert said(line) == ""
    line.say("act", "The disk is nearly full", "", "Open backups", nothing, about="backups")
    assert said(line) == "The disk is nearly full"


def test_once_the_ward_is_closed_nothing_more_is_said(shown: Shown) -> None:
    line = a_line(shown)
    line.say("info", "The key is not on paper", "", "Show it", nothing)
    line.end()
    line.say("act", "No backup for 9 days", "", "Open backups", nothing)
    assert said(line) == ""
