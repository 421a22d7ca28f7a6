"""What goes wrong is one line and an exit code: never a traceback, never a word about a patient."""

import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.cli import wards
from inpatient_hub.domain.errors import HubError
from tests.cli.conftest import Shell

ROOT = Path(__file__).parents[2]


def failing_with(error: BaseException) -> dict[str, object]:
    def command(args: Namespace) -> int:
        raise error

    return {"show": command}


FAULT = pytest.mark.expects_log("unexpected fault in the command ward show")


@FAULT
def test_a_fault_of_the_program_is_70_with_the_place_of_the_log(
    hub: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wards, "COMMANDS", failing_with(RuntimeError("Catherine Earnshaw has no bed")))
    done = hub("ward", "show")
    log = folder / "logs" / "inpatient-hub.log"
    assert done.code == 70
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert str(log) in done.err
    written = log.read_text(encoding="utf-8")
    assert "the command ward show" in written
    assert "RuntimeError" in written
    assert "Earnshaw" not in written + done.err


@FAULT
def test_a_fault_is_told_also_where_no_log_can_be_written(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wards, "COMMANDS", failing_with(RuntimeError("x")))
    place = tmp_path / "a file"
    place.write_text("", encoding="utf-8")
    done = shell("ward", "show", "--data-dir", str(place))
    assert done.code == 70
    assert len(done.err.splitlines()) == 1
    assert "Its log could not be written." in done.err


@FAULT
def test_a_log_that_cannot_be_written_to_prints_nothing(
    hub: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wards, "COMMANDS", failing_with(RuntimeError("Catherine Earnshaw has no bed")))
    (folder / "logs" / "inpatient-hub.log").mkdir(parents=True)
    done = hub("ward", "show")
    assert done.code == 70
    assert len(done.err.splitlines()) == 1


def test_an_expected_failure_is_one_line_that_says_what_why_and_what_to_do(
    hub: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure = HubError("The tea is cold", "It stood for an hour.", remedy="Make another pot.")
    monkeypatch.setattr(wards, "COMMANDS", failing_with(failure))
    done = hub("ward", "show")
    assert (done.code, done.out) == (1, "")
    assert done.err == "The tea is cold. It stood for an hour. Make another pot.\n"


def test_ctrl_c_is_quiet(hub: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wards, "COMMANDS", failing_with(KeyboardInterrupt()))
    done = hub("ward", "show")
    assert (done.code, done.out, done.err) == (130, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise there")
def test_a_reader_who_goes_away_is_no_failure(folder: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "tests.cli.program", "--data-dir", str(folder), "patient", "list"]
    done = subprocess.run(command, check=False, stdout=writer, stderr=subprocess.PIPE, text=True, cwd=ROOT, timeout=60)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


FURTHER_WARD = (
    *("ward", "set-up", "--name", "Byron Ward", "--person", "Mary Garth", "--role", "RMN"),
    *("--by", "Margaret Hale"),
)


def test_while_the_window_is_open_commands_read_and_do_not_write(hub: Shell, folder: Path) -> None:
    window: Hub = open_hub(Place(data_folder=folder))
    try:
        assert hub("patient", "list").code == 0
        refused = hub(*FURTHER_WARD)
    finally:
        window.close()
    assert refused.code == 1
    assert "already open" in refused.err
    assert hub(*FURTHER_WARD).code == 0


def test_a_data_folder_that_is_a_file_is_an_expected_failure(shell: Shell, tmp_path: Path) -> None:
    place = tmp_path / "a file"
    place.write_text("", encoding="utf-8")
    done = shell("ward", "show", "--data-dir", str(place))
    assert done.code == 1
    assert "Traceback" not in done.err


def test_what_the_terminal_cannot_show_becomes_a_question_mark(folder: Path) -> None:
    command = [sys.executable, "-m", "tests.cli.program", "--data-dir", str(folder), "patient", "list"]
    environ = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(command, check=False, capture_output=True, cwd=ROOT, env=environ, timeout=60)
    assert done.returncode == 0
    assert "PO?ANIECKA-P?AWICKA, Marynia" in done.stdout.decode("cp1252")
