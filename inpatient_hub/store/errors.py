"""What can go wrong with a store, and the words that say what failed, why, and what to do."""

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from inpatient_hub.domain.errors import HubError


class Fault(StrEnum):
    """The kinds of trouble a store can be in."""

    NO_FOLDER = "no_folder"
    NO_WARD = "no_ward"
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    LOCKED = "locked"
    IN_USE = "in_use"
    DAMAGED = "damaged"
    NOT_A_STORE = "not_a_store"
    EMPTY = "empty"
    VANISHED = "vanished"
    UNSAFE_PLACE = "unsafe_place"
    NEWER = "newer"
    UPGRADE_FAILED = "upgrade_failed"
    BACKUP_FAILED = "backup_failed"
    BACKUP_UNUSABLE = "backup_unusable"
    DEVICE = "device"
    ADDRESS = "address"
    UNREACHABLE = "unreachable"
    SIGN_IN_REFUSED = "sign_in_refused"
    NO_DATABASE = "no_database"
    NOT_ALLOWED = "not_allowed"
    OTHER_DATABASE = "other_database"
    SERVER_FULL = "server_full"
    SERVER_READ_ONLY = "server_read_only"
    SERVER_BUSY = "server_busy"
    SERVER_DAMAGED = "server_damaged"
    IT_BACKS_UP = "it_backs_up"
    OLD_LIBRARY = "old_library"
    SECOND_PLACE_GONE = "second_place_gone"
    SECOND_PLACE_INSIDE = "second_place_inside"
    EXPORT_UNUSABLE = "export_unusable"
    LOG_MISSING = "log_missing"
    LOG_DAMAGED = "log_damaged"


class _Words(NamedTuple):
    """What failed, why, and what to do, with {places} for what differs."""

    title: str
    message: str
    remedy: str


_WAYS_FORWARD = (
    "Choose one: restore a backup from {backups}; set this store aside and start with an "
    "empty one (the old file is kept); or ask IT to look at it. Until then use the ward's paper."
)

_WORDS: dict[Fault, _Words] = {
    Fault.NO_FOLDER: _Words(
        title="The data folder was not found",
        message="There is no folder at {place}. A drive may have been taken out, or the path may be mistyped.",
        remedy="Check the path, or connect the drive, then start Inpatient Hub again.",
    ),
    Fault.NO_WARD: _Words(
        title="There is no ward here yet",
        message="There is no ward's store in {place}. The path may be mistyped, or a drive may have been taken out. "
        "Nothing was made there.",
        remedy="Check the path given with --data-dir or --database-url. To begin a ward there: 'inpatient-hub ward "
        "set-up'; to try a fictional one: 'inpatient-hub demo'.",
    ),
    Fault.READ_ONLY: _Words(
        title="The data folder cannot be written to",
        message="This user may read {place} but not change it, so nothing new could be saved.",
        remedy="Ask IT for permission to write there, or choose another folder with --data-dir.",
    ),
    Fault.DISK_FULL: _Words(
        title="Nothing was saved because the disk is full",
        message="The disk that holds {place} has no room left. What was saved before is safe.",
        remedy="Free some space on that disk, then do it again.",
    ),
    Fault.LOCKED: _Words(
        title="The store is locked by another program",
        message="Another program, such as a backup or virus scan, is holding the store in {place}.",
        remedy="Wait a minute and try again. If it goes on, close other programs or ask IT which one holds the file.",
    ),
    Fault.IN_USE: _Words(
        title="Inpatient Hub is already open",
        message="The store in {place} is in use{holder}.",
        remedy="Use the window that is already open, or close it and start again.",
    ),
    Fault.DAMAGED: _Words(
        title="The store is damaged",
        message="The file in {place} can no longer be read properly. Nothing has been changed or removed.",
        remedy=_WAYS_FORWARD,
    ),
    Fault.NOT_A_STORE: _Words(
        title="This file is not an Inpatient Hub store",
        message="There is a file where the store should be in {place}, but Inpatient Hub did not make it, or its "
        "beginning is damaged. Nothing has been changed or removed.",
        remedy=_WAYS_FORWARD,
    ),
    Fault.EMPTY: _Words(
        title="The store's file is empty",
        message="The file in {place} holds nothing at all, so the ward's records are not in it. It is not opened, "
        "because an empty ward would look as if all were well.",
        remedy=_WAYS_FORWARD,
    ),
    Fault.VANISHED: _Words(
        title="The store is missing",
        message="There was a store in {place}, and its file is gone. It is not replaced by an empty one, because an "
        "empty ward would look as if all were well.",
        remedy="If the file was moved, put it back. Otherwise choose one: restore a backup from {backups}; start with "
        "an empty store; or ask IT to look for it.",
    ),
    Fault.UNSAFE_PLACE: _Words(
        title="The store cannot be kept there",
        message="{place} is on {kind}. Two computers writing there can damage the ward's records.",
        remedy="Choose a folder on this computer's own disk with --data-dir, or use a database server with --database-"
        "url.",
    ),
    Fault.NEWER: _Words(
        title="This store was made by a newer Inpatient Hub",
        message="The store in {place} was last used by {theirs}. This is Inpatient Hub {ours}, which cannot read it. "
        "Nothing has been changed.",
        remedy="Install {theirs} on this computer, or ask IT to.",
    ),
    Fault.UPGRADE_FAILED: _Words(
        title="The store could not be brought up to date",
        message="Changing the store in {place} for this version did not work, and everything was put back as it "
        "was.{backup}",
        remedy="Go on with the version you used before, and ask IT to report this.",
    ),
    Fault.BACKUP_FAILED: _Words(
        title="The backup was not made",
        message="A copy of the store was made in {place}, but it did not pass its check, so it was not kept.",
        remedy="Try again. If it fails again, ask IT to check the disk.",
    ),
    Fault.BACKUP_UNUSABLE: _Words(
        title="This backup cannot be used",
        message="The file {place} is not a complete copy of a store. Nothing has been changed.",
        remedy="Choose another backup, or ask IT for one.",
    ),
    Fault.DEVICE: _Words(
        title="The store could not be read or written",
        message="The disk that holds {place} did not answer properly. It may be failing, or a drive may have been "
        "taken out.",
        remedy="Check the drive and try again. If it goes on, ask IT to check the disk, and use the ward's paper until "
        "then.",
    ),
    Fault.ADDRESS: _Words(
        title="The database address was not understood",
        message="Inpatient Hub keeps its store in a folder or on a PostgreSQL server.",
        remedy="Give an address such as postgresql+psycopg://user@server/database.",
    ),
    Fault.UNREACHABLE: _Words(
        title="The database server did not answer",
        message="No connection could be made to {place}.",
        remedy="Check the network and try again. If it goes on, ask IT whether the server is running.",
    ),
    Fault.SIGN_IN_REFUSED: _Words(
        title="The database server refused the sign-in",
        message="The user or the password for {place} is not right.",
        remedy="Check the address given with --database-url, or ask IT for the right one.",
    ),
    Fault.NO_DATABASE: _Words(
        title="The database does not exist",
        message="The server answered, but it has no such database: {place}.",
        remedy="Check the name in the address, or ask IT to create the database.",
    ),
    Fault.NOT_ALLOWED: _Words(
        title="The database server does not allow this",
        message="This user lacks a right that Inpatient Hub needs in {place}.",
        remedy="Ask IT to give the user the rights to read, write and update its tables.",
    ),
    Fault.OTHER_DATABASE: _Words(
        title="This database belongs to another program",
        message="{place} already holds tables that Inpatient Hub did not make. Nothing has been changed.",
        remedy="Ask IT for an empty database for Inpatient Hub.",
    ),
    Fault.SERVER_FULL: _Words(
        title="Nothing was saved because the server's disk is full",
        message="The server that holds {place} has no room left. What was saved before is safe.",
        remedy="Ask IT to free space on the server, then do it again.",
    ),
    Fault.SERVER_READ_ONLY: _Words(
        title="The database server takes no changes at the moment",
        message="{place} can be read but not written to. It may be under maintenance.",
        remedy="Try again later, or ask IT how long it will take.",
    ),
    Fault.SERVER_BUSY: _Words(
        title="The database server is busy",
        message="{place} could not do this in time, because other work was in the way. Nothing was saved.",
        remedy="Try again in a moment. If it goes on, ask IT.",
    ),
    Fault.SERVER_DAMAGED: _Words(
        title="The database server reports damage",
        message="Part of {place} can no longer be read properly.",
        remedy="Stop using it and tell IT at once. Until then use the ward's paper.",
    ),
    Fault.IT_BACKS_UP: _Words(
        title="This store is backed up by IT",
        message="{place} is a database server, so its backups are made there and not by Inpatient Hub.",
        remedy="Ask IT when the last backup was made.",
    ),
    Fault.SECOND_PLACE_GONE: _Words(
        title="The backup was not copied to the second place",
        message="{place} cannot be reached. The backup itself was made and is beside the store.",
        remedy="Connect the drive or the network, and make a backup again; or choose another second place.",
    ),
    Fault.SECOND_PLACE_INSIDE: _Words(
        title="The second place is no second place",
        message="{place} lies in the data folder itself, which a broken disk would take with it.",
        remedy="Choose a folder on another drive or on the network.",
    ),
    Fault.EXPORT_UNUSABLE: _Words(
        title="This export cannot be used",
        message="The file {place} is not a complete export of a ward, or was made by another version. Nothing has been "
        "changed.",
        remedy="Choose another export, or restore a backup instead.",
    ),
    Fault.LOG_MISSING: _Words(
        title="The newest work is missing",
        message="The program ended unexpectedly, and hub.db-wal, which held the newest work, is no longer beside the "
        "store in {place}. That happens when only part of the folder was copied.",
        remedy="Put hub.db-wal back beside hub.db and try again. If it is lost, go on with what is there, or restore a "
        "backup from {backups}; then look what is missing.",
    ),
    Fault.LOG_DAMAGED: _Words(
        title="Part of the newest work is damaged",
        message="The program ended unexpectedly, and hub.db-wal in {place}, which holds the newest work, cannot be "
        "read to its end.",
        remedy="Go on with what can be read (the damaged file is kept for IT), or restore a backup from {backups}. "
        "Then look what is missing.",
    ),
    Fault.OLD_LIBRARY: _Words(
        title="This installation of Inpatient Hub is not safe to use",
        message="Its database library, version {theirs}, can damage a store when two programs write at the same "
        "moment. The store in {place} was not opened.",
        remedy="Install Inpatient Hub again with all that belongs to it, or ask IT to.",
    ),
}

_SET_ASIDE_HELPS = frozenset({Fault.DAMAGED, Fault.NOT_A_STORE, Fault.EMPTY, Fault.VANISHED})
_LOG_IS_LOST = frozenset({Fault.LOG_MISSING, Fault.LOG_DAMAGED})


class StoreFault(HubError):
    """A store that cannot be used as asked. `fault` says which trouble it is, for a front end that offers ways out."""

    def __init__(self, fault: Fault, title: str, message: str, *, remedy: str) -> None:
        super().__init__(title, message, remedy=remedy)
        self.fault = fault

    @classmethod
    def of(cls, fault: Fault, place: object = "", **more: object) -> "StoreFault":
        """The fault in words. `place` is a folder, file or server without user or password."""
        title, message, remedy = _WORDS[fault]
        words = {"place": place, "backups": backup_folder(place), **more}
        return cls(fault, title, message.format_map(words), remedy=remedy.format_map(words))

    @property
    def can_set_aside(self) -> bool:
        """Whether restoring a backup, or setting the store aside and starting empty, is a way forward."""
        return self.fault in _SET_ASIDE_HELPS

    @property
    def can_be_rescued(self) -> bool:
        """Whether some of the store may still be read."""
        return self.fault is Fault.DAMAGED

    @property
    def can_go_on(self) -> bool:
        """Whether going on with what is there is a way forward, and restoring a backup the other."""
        return self.fault in _LOG_IS_LOST


class StoreBug(Exception):
    """The store was asked for something it cannot do, or answered with something no one expected: a fault of the
    program. Says the kind of the error and the names of tables and rules, never a value that was to be saved."""


def backup_folder(place: object) -> Path:
    """The folder of a store's backups, beside its file."""
    return Path(str(place)) / "backups"
