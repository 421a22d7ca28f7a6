"""A slow line between the two networks: it holds every packet back for half a round trip, and loses some."""

import contextlib
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time
from typing import Final

_TUNSETIFF: Final = 0x400454CA
_TUN_WITHOUT_HEADER: Final = 0x1001
_LARGEST = 65_536


def open_tun(name: str) -> int:
    """Makes a tunnel in this process's network and returns its file. Raises OSError where that is not allowed."""
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.ioctl(tun, _TUNSETIFF, struct.pack("16sH22x", name.encode(), _TUN_WITHOUT_HEADER))
    except OSError:
        os.close(tun)
        raise
    return tun


def why_no_tun() -> str:
    """Why there can be no tunnel here, or nothing when there can."""
    try:
        os.close(open_tun("probe"))
    except OSError as error:
        return f"/dev/net/tun: {error.strerror}"
    return ""


class Relay:
    """The line, as a process of its own: what it does takes no time from the program that is tested."""

    def __init__(self, here: int, there: int, *, ms: float, loss: float) -> None:
        command = [sys.executable, "-m", "benchmarks.netlab.relay", str(here), str(there), str(ms), str(loss)]
        self._process = subprocess.Popen(command, pass_fds=(here, there), stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        self._process.stdout.readline()
        os.close(here)
        os.close(there)

    def end(self) -> None:
        """Ends the line; the tunnels go with it."""
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


def carry(here: int, there: int, *, one_way_s: float, loss: float) -> None:
    """Carries packets both ways until it is ended. The same packets are lost every time."""
    chance = random.Random(7)
    waiting: list[tuple[float, int, int, bytes]] = []
    number = 0
    while True:
        left = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
        for ready in select.select([here, there], [], [], left)[0]:
            packet = os.read(ready, _LARGEST)
            if chance.random() >= loss:
                number += 1
                to = there if ready == here else here
                heapq.heappush(waiting, (time.monotonic() + one_way_s, number, to, packet))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, to, packet = heapq.heappop(waiting)
            with contextlib.suppress(OSError):  # the other end is not up yet: lost, as on any line
                os.write(to, packet)


if __name__ == "__main__":
    print("ready", flush=True)
    carry(int(sys.argv[1]), int(sys.argv[2]), one_way_s=float(sys.argv[3]) / 2000, loss=float(sys.argv[4]))
