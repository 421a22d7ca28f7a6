"""Makes the opaque ids of records, and knows what this computer is called."""

import uuid


def new_id() -> str:
    """A random version 4 UUID (RFC 9562) as 32 hexadecimal characters."""
    return uuid.uuid4().hex


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
