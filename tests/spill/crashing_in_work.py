"""A process in whose memory everyone is called by the marker, and which crashes below Python while it works."""

import faulthandler
import sys
import threading
from pathlib import Path

from inpatient_hub.bootstrap import Place, open_hub
from inpatient_hub.host.crash_watch import this_process
from inpatient_hub.host.log import log_bug
from tests.e2e.keats import at
from tests.fakes.keyring import use_test_keyring
from tests.spill.worker import MARKER


def fail_for(patient: str) -> None:
    """A fault with the name in its words, in its cause, in its notes and in its variables."""
    try:
        {}[patient]
    except KeyError as cause:
        fault = RuntimeError(f"{patient} was here")
        fault.add_note(patient)
        raise fault from cause


def crash_over(patient: str, held: threading.Event) -> None:
    """Ends the process with the name in its variables and beside a thread that is called by it."""
    local = [patient, {"name": patient}]
    if local and held is not None:
        faulthandler._sigsegv()  # type: ignore[attr-defined]


if __name__ == "__main__":
    use_test_keyring()
    folder = Path(sys.argv[1])
    hub = open_hub(Place(data_folder=folder), clock=at())
    this_process.begin(folder)
    try:
        fail_for(MARKER)
    except RuntimeError as bug:
        log_bug("the work of a test", bug)
    waiting = threading.Event()
    threading.Thread(target=waiting.wait, name=MARKER, daemon=True).start()
    crash_over(MARKER, waiting)
