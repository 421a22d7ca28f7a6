"""What the unlock page, the lock's settings and the command line ask of the lock of a data folder."""

from datetime import date
from typing import Any, Protocol

from inpatient_hub.domain.locking import LockState, TrustPolicy, Way


class Vault(Protocol):
    """The lock of one data folder. It keeps no key: opening gives one, and each change wants it back. A key is only
    ever passed on, into `Place(key=...)` or back in here.

    Checking something typed takes a quarter to half a second: never on the window's thread. Besides what each method
    says, all may raise KeyFileMissing, KeyFileDamaged, KeyFileOfAnother, KeyFileNewer, and HubError for a disk that
    fails.
    """

    @property
    def policy(self) -> TrustPolicy:
        """What the trust allows, lengths and idle minutes among it."""
        ...

    def exists(self) -> bool:
        """Whether the folder has a lock."""
        ...

    def state(self) -> LockState:
        """How things stand, without opening anything."""
        ...

    def make(self, *, passphrase: str | None = None, use_keyring: bool = True) -> Any:
        """Makes the lock of a folder that has none. Raises PassphraseNeeded, TooWeak, WayNotAllowed, LockExists."""
        ...

    def open_unasked(self) -> Any:
        """The key, when this user's keyring has it. Raises Locked or MovedHere."""
        ...

    def open_by_pin(self, pin: str) -> Any:
        """Raises WrongPin (with the tries left), PinSwitchedOff, NoSuchWay, WayNotAllowed, KeyringUnavailable."""
        ...

    def open_by_passphrase(self, words: str) -> Any:
        """Raises WrongPassphrase, NoSuchWay, WayNotAllowed, NotEnoughMemory."""
        ...

    def open_by_recovery_key(self, words: str) -> Any:
        """Raises MistypedRecoveryKey (with the group), WrongRecoveryKey, NoSuchWay."""
        ...

    def open_by_words(self, words: str) -> Any:
        """By a passphrase or a recovery key, whichever it looks like."""
        ...

    def unwritten_recovery_key(self, key: Any) -> str | None:
        """The recovery key, as long as nobody has typed it back."""
        ...

    def recovery_key_written(self, key: Any, typed: str, *, on: date | None = None) -> None:
        """Takes note that it was written down, and on which day. Raises MistypedRecoveryKey and WrongRecoveryKey."""
        ...

    def new_recovery_key(self, key: Any) -> str:
        """Makes another one, to be written down and typed back; the old one opens nothing any more."""
        ...

    def set_passphrase(self, key: Any, words: str) -> None:
        """Makes a passphrase, or another one. Raises TooWeak and WayNotAllowed."""
        ...

    def check_new_passphrase(self, words: str) -> None:
        """Whether it could be made: raises TooWeak and WayNotAllowed. Nothing is changed."""
        ...

    def set_pin(self, key: Any, pin: str) -> None:
        """Makes a PIN for this computer, or another one. Raises TooWeak, WayNotAllowed and KeyringUnavailable."""
        ...

    def remember_here(self, key: Any) -> None:
        """Lets this user's keyring open it from now on. Raises WayNotAllowed and KeyringUnavailable."""
        ...

    def take_away(self, key: Any, way: Way) -> None:
        """Takes a way in away. Raises LastWay."""
        ...

    def key_to_start_again(self, *, passphrase: str | None = None) -> Any:
        """The key for a store that takes the place of one that cannot be used. Raises Locked."""
        ...

    def restore_key_file(self) -> None:
        """Puts the copy that lies with the backups in the key file's place."""
        ...
