"""How a ward's work is locked on a computer: the ways in, the state of the lock, and what a trust allows."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from inpatient_hub.domain.backups import BackupPlan
from inpatient_hub.domain.retention_plan import RetentionPlan


class Way(StrEnum):
    """One way to open the lock. Each keeps the same data key, wrapped for it alone."""

    KEYRING = "keyring"
    """A secret in this user's keyring: nothing is asked."""
    PIN = "pin"
    """A PIN, together with a secret in this user's keyring."""
    PASSPHRASE = "passphrase"
    RECOVERY = "recovery"
    """The key that was written down when the lock was made."""


WAY_WORDS = {
    Way.KEYRING: "this computer's keyring",
    Way.PIN: "a PIN",
    Way.PASSPHRASE: "a passphrase",
    Way.RECOVERY: "the recovery key",
}
"""Each way as it stands in a sentence."""


class LockStage(StrEnum):
    """How far the lock of a data folder has come."""

    NONE_YET = "none_yet"
    """There is no store here, and no lock."""
    PLAIN = "plain"
    """There is a store of an older version that is not locked."""
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class LockState:
    """What the unlock page needs to know, without any secret."""

    stage: LockStage
    ways: tuple[Way, ...] = ()
    """The ways that can be tried on this computer now, the easiest first."""
    made: tuple[Way, ...] = ()
    """All ways that were made, also those that cannot work here."""
    moved: bool = False
    """It was locked with another computer's or another user's keyring: here the recovery key is what helps."""
    keyring_fault: str = ""
    """Why this computer's keyring cannot be asked, in a sentence, or empty."""
    pin_tries: int | None = None
    """How many more wrong PINs are let pass; None when there is no PIN."""
    recovery_not_written: bool = False
    """The recovery key was made, and nobody has typed it back yet."""
    recovery_checked_on: date | None = None
    """The day on which it was last typed back from the paper; None when it was not, or nobody noted when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustPolicy:
    """What a trust allows on its computers. Lengths in characters."""

    ways: frozenset[Way] = frozenset(Way)
    passphrase_length: int = 12
    pin_length: int = 6
    pin_tries: int = 5
    idle_minutes: int = 10
    """After so long without a key or a move of the mouse the window locks."""
    backups: BackupPlan = field(default_factory=BackupPlan)
    retention: RetentionPlan = field(default_factory=RetentionPlan)
    database_url: str = field(default="", repr=False)
    """The database that the wards share; empty where work is kept in the data folder. It is never shown whole."""
    second_backup_folder: str = ""
    """Where each backup is copied to as well; empty where the ward may choose."""
    readiness_profile: str = ""
    """What this computer is checked against until somebody chooses; empty for what fits."""
    update_notice: bool = False
    """Whether the window may say that a newer version is there, if the file in `update_folder` names one."""
    update_folder: str = ""
    fixed: frozenset[str] = frozenset()
    """What the trust says, such as `lock.idle_minutes`: the rest may be the ward's own choice."""
    places: tuple[str, ...] = field(default=(), compare=False)
    """Where it says so, the weightiest first: keys of the registry and files."""

    def allows(self, way: Way) -> bool:
        """Whether this way in may be made and used. The recovery key is never switched off: without it a broken
        computer would take the ward's work with it."""
        return way is Way.RECOVERY or way in self.ways
