"""Checks this computer without the network and tells how long it took: in a program that is open, or alone."""

import json
import os
import sys
import time
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

from benchmarks.folder_keyring import FOLDER, use_folder_keyring
from inpatient_hub.bootstrap import Place, open_hub, open_readiness

PROFILE = "ward"


def in_the_open_program(place: Place) -> dict[str, float]:
    """Milliseconds to open the checks with their profiles and lists, of the first check, and of the next, where the
    ward is open in the same program."""
    with ExitStack() as stack:
        stack.callback(open_hub(place).close)
        moments = [time.perf_counter_ns()]
        service = open_readiness(place)
        moments.append(time.perf_counter_ns())
        for _ in range(2):
            assert service.check(PROFILE).report.results
            moments.append(time.perf_counter_ns())
    opening, first, again = ((later - earlier) / 1e6 for earlier, later in pairwise(moments))
    return {"opening_ms": opening, "first_ms": first, "again_ms": again}


def alone(place: Place) -> dict[str, float]:
    """When a check in a program of its own was done (CLOCK_MONOTONIC, ns)."""
    assert open_readiness(place).check(PROFILE).report.results
    return {"ended": time.monotonic_ns()}


if __name__ == "__main__":
    if FOLDER in os.environ:
        use_folder_keyring()
    ways = {"in_the_open_program": in_the_open_program, "alone": alone}
    print(json.dumps(ways[sys.argv[2]](Place(data_folder=Path(sys.argv[1])))))
