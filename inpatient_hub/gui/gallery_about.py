"""What the gallery shows of About: nothing set, everything set, the licences; reports of faults; lines of a start."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import About
from inpatient_hub.gui.dialogs.about import AboutDialog
from inpatient_hub.gui.dialogs.crash_reports import CrashReportsDialog
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.start_notices import PORTABLE, PORTABLE_REMEDY
from inpatient_hub.host.crash_reports import CrashReport
from inpatient_hub.host.notices import notices

_PLAIN = About(
    version="0.1.0",
    system="Windows 10.0.22631",
    kept=r"C:\Users\esummerson\AppData\Local\InpatientHub",
    policy="Your trust has set nothing on this computer.",
    notices=notices(),
    log_folder=Path("logs"),
    reports=0,
    support="Inpatient Hub 0.1.0, Qt 6.11.1, Python 3.11.9, Windows 10.0.22631",
    computer="WARD-PC-7",
)
_SET = About(
    version="0.1.0",
    system="Windows 10.0.22631",
    kept="hub on ward-db.example.nhs.uk, set by IT",
    policy=(
        r"Your trust has made 7 settings: HKEY_LOCAL_MACHINE\Software\Policies\InpatientHub and "
        r"C:\ProgramData\InpatientHub\trust-policy.toml and HKEY_CURRENT_USER\Software\Policies\InpatientHub."
    ),
    notices=_PLAIN.notices,
    log_folder=Path("logs"),
    reports=3,
    support=_PLAIN.support,
    computer="WARD-PC-7",
)
_REPORT = """\
Inpatient Hub ended unexpectedly.
When: 2026-11-19 14:05:11 UTC
Kind: access violation
Where: below Python
Versions: Inpatient Hub 0.1.0, Qt 6.11.1, Python 3.11.9, Windows 10.0.22631
Lines of the program:
  the thread that failed
  app.py:77 run_window
  main.py:23 main
"""


def _about(about: About, profile: str) -> Act:
    def act(stage: Stage) -> None:
        dialog = AboutDialog(stage.window, about)
        dialog.show_profile(profile)
        dialog.open()

    return act


def _in_about(do: Callable[[AboutDialog], None]) -> Act:
    def act(_stage: Stage) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, AboutDialog) and widget.isVisible():
                do(widget)

    return act


def _tick_and_copy(dialog: AboutDialog) -> None:
    dialog.name_computer.setChecked(True)
    dialog.copy.click()


def _reports(count: int) -> Act:
    def act(stage: Stage) -> None:
        found = [CrashReport(Path("x"), _REPORT, ended=True, is_new=True) for _ in range(count)]
        CrashReportsDialog(stage.window, found).open()

    return act


def _line(kind: str, words: str, remedy: str, action: str) -> Act:
    def act(stage: Stage) -> None:
        stage.window.notice.say(kind, words, remedy, action, lambda: None, about="start")

    return act


def _no_line(stage: Stage) -> None:
    stage.window.notice.fold("start")


ABOUT_SCENES: tuple[Scene, ...] = (
    Scene("about-1", (to_page(PageId.TODAY), _about(_PLAIN, "")), (close_dialogs,)),
    Scene("about-2-set-by-it", (_about(_SET, "Ward desktop"), _in_about(_tick_and_copy)), (close_dialogs,)),
    Scene(
        "about-3-licences",
        (_about(_PLAIN, ""), _in_about(lambda dialog: dialog.licences_button.click())),
        (close_dialogs,),
    ),
    Scene("about-4-report", (_reports(1),), (close_dialogs,)),
    Scene("about-5-reports", (_reports(5),), (close_dialogs,)),
    Scene("about-6-no-report", (_reports(0),), (close_dialogs,)),
    Scene(
        "about-7-ended",
        (
            _line(
                "info",
                "Inpatient Hub ended unexpectedly last time",
                "Everything that was saved is safe.",
                "See the report",
            ),
        ),
        (_no_line,),
    ),
    Scene("about-8-portable", (_line("warn", PORTABLE, PORTABLE_REMEDY, ""),), (_no_line,)),
)
