"""Keeps what went wrong with the backups in a small file of the data folder. Nothing about a patient is in it."""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from inpatient_hub.domain.backup_diary import BackupDiary, Mishap

DIARY_FILE = "backup-diary.json"
_MOST_BYTES = 64 * 1024


class DiaryFile:
    """The diary of one folder. On a disk that is full it is kept in memory until it can be written."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / DIARY_FILE
        self._known: BackupDiary | None = None

    def read(self) -> BackupDiary:
        """What is kept. A file that is missing or damaged says nothing."""
        if self._known is None:
            self._known = _read(self._file)
        return self._known

    def write(self, diary: BackupDiary) -> None:
        """Keeps it; with nothing to say no file is made."""
        if diary == self.read():
            return
        self._known = diary
        unfinished = self._file.with_suffix(".json.new")
        with suppress(OSError):
            with unfinished.open("w", encoding="utf-8") as file:
                file.write(json.dumps(_out(diary), indent=1))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self._file)


def _read(file: Path) -> BackupDiary:
    try:
        with file.open("rb") as opened:
            said = json.loads(opened.read(_MOST_BYTES).decode("utf-8"))
        copied_to = said.get("copied_to", "")
        return BackupDiary(
            failed=_mishap(said["failed"]),
            second=_mishap(said["second"]),
            exported=_mishap(said.get("exported")),
            copied_at=_moment(said["copied_at"]),
            copied_to=copied_to if isinstance(copied_to, str) else "",
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return BackupDiary()


def _mishap(said: Any) -> Mishap | None:
    if said is None:
        return None
    words = {name: said[name] for name in ("title", "message", "remedy", "label")}
    if not all(isinstance(word, str) for word in words.values()):
        raise TypeError("No words.")
    since, at = _moment(said["since"]), _moment(said["at"])
    if since is None or at is None:
        raise ValueError("No moment.")
    return Mishap(since=since, at=at, **words)


def _moment(said: Any) -> datetime | None:
    if said is None:
        return None
    found = datetime.fromisoformat(said)
    if found.tzinfo is None:
        raise ValueError("No moment of the world.")
    return found


def _out(diary: BackupDiary) -> dict[str, Any]:
    return {
        "failed": _mishap_out(diary.failed),
        "second": _mishap_out(diary.second),
        "exported": _mishap_out(diary.exported),
        "copied_at": diary.copied_at.isoformat() if diary.copied_at else None,
        "copied_to": diary.copied_to,
    }


def _mishap_out(mishap: Mishap | None) -> dict[str, str] | None:
    if mishap is None:
        return None
    return {
        "title": mishap.title,
        "message": mishap.message,
        "remedy": mishap.remedy,
        "label": mishap.label,
        "since": mishap.since.isoformat(),
        "at": mishap.at.isoformat(),
    }
