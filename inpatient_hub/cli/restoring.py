"""`inpatient-hub restore`, `export` and `import`: ways back; the present store is always kept aside."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from inpatient_hub.bootstrap import import_export, preview_backup, restore_backup, told_of_people, vault_of
from inpatient_hub.cli import output
from inpatient_hub.cli.backups import when
from inpatient_hub.cli.opening import folder_of, opened
from inpatient_hub.cli.signing_in import somebody_for
from inpatient_hub.cli.unlocking import asked, new_passphrase
from inpatient_hub.cli.whole_folder import Allowed, allowed
from inpatient_hub.domain.access import Right
from inpatient_hub.domain.backups import BackupContents
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import BackupLocked, KeyFileMissing, PassphraseNeeded
from inpatient_hub.domain.locking import LockStage

T = TypeVar("T")


def _restore(args: Namespace) -> int:
    may = _allowed(args)
    contents, words = _with_words(args, lambda words: preview_backup(may.place, args.backup, words=words))
    if args.preview:
        _show(args, contents, people=told_of_people(may.place, contents))
        return 0
    if words is not None:  # of another lock: this place did not make it
        may.need_words(args)
    people: list[str] = []
    kept = _put_back(may, args, words, people.extend)
    if args.json:
        output.data(_as_data(contents) | {"people": people, "replaced": str(kept) if kept else None})
        return 0
    _show(args, contents, people=people)
    output.say()
    output.say("The backup is in the store's place.")
    if kept is not None:
        output.say(f"The store it replaced is kept: {kept}")
    return 0


def _allowed(args: Namespace) -> Allowed:
    """The folder, and who may put something in its store's place. Where there is no lock, and no store of an older
    version that lay open, there is no ward to ask; where only its key file is gone, that is put back first."""
    place = folder_of(args)
    vault = vault_of(place)
    if vault.exists():
        return allowed(args, Right.RESTORE_BACKUP)
    plain = False
    try:
        plain = vault.state().stage is LockStage.PLAIN
    except KeyFileMissing as missing:
        if missing.has_copy:
            raise
    except HubError:
        pass  # what lies there is damaged, or nothing of ours
    return allowed(args, Right.RESTORE_BACKUP) if plain else Allowed(place)


def _put_back(may: Allowed, args: Namespace, words: str | None, tell: Callable[[tuple[str, ...]], None]) -> Path | None:
    def put(passphrase: str | None) -> Path | None:
        return restore_backup(may.place, args.backup, words=words, passphrase=passphrase, person=may.person, tell=tell)

    return _with_passphrase(args, put)


def _with_passphrase(args: Namespace, act: Callable[[str | None], T]) -> T:
    """Does it, with a passphrase for the new lock where there is no keyring."""
    try:
        return act(None)
    except PassphraseNeeded:
        chosen = new_passphrase(args)
        if chosen is None:
            raise
        return act(chosen)


def _export(args: Namespace) -> int:
    with opened(args, to_write=False) as hub:
        somebody_for(hub, args)
        made = hub.backups.export(args.file)
    if args.json:
        output.data({"file": made})
    else:
        output.say(f"Everything was exported, and read again: {made}")
    return 0


def _import(args: Namespace) -> int:
    may = _allowed(args)
    may.need_words(args)

    def put(words: str | None) -> Path | None:
        def put_with(passphrase: str | None) -> Path | None:
            return import_export(
                may.place, args.file, words=words, passphrase=passphrase, person=may.person, tell=people.extend
            )

        return _with_passphrase(args, put_with)

    people: list[str] = []
    kept, _ = _with_words(args, put)
    if args.json:
        output.data({"people": people, "replaced": str(kept) if kept else None})
        return 0
    for line in people:
        output.say(line)
    output.say("The ward of the export is in the store's place.")
    if kept is not None:
        output.say(f"The store it replaced is kept: {kept}")
    return 0


def _with_words(args: Namespace, ask: Callable[[str | None], T]) -> tuple[T, str | None]:
    """(what was asked, the words that were needed to open a backup of another lock)."""
    try:
        return ask(None), None
    except BackupLocked as locked:
        words = asked(args, "Passphrase or recovery key of the backup: ") if locked.has_key_file else None
        if words is None:
            raise
        return ask(words), words


def _show(args: Namespace, contents: BackupContents, *, people: Sequence[str]) -> None:
    if args.json:
        output.data(_as_data(contents) | {"people": list(people)})
        return
    output.say(f"{', '.join(contents.wards) or 'No ward'}")
    output.say(f"Patients on the ward: {contents.patients:,}. Staff: {contents.staff:,}.")
    output.say(f"Notes: {contents.notes:,}, of which copied and not yet filed: {contents.notes_unfiled:,}.")
    output.say(f"Referrals in progress: {contents.runs_in_progress:,}. Tasks open: {contents.tasks_open:,}.")
    if contents.first_at is not None and contents.last_at is not None:
        output.say(f"From {when(contents.first_at)} to {when(contents.last_at)}.")
    for line in people:
        output.say(line)


def _as_data(contents: BackupContents) -> dict[str, Any]:
    def moment(at: datetime | None) -> str | None:
        return at.isoformat() if at else None

    return {
        "wards": list(contents.wards),
        "patients": contents.patients,
        "staff": contents.staff,
        "runs_in_progress": contents.runs_in_progress,
        "notes": contents.notes,
        "notes_unfiled": contents.notes_unfiled,
        "tasks_open": contents.tasks_open,
        "first_at": moment(contents.first_at),
        "last_at": moment(contents.last_at),
    }


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {"restore": _restore, "export": _export, "import": _import}
