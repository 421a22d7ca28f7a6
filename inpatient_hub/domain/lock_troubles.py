"""What can stand between a person and the ward's locked work: each trouble by its own name, with the way forward."""

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.locking import WAY_WORDS, LockState, Way


class LockTrouble(HubError):
    """Something about the lock, as opposed to the store behind it."""


class Locked(LockTrouble):
    """The store needs a person to open it. `state` says with what."""

    def __init__(self, state: LockState) -> None:
        ways = [WAY_WORDS[way] for way in state.ways if way is not Way.KEYRING]
        super().__init__(
            "The ward's work is locked",
            state.keyring_fault,
            remedy=f"Give {' or '.join(ways)}." if ways else "Open it with the key of its lock.",
        )
        self.state = state


class MovedHere(Locked):
    """The folder was locked with a keyring that is not this one."""

    def __init__(self, state: LockState) -> None:
        super().__init__(state)
        self.message = (
            "It was locked by another computer or another user, whose keyring holds the key, or the key was taken away "
            "in a copy of it. That is what happens when the data folder is moved or Windows is set up again."
        )
        self.remedy = (
            "Enter your recovery key: eight groups of letters and figures, written down when the lock was made."
        )


class WrongPassphrase(LockTrouble):
    """The passphrase is not the one."""

    def __init__(self) -> None:
        super().__init__(
            "This is not the passphrase",
            "The ward's work stays locked. Nothing is lost by a wrong one.",
            remedy="Check Caps Lock and the keyboard's language, and type it again. Or use the recovery key.",
        )


class WrongPin(LockTrouble):
    """The PIN is not the one. `tries` is how many are left."""

    def __init__(self, tries: int) -> None:
        left = "One more try is left" if tries == 1 else f"{tries} tries are left"
        super().__init__(
            "This is not the PIN",
            f"{left} before the PIN is switched off on this computer.",
            remedy="Type it again, or use the passphrase or the recovery key.",
        )
        self.tries = tries


class PinSwitchedOff(LockTrouble):
    """Too many wrong PINs were given, or the PIN's secret is gone."""

    def __init__(self) -> None:
        super().__init__(
            "The PIN is switched off",
            "A wrong PIN was given too many times, so this computer no longer takes one.",
            remedy="Use the passphrase or the recovery key; after that a new PIN can be set.",
        )


class WrongRecoveryKey(LockTrouble):
    """A recovery key without a typing mistake, of another lock."""

    def __init__(self) -> None:
        super().__init__(
            "This recovery key does not open this lock",
            "It is written as it should be, but belongs to another ward's lock, or a newer one has replaced it.",
            remedy="Look for the latest recovery key of this ward, or use the passphrase.",
        )


class MistypedRecoveryKey(InvalidAnswer):
    """What was typed cannot be a recovery key. `group` counts from 1, and is 0 when the length is wrong."""

    def __init__(self, group: int = 0) -> None:
        message = (
            f"Group {group} is not as it was written down."
            if group
            else "It is eight groups of five letters and figures."
        )
        super().__init__(
            "The recovery key is mistyped",
            message,
            remedy="Compare it with the paper. There is no letter I, L, O or U in it; capitals make no difference.",
            field="recovery_key",
        )
        self.group = group


class NoSuchWay(LockTrouble):
    """This way was never made, or cannot work on this computer."""

    def __init__(self, way: Way) -> None:
        super().__init__(
            "This way in does not exist here",
            f"The ward's work cannot be opened with {WAY_WORDS[way]} on this computer.",
            remedy="Use another way: a passphrase, or the recovery key.",
        )
        self.way = way


class WayNotAllowed(LockTrouble):
    """The trust's policy shuts this way out."""

    def __init__(self, way: Way) -> None:
        super().__init__(
            "Your trust does not allow this",
            f"Its policy for this computer shuts out {WAY_WORDS[way]}.",
            remedy="Use another way in, or ask IT.",
        )
        self.way = way


class LastWay(LockTrouble):
    """Taking this way away would lock everybody out."""

    def __init__(self, way: Way) -> None:
        super().__init__(
            "This way in stays",
            f"Without {WAY_WORDS[way]} nobody could open the ward's work again if something goes wrong.",
            remedy="Make another way in first, such as a passphrase.",
        )


class KeyringUnavailable(LockTrouble):
    """This computer's keyring cannot be asked, or did not keep what it was given."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "This computer's keyring cannot be used",
            why,
            remedy="Choose a passphrase instead, or ask IT about the keyring.",
        )


class NotEnoughMemory(LockTrouble):
    """The computer has not the memory that checking a passphrase takes."""

    def __init__(self) -> None:
        super().__init__(
            "There is not enough memory to check it",
            "Checking a passphrase takes some memory, so that a thief cannot try many.",
            remedy="Close other programs and try again, or use the recovery key.",
        )


class PassphraseNeeded(LockTrouble):
    """A lock is to be made, and there is nothing to make it with."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "A passphrase is needed to lock the ward's work",
            f"{why} Without a lock, patients' details would lie open on this computer, so none are kept.".strip(),
            remedy="Choose a passphrase: in a terminal, 'inpatient-hub lock set-up'.",
        )


class KeyFileMissing(LockTrouble):
    """The store is locked, and the file with its ways in is gone."""

    def __init__(self, file: object, *, has_copy: bool) -> None:
        super().__init__(
            "The file with the ward's lock is missing",
            f"The store is locked, and {file}, which says how to open it, is gone. The store itself is untouched.",
            remedy=_from_copy(has_copy=has_copy),
        )
        self.has_copy = has_copy


class KeyFileDamaged(LockTrouble):
    """The file with the ways in cannot be read."""

    def __init__(self, file: object, *, has_copy: bool) -> None:
        super().__init__(
            "The file with the ward's lock is damaged",
            f"{file}, which says how to open the store, cannot be read. The store itself is untouched.",
            remedy=_from_copy(has_copy=has_copy),
        )
        self.has_copy = has_copy


class KeyFileOfAnother(LockTrouble):
    """The file with the ways in was put here from another store, while the right one lies with the backups."""

    def __init__(self, file: object) -> None:
        super().__init__(
            "The file with the ward's lock belongs to another store",
            f"{file} opens another store, not the one beside it. The store itself is untouched.",
            remedy=_from_copy(has_copy=True),
        )


class KeyFileNewer(LockTrouble):
    """A newer version of the program wrote the file with the ways in."""

    def __init__(self) -> None:
        super().__init__(
            "This lock was made by a newer Inpatient Hub",
            "This version does not know how to open it. Nothing has been changed.",
            remedy="Install the newer version on this computer, or ask IT to.",
        )


class BackupLocked(LockTrouble):
    """A backup of another lock is to be opened."""

    def __init__(self, name: str, *, has_key_file: bool) -> None:
        if has_key_file:
            remedy = "Give the passphrase or the recovery key of that lock."
        else:
            remedy = "Put the key file that was kept with it (its name ends with .keys) beside it, and try again."
        super().__init__(
            "This backup was made under another lock",
            f"{name} belongs to another computer's lock, or to an older one of this ward.",
            remedy=remedy,
        )
        self.has_key_file = has_key_file


class LockExists(LockTrouble):
    """A lock is to be made where there is one."""

    def __init__(self) -> None:
        super().__init__(
            "There is a lock already",
            "The ward's work in this folder is locked, and the lock is not replaced by another one.",
            remedy="Open it, and change its passphrase, PIN or recovery key instead.",
        )


class StoreIsPlain(LockTrouble):
    """A store of an older version lies open."""

    def __init__(self) -> None:
        super().__init__(
            "The ward's work is not locked yet",
            "It was kept by an older version of Inpatient Hub, which had no lock.",
            remedy="Open it with this version once: it is then locked, and a checked copy is made first.",
        )


class PolicyUnreadable(LockTrouble):
    """The trust's policy says something that is not understood, in a file or in the registry. Nothing weaker is put in
    its place."""

    def __init__(self, file: object, problems: tuple[str, ...]) -> None:
        super().__init__(
            "Your trust's policy for Inpatient Hub cannot be read",
            f"{file}: {'; '.join(problems)}.",
            remedy="Ask IT to put it right. Until then the ward's work stays locked.",
        )
        self.problems = problems


class TooWeak(InvalidAnswer):
    """A passphrase or PIN that would be guessed. `why` is a sentence."""

    def __init__(self, way: Way, why: str) -> None:
        name = "passphrase" if way is Way.PASSPHRASE else "PIN"
        super().__init__(f"Choose another {name}", why, remedy="Nothing has been changed.", field=name.lower())


def _from_copy(*, has_copy: bool) -> str:
    if has_copy:
        return "A copy lies with the backups. Put it back here, or with 'inpatient-hub lock restore-file'."
    return (
        "Put back a copy of it: one lies with every backup, also with those in the second place. IT may have one too."
    )
