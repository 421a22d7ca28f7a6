"""Each error of the system says one thing about a port, on Linux, macOS and Windows alike."""

import errno

import pytest

from inpatient_hub.domain.readiness_network import PortState
from inpatient_hub.readiness.probe.states import error_name, state_of


class WindowsError(OSError):
    """An error as Windows gives it: with its own number beside the one Python turns it into."""

    def __init__(self, winerror: int, number: int) -> None:
        super().__init__(number, "as Windows says")
        self.winerror = winerror


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("ECONNREFUSED", PortState.REFUSED),
        ("ECONNRESET", PortState.REFUSED),
        ("EHOSTUNREACH", PortState.UNREACHABLE),
        ("ENETUNREACH", PortState.UNREACHABLE),
        ("EHOSTDOWN", PortState.UNREACHABLE),
        ("ENETDOWN", PortState.UNREACHABLE),
        ("EADDRNOTAVAIL", PortState.UNREACHABLE),
        ("EACCES", PortState.BLOCKED_LOCALLY),
        ("EPERM", PortState.BLOCKED_LOCALLY),
        ("ETIMEDOUT", PortState.NO_REPLY),
        ("EMFILE", PortState.ERROR),
        ("ENOBUFS", PortState.ERROR),
    ],
)
def test_an_error_as_python_names_it(name: str, state: PortState) -> None:
    number = getattr(errno, name)
    error = OSError(number, "as the system says")
    assert state_of(error) is state
    assert error_name(error) in {name, f"WSA{name} {number}"}  # Windows numbers its sockets' errors anew


@pytest.mark.parametrize(
    ("winerror", "state", "name"),
    [
        (10061, PortState.REFUSED, "WSAECONNREFUSED 10061"),
        (10054, PortState.REFUSED, "WSAECONNRESET 10054"),
        (10065, PortState.UNREACHABLE, "WSAEHOSTUNREACH 10065"),
        (10051, PortState.UNREACHABLE, "WSAENETUNREACH 10051"),
        (10013, PortState.BLOCKED_LOCALLY, "WSAEACCES 10013"),
        (10060, PortState.NO_REPLY, "WSAETIMEDOUT 10060"),
        (10055, PortState.ERROR, "WSAENOBUFS 10055"),
        (995, PortState.ERROR, "995"),
    ],
)
def test_an_error_as_windows_numbers_it(winerror: int, state: PortState, name: str) -> None:
    error = WindowsError(winerror, errno.EACCES if winerror == 10013 else winerror)
    assert state_of(error) is state
    assert error_name(error) == name


def test_a_time_out_of_our_own_has_no_number() -> None:
    assert state_of(TimeoutError()) is PortState.NO_REPLY


def test_an_error_without_a_number_says_nothing_about_the_port() -> None:
    assert state_of(OSError("something else")) is PortState.ERROR
    assert error_name(OSError("something else")) == "OSError"
