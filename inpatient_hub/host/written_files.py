"""Writes a file where a person asked for it: whole or not at all, and nowhere else on the way."""

import os
from contextlib import suppress
from pathlib import Path

from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.own_files import refuse_own


def write_whole(file: str, text: str) -> None:
    """Writes the text as UTF-8 beside its place, readable by this user alone, and gives it its name when it is all
    there. What stood under that name is replaced. Raises HubError."""
    target = Path(file).absolute()
    refuse_own(target)
    making = target.with_name(f"{target.name}.part")
    try:
        making.unlink(missing_ok=True)
        descriptor = os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(text.encode("utf-8"))
            opened.flush()
            os.fsync(opened.fileno())
        making.replace(target)
    except OSError as error:
        raise HubError(
            "The file was not written",
            f"{target} cannot be written to ({(error.strerror or 'no reason given').lower()}).",
            remedy="Choose another folder, or free some space, and try again.",
        ) from None
    finally:
        with suppress(OSError):
            making.unlink(missing_ok=True)
