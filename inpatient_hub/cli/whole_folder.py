"""Who may do something to the whole of a data folder: put a backup back, rescue it, change its lock or its copies."""

from argparse import Namespace
from contextlib import closing, suppress
from dataclasses import dataclass

from inpatient_hub.bootstrap import (
    Hub,
    Place,
    is_mended_by_restoring,
    key_at_hand,
    open_hub,
    unlocked_by_words,
    vault_of,
)
from inpatient_hub.cli.opening import OnServer, folder_of
from inpatient_hub.cli.signing_in import whoever_is_there
from inpatient_hub.cli.unlocking import asked, opened_place
from inpatient_hub.domain.access import Right
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.staff import Staff


class WordsNeeded(HubError):
    """The store cannot be read, so nobody can show with a PIN that they are an admin."""

    def __init__(self, trouble: HubError) -> None:
        super().__init__(
            "Nobody can sign in here now",
            f"{trouble.title}, and this is for an admin. The lock's passphrase or recovery key shows that too.",
            remedy="Type one of them: at a terminal the command asks for it, a program gives it with --passphrase-fd "
            "N. Or put the store right first, with 'inpatient-hub restore' or 'inpatient-hub rescue', and sign in.",
        )


@dataclass(frozen=True, slots=True)
class Allowed:
    """A folder with its key, and who may act on it: `person` is None where nobody could say who they are. `trouble` is
    what keeps its store from being read, None where it was read; `typed` is whether the lock was opened by hand."""

    place: Place
    person: Staff | None = None
    trouble: HubError | None = None
    typed: bool = False

    def need_words(self, args: Namespace) -> None:
        """Where the store cannot be read: whoever asks has to type the lock's passphrase or recovery key, even where
        the keyring opens it for everybody at this computer. Raises HubError."""
        if self.trouble is None or self.typed:
            return
        words = asked(args, "Passphrase or recovery key: ")
        if words is None:
            raise WordsNeeded(self.trouble)
        unlocked_by_words(self.place, words)

    def need_store(self) -> None:
        """Raises HubError where the store cannot be read: for what must not be done then at all."""
        if self.trouble is not None:
            raise HubError(
                "No new key is made now",
                f"{self.trouble.title}, so it could not be recorded who made one.",
                remedy="Put the store right first, with 'inpatient-hub restore' or 'inpatient-hub rescue'.",
            )


def allowed(args: Namespace, right: Right) -> Allowed:
    """Opens the lock of the folder. Where its store can be read, somebody who may do it signs in: with their PIN, or on
    a ward where a name is enough by being named. Where it cannot, what mends a store is done for everybody, as the
    window does it at such a start; all else is for whoever types the lock's passphrase or recovery key. Raises
    HubError, also for a database server."""
    place = folder_of(args)
    typed = vault_of(place).exists() and key_at_hand(place) is None
    place = opened_place(place, args, make=False)
    if place.database_url:  # set by the trust
        raise OnServer
    try:
        hub = open_hub(place, alone=False, make=False)
    except HubError as trouble:
        return _unread(args, right, Allowed(place, trouble=trouble, typed=typed))
    with closing(hub):
        try:
            return Allowed(place, _who(hub, args, right), typed=typed)
        except HubError as trouble:
            if not is_mended_by_restoring(trouble):
                raise
            return _unread(args, right, Allowed(place, trouble=trouble, typed=typed))


def opened_by(args: Namespace, words: str) -> Place:
    """The folder with its key, by the keyring, or else by the recovery key: it is checked once more by what it is for,
    which records a wrong one. Raises HubError."""
    place = folder_of(args)
    key = key_at_hand(place)
    return place._replace(key=key if key is not None else vault_of(place).open_by_recovery_key(words))


def _who(hub: Hub, args: Namespace, right: Right) -> Staff | None:
    """Signs in somebody who may do it, named or the only one there is, and out again: what they do is done to the whole
    folder, while the store is closed. None only for a store in which there is nobody yet."""
    try:
        person = whoever_is_there(hub, args)
        if person is not None:
            hub.seat.need(right)
        return person
    finally:
        with suppress(HubError):
            hub.sign_in.sign_out()


def _unread(args: Namespace, right: Right, found: Allowed) -> Allowed:
    if found.trouble is not None and not (right is Right.RESTORE_BACKUP and is_mended_by_restoring(found.trouble)):
        found.need_words(args)
    return found
