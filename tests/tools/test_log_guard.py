"""A warning in the log that nobody expected fails the test in which it was written."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"

SETTINGS = "[pytest]\nmarkers =\n    expects_log(fragment): expected\n"

TESTS = """
import logging
import pytest

log = logging.getLogger("inpatient_hub.store")

def test_warns():
    log.warning("the disk is full")

def test_reports_a_fault_at_the_top():
    logging.getLogger("inpatient_hub").error("a fault")

def test_informs():
    log.info("started")

def test_reads_the_log_itself(caplog):
    log.warning("the disk is full")
    assert caplog.messages == ["the disk is full"]

@pytest.mark.expects_log("disk")
def test_warns_as_expected():
    log.warning("the disk is full")

@pytest.mark.expects_log("clock")
def test_warns_of_something_else():
    log.warning("the disk is full")

@pytest.mark.expects_log("disk")
def test_does_not_warn_as_expected():
    pass
"""


def test_only_unexpected_and_absent_warnings_fail_a_test(tmp_path: Path) -> None:
    shutil.copy(CONFTEST, tmp_path)
    (tmp_path / "pytest.ini").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-rE", "-p", "no:cacheprovider", "-p", "no:pytest-qt", "-p", "no:xdist"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120).stdout
    assert set(re.findall(r"^ERROR test_it\.py::(\w+)", said, re.MULTILINE)) == {
        "test_warns",
        "test_reports_a_fault_at_the_top",
        "test_warns_of_something_else",
        "test_does_not_warn_as_expected",
    }, said
    assert "7 passed, 4 errors" in said
    assert "unexpected in the log: WARNING inpatient_hub.store: the disk is full" in said
