"""Keeps a short report of each fault of the program: its kind and where in the program it was, never a word of data.

No message of an exception, no variable and no path is in it: they could name a patient or a person. Nothing is sent.
"""

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from inpatient_hub import __version__
from inpatient_hub.host.paths import crash_folder
from inpatient_hub.host.system_words import python_version, system_words

MOST_KEPT = 5
MOST_A_RUN = 3
"""A fault that comes again and again must not push out what went before."""

_NEW, _TOLD = ".new.txt", ".txt"
_MOST_LINES = 60
_MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class CrashReport:
    """One report. `ended` tells that the program ended with it; `is_new` that nobody was told yet."""

    file: Path
    text: str
    ended: bool
    is_new: bool


def versions() -> str:
    """The versions that matter to whoever looks for the fault."""
    qt = getattr(sys.modules.get("PySide6"), "__version__", "")
    parts = (f"Inpatient Hub {__version__}", f"Qt {qt}" if qt else "", f"Python {python_version()}", system_words())
    return ", ".join(part for part in parts if part)


def where_in(trace: TracebackType | None) -> list[str]:
    """The lines of the program that a fault passed through, by the bare names of their files."""
    lines = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return lines[-_MOST_LINES:]


def write_report(
    data_folder: Path, at: datetime, *, ended: bool, kind: str, where: str, lines: Sequence[str], made_with: str = ""
) -> None:
    """Writes a report, readable by this user alone, and lets go of all but the newest. A folder that cannot be written
    means no report, never another fault."""
    folder = crash_folder(data_folder)
    head = "Inpatient Hub ended unexpectedly." if ended else "Something went wrong, and Inpatient Hub went on."
    text = [head, f"When: {at:%Y-%m-%d %H:%M:%S} UTC", f"Kind: {kind}", f"Where: {where}"]
    text += [f"Versions: {made_with or versions()}", "Lines of the program:", *(f"  {line}" for line in lines)]
    with suppress(OSError):
        folder.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(_free_name(folder, at), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as opened:
            opened.write("\n".join(text) + "\n")
        for old in _files(folder)[MOST_KEPT:]:
            old.unlink(missing_ok=True)


def reports(data_folder: Path) -> tuple[CrashReport, ...]:
    """Those that are kept, the newest first."""
    return tuple(_read(crash_folder(data_folder)))


def told(data_folder: Path) -> None:
    """Somebody was told of all that there are."""
    for file in _files(crash_folder(data_folder)):
        if file.name.endswith(_NEW):
            with suppress(OSError):
                file.rename(file.with_name(file.name.removesuffix(_NEW) + _TOLD))


def delete_reports(data_folder: Path) -> None:
    """Removes all of them."""
    for file in _files(crash_folder(data_folder)):
        with suppress(OSError):
            file.unlink(missing_ok=True)


class FaultReports(logging.Handler):
    """Makes a report of each fault that is noted in the log with its exception."""

    def __init__(self, data_folder: Path) -> None:
        super().__init__(logging.ERROR)
        self._data_folder = data_folder
        self._made = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Writes it, unless this run has written enough."""
        if not record.exc_info or record.exc_info[0] is None or self._made >= MOST_A_RUN:
            return
        self._made += 1
        kind, error, trace = record.exc_info
        write_report(
            self._data_folder,
            datetime.fromtimestamp(record.created, UTC),
            ended=False,
            kind=" from ".join(_kinds(kind, error)),
            where=record.threadName or "",
            lines=where_in(trace),
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """A report that cannot be made is no further fault."""


def _kinds(kind: type[BaseException], error: BaseException | None) -> Iterator[str]:
    """The kind of the fault, and of those that led to it."""
    yield kind.__name__
    for _ in range(5):
        error = (error.__cause__ or error.__context__) if error is not None else None
        if error is None:
            return
        yield type(error).__name__


def _free_name(folder: Path, at: datetime) -> Path:
    names = (f"{at:%Y%m%dT%H%M%S%f}-{number:02}" for number in range(100))
    return next(folder / f"{name}{_NEW}" for name in names if not list(folder.glob(f"{name}.*")))


def _files(folder: Path) -> list[Path]:
    """The newest first: their names begin with the moment."""
    with suppress(OSError):
        return sorted((file for file in folder.iterdir() if file.name[:8].isdecimal()), reverse=True)
    return []


def _read(folder: Path) -> Iterator[CrashReport]:
    for file in _files(folder)[:MOST_KEPT]:
        with suppress(OSError):
            with file.open("rb") as opened:
                text = opened.read(_MOST_BYTES).decode("utf-8", errors="replace")
            yield CrashReport(file, text, "ended unexpectedly" in text.partition("\n")[0], file.name.endswith(_NEW))
