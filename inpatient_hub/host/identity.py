"""Makes the opaque ids of records, and knows what this computer is called."""

from os import urandom

from inpatient_hub.host.clock import epoch_milliseconds

_DRAWN = ~(0xF << 76 | 0x3 << 62)
"""All bits but those that tell the version and the variant of a UUID."""
_VERSION_4, _VERSION_7 = (version << 76 | 0x2 << 62 for version in (4, 7))


def new_id() -> str:
    """A random version 4 UUID (RFC 9562) as 32 hexadecimal characters."""
    return f"{int.from_bytes(urandom(16), 'big') & _DRAWN | _VERSION_4:032x}"


def new_id_in_order() -> str:
    """A version 7 UUID: it begins with the moment, and the rest is random. For rows that are only ever added and tell
    their moment anyway: their ids stand side by side, where random ones have another page of the store read, unlocked
    and written for each."""
    return f"{epoch_milliseconds() << 80 | int.from_bytes(urandom(10), 'big') & _DRAWN | _VERSION_7:032x}"


def user_name() -> str:
    """What the system calls whoever runs the program; empty when it does not say. Only the store's lock holds it, so
    that a second start can say who has the ward open."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, ImportError, KeyError):
        return ""


def computer_name() -> str:
    """This computer's own name: for a report whose reader asked for it, and for the audit trail. Nothing else may hold
    it."""
    import socket

    return socket.gethostname()
