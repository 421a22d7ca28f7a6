"""A fault of the window before the ward is open is noted, and nobody's name reaches the terminal."""

import subprocess
import sys
from pathlib import Path

import pytest

from inpatient_hub.host.crash_reports import reports
from inpatient_hub.host.paths import log_file
from tests.e2e.keats import a_ward

ROOT = Path(__file__).resolve().parents[2]
NAMED = "Catherine Earnshaw, bed 4"
RUN = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from inpatient_hub.gui import app, opening
from tests.fakes.keyring import use_test_keyring

use_test_keyring()
made = app.make_app()

def fail(*_):
    raise ValueError("{NAMED}")

def fail_and_end(*_):
    QTimer.singleShot(0, lambda: made.exit(0))
    fail()

when = sys.argv[2]
if when == "before it is painted":
    QTimer.singleShot(0, fail_and_end)
if when == "painted":
    opening.Opening._on_first_painted = lambda self: QTimer.singleShot(0, fail_and_end)
if when == "built":
    opening.Opening.start = fail
sys.exit(app.run_window(app.Place(data_folder=Path(sys.argv[1]))))
"""


def run(folder: Path, when: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, str(folder), when]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("when", ["built", "before it is painted", "painted"])
def test_it_is_reported_without_a_name(tmp_path: Path, when: str) -> None:
    a_ward(tmp_path)
    log_file(tmp_path).parent.mkdir(exist_ok=True)
    done = run(tmp_path, when)
    assert NAMED not in done.stdout + done.stderr
    (report,) = reports(tmp_path)
    assert "ValueError" in report.text
    noted = log_file(tmp_path).read_text(encoding="utf-8")
    assert "unexpected fault in the window" in noted
    assert NAMED not in report.text + noted


@pytest.mark.parametrize("when", ["built", "before it is painted", "painted"])
def test_where_there_is_no_log_no_name_is_told_either(tmp_path: Path, when: str) -> None:
    done = run(tmp_path, when)
    assert NAMED not in done.stdout + done.stderr


def test_where_there_is_no_log_none_is_made(tmp_path: Path) -> None:
    run(tmp_path, "built")
    assert list(tmp_path.iterdir()) == []
