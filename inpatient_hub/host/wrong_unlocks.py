"""Counts wrong tries at the lock of a data folder, which cannot be recorded while it is shut."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

WRONG_FILE = "wrong-unlocks.json"
_MOST_BYTES = 4096
_MOST = 1_000_000


def count_wrong(folder: Path, way: str) -> None:
    """One more wrong try by this way, such as `pin`. What was typed is kept nowhere. A disk that does not take the
    count keeps nobody from trying."""
    kept = dict(_read(folder / WRONG_FILE))
    kept[way] = min(kept.get(way, 0) + 1, _MOST)
    unfinished = folder / f"{WRONG_FILE}.new"
    with suppress(OSError):
        unfinished.write_text(json.dumps(kept), encoding="utf-8")
        unfinished.replace(folder / WRONG_FILE)


def wrong_tries(folder: Path) -> Mapping[str, int]:
    """How many wrong ones there were by each way since they were recorded last. A file that is missing or damaged says
    nothing."""
    return _read(folder / WRONG_FILE)


def forget_wrong(folder: Path) -> None:
    """They are recorded."""
    with suppress(OSError):
        (folder / WRONG_FILE).unlink(missing_ok=True)


def _read(file: Path) -> Mapping[str, int]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            return {}
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {way: count for way, count in kept.items() if type(count) is int and 0 < count <= _MOST}
