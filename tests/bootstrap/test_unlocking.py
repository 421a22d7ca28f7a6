"""From a data folder to the open application: unlocked without a question where that can be, else told what to ask."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import (
    RESCUE,
    START_EMPTY,
    USE_COPY,
    Place,
    ephemeral,
    first_look,
    go_way,
    open_hub,
    unlocked,
    vault_of,
    ways_forward,
    with_new_lock,
)
from inpatient_hub.domain import lock_troubles as troubles
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.locking import LockStage, Way
from inpatient_hub.host import device_secrets
from inpatient_hub.host.log import stop_log
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.file_kind import Kind, store_kind
from inpatient_hub.store.keys.key_file import KEY_FILE
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import CLOCK, raw
from tests.contracts.making import a_ward, save
from tests.fakes.keyring import FakeKeyring
from tests.fakes.seat import opened_by_program

PASSPHRASE = "four unrelated words"


@pytest.fixture(autouse=True)
def _no_log_left() -> Iterator[None]:
    yield
    stop_log()


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """This user's keyring."""
    made = FakeKeyring()
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: made)
    return made


def set_up(place: Place, name: str = "Keats Ward") -> str:
    """Sets a ward up there. Returns its id."""
    with opened_by_program(place, clock=CLOCK) as hub:
        return hub.wards.set_up(ward_name=name, person_name="Esther Summerson", person_role="RMN").ward.id


def wards(place: Place) -> list[str]:
    """The names of the wards there."""
    with closing(open_hub(place, clock=CLOCK)) as hub:
        return [ward.name for ward in hub.wards.all()]


def test_a_new_folder_gets_a_lock_and_a_locked_store_without_a_question(tmp_path: Path, keyring: FakeKeyring) -> None:
    place = Place(data_folder=tmp_path)
    set_up(place)
    assert store_kind(tmp_path) is Kind.LOCKED
    assert wards(place) == ["Keats Ward"]
    state = vault_of(place).state()
    assert (state.stage, state.ways) == (LockStage.LOCKED, (Way.KEYRING, Way.RECOVERY))
    assert state.recovery_not_written
    assert sorted(name.split()[1] for name in keyring.kept) == ["audit", "keyring"]


def test_the_key_is_not_shown_with_the_place(tmp_path: Path, keyring: FakeKeyring) -> None:
    place = unlocked(Place(data_folder=tmp_path))
    assert place.key is not None
    assert place.key.raw().hex() not in repr(place)
    assert "DataKey(hidden)" in repr(place)


def test_without_a_keyring_nothing_is_kept_until_a_passphrase_is_chosen(tmp_path: Path, keyring: FakeKeyring) -> None:
    keyring.fault = "No keyring answers on this computer."
    place = Place(data_folder=tmp_path)
    with pytest.raises(troubles.PassphraseNeeded):
        open_hub(place)
    assert not (tmp_path / STORE_FILE).exists()
    assert not (tmp_path / KEY_FILE).exists()
    with pytest.raises(troubles.TooWeak):
        with_new_lock(place, passphrase="short")
    set_up(with_new_lock(place, passphrase=PASSPHRASE))
    with pytest.raises(troubles.Locked) as locked:
        open_hub(place)
    assert locked.value.state.ways == (Way.PASSPHRASE, Way.RECOVERY)


def test_a_folder_moved_to_another_computer_opens_with_the_recovery_key(tmp_path: Path, keyring: FakeKeyring) -> None:
    place = Place(data_folder=tmp_path)
    set_up(place)
    opened = unlocked(place)
    assert opened.key is not None
    words = vault_of(place).unwritten_recovery_key(opened.key)
    assert words is not None
    keyring.kept.clear()
    with pytest.raises(troubles.MovedHere):
        open_hub(place)
    vault = vault_of(place)
    key = vault.open_by_recovery_key(words)
    assert wards(Place(data_folder=tmp_path, key=key)) == ["Keats Ward"]
    vault.remember_here(key)
    assert wards(place) == ["Keats Ward"]


def test_a_plain_store_of_an_older_version_is_given_a_lock_and_locked(tmp_path: Path, keyring: FakeKeyring) -> None:
    with open_store(StoreTarget.in_folder(tmp_path), clock=CLOCK) as store:
        save(store, a_ward(name="Keats Ward"))
    place = Place(data_folder=tmp_path)
    assert vault_of(place).state().stage is LockStage.PLAIN
    assert wards(place) == ["Keats Ward"]
    assert store_kind(tmp_path) is Kind.LOCKED
    assert vault_of(place).state().stage is LockStage.LOCKED


def test_a_plain_store_stays_as_it_is_until_a_lock_can_be_made(tmp_path: Path, keyring: FakeKeyring) -> None:
    with open_store(StoreTarget.in_folder(tmp_path), clock=CLOCK) as store:
        save(store, a_ward(name="Keats Ward"))
    before = (tmp_path / STORE_FILE).read_bytes()
    keyring.fault = "It is locked, or it was not allowed to answer."
    place = Place(data_folder=tmp_path)
    with pytest.raises(troubles.PassphraseNeeded):
        open_hub(place)
    assert (tmp_path / STORE_FILE).read_bytes() == before
    assert wards(with_new_lock(place, passphrase=PASSPHRASE)) == ["Keats Ward"]


def test_the_key_of_a_ward_that_is_thrown_away_is_kept_nowhere(tmp_path: Path, keyring: FakeKeyring) -> None:
    place = ephemeral(Place(data_folder=tmp_path))
    set_up(place)
    assert wards(place) == ["Keats Ward"]
    assert store_kind(tmp_path) is Kind.LOCKED
    assert not (tmp_path / KEY_FILE).exists()
    assert keyring.calls == []
    assert place.key is not None
    held = place.key.raw()
    bodies = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(held in body or held.hex().encode() in body for body in bodies)
    with pytest.raises(HubError):
        open_hub(Place(data_folder=tmp_path))


def test_a_place_that_must_not_hold_a_store_gets_no_lock(
    tmp_path: Path, keyring: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud = tmp_path / "OneDrive"
    cloud.mkdir()
    monkeypatch.setenv("OneDrive", str(cloud))
    with pytest.raises(StoreFault) as refused:
        open_hub(Place(data_folder=cloud))
    assert refused.value.fault is Fault.UNSAFE_PLACE
    assert not (cloud / KEY_FILE).exists()


@pytest.mark.parametrize("body", [b"", b"Dear Sir or Madam"])
def test_a_file_that_is_no_store_gets_no_lock(tmp_path: Path, keyring: FakeKeyring, body: bytes) -> None:
    (tmp_path / STORE_FILE).write_bytes(body)
    with pytest.raises(StoreFault):
        open_hub(Place(data_folder=tmp_path))
    assert not (tmp_path / KEY_FILE).exists()
    assert (tmp_path / STORE_FILE).read_bytes() == body


def test_a_store_that_is_gone_is_not_given_a_new_lock(tmp_path: Path, keyring: FakeKeyring) -> None:
    place = Place(data_folder=tmp_path)
    with opened_by_program(place, clock=CLOCK) as hub:
        hub.wards.set_up(ward_name="Keats Ward", person_name="Esther Summerson", person_role="RMN")
        assert hub.backups.make()
    for name in (STORE_FILE, KEY_FILE):
        (tmp_path / name).unlink()
    with pytest.raises(StoreFault) as refused:
        open_hub(place)
    assert refused.value.fault is Fault.VANISHED


def test_the_first_look_needs_the_place_unlocked(tmp_path: Path, keyring: FakeKeyring) -> None:
    place = Place(data_folder=tmp_path)
    ward_id = set_up(place)
    assert first_look(place, ward_id, CLOCK) is None
    view = first_look(unlocked(place), ward_id, CLOCK)
    assert view is not None
    assert view.ward.name == "Keats Ward"


def trouble_of(place: Place) -> HubError:
    """What stands in the way."""
    with pytest.raises(HubError) as trouble:
        open_hub(place)
    return trouble.value


def test_a_damaged_key_file_is_put_right_from_its_copy(tmp_path: Path, keyring: FakeKeyring) -> None:
    place = Place(data_folder=tmp_path)
    set_up(place)
    (tmp_path / KEY_FILE).write_bytes(b"damaged")
    trouble = trouble_of(place)
    assert isinstance(trouble, troubles.KeyFileDamaged)
    assert [way.id for way in ways_forward(place, trouble)] == [USE_COPY]
    go_way(place, USE_COPY)
    assert wards(place) == ["Keats Ward"]


def test_the_key_file_of_another_ward_is_put_right_from_the_copy(tmp_path: Path, keyring: FakeKeyring) -> None:
    place, other = Place(data_folder=tmp_path / "here"), Place(data_folder=tmp_path / "other")
    set_up(place)
    set_up(other, name="Austen Ward")
    (place.data_folder / KEY_FILE).write_bytes((other.data_folder / KEY_FILE).read_bytes())
    trouble = trouble_of(place)
    assert isinstance(trouble, troubles.KeyFileOfAnother)
    assert [way.id for way in ways_forward(place, trouble)] == [USE_COPY]
    go_way(place, USE_COPY)
    assert wards(place) == ["Keats Ward"]


@pytest.mark.parametrize("is_gone", [True, False])
def test_with_the_lock_lost_for_good_the_ward_can_start_anew_and_the_old_store_is_kept(
    tmp_path: Path, keyring: FakeKeyring, is_gone: bool
) -> None:
    place = Place(data_folder=tmp_path)
    set_up(place)
    before = (tmp_path / STORE_FILE).read_bytes()
    for copy in (tmp_path / "backups").iterdir():
        copy.unlink()
    if is_gone:
        (tmp_path / KEY_FILE).unlink()
    else:
        (tmp_path / KEY_FILE).write_bytes(b"damaged")
    trouble = trouble_of(place)
    assert [way.id for way in ways_forward(place, trouble)] == [START_EMPTY]
    go_way(place, START_EMPTY)
    assert wards(place) == []
    assert before in [path.read_bytes() for path in tmp_path.glob("hub.damaged-*.db")]
    assert is_gone or (tmp_path / "hub.damaged-1.keys").read_bytes() == b"damaged"


def test_a_policy_that_cannot_be_read_keeps_the_work_locked(tmp_path: Path, keyring: FakeKeyring) -> None:
    place = Place(data_folder=tmp_path)
    set_up(place)
    (tmp_path / "trust-policy.toml").write_text("[unlock]\npin_length = 2\n")
    assert isinstance(trouble_of(place), troubles.PolicyUnreadable)


def test_the_keyring_is_asked_once_for_a_start(tmp_path: Path, keyring: FakeKeyring) -> None:
    place = Place(data_folder=tmp_path)
    ward_id = set_up(place)
    keyring.calls.clear()
    opened = unlocked(place)
    first_look(opened, ward_id, CLOCK)
    open_hub(opened).close()
    assert keyring.calls == ["get"]


def test_a_damaged_store_can_be_saved_as_far_as_it_goes(tmp_path: Path, keyring: FakeKeyring) -> None:
    place = unlocked(Place(data_folder=tmp_path))
    set_up(place)
    file = tmp_path / STORE_FILE
    with closing(raw(file, place.key)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'wards'").fetchone()
    body = bytearray(file.read_bytes())
    body[page * 4096 - 10] ^= 1
    file.write_bytes(bytes(body))
    with pytest.raises(StoreFault) as trouble:
        set_up(place, "Another")
    assert [way.id for way in ways_forward(place, trouble.value)] == [RESCUE, START_EMPTY]
    told = go_way(place, RESCUE)
    assert told is not None
    assert told.backup_made_at is None
    with closing(open_hub(place, clock=CLOCK)) as hub:
        assert hub.wards.all() == []
