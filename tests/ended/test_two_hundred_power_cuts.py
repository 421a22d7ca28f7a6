"""The power goes 200 times at any moment of a ward's work: nothing that the program said was done is lost."""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from inpatient_hub.host.log import stop_log
from tests.contracts.keepers import put_empty_store
from tests.e2e.keats import set_up
from tests.ended.disk import Disk
from tests.ended.ends import PowerCuts
from tests.ended.strace_log import OPTIONS
from tests.ended.told import unpacked, untrue
from tests.ended.worker import closed_hub

CUTS = 200

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(PowerCuts.missing()), reason=PowerCuts.missing()),
]


def test_after_two_hundred_power_cuts_in_the_middle_of_work_all_that_was_said_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    ends = PowerCuts(tmp_path, monkeypatch)
    put_empty_store(ends.data)
    with closed_hub(ends.data) as hub:
        set_up(hub, alone=False)
    chance = random.Random(ends.seed)
    in_the_middle, most = 0, 0
    for folder in ends.after("working", CUTS):
        told = unpacked(ends.said)
        with closed_hub(folder) as hub:
            assert untrue(hub, folder, told, chance) == [], ends.where()
        in_the_middle += told.under_way is not None
        most = max(most, told.acts)
    stop_log()
    assert in_the_middle > CUTS / 3
    assert most > 30
    record_property(
        "proven",
        f"{CUTS} power cuts, {in_the_middle} in the middle of one of {most} acts; none told lost (seed {ends.seed})",
    )


def test_a_disk_that_forgets_what_was_not_synced_is_what_is_simulated(tmp_path: Path) -> None:
    """The simulation itself: without the sync, what was written is sometimes gone, and with it never."""
    root = tmp_path / "root"
    root.mkdir()
    code = (
        "import os, sys\n"
        "for name in ('synced', 'not synced'):\n"
        "    at = os.open(f'{sys.argv[1]}/{name}', os.O_CREAT | os.O_WRONLY)\n"
        "    os.write(at, b'x' * 2000)\n"
        "    if name == 'synced':\n"
        "        os.fsync(at)\n"
        "        folder = os.open(sys.argv[1], os.O_RDONLY)\n"
        "        os.fsync(folder)\n"
        "os.write(1, b'done\\n')\n"
    )
    log = tmp_path / "log"
    subprocess.run(
        ["strace", "-o", str(log), *OPTIONS, sys.executable, "-c", code, str(root)], check=True, capture_output=True
    )
    shutil.rmtree(root)
    root.mkdir()
    disk = Disk(root, tmp_path / "keyring")
    list(disk.follow(log))
    assert disk.said == ["done"]
    found = set()
    for number in range(60):
        place = tmp_path / str(number)
        place.mkdir()
        disk.lay_out(place, random.Random(number))
        assert (place / "synced").read_bytes() == b"x" * 2000
        other = place / "not synced"
        found.add(len(other.read_bytes()) if other.exists() else None)
    assert {None, 0, 2000} < found
