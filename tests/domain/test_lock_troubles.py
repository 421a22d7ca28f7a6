"""Whatever stands between a person and the ward's work is said plainly, with the way forward."""

import re

import pytest

from inpatient_hub.domain import lock_troubles as troubles
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.locking import LockStage, LockState, Way

STATE = LockState(stage=LockStage.LOCKED, ways=(Way.PIN, Way.PASSPHRASE, Way.RECOVERY))

ALL: list[HubError] = [
    troubles.Locked(STATE),
    troubles.Locked(LockState(stage=LockStage.LOCKED)),
    troubles.MovedHere(STATE),
    troubles.WrongPassphrase(),
    troubles.WrongPin(3),
    troubles.WrongPin(1),
    troubles.PinSwitchedOff(),
    troubles.WrongRecoveryKey(),
    troubles.MistypedRecoveryKey(),
    troubles.MistypedRecoveryKey(4),
    *(troubles.NoSuchWay(way) for way in Way),
    *(troubles.WayNotAllowed(way) for way in Way),
    *(troubles.LastWay(way) for way in Way),
    troubles.KeyringUnavailable("It is locked."),
    troubles.NotEnoughMemory(),
    troubles.PassphraseNeeded("It is locked."),
    troubles.PassphraseNeeded(""),
    *(troubles.KeyFileMissing("/ward/hub.keys", has_copy=has) for has in (True, False)),
    *(troubles.KeyFileDamaged("/ward/hub.keys", has_copy=has) for has in (True, False)),
    troubles.KeyFileOfAnother("/ward/hub.keys"),
    *(troubles.BackupLocked("hub.copy.db", has_key_file=has) for has in (True, False)),
    troubles.KeyFileNewer(),
    troubles.LockExists(),
    troubles.StoreIsPlain(),
    troubles.PolicyUnreadable("/etc/policy.toml", ("one thing", "another")),
    troubles.TooWeak(Way.PIN, "It is short."),
    troubles.TooWeak(Way.PASSPHRASE, "It is short."),
]


@pytest.mark.parametrize("trouble", ALL, ids=lambda trouble: type(trouble).__name__)
def test_every_trouble_says_what_failed_and_what_to_do(trouble: HubError) -> None:
    assert trouble.title
    assert not trouble.title.endswith(".")
    assert not trouble.message or trouble.message.endswith(".")
    assert trouble.remedy.endswith(".")
    said = trouble.one_line()
    assert not re.search(r"[{}\u2013\u2014]|  |\.\.", said)
    assert not re.search(r"\b(DEK|KEK|slot|SQLite|Argon2\w*|exception|JSON)\b", said)


def test_every_trouble_is_looked_at_here() -> None:
    kinds = {kind for kind in vars(troubles).values() if isinstance(kind, type) and issubclass(kind, HubError)}
    looked_at = {type(trouble) for trouble in ALL}
    assert kinds - looked_at == {HubError, troubles.InvalidAnswer, troubles.LockTrouble}


def test_a_locked_store_says_with_what_it_can_be_opened_here() -> None:
    assert troubles.Locked(STATE).remedy == "Give a PIN or a passphrase or the recovery key."


def test_a_folder_that_was_moved_asks_for_the_recovery_key() -> None:
    assert "Enter your recovery key" in troubles.MovedHere(STATE).remedy


def test_who_has_one_try_left_is_told_so() -> None:
    assert "One more try is left" in troubles.WrongPin(1).message
    assert "4 tries are left" in troubles.WrongPin(4).message
