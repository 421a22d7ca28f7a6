"""What the page of the backups is filled with, and how it reads."""

from dataclasses import dataclass
from datetime import date, datetime

from inpatient_hub.domain.backups import BackupPlan
from inpatient_hub.gui.backup_words import Local, label_words, size_words, when_near
from inpatient_hub.services.backup_health import Concern
from inpatient_hub.services.backup_settings import BackupSettings
from inpatient_hub.services.backups import ListedBackup


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupsView:
    """How the backups stand. Moments are in UTC; `today` is the ward's day. `knows_second` is whether the second place
    was asked by now what it holds."""

    listed: tuple[ListedBackup, ...]
    concerns: tuple[Concern, ...]
    settings: BackupSettings
    copied_at: datetime | None
    exported_at: datetime | None
    knows_second: bool
    may_change: bool
    may_restore: bool
    local: Local
    today: date


def last_words(view: BackupsView) -> str:
    """When the last one was made, and that it was checked."""
    newest = next((one for one in view.listed if one.is_here), None)
    if newest is None:
        return "No backup has been made yet. One is made by itself within the hour."
    when = when_near(view.local(newest.line.made_at), view.today)
    return f"Last backup: {when}, {label_words(newest.line).lower()}. It was compared with the store, and is whole."


def made_words(one: ListedBackup, view: BackupsView) -> str:
    """When a backup was made, as a cell."""
    words = when_near(view.local(one.line.made_at), view.today)
    return words[:1].upper() + words[1:]


def where_words(one: ListedBackup, view: BackupsView) -> str:
    """Where a backup is."""
    if not view.settings.second_place:
        return "This computer"
    if not view.knows_second:
        return "This computer, looking in the second place"
    if one.is_here and one.is_copied:
        return "Both places"
    return "This computer only" if one.is_here else "Second place only"


def row_words(one: ListedBackup, view: BackupsView) -> str:
    """A backup in one sentence, for a screen reader."""
    parts = (made_words(one, view), label_words(one.line), size_words(one.line.size), where_words(one, view))
    return ", ".join(parts)


def every_words(minutes: int) -> str:
    """`every hour`, `every 4 hours`, `every 15 minutes`, `once a day`."""
    if minutes == 1440:
        return "once a day"
    if minutes % 60 == 0:
        return "every hour" if minutes == 60 else f"every {minutes // 60} hours"
    return f"every {minutes} minutes"


def plan_words(plan: BackupPlan) -> str:
    """The schedule in a sentence."""
    kept = (
        (plan.hourly, "hour", "hours"),
        (plan.daily, "day", "days"),
        (plan.weekly, "week", "weeks"),
    )
    parts = [f"{count} {one if count == 1 else many}" for count, one, many in kept if count]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return (
        f"A backup is made {every_words(plan.every_minutes)} when something changed, when the window is closed, and "
        f"before each new version. Kept is the newest of each of the last {listed}. Those made by hand all stay."
    )
