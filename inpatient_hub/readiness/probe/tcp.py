"""Opens a TCP connection to a port and closes it at once, without a byte, to see what answers."""

import asyncio
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

from inpatient_hub.domain.readiness_network import PortFact, PortState
from inpatient_hub.readiness.probe.states import error_name, state_of

Prepare = Callable[[socket.socket, float], bool]
"""Tells the system to send one SYN only and to report a refusal at once; whether it could."""

FIRST_ATTEMPT = 1 / 3
"""The share of the time for the attempt with one SYN only, where the system must be told so."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one attempt saw. `ms` is the time until the answer."""

    state: PortState
    ms: float | None = None
    error: str = ""


async def tcp_fact(address: str, port: int, *, within_s: float, prepare: Prepare | None) -> PortFact:
    """Tries one port for at most `within_s` seconds.

    Windows repeats a connection that was refused for about two seconds, and only then says so. Where `prepare` can
    keep it from that, a port that does not answer gets a second attempt, with the usual repeated SYN, in what is left
    of the time (readiness.md 5.6).
    """
    seen = None
    if prepare is not None:
        seen = await _prepared(address, port, within_s * FIRST_ATTEMPT, prepare)
        if seen is not None:
            within_s -= within_s * FIRST_ATTEMPT
    if seen is None or seen.state is PortState.NO_REPLY:
        seen = await connect(address, port, within_s)
    return PortFact(protocol="tcp", port=port, state=seen.state, ms=seen.ms, error=seen.error)


async def _prepared(address: str, port: int, within_s: float, prepare: Prepare) -> Seen | None:
    """One attempt with a single SYN, or None where the system cannot be told so."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
            return await _connected(sock, address, port, within_s) if prepare(sock, within_s) else None
    except OSError:  # no socket to be had: the next attempt says so
        return None


async def connect(address: str, port: int, within_s: float) -> Seen:
    """One attempt as the system makes it by itself."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
            return await _connected(sock, address, port, within_s)
    except OSError as error:  # no socket to be had
        return Seen(state_of(error), error=error_name(error))


async def _connected(sock: socket.socket, address: str, port: int, within_s: float) -> Seen:
    loop = asyncio.get_running_loop()
    sock.setblocking(False)
    begun = time.perf_counter()  # the loop's own clock is too coarse for this on Windows
    try:
        async with asyncio.timeout(within_s):
            await loop.sock_connect(sock, (address, port))
    except OSError as error:  # also the time-out, which is one
        state = state_of(error)
        answered = state in {PortState.REFUSED, PortState.UNREACHABLE}
        name = error_name(error) if state is not PortState.NO_REPLY else ""
        return Seen(state, _since(begun) if answered else None, name)
    return Seen(PortState.OPEN, _since(begun))


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
