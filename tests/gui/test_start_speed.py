"""What makes a start quick is undocumented or easily lost: these tests say when it no longer works."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from inpatient_hub.gui.start_speed import hold_collector, spare_what_is_loaded

_SCANNED = """
import linecache
import PySide6.QtCore
{call}
import xmlrpc.client
print(any("xmlrpc" in name for name in linecache.cache))
"""


def _is_scanned(call: str) -> bool:
    """Whether PySide6 reads the source of a module imported after it."""
    code = _SCANNED.format(call=call)
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    return done.stdout.strip() == "True"


def test_pyside6_reads_the_source_of_what_is_imported_after_it() -> None:
    assert _is_scanned("pass"), "the scan is gone, and start_speed.skip_source_scan with it"


def test_the_switch_stops_the_reading() -> None:
    assert not _is_scanned("from inpatient_hub.gui.start_speed import skip_source_scan; skip_source_scan()")


@pytest.fixture
def _collector_as_before() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


@pytest.mark.usefixtures("_collector_as_before")
def test_a_held_collector_rests_and_is_spared_what_was_loaded() -> None:
    before = gc.get_freeze_count()
    hold_collector()
    assert not gc.isenabled()
    loaded = [[number] for number in range(1_000)]
    spare_what_is_loaded()
    assert not gc.isenabled(), "it is the window's thread that looks from now on"
    assert gc.get_freeze_count() >= before + len(loaded)


@pytest.mark.usefixtures("_collector_as_before")
def test_a_collector_that_was_not_held_is_spared_nothing() -> None:
    before = gc.get_freeze_count()
    spare_what_is_loaded()
    assert gc.get_freeze_count() == before


_BY_KEYRING = """
import sys
from pathlib import Path
from tests.e2e.keats import a_ward, at
from inpatient_hub.gui import app
from PySide6.QtCore import QTimer
folder = Path(sys.argv[1])
a_ward(folder)
made = app.make_app()
window, opening = app.open_window(made, app.Place(data_folder=folder), clock=at())
opening.ready.connect(lambda: QTimer.singleShot(0, lambda: made.exit(0)))
made.exec()
print("opened" if opening.quick_lock or opening.hub else "not opened")
app.put_away(window, opening)
print(*(name for name in sys.modules if name.startswith("inpatient_hub.gui.")))
print("QtDBus" in str(list(sys.modules)), "QtPrintSupport" in str(list(sys.modules)))
"""
_FOR_A_LOCK = (
    "inpatient_hub.gui.curtain",
    "inpatient_hub.gui.dialogs.recovery_key",
    "inpatient_hub.gui.pages.unlock",
    "inpatient_hub.gui.recovery_paper",
    "inpatient_hub.gui.session_bus",
    "inpatient_hub.gui.setting_up",
    "inpatient_hub.gui.troubles",
    "inpatient_hub.gui.unlocking",
    "inpatient_hub.gui.widgets.recovery_key_steps",
    "inpatient_hub.gui.widgets.secret_field",
)


def test_a_start_that_the_keyring_opens_loads_no_page_of_the_lock(tmp_path: Path) -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _BY_KEYRING, str(tmp_path)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    opened, loaded, libraries = done.stdout.splitlines()
    assert opened == "opened"
    assert "inpatient_hub.gui.quick_lock" in loaded.split()
    assert set(loaded.split()).isdisjoint(_FOR_A_LOCK), sorted(set(loaded.split()).intersection(_FOR_A_LOCK))
    assert libraries == "False False"


_READINESS = """
import sys
import inpatient_hub.gui.app
import inpatient_hub.gui.window_presenter
from inpatient_hub.gui.page_builders import load_pages
load_pages()
print(*sorted(name.rpartition(".")[2] for name in sys.modules if name.startswith("inpatient_hub.readiness.")))
print("inpatient_hub.domain.readiness_facts" in sys.modules)
"""


def test_a_start_loads_nothing_that_checks_the_computer() -> None:
    """Only the words of a report, which the page is made of; its rules, collectors and facts wait until it is asked."""
    done = subprocess.run([sys.executable, "-c", _READINESS], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["amounts cooling report_words", "False"]


_UNASKED = (
    "PySide6.QtSvg",
    "inpatient_hub.bootstrap",
    "inpatient_hub.content",
    "inpatient_hub.gui.icon_engine",
    "inpatient_hub.gui.page",
    "inpatient_hub.gui.widgets.button",
    "inpatient_hub.gui.widgets.toast",
    "inpatient_hub.gui.widgets.tray_bar",
    "inpatient_hub.services",
    "inpatient_hub.store",
    "platformdirs",
    "queue",
    "sqlite3",
    "typing_extensions",
)
"""What the first paint does without: each cost it a millisecond or several when it was loaded before."""


def _loaded_by(code: str) -> set[str]:
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"}
    asked = f"{code}\nimport sys\nprint('loaded:', *sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], env=environ, capture_output=True, text=True, check=True)
    return set(done.stdout.partition("loaded:")[2].split())


_OPENED = """
from pathlib import Path
from inpatient_hub.gui import app
place = app.Place(data_folder=Path({folder!r}))
kept = app.open_window(app.make_app(), place)
"""


def test_a_window_about_to_be_painted_has_loaded_nothing_that_can_wait(tmp_path: Path) -> None:
    loaded = _loaded_by(_OPENED.format(folder=str(tmp_path)))
    assert "inpatient_hub.gui.main_window" in loaded
    assert loaded.isdisjoint(_UNASKED), sorted(loaded.intersection(_UNASKED))
