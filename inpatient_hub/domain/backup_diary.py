"""What went wrong with the backups of a ward's work and has not been put right since."""

from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.domain.errors import HubError

AT_QUIT = "quit"
"""Label of a backup that is made when the window is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """A backup or a copy that was not made. The first failure of a row is `since`, the last `at`, both in UTC."""

    title: str
    message: str
    remedy: str
    since: datetime
    at: datetime
    label: str = ""
    """What the backup was to be made for."""

    @classmethod
    def of(cls, fault: HubError, now: datetime, *, before: "Mishap | None", label: str = "") -> "Mishap":
        """This fault, now; `before` is the one that still stood."""
        return cls(
            title=fault.title,
            message=fault.message,
            remedy=fault.remedy,
            since=before.since if before else now,
            at=now,
            label=label,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupDiary:
    """Kept on this computer, so that what failed when the window was closed is told at the next start."""

    failed: Mishap | None = None
    """No backup could be made since this."""
    second: Mishap | None = None
    """No backup could be copied to the second place since this."""
    exported: Mishap | None = None
    """No nightly export could be made since this."""
    copied_at: datetime | None = None
    """When a backup was last copied to the second place, in UTC."""
    copied_to: str = ""
    """The second place of that copy; empty where that is not known."""
