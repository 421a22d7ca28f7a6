"""Keats Ward behind a lock that a person has to open, made with the program's own lock."""

from pathlib import Path

from inpatient_hub.bootstrap import Place, vault_of, with_new_lock
from inpatient_hub.domain.locking import Way
from tests.e2e.keats import at, set_up
from tests.fakes.seat import opened_by_program

PASSPHRASE = "four unrelated words"
PIN = "739150"


def a_locked_ward(
    folder: Path, *, passphrase: str | None = PASSPHRASE, keyring: bool = False, pin: str = "", alone: bool = True
) -> str:
    """Sets the ward up; it opens with what is given. Returns the recovery key, which counts as written down."""
    place = with_new_lock(Place(data_folder=folder), passphrase=passphrase, clock=at())
    vault = vault_of(place)
    words = vault.unwritten_recovery_key(place.key) or ""
    vault.recovery_key_written(place.key, words)
    if pin:
        vault.set_pin(place.key, pin)
    if not keyring:
        vault.take_away(place.key, Way.KEYRING)
    with opened_by_program(place, clock=at()) as hub:
        set_up(hub, alone=alone)
    return words
