"""What is done while the program is ended: each act in a process of its own, which says on its output what is done."""

import os
import random
import sys
from pathlib import Path

from inpatient_hub.bootstrap import Place, open_hub, restore_backup, unlocked, with_lock_anew
from inpatient_hub.bootstrap.restoring import import_export
from inpatient_hub.store.backup import backups_in
from inpatient_hub.store.database import open_store
from inpatient_hub.store.export import exports_in
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.schema_version import CURRENT_SCHEMA, SchemaPlan
from tests.contracts.keepers import CLOCK, KEY, target_in
from tests.ended.seeds import the_seed
from tests.ended.told import packed
from tests.ended.worker import work
from tests.fakes.keyring import use_test_keyring
from tests.fakes.seat import opened_by_program

WORK = 70
"""Acts of work."""


def say(words: str) -> None:
    """Says something, in one piece, so that it has its place among what happens on the disk."""
    os.write(1, f"{words}\n".encode())


def working(folder: Path) -> None:
    """A ward's work of every kind, each act said before it is begun and when it is done."""
    with opened_by_program(Place(data_folder=folder)) as hub:
        work(hub, random.Random(the_seed()), lambda said: say(packed(said)), acts=WORK)


def starting(folder: Path) -> None:
    """The first start on a computer: a lock, a store, a ward, and the end of the sitting."""
    hub = open_hub(Place(data_folder=folder), clock=CLOCK)
    say("opened")
    hub.wards.set_up(ward_name="Keats", person_name="Esther Summerson", person_role="RMN")
    say("set up")
    hub.backups.make_at_quit()
    hub.close()
    say("closed")


def locking(folder: Path) -> None:
    """A plain store of an older version is locked, with its backup."""
    open_store(target_in(folder), clock=CLOCK).close()
    say("locked")


def backing_up(folder: Path) -> None:
    """Backups are made and thinned out while work goes on."""
    with opened_by_program(Place(data_folder=folder), clock=CLOCK) as hub:
        for number in range(3):
            hub.wards.set_up(ward_name=f"Ward {number}", person_name="Mary Garth", person_role="RMN")
            say(f"ward {number}")
            hub.backups.make("auto")
            say(f"backup {number}")
        hub.backups.export()


def restoring(folder: Path) -> None:
    """A backup is put back."""
    (backup,) = backups_in(folder)
    restore_backup(unlocked(Place(data_folder=folder)), backup.path.name, clock=CLOCK)
    say("restored")


def importing(folder: Path) -> None:
    """An export is put in the store's place."""
    (export,) = exports_in(folder)
    import_export(unlocked(Place(data_folder=folder)), str(export), clock=CLOCK)
    say("imported")


def relocking(folder: Path) -> None:
    """Everything is locked with a new key."""
    with_lock_anew(unlocked(Place(data_folder=folder)), clock=CLOCK)
    say("locked anew")


def migrating(folder: Path) -> None:
    """A store is brought to a later form, whose scripts lie beside it."""
    plan = SchemaPlan(revision=f"{CURRENT_SCHEMA.version + 1:04d}", scripts=folder.parent.parent / "migrations")
    with StoreLock.acquire(folder, clock=CLOCK) as lock:
        open_store(target_in(folder), clock=CLOCK, lock=lock, plan=plan).close()
    say("migrated")


ACTS = {
    act.__name__: act for act in (working, starting, locking, backing_up, restoring, importing, relocking, migrating)
}

if __name__ == "__main__":
    use_test_keyring()
    assert KEY is not None
    ACTS[sys.argv[1]](Path(sys.argv[2]))
