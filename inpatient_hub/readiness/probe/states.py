"""Turns the system's errors into what was seen at a port, and names them as a network team would."""

import errno
from collections.abc import Iterator

from inpatient_hub.domain.readiness_network import PortState

_WINDOWS_NAMES = {
    10013: "WSAEACCES",
    10048: "WSAEADDRINUSE",
    10049: "WSAEADDRNOTAVAIL",
    10050: "WSAENETDOWN",
    10051: "WSAENETUNREACH",
    10052: "WSAENETRESET",
    10053: "WSAECONNABORTED",
    10054: "WSAECONNRESET",
    10055: "WSAENOBUFS",
    10060: "WSAETIMEDOUT",
    10061: "WSAECONNREFUSED",
    10064: "WSAEHOSTDOWN",
    10065: "WSAEHOSTUNREACH",
}

_STATES = {
    PortState.REFUSED: ("ECONNREFUSED", "ECONNRESET"),
    PortState.UNREACHABLE: (
        "EHOSTUNREACH",
        "ENETUNREACH",
        "EHOSTDOWN",
        "ENETDOWN",
        "ENETRESET",
        "EADDRNOTAVAIL",
        "ENOPROTOOPT",  # IP_RECVERR: ICMP protocol unreachable
    ),
    PortState.BLOCKED_LOCALLY: ("EACCES", "EPERM"),
    PortState.NO_REPLY: ("ETIMEDOUT",),
}


def _codes() -> Iterator[tuple[int, PortState]]:
    for state, names in _STATES.items():
        for name in names:
            if hasattr(errno, name):
                yield getattr(errno, name), state
            yield from ((code, state) for code, windows in _WINDOWS_NAMES.items() if windows == f"WSA{name}")


_BY_CODE = dict(_codes())


def state_of(error: OSError) -> PortState:
    """What an error says about a port (readiness.md 6.3). An error that says nothing about it is `ERROR`."""
    code = code_of(error)
    if code is None and isinstance(error, TimeoutError):
        return PortState.NO_REPLY
    return _BY_CODE.get(code or 0, PortState.ERROR)


def error_name(error: OSError) -> str:
    """`ECONNREFUSED`, or `WSAEACCES 10013` on Windows; the class's name when the system gave no number."""
    code = code_of(error)
    if code in _WINDOWS_NAMES:
        return f"{_WINDOWS_NAMES[code]} {code}"
    return errno.errorcode.get(code or 0, type(error).__name__ if code is None else str(code))


def code_of(error: OSError) -> int | None:
    """The number of an error: Windows' own where there is one, which says more than the one it is turned into."""
    windows: int | None = getattr(error, "winerror", None)
    return windows if windows is not None else error.errno
