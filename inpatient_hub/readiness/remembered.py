"""Keeps what was chosen and answered about this computer, and what its last checks came to, in small files."""

import logging
import os
import re
import stat
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from inpatient_hub.domain.readiness import CheckResult, Report, Status
from inpatient_hub.domain.readiness_facts import Facts
from inpatient_hub.readiness.finding import Answer

logger = logging.getLogger(__name__)

FOLDER = "readiness"
"""Name of the folder of these files inside the data folder."""

_MOST_BYTES = 8_000_000
_NO_ANSWER = frozenset({Status.SKIPPED, Status.ERROR})
_SAFE_NAME = re.compile(r"[a-z0-9_-]{1,64}")

KeptT = TypeVar("KeptT", bound=BaseModel)


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Remembered(_Kept):
    """What a person chose and said, and when the network was last tested. Nothing here is about a patient."""

    profile_id: str = ""
    """The profile that was chosen; empty before the first choice."""
    answers: dict[str, Answer] = Field(default={}, max_length=500)
    """What a person said where no program can look, by check: `VD-03`, `NW-08.users`."""
    device_authenticated_on: date | None = None
    """The day from which Internet SystmOne's 30 days count; None when the person has not started them."""
    network_tested_at: AwareDatetime | None = None
    """When a network test last ended, or began if it did not end."""


class LastRun(_Kept):
    """The last whole run in one profile."""

    report: Report
    facts: Facts
    settled: tuple[CheckResult, ...] = ()
    """The last answer of each check, also of those that were not run in the last run: what changes are told against."""

    @classmethod
    def after(cls, before: "LastRun | None", report: Report, facts: Facts) -> "LastRun":
        """This run as the last, with the answers of earlier ones where it has none of its own."""
        answers = {one.check_id: one for one in before.settled} if before else {}
        answers |= {one.check_id: one for one in report.results if one.status not in _NO_ANSWER}
        settled = tuple(answers[one.check_id] for one in report.results if one.check_id in answers)
        return cls(report=report, facts=facts, settled=settled)


class Memory:
    """What is remembered in one data folder.

    Each file is written whole or not at all. A damaged one is set aside under another name and taken as empty. When
    the folder cannot be written, what was told stays known until the program ends: that is no failure of a check. A
    folder that is not there is made only when it `may_make_folder`: a mistyped path is not made into one.
    """

    def __init__(self, data_folder: Path, *, may_make_folder: bool = False) -> None:
        self._data_folder = data_folder
        self._may_make_folder = may_make_folder
        self._unwritten: dict[str, BaseModel] = {}
        self._lock = threading.RLock()

    def read(self) -> Remembered:
        """What was chosen and said so far."""
        return self._read("remembered.json", Remembered) or Remembered()

    def change(self, change: Callable[[Remembered], Remembered]) -> Remembered:
        """Replaces what is remembered by what `change` makes of it, and returns that."""
        with self._lock:
            changed = change(self.read())
            self._write("remembered.json", changed)
            return changed

    def last(self, profile_id: str) -> LastRun | None:
        """The last whole run in this profile, or None."""
        name = _file_of(profile_id)
        return self._read(name, LastRun) if name else None

    def keep(self, profile_id: str, run: LastRun) -> None:
        """Keeps a run as the last of this profile."""
        name = _file_of(profile_id)
        if name:
            self._write(name, run)

    def _read(self, name: str, kind: type[KeptT]) -> KeptT | None:
        with self._lock:
            unwritten = self._unwritten.get(name)
            if isinstance(unwritten, kind):
                return unwritten
            path = self._data_folder / FOLDER / name
            try:
                return kind.model_validate_json(_bytes_of(path))
            except (FileNotFoundError, NotADirectoryError):
                return None
            except OSError as error:
                logger.warning("%s cannot be read: %s", name, type(error).__name__)
                return None
            except ValueError:  # pydantic's own among them
                _set_aside(path)
                return None

    def _write(self, name: str, kept: BaseModel) -> None:
        with self._lock:
            if not self._may_make_folder and not self._data_folder.exists():
                self._unwritten[name] = kept
                return
            try:
                self._write_whole(name, kept.model_dump_json(indent=1).encode())
                self._unwritten.pop(name, None)
            except OSError as error:
                self._unwritten[name] = kept
                logger.warning("%s was not kept: %s", name, type(error).__name__)

    def _write_whole(self, name: str, content: bytes) -> None:
        with suppress(FileExistsError):
            self._data_folder.mkdir(mode=0o700, parents=True)
        folder = self._data_folder / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        unfinished = folder / f"{name}.{os.getpid()}.new"
        try:
            with unfinished.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(folder / name)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise


def _file_of(profile_id: str) -> str:
    return f"last.{profile_id}.json" if _SAFE_NAME.fullmatch(profile_id) else ""


def _bytes_of(path: Path) -> bytes:
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise OSError("this is not a file")  # a named pipe would be waited for without end
    if about.st_size > _MOST_BYTES:
        raise ValueError("far larger than anything this program writes")
    return path.read_bytes()


def _set_aside(path: Path) -> None:
    """Keeps a damaged file under another name, for whoever wants to look at it. The newest one is kept."""
    logger.warning("%s is damaged and was set aside", path.name)
    with suppress(OSError):
        path.replace(path.with_name(f"{path.name}.damaged"))
