"""The command that puts a fresh process in the place of a locked one, and the replacing itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from inpatient_hub.host.replacing import NotReplaced, locked_command

PYTHON = "/usr/bin/python3"


@pytest.mark.parametrize(
    ("original", "arguments", "again"),
    [
        (
            ["python", "-P", "-m", "inpatient_hub", "--data-dir", "D"],
            ["--data-dir", "D"],
            ["-P", "-m", "inpatient_hub", "--data-dir", "D", "--locked"],
        ),
        (["python3", "/venv/bin/inpatient-hub"], [], ["/venv/bin/inpatient-hub", "--locked"]),
        (["python", "-m", "inpatient_hub", "--locked"], ["--locked"], ["-m", "inpatient_hub", "--locked"]),
        (
            ["python", "-m", "inpatient_hub", "--passphrase-fd", "3", "--data-dir", "D"],
            ["--passphrase-fd", "3", "--data-dir", "D"],
            ["-m", "inpatient_hub", "--data-dir", "D", "--locked"],
        ),
        (["python", "hub", "--passphrase-fd=3"], ["--passphrase-fd=3"], ["hub", "--locked"]),
    ],
)
def test_it_is_the_first_command_with_the_flag_and_without_what_was_spent(
    original: list[str], arguments: list[str], again: list[str]
) -> None:
    assert locked_command(PYTHON, original, arguments) == [PYTHON, *again]


_REPLACED = """
import os, sys
from inpatient_hub.host.replacing import replace_process
leaking = os.dup(0)
os.set_inheritable(leaking, True)
print(os.getpid(), flush=True)
replace_process([sys.executable, "-c", f"import os; print(os.getpid()); os.fstat({leaking})"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows starts the fresh process beside the old one")
def test_the_process_keeps_its_number_and_passes_no_handles_on() -> None:
    done = subprocess.run([sys.executable, "-c", _REPLACED], capture_output=True, text=True, check=False)
    first, second = done.stdout.split()
    assert first == second
    assert "Bad file descriptor" in done.stderr


_FAILS = """
import sys
from inpatient_hub.host.replacing import NotReplaced, replace_process
try:
    replace_process([sys.argv[1]])
except NotReplaced as error:
    print(error.one_line())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a file's permission is Linux's and macOS's")
def test_a_command_that_cannot_be_started_is_said_and_the_process_goes_on(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("no program")
    program.chmod(0o600)
    done = subprocess.run([sys.executable, "-c", _FAILS, str(program)], capture_output=True, text=True, check=True)
    assert "Inpatient Hub could not lock itself fully" in done.stdout
    assert "Permission denied" in done.stdout
    assert isinstance(NotReplaced(OSError(1, "no")).remedy, str)
