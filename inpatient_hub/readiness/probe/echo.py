"""Pings an address, by whatever the system lets an ordinary user do."""

import random
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING

from inpatient_hub.domain.readiness_network import PingFact
from inpatient_hub.readiness.probe.aside import aside
from inpatient_hub.readiness.probe.plan import ProbeLimits

if TYPE_CHECKING:
    from icmplib import AsyncSocket  # type: ignore[import-untyped]  # it ships no types

Ping = Callable[[str, float], float | None]
"""Sends one echo request and waits at most so many seconds: milliseconds until the reply, or None. Raises OSError."""


async def ping_fact(address: str, *, limits: ProbeLimits, ping: Ping | None) -> PingFact:
    """Three echo requests, one after another. `answered` is None where this computer cannot send them."""
    tries = _by_call(address, limits, ping) if ping is not None else _by_icmplib(address, limits)
    return await tries


async def _by_call(address: str, limits: ProbeLimits, ping: Ping) -> PingFact:
    times: list[float] = []
    for sent in range(1, limits.pings + 1):
        try:
            took = await aside(f"ping {address}", lambda: ping(address, limits.ping_s))
        except OSError as error:
            return _fact(sent, times, str(error)) if times else PingFact(error=_words(error))
        if took is not None:
            times.append(took)
    return _fact(limits.pings, times)


async def _by_icmplib(address: str, limits: ProbeLimits) -> PingFact:
    """By a datagram socket for ICMP, which Linux and macOS give to ordinary users."""
    from icmplib import AsyncSocket, ICMPLibError, ICMPv4Socket, SocketPermissionError

    times: list[float] = []
    error = ""
    try:
        with AsyncSocket(ICMPv4Socket(privileged=False)) as sock:
            for number in range(limits.pings):
                begun = time.perf_counter()
                error = await _one(sock, address, number, limits.ping_s)
                if not error:
                    times.append((time.perf_counter() - begun) * 1000)
    except SocketPermissionError:
        return PingFact(error="an ordinary user may not ping here")
    except ICMPLibError as failure:
        return PingFact(error=_words(failure))
    return _fact(limits.pings, times, error)


async def _one(sock: "AsyncSocket", address: str, number: int, within_s: float) -> str:
    """Sends one echo request and waits for its reply: empty, or what went wrong."""
    from icmplib import ICMPLibError, ICMPRequest, SocketBroadcastError, TimeoutExceeded

    request = ICMPRequest(address, id=random.randrange(2**16), sequence=number)  # noqa: S311 - no secret
    try:
        sock.send(request)
        reply = await sock.receive(request, within_s)
        reply.raise_for_status()
    except TimeoutExceeded:
        return "no reply"
    except SocketBroadcastError:  # its name for every PermissionError
        return "EPERM"
    except ICMPLibError as failure:
        return _words(failure)
    return ""


def _fact(sent: int, times: list[float], error: str = "") -> PingFact:
    return PingFact(
        sent=sent,
        answered=len(times),
        ms=median(times) if times else None,
        error="" if len(times) == sent else error or "no reply",
    )


def _words(failure: Exception) -> str:
    return (str(failure) or type(failure).__name__)[:400]
