"""Windows keeps a second copy of the program out of a store, and says so in words that tell it apart from a fault."""

from pathlib import Path

import pytest

from inpatient_hub.host.clock import SystemClock
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.lock import StoreLock, is_taken, turn
from tests.windows.new_process import in_new_process

pytestmark = pytest.mark.win32

ASK = """
from pathlib import Path
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.store.errors import StoreFault
from inpatient_hub.store.lock import StoreLock
try:
    StoreLock.acquire(Path({folder!r}), clock=SystemClock()).release()
    print("free")
except StoreFault as refused:
    print(refused.fault.value)
"""


def test_a_second_process_is_told_that_the_store_is_open_already(tmp_path: Path) -> None:
    ask = ASK.format(folder=str(tmp_path))
    with StoreLock.acquire(tmp_path, clock=SystemClock()):
        assert is_taken(tmp_path)
        assert in_new_process(ask) == Fault.IN_USE.value
    assert in_new_process(ask) == "free"
    assert not is_taken(tmp_path)


def test_a_second_copy_in_one_process_is_told_too_and_who_has_it(tmp_path: Path) -> None:
    with StoreLock.acquire(tmp_path, clock=SystemClock()), pytest.raises(StoreFault, match="already open") as refused:
        StoreLock.acquire(tmp_path, clock=SystemClock())
    assert "(process " in refused.value.message


def test_a_turn_is_waited_for(tmp_path: Path) -> None:
    with turn(tmp_path):
        asked = "from pathlib import Path\nfrom inpatient_hub.store import lock\n"
        asked += f"d = lock._open_turn(Path({str(tmp_path)!r}))\ntry:\n    lock._lock_turn(d)\n    print('had')\n"
        asked += "except OSError as error:\n    print(lock._says_taken(error))\n"
        assert in_new_process(asked) == "True"
