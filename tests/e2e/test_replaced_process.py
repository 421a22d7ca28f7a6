"""A locked window is another process: what the one before knew is not in memory, on the clipboard or on the disk."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.spawn import x_display
from inpatient_hub.bootstrap import Place
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.store.draft_file import DRAFTS_FILE
from tests.e2e.keats import a_ward, at
from tests.e2e.window_process import WindowProcess
from tests.fakes.seat import opened_by_program
from tests.spill.test_no_plaintext import readable_in, spellings
from tests.spill.worker import MARKER

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads another process's memory in /proc"),
]
TYPED = "Quarkenbush"
"""What is typed into a form and not saved."""
TOOLS = [tool for tool in ("Xvfb", "xclip") if shutil.which(tool) is None]


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """Keats Ward with a patient who has the marker for a name."""
    keats = a_ward(tmp_path)
    with opened_by_program(Place(data_folder=tmp_path), clock=at()) as hub:
        hub.patients.add(keats.ward, PatientDetails(family_name=MARKER, given_name="Q", bed="1"), by=keats.esther)
    return tmp_path


def memory_of(pid: int) -> Iterator[bytes]:
    """All that can be read of a process's memory, and what it was started with."""
    for name in ("cmdline", "environ"):
        yield Path(f"/proc/{pid}/{name}").read_bytes()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            found = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if found is None or line.endswith(("[vvar]", "[vvar_vclock]", "[vsyscall]")):
                continue
            start, end = (int(place, 16) for place in found.groups())
            memory.seek(start)
            try:
                yield memory.read(end - start)
            except OSError:
                continue


def is_known_to(pid: int, marker: str) -> bool:
    wanted = list(spellings(marker))
    return any(one in part for part in memory_of(pid) for one in wanted)


def test_the_fresh_process_knows_no_patient_and_the_draft_comes_back(ward: Path) -> None:
    window = WindowProcess(ward)
    window.tell("open")
    window.tell("press", "Ctrl+4")
    window.tell("wait_for", MARKER.upper())
    window.tell("press", "N")
    window.tell("wait_for", "Family name")
    window.tell("type", TYPED)
    window.tell("press", "Esc")  # the question whether to close it is locked away too
    window.tell("wait_for", "Close without saving?")
    pid = window.pid
    assert is_known_to(pid, MARKER), "else this test would prove nothing"
    assert is_known_to(pid, TYPED)

    words = window.tell("lock_by_itself")
    assert "Locked" in words
    assert window.pid == pid
    assert not is_known_to(pid, MARKER)
    assert not is_known_to(pid, TYPED)
    assert (ward / DRAFTS_FILE).exists()
    assert readable_in({"data": ward}, MARKER, TYPED) == []

    window.tell("press", "Return")
    window.tell("wait_for", "Put back what you were writing?", "A new patient")
    window.tell("click", "Put it back")
    assert TYPED in window.tell("wait_for", "Add a patient to Keats Ward")
    window.kill()


@pytest.mark.skipif(bool(TOOLS), reason=f"needs {' and '.join(TOOLS)}")
def test_the_clipboard_of_the_display_is_empty_after_ctrl_l(ward: Path) -> None:
    with x_display() as display:
        assert display is not None
        window = WindowProcess(ward, display=display)
        window.tell("open")
        window.tell("put", f"A note about {MARKER}")
        assert MARKER in window.tell("display_clipboard")
        window.tell("copy_words", f"{MARKER} out of a field")
        assert MARKER in window.tell("display_selection")
        assert "Locked" in window.tell("lock")
        assert MARKER not in window.tell("display_clipboard")
        assert MARKER not in window.tell("display_selection")
        window.kill()


@pytest.mark.skipif(bool(TOOLS), reason=f"needs {' and '.join(TOOLS)}")
def test_what_another_program_copied_stays(ward: Path) -> None:
    with x_display() as display:
        assert display is not None
        window = WindowProcess(ward, display=display)
        window.tell("open")
        window.tell("put", f"A note about {MARKER}")
        copied = ["xclip", "-display", display, "-selection", "clipboard", "-i"]
        subprocess.run(copied, input="a shopping list", text=True, check=True, stdout=subprocess.DEVNULL)
        assert window.tell("display_clipboard") == "a shopping list"
        assert "Locked" in window.tell("lock")
        assert window.tell("display_clipboard") == "a shopping list"
        window.kill()
