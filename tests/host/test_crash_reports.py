"""Each fault leaves a short report of where it was, five are kept, and nothing that could be data is in any."""

import faulthandler
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from inpatient_hub import __version__
from inpatient_hub.host.crash_reports import MOST_A_RUN, MOST_KEPT, delete_reports, reports, told, write_report
from inpatient_hub.host.crash_watch import CrashWatch, take_up
from inpatient_hub.host.log import log_bug, start_log, stop_log
from inpatient_hub.host.paths import crash_folder

AT = datetime(2026, 11, 20, 16, 42, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _own_fault_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own stays as it is; real crashes happen in processes of their own."""
    monkeypatch.setattr(faulthandler, "enable", lambda *_, **__: None)
    monkeypatch.setattr(faulthandler, "disable", lambda: None)


@pytest.fixture(autouse=True)
def _no_log_left() -> Iterator[None]:
    yield
    stop_log()


def write(folder: Path, minutes: int = 0, *, ended: bool = True) -> None:
    at = AT + timedelta(minutes=minutes)
    write_report(folder, at, ended=ended, kind="Aborted", where="here", lines=[f"app.py:{minutes} run"])


def fail(words: str, cause: Exception | None) -> None:
    raise RuntimeError(words) from cause


def went_wrong(words: str, cause: Exception | None = None) -> Exception:
    try:
        fail(words, cause)
    except RuntimeError as error:
        return error
    raise AssertionError


@pytest.mark.expects_log("unexpected fault in the test")
def test_a_fault_that_is_logged_leaves_a_report_without_its_words(tmp_path: Path) -> None:
    start_log(tmp_path)
    log_bug("the test", went_wrong("CATHERINE EARNSHAW", ValueError("9993395633")))
    (report,) = reports(tmp_path)
    assert (report.ended, report.is_new) == (False, True)
    assert "Kind: RuntimeError from ValueError" in report.text
    assert "  test_crash_reports.py:" in report.text
    assert " went_wrong\n" in report.text
    assert f"Inpatient Hub {__version__}, " in report.text
    assert "CATHERINE" not in report.text
    assert "9993395633" not in report.text
    assert str(ROOT) not in report.text


@pytest.mark.expects_log("unexpected fault in the test")
def test_a_fault_that_comes_again_and_again_leaves_the_older_reports(tmp_path: Path) -> None:
    write(tmp_path)
    start_log(tmp_path)
    for _ in range(20):
        log_bug("the test", went_wrong("again"))
    assert len(reports(tmp_path)) == MOST_A_RUN + 1
    assert "Kind: Aborted" in reports(tmp_path)[-1].text


def test_the_newest_five_are_kept(tmp_path: Path) -> None:
    for minutes in (3, 1, 7, 5, 2, 6, 4):
        write(tmp_path, minutes)
    assert [report.text.rpartition("app.py:")[2][0] for report in reports(tmp_path)] == ["7", "6", "5", "4", "3"]
    assert len(list(crash_folder(tmp_path).iterdir())) == MOST_KEPT


def test_two_at_the_same_moment_are_both_kept(tmp_path: Path) -> None:
    write(tmp_path)
    told(tmp_path)
    write(tmp_path)
    assert [report.is_new for report in reports(tmp_path)] == [True, False]


def test_what_was_told_is_not_new_and_what_was_deleted_is_gone(tmp_path: Path) -> None:
    write(tmp_path)
    told(tmp_path)
    assert [report.is_new for report in reports(tmp_path)] == [False]
    delete_reports(tmp_path)
    assert reports(tmp_path) == ()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files as POSIX has them")
def test_only_this_user_can_read_one(tmp_path: Path) -> None:
    write(tmp_path)
    assert crash_folder(tmp_path).stat().st_mode & 0o077 == 0
    assert reports(tmp_path)[0].file.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_no_further_fault(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_text("in the way", encoding="utf-8")
    write(tmp_path)
    CrashWatch().begin(tmp_path)
    assert reports(tmp_path) == ()
    assert reports(tmp_path / "nowhere") == ()
    CrashWatch().begin(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def left_behind(folder: Path, text: str) -> None:
    crash_folder(folder).mkdir(exist_ok=True)
    (crash_folder(folder) / "running-7.txt").write_text(text, encoding="utf-8")


DUMP = """versions: Inpatient Hub 0.0.9, Qt 6.10.1, Python 3.11.9, Windows 10.0.22631
Windows fatal exception: access violation

Thread 0x00001a2c [store of EARNSHAW] (most recent call first):
  File "C:\\Users\\esummerson\\AppData\\Local\\Programs\\InpatientHub\\Lib\\queue.py", line 171 in get
  File "C:\\Users\\esummerson\\Earnshaw notes.py", line 3 in open_ward

Current thread 0x00002b10 (most recent call first):
  File "C:\\Users\\esummerson\\hub\\gui\\app.py", line 77 in run_window
  EARNSHAW, Catherine

Extension modules: nacl._sodium, EARNSHAW (total: 2)
"""


def test_what_a_crash_wrote_becomes_a_report_of_harmless_words_only(tmp_path: Path) -> None:
    left_behind(tmp_path, DUMP)
    take_up(tmp_path)
    (report,) = reports(tmp_path)
    assert report.ended
    assert report.text.splitlines()[2:] == [
        "Kind: access violation",
        "Where: below Python",
        "Versions: Inpatient Hub 0.0.9, Qt 6.10.1, Python 3.11.9, Windows 10.0.22631",
        "Lines of the program:",
        "  another thread",
        "  queue.py:171 get",
        "  notes.py:3 open_ward",
        "  the thread that failed",
        "  app.py:77 run_window",
    ]
    assert [file.name for file in crash_folder(tmp_path).iterdir()] == [report.file.name]


REFUSAL = "Windows fatal exception: code 0x8001010d\n\nCurrent thread 0x1 (most recent call first):\n" * 4_000
"""What Windows' own parts tell each other all day long; the fault handler takes each for the end."""


def test_a_crash_is_told_from_what_went_by_before_it_however_much_that_was(tmp_path: Path) -> None:
    left_behind(tmp_path, f"\n{REFUSAL}".join(DUMP.split("\n", 1)))
    take_up(tmp_path)
    (report,) = reports(tmp_path)
    assert "Kind: access violation\n" in report.text
    assert "Versions: Inpatient Hub 0.0.9, " in report.text
    assert report.text.endswith("  app.py:77 run_window\n")


@pytest.mark.parametrize("text", ["", "versions: Inpatient Hub 0.0.9\n", "\0\xff nonsense", REFUSAL])
def test_a_program_that_was_ended_from_outside_leaves_no_report(tmp_path: Path, text: str) -> None:
    left_behind(tmp_path, text)
    take_up(tmp_path)
    assert list(crash_folder(tmp_path).iterdir()) == []


def test_an_ordinary_end_leaves_nothing_and_a_running_program_is_left_alone(tmp_path: Path) -> None:
    watch = CrashWatch()
    watch.begin(tmp_path)
    try:
        watch.begin(tmp_path)
        take_up(tmp_path)
        assert [file.name for file in crash_folder(tmp_path).iterdir()] == [f"running-{os.getpid()}.txt"]
    finally:
        watch.end()
    assert list(crash_folder(tmp_path).iterdir()) == []


CRASH = """
import faulthandler, sys
from pathlib import Path
from inpatient_hub.host.crash_watch import this_process
this_process.begin(Path(sys.argv[1]))
def look_after(name):
    faulthandler._sigsegv()
look_after("CATHERINE EARNSHAW")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="tests/windows crashes one there")
def test_a_real_crash_is_reported_at_the_next_start(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CRASH, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert done.returncode < 0
    watch = CrashWatch()
    watch.begin(tmp_path)
    watch.end()
    (report,) = reports(tmp_path)
    assert report.ended
    assert "Kind: Segmentation fault" in report.text
    assert "look_after" in report.text
    assert "CATHERINE" not in report.text
