"""About: details for support are copied without a word about a patient, a person or, unless ticked, a computer."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import About
from inpatient_hub.gui.dialogs.about import AboutDialog, LicencesDialog, unwrapped
from inpatient_hub.gui.dialogs.crash_reports import CrashReportsDialog
from inpatient_hub.host.crash_reports import CrashReport
from inpatient_hub.host.notices import notices
from tests.gui.desk import Shown, click, heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ABOUT = About(
    version="0.1.0",
    system="Windows 10.0.22631",
    kept=r"C:\Users\esummerson\AppData\Local\InpatientHub",
    policy="Your trust has set nothing on this computer.",
    notices="Qt under the LGPL",
    log_folder=Path("C:/logs"),
    reports=0,
    support="Inpatient Hub 0.1.0",
    computer="WARD-PC-7",
)


def a_dialog(shown: Shown, about: About = ABOUT) -> AboutDialog:
    dialog: AboutDialog = shown(AboutDialog(None, about), None)
    return dialog


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_the_details_name_the_computer_only_when_that_is_ticked(shown: Shown) -> None:
    dialog = a_dialog(shown)
    dialog.show_profile("Ward desktop")
    click(dialog.copy)
    assert clipboard() == "Inpatient Hub 0.1.0\nReadiness profile: Ward desktop"
    assert dialog.done_line.isVisible()
    click(dialog.name_computer)
    assert not dialog.done_line.isVisible()
    click(dialog.copy)
    assert clipboard().splitlines()[-1] == "Computer: WARD-PC-7"
    assert "esummerson" not in clipboard()


def test_the_profile_is_filled_in_when_it_is_known(shown: Shown) -> None:
    dialog = a_dialog(shown)
    dialog.show_profile("")
    assert dialog.profile.accessibleName() == "Readiness profile: None chosen yet"


def test_reports_are_offered_only_where_there_are_some(shown: Shown) -> None:
    assert not a_dialog(shown).reports_button.isVisible()
    dialog = a_dialog(shown, replace(ABOUT, reports=2))
    asked = heard(dialog.reports_requested)
    click(dialog.reports_button)
    assert len(asked) == 1


def test_the_logs_folder_and_the_licences_open(shown: Shown) -> None:
    dialog = a_dialog(shown)
    folders = heard(dialog.folder_requested)
    click(dialog.log_button)
    assert folders == [str(ABOUT.log_folder)]
    click(dialog.licences_button)
    (licences,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, LicencesDialog) and one.isVisible()]
    assert licences.text.toPlainText() == "Qt under the LGPL"
    licences.accept()


REPORT = CrashReport(Path("x"), "Inpatient Hub ended unexpectedly.\nKind: Aborted\n", ended=True, is_new=True)


def test_reports_can_be_copied_and_deleted(shown: Shown) -> None:
    dialog = shown(CrashReportsDialog(None, (REPORT, REPORT)), None)
    assert dialog.windowTitle() == "Inpatient Hub ended unexpectedly"
    click(dialog.copy)
    assert clipboard().count("Kind: Aborted") == 2
    deleted = heard(dialog.delete_requested)
    assert dialog.delete.text() == "Delete the reports"
    click(dialog.delete)
    assert len(deleted) == 1
    assert not dialog.isVisible()


def test_without_a_report_it_says_so(shown: Shown) -> None:
    dialog = shown(CrashReportsDialog(None, ()), None)
    assert dialog.none_line.isVisible()
    assert not dialog.copy.isVisible()
    assert not dialog.delete.isVisible()


def test_prose_is_wrapped_by_the_field_alone_and_lists_keep_their_lines() -> None:
    listed = "zlib: Zlib\n" + "A work with a long name: " + "MIT AND " * 12 + "ISC\nNSIS: Zlib AND CPL-1.0"
    prose = "This program uses Qt under the GNU Lesser General Public License, version 3: you may replace it\nby one."
    shown = unwrapped(f"Inpatient Hub\n\n{prose}\n\n{listed}\n").split("\n\n")
    assert shown == ["Inpatient Hub", prose.replace("\n", " "), f"{listed}\n"]


def test_no_stub_of_a_line_is_left_in_the_notices_that_are_shown() -> None:
    lines = unwrapped(notices()).splitlines()
    assert not [one for one, following in pairwise(lines) if len(one) > 95 and following]
