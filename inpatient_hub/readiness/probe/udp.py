"""Sends empty UDP datagrams to the ports of one address and listens for a refusal, an answer, or nothing."""

import asyncio
import contextlib
import random
import socket
import sys
import time
from collections.abc import Callable, Sequence

from inpatient_hub.domain.readiness_network import PortFact, PortState
from inpatient_hub.readiness.probe.plan import ProbeLimits
from inpatient_hub.readiness.probe.states import error_name, state_of

_IP_RECVERR = 11
"""Linux, from <linux/in.h>: tells a connected socket also that a host or network was reported unreachable."""
_TOO_LONG_FOR_BUFFER = 10040
_LARGEST = 65_535


class UdpSweep:
    """All UDP ports of one address. `on_fact` is told each port once it is settled."""

    def __init__(
        self, address: str, ports: Sequence[int], *, limits: ProbeLimits, on_fact: Callable[[PortFact], None]
    ) -> None:
        self._address, self._ports = address, list(ports)
        self._limits, self._on_fact = limits, on_fact
        self._round_trips: list[float] = []
        self._waiting: dict[int, socket.socket] = {}
        self._woken = asyncio.Event()
        self._begun = 0.0
        self._sent_at = 0.0

    def tcp_opened(self, seconds: float) -> None:
        """A TCP port of the same address answered after so many seconds: silence can be told sooner."""
        self._round_trips.append(seconds)
        self._woken.set()

    async def run(self) -> None:
        """Tries every port. What is cancelled meanwhile is told to nobody."""
        random.shuffle(self._ports)
        self._begun = asyncio.get_running_loop().time()
        self._sent_at = time.perf_counter()  # the loop's own clock is too coarse for times on Windows
        try:
            for port in self._ports:
                self._open(port)
            await self._listen()
            for port in list(self._waiting):
                if not self._failed_unheard(port):
                    self._settle(port, PortState.NO_REPLY)
        finally:
            for port in list(self._waiting):
                self._close(port)

    async def _listen(self) -> None:
        """Returns when every port is settled or the wait is over. Further datagrams go out spaced over the wait."""
        sent = 1
        while self._waiting:
            wait = self._limits.silence_s(self._round_trips)
            now = asyncio.get_running_loop().time() - self._begun
            if now >= wait:
                return
            due = wait * sent / self._limits.datagrams
            if sent < self._limits.datagrams and now >= due:
                sent += 1
                for port in list(self._waiting):
                    if not self._failed_unheard(port):
                        self._send(port)
                continue
            await self._woken_by(self._begun + min(due, wait))

    async def _woken_by(self, moment: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(moment):
                await self._woken.wait()
        self._woken.clear()

    def _open(self, port: int) -> None:
        try:
            sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        except OSError as error:  # no socket to be had
            self._tell(port, state_of(error), error_name(error))
            return
        self._waiting[port] = sock
        try:
            sock.setblocking(False)
            if sys.platform == "linux":
                sock.setsockopt(socket.IPPROTO_IP, _IP_RECVERR, 1)
            sock.connect((self._address, port))
        except OSError as error:
            self._fail(port, error)
            return
        asyncio.get_running_loop().add_reader(sock, self._readable, port)
        self._send(port)

    def _send(self, port: int) -> None:
        try:
            self._waiting[port].send(b"")
        except BlockingIOError:
            pass  # the computer's own queue is full just now; there are further datagrams
        except OSError as error:
            self._fail(port, error)

    def _failed_unheard(self, port: int) -> bool:
        """Whether a refusal waits that nothing was woken for: not every system makes a socket readable for one."""
        code = self._waiting[port].getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            self._fail(port, OSError(code, "pending"))
        return bool(code)

    def _readable(self, port: int) -> None:
        if port not in self._waiting:
            return
        try:
            self._waiting[port].recv(_LARGEST)
        except BlockingIOError:
            return
        except OSError as error:
            if getattr(error, "winerror", None) != _TOO_LONG_FOR_BUFFER:
                self._fail(port, error)
                return
        self._settle(port, PortState.ANSWERED)

    def _fail(self, port: int, error: OSError) -> None:
        self._settle(port, state_of(error), error_name(error))

    def _settle(self, port: int, state: PortState, error: str = "") -> None:
        self._close(port)
        self._tell(port, state, error)

    def _tell(self, port: int, state: PortState, error: str) -> None:
        heard = state in {PortState.ANSWERED, PortState.REFUSED, PortState.UNREACHABLE}
        ms = (time.perf_counter() - self._sent_at) * 1000 if heard else None
        self._on_fact(PortFact(protocol="udp", port=port, state=state, ms=ms, error=error))
        if not self._waiting:
            self._woken.set()

    def _close(self, port: int) -> None:
        sock = self._waiting.pop(port)
        if sock.fileno() >= 0:
            asyncio.get_running_loop().remove_reader(sock)
        sock.close()
