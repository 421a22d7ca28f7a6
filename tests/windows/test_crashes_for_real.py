"""A crash inside Windows leaves a trace that becomes a report, and a running program's trace is left alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inpatient_hub.host.crash_reports import reports
from inpatient_hub.host.crash_watch import take_up
from inpatient_hub.host.paths import crash_folder
from inpatient_hub.host.system_words import system_words

pytestmark = pytest.mark.win32

CRASH = """
import faulthandler, sys
from pathlib import Path
from inpatient_hub.host.crash_watch import this_process
this_process.begin(Path(sys.argv[1]))
def look_after(name):
    faulthandler._sigsegv()
look_after("CATHERINE EARNSHAW")
"""
HOLD = """
import sys
from pathlib import Path
from inpatient_hub.host.crash_watch import this_process
this_process.begin(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.readline()
this_process.end()
"""


def python(code: str, folder: Path) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", code, str(folder)]
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def test_a_real_crash_is_reported_at_the_next_start(tmp_path: Path) -> None:
    process = python(CRASH, tmp_path)
    process.communicate(timeout=60)
    assert process.returncode != 0
    take_up(tmp_path)
    (report,) = reports(tmp_path)
    assert report.ended
    assert "look_after" in report.text
    assert f"Python {sys.version_info[0]}." in report.text
    assert "CATHERINE" not in report.text
    assert not list(crash_folder(tmp_path).glob("running-*"))


def test_a_running_program_is_left_alone_and_its_end_leaves_nothing(tmp_path: Path) -> None:
    process = python(HOLD, tmp_path)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"
    take_up(tmp_path)
    assert [file.name[:8] for file in crash_folder(tmp_path).iterdir()] == ["running-"]
    process.communicate("go\n", timeout=60)
    assert list(crash_folder(tmp_path).iterdir()) == []


def test_this_windows_is_named_by_its_version() -> None:
    version = sys.getwindowsversion()
    assert system_words() == f"Windows {version.major}.{version.minor}.{version.build}"
    assert os.sep == "\\"
