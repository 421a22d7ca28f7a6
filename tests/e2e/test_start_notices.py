"""What is to be known of a start is said in one calm line: an unexpected end, a portable copy, a newer version."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from inpatient_hub.gui.dialogs.about import AboutDialog
from inpatient_hub.gui.dialogs.crash_reports import CrashReportsDialog
from inpatient_hub.host import paths, trust_policy
from inpatient_hub.host.crash_reports import reports, write_report
from inpatient_hub.host.update_notice import UPDATE_FILE
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward
from tests.e2e.sitting import Sitting

AT = datetime(2026, 11, 19, 14, 5, tzinfo=UTC)


def line(who: Sitting) -> str:
    """What the line at the foot of the window says; empty when it is folded or was never made."""
    if "notice" not in vars(who.window) or not who.window.notice.isVisible():
        return ""
    return who.window.notice.message.accessibleName()


def settled_line(who: Sitting) -> str:
    notices = who.opening._start_notices
    assert notices is not None
    who.wait(lambda: who.opening.background.is_idle and notices._updates.is_idle)
    return line(who)


def test_an_unexpected_end_is_told_once_and_the_report_can_be_deleted(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    write_report(tmp_path, AT, ended=True, kind="access violation", where="below Python", lines=["app.py:77 run"])
    who = sit(tmp_path)
    assert "Inpatient Hub ended unexpectedly last time" in settled_line(who)
    who.window.notice.message.action_pressed.emit()
    who.settle()
    (dialog,) = who.window.findChildren(CrashReportsDialog)
    assert "Kind: access violation" in dialog.text.toPlainText()
    assert settled_line(who) == ""
    dialog.delete.click()
    who.settle()
    assert reports(tmp_path) == ()


def test_what_was_told_is_not_told_again(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    write_report(tmp_path, AT, ended=False, kind="ValueError", where="the window", lines=[])
    first = sit(tmp_path)
    assert "Something went wrong in Inpatient Hub last time" in settled_line(first)
    first.close()
    assert settled_line(sit(tmp_path)) == ""
    assert len(reports(tmp_path)) == 1


def test_a_portable_copy_warns_at_every_start(tmp_path: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    a_ward(tmp_path)
    monkeypatch.setattr(paths, "portable_folder", lambda: tmp_path)
    assert "This is a portable copy" in settled_line(sit(tmp_path))


@pytest.mark.parametrize(("notice", "told"), [("true", True), ("false", False)])
def test_a_newer_version_is_told_only_where_it_wants_that(
    tmp_path: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch, notice: str, told: bool
) -> None:
    folder, share = tmp_path / "data", tmp_path / "share"
    for one in (folder, share):
        one.mkdir()
    (share / UPDATE_FILE).write_text('{"version": "99.1"}', encoding="utf-8")
    policy = tmp_path / "computer.toml"
    policy.write_text(f"[updates]\nnotice = {notice}\nfolder = '{share}'", encoding="utf-8")
    monkeypatch.setattr(trust_policy, "trust_policy_files", lambda _folder: (policy,))
    a_ward(folder)
    assert ("Inpatient Hub 99.1 is there" in settled_line(sit(folder))) is told


def test_about_opens_from_the_palettes_action(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    assert who.opening.presenter is not None
    who.opening.presenter.do("about")
    who.settle()
    (dialog,) = who.window.findChildren(AboutDialog)
    who.wait(lambda: dialog.profile.accessibleName() != "Readiness profile: Being looked up")
    assert dialog.windowTitle().startswith("Inpatient Hub ")
    dialog.accept()
