"""A lock in memory that opens for anybody, for tests that are about who may change it."""

from datetime import date

from inpatient_hub.domain.lock_troubles import WrongRecoveryKey
from inpatient_hub.domain.locking import LockStage, LockState, TrustPolicy, Way

RECOVERY_KEY = "the recovery key"


class FakeVault:
    """Remembers which ways in were made. What it does not do, no settings of a lock ask for."""

    def __init__(self) -> None:
        self.made = [Way.KEYRING, Way.PASSPHRASE, Way.RECOVERY]
        self.checked_on: date | None = None
        self.policy = TrustPolicy()

    def state(self) -> LockState:
        """How things stand."""
        return LockState(
            stage=LockStage.LOCKED,
            ways=tuple(self.made),
            made=tuple(self.made),
            recovery_not_written=self.checked_on is None,
            recovery_checked_on=self.checked_on,
        )

    def set_passphrase(self, _key: object, _words: str) -> None:
        """Makes one."""
        self._make(Way.PASSPHRASE)

    def set_pin(self, _key: object, _pin: str) -> None:
        """Makes one."""
        self._make(Way.PIN)

    def remember_here(self, _key: object) -> None:
        """Makes it."""
        self._make(Way.KEYRING)

    def take_away(self, _key: object, way: Way) -> None:
        """Takes it away."""
        self.made.remove(way)

    def check_new_passphrase(self, _words: str) -> None:
        """Any will do."""

    def unwritten_recovery_key(self, _key: object) -> str | None:
        """The one there is."""
        return None if self.checked_on else RECOVERY_KEY

    def new_recovery_key(self, _key: object) -> str:
        """The same one anew."""
        self.checked_on = None
        return RECOVERY_KEY

    def recovery_key_written(self, _key: object, typed: str, *, on: date | None = None) -> None:
        """Takes note of it."""
        if typed != RECOVERY_KEY:
            raise WrongRecoveryKey
        self.checked_on = on

    def _make(self, way: Way) -> None:
        self.made = [*(one for one in self.made if one is not way), way]
