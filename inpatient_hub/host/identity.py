"""Makes the opaque ids of records."""

import uuid


def new_id() -> str:
    """A random version 4 UUID (RFC 9562) as 32 hexadecimal characters."""
    return uuid.uuid4().hex
