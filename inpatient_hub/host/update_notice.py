"""Learns from a file that IT keeps in a folder whether a newer version is there. No address on a network is asked.

IT allows it and names the folder by policy; see docs/deploy.md.
"""

import json
import re
from pathlib import Path

UPDATE_FILE = "latest.json"

_MOST_BYTES = 16 * 1024
_VERSION = re.compile(r"\d{1,5}(?:\.\d{1,5}){0,3}")


def newer_version(folder: str, ours: str) -> str:
    """The version that the folder's file names, when it is newer than `ours`; else empty. A folder or file that is not
    there or says something else is passed over: this is a courtesy. A share that does not answer may take a while."""
    try:
        with (Path(folder) / UPDATE_FILE).open("rb") as opened:
            raw = opened.read(_MOST_BYTES + 1)
        told = json.loads(raw.decode("utf-8-sig")) if len(raw) <= _MOST_BYTES else None
    except (OSError, ValueError, RecursionError):
        return ""
    version = told.get("version") if isinstance(told, dict) else None
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        return ""
    return version if _numbers(version) > _numbers(ours) else ""


def _numbers(version: str) -> tuple[int, ...]:
    """`1.4` and `1.4.0` are the same; what follows the numbers of a version, as in `1.4rc1`, does not count."""
    found = _VERSION.match(version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    return tuple([*numbers, 0, 0, 0, 0][:4])
