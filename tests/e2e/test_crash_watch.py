"""The real window is watched while it runs: an ordinary end leaves nothing, a crash leaves what becomes a report."""

import subprocess
import sys
from pathlib import Path

import pytest

from inpatient_hub.host.crash_reports import reports
from inpatient_hub.host.crash_watch import take_up
from tests.e2e.keats import a_ward

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import faulthandler, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from inpatient_hub.gui import app
from tests.fakes.keyring import use_test_keyring

use_test_keyring()
folder, ends = Path(sys.argv[1]), {"ends": lambda: made.exit(0), "crashes": faulthandler._sigsegv}[sys.argv[2]]
made = app.make_app()

def look():
    if list((folder / "crashes").glob("running-*")):
        print("watched", flush=True)
        ends()

looking = QTimer()
looking.timeout.connect(look)
looking.start(50)
sys.exit(app.run_window(app.Place(data_folder=folder)))
"""


def run(folder: Path, how: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, str(folder), how]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def test_an_ordinary_end_leaves_nothing(tmp_path: Path) -> None:
    a_ward(tmp_path)
    done = run(tmp_path, "ends")
    assert (done.returncode, done.stdout.split()[:1]) == (0, ["watched"]), done.stderr
    assert list((tmp_path / "crashes").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="tests/windows crashes one there")
def test_a_crash_of_the_window_is_reported_at_the_next_start(tmp_path: Path) -> None:
    a_ward(tmp_path)
    done = run(tmp_path, "crashes")
    assert done.returncode < 0
    take_up(tmp_path)
    (report,) = reports(tmp_path)
    assert report.ended
    assert "app.py" in report.text
    assert "run_window" in report.text
