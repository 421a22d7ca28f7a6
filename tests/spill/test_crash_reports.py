"""Neither the trace that a crash leaves nor the reports made of it hold a name that was in memory."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inpatient_hub.host.crash_reports import reports
from inpatient_hub.host.crash_watch import take_up
from tests.contracts.keepers import put_empty_store
from tests.spill.test_no_plaintext import ROOT, places, readable_in, surroundings
from tests.spill.worker import MARKER

__all__ = ["places"]


@pytest.mark.skipif(sys.platform == "win32", reason="a crash as POSIX ends it")
def test_a_fault_and_a_crash_leave_reports_without_a_name(places: dict[str, Path]) -> None:
    put_empty_store(places["data"])
    command = [sys.executable, "-m", "tests.spill.crashing_in_work", str(places["data"])]
    environ = surroundings(places) | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=False, timeout=120)
    assert done.returncode < 0, done.stderr
    assert [path.name[:8] for path in (places["data"] / "crashes").glob("running-*")] == ["running-"]
    assert readable_in(places, MARKER) == []
    take_up(places["data"])
    ended, went_on = reports(places["data"])
    assert (ended.ended, went_on.ended) == (True, False)
    assert "crash_over" in ended.text
    assert "Kind: RuntimeError from KeyError" in went_on.text
    assert "fail_for" in went_on.text
    assert readable_in(places, MARKER) == []
    assert not [one for one in (ended, went_on) if str(ROOT) in one.text or str(places["data"]) in one.text]


def test_a_name_in_what_a_crash_wrote_does_not_reach_the_report(places: dict[str, Path]) -> None:
    crashes = places["data"] / "crashes"
    crashes.mkdir()
    trace = (
        f"versions: {MARKER}\nFatal Python error: Aborted\n\nCurrent thread 0x1 [{MARKER}] (most recent call first):\n"
        f'  File "/home/{MARKER}/app.py", line 3 in run\n{MARKER}\n  File "x.py", line 4 in {MARKER} and more\n'
    )
    (crashes / "running-7.txt").write_text(trace, encoding="utf-8")
    assert readable_in(places, MARKER)
    take_up(places["data"])
    assert readable_in(places, MARKER) == []
    (report,) = reports(places["data"])
    assert "app.py:3 run" in report.text
    shutil.rmtree(crashes)
