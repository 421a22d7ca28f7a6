"""Backups in words: when one was made, what it holds, and how that differs from what is here now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from inpatient_hub.domain.backups import BackupContents
from inpatient_hub.gui.moments import clock, day
from inpatient_hub.services.backup_health import megabytes
from inpatient_hub.services.backups import BackupLine, made_for

Local = Callable[[datetime], datetime]
"""A moment on the ward's clock."""
Row = tuple[str, str, str]
"""(what, in the backup, here now)."""

UNKNOWN = "not known"
DO_AGAIN = "What was done since that moment has to be done again: compare with SystmOne and the ward's paper."


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is told before a backup is put back. `file` and `words` are what opens it; `made_at` is in UTC, None when
    its name does not say; `present` is None where the store here cannot be read."""

    file: str
    words: str | None
    made_at: datetime | None
    contents: BackupContents
    present: BackupContents | None


def when(local: datetime) -> str:
    """`20 Nov 2026, 14:05`."""
    return f"{day(local.date())}, {clock(local)}"


def when_near(local: datetime, today: date) -> str:
    """`today, 14:05`, `yesterday, 14:05`, else `18 Nov 2026, 14:05`."""
    names = {0: "today", 1: "yesterday"}
    name = names.get((today - local.date()).days) or day(local.date())
    return f"{name}, {clock(local)}"


def size_words(count: int) -> str:
    """`12.4 MB`, `812 kB`, `1.4 GB`."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{count / 1e6:.1f} MB" if count < 100_000_000 else megabytes(count)


def label_words(line: BackupLine) -> str:
    """What it was made for, as it begins a cell."""
    words = made_for(line.label)
    return words[:1].upper() + words[1:]


def file_name(file: str) -> str:
    """The last part of a path of this computer, or the name itself."""
    return PurePath(file).name


def compared(there: BackupContents, here: BackupContents | None, local: Local) -> Sequence[Row]:
    """Each thing that is counted, in the backup and here; nothing stands for here where the store cannot be read."""
    rows: list[tuple[str, Callable[[BackupContents], str]]] = [
        ("Wards", lambda one: ", ".join(one.wards) or "none"),
        ("Patients on the ward", lambda one: f"{one.patients:,}"),
        ("Staff", lambda one: f"{one.staff:,}"),
        ("Notes", lambda one: f"{one.notes:,}"),
        ("of these copied and not filed", lambda one: f"{one.notes_unfiled:,}"),
        ("Referrals in progress", lambda one: f"{one.runs_in_progress:,}"),
        ("Open tasks", lambda one: f"{one.tasks_open:,}"),
        ("Newest work", lambda one: when(local(one.last_at)) if one.last_at else "none"),
        ("Kept by", lambda one: f"Inpatient Hub {one.made_by}" if one.made_by else UNKNOWN),
    ]
    return [(words, told(there), told(here) if here is not None else "") for words, told in rows]


def less_words(there: BackupContents, here: BackupContents | None) -> str:
    """What will be missing, in a sentence; empty when nothing countable will."""
    if here is None:
        return ""
    counts = (
        (here.patients - there.patients, "patient"),
        (here.notes - there.notes, "note"),
        (here.runs_in_progress - there.runs_in_progress, "referral in progress"),
        (here.tasks_open - there.tasks_open, "open task"),
    )
    parts = [_counted(number, noun) for number, noun in counts if number > 0]
    return f"It holds {_joined(parts)} less than there are now." if parts else ""


def _counted(number: int, noun: str) -> str:
    if number == 1:
        return f"1 {noun}"
    head, _, rest = noun.partition(" ")
    plural = f"{head}s {rest}" if head == "referral" else f"{noun}s"
    return f"{number:,} {plural}"


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
