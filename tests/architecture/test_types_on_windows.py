"""The types hold on Windows too: elsewhere mypy passes over what only Windows has."""

import subprocess
import sys

import pytest

from tests.architecture.source import ROOT


@pytest.mark.lint
def test_every_type_holds_on_windows() -> None:
    command = [sys.executable, "-m", "mypy", "--platform", "win32", "inpatient_hub/readiness/collectors/windows"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
