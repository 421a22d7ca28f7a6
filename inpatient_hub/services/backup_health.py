"""What somebody has to know about the backups: a calm line as long as it can wait, red only when somebody must act."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from inpatient_hub.domain.backup_diary import AT_QUIT, BackupDiary, Mishap
from inpatient_hub.domain.room import LowRoom

NONE_FOR = timedelta(days=7)
"""After so long without a backup of what was changed somebody must act."""
SECOND_FOR = timedelta(days=2)
"""A drive that is away for a night is no news outside the page of the backups."""
EXPORT_FOR = timedelta(days=2)
"""Nor is an export that failed for one night: it is tried again at each look."""


class Weight(StrEnum):
    """How much it matters."""

    QUIET = "quiet"
    """Only the page of the backups says it."""
    NOTE = "note"
    """The window says it in a calm line."""
    ACT = "act"
    """Somebody must act."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to know, in words: what, why, what to do. `id` is what it is about."""

    id: str
    weight: Weight
    title: str
    message: str
    remedy: str


def concerns(
    diary: BackupDiary,
    *,
    last: datetime | None,
    has_changed: bool,
    rooms: Sequence[LowRoom],
    now: datetime,
    is_second_lost: bool = False,
) -> tuple[Concern, ...]:
    """All there is to know, the weightiest first. `last` is when the newest backup was made; `has_changed` whether
    there is anything in the store that it does not hold; `rooms` are disks that are filling up;
    `is_second_lost` says that no second place is set any more and that nobody chose so."""
    found = [
        *_about_room(rooms),
        *_about_last(diary, last, now, has_changed=has_changed),
        *_about_export(diary, now),
        *(_about_lost_second(diary) if is_second_lost else _about_second(diary, now)),
    ]
    return tuple(sorted(found, key=lambda one: _ORDER[one.weight]))


_ORDER = {Weight.ACT: 0, Weight.NOTE: 1, Weight.QUIET: 2}


def _about_room(rooms: Sequence[LowRoom]) -> Iterator[Concern]:
    for low in rooms:
        weight = Weight.ACT if low.is_urgent else Weight.NOTE
        yield Concern("room", weight, low.title, low.message, low.remedy)


def _about_last(diary: BackupDiary, last: datetime | None, now: datetime, *, has_changed: bool) -> Iterator[Concern]:
    since = last or (diary.failed.since if diary.failed else None)
    if since is not None and has_changed and now - since >= NONE_FOR:
        why = f" {diary.failed.title}: {diary.failed.message}" if diary.failed else ""
        yield Concern(
            "last",
            Weight.ACT,
            f"No backup has been made for {(now - since).days} days",
            f"Work was saved since.{why}",
            "Make one now. If that fails, tell IT today.",
        )
    elif diary.failed is not None:
        yield Concern("last", Weight.NOTE, _title(diary.failed), diary.failed.message, diary.failed.remedy)


def _title(failed: Mishap) -> str:
    if failed.label == AT_QUIT:
        return "The backup when the window was last closed was not made"
    return failed.title


def _about_export(diary: BackupDiary, now: datetime) -> Iterator[Concern]:
    failed = diary.exported
    if failed is None:
        return
    days, why = now - failed.since, f"{failed.title}: {failed.message}"
    if days >= EXPORT_FOR:
        title = f"No nightly export has been made for {days.days} days"
        yield Concern("export", Weight.NOTE, title, why, failed.remedy)
    else:
        yield Concern("export", Weight.QUIET, "The nightly export was not made", why, failed.remedy)


def _about_second(diary: BackupDiary, now: datetime) -> Iterator[Concern]:
    second = diary.second
    if second is not None:
        for_days = now - second.since >= SECOND_FOR
        weight = Weight.NOTE if for_days else Weight.QUIET
        yield Concern("second", weight, second.title, second.message, second.remedy)


def _about_lost_second(diary: BackupDiary) -> Iterator[Concern]:
    if diary.copied_to:
        yield Concern(
            "second",
            Weight.NOTE,
            "Backups are no longer copied to a second place",
            f"They used to be copied to {diary.copied_to}. This computer's choices no longer say so: their file "
            "was damaged or removed, or your trust's policy has changed.",
            "Choose the second place again, and look at the schedule of the backups.",
        )


def megabytes(count: int) -> str:
    """`31 MB`, `1.4 GB`."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:,.0f} MB"
