"""Anchors of the trail outside the store: in the keyring, beside the backups and in their second place."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from inpatient_hub.domain.anchors import Anchor, AnchorPlace
from inpatient_hub.domain.audit_chain import EMPTY, Head
from inpatient_hub.store.anchors import ANCHORS, AnchorPlaces, KeyringAnchors, add_anchor, anchor_places, read_anchors
from inpatient_hub.store.chain_ends import gaps_in, head_in
from inpatient_hub.store.errors import backup_folder
from inpatient_hub.store.folder_backups import FolderBackups
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY
from tests.fakes.keyring import FakeKeyring
from tests.store.filling import a_filled_store

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def head(number: int) -> Head:
    return Head(number, f"{number:064x}")


def agrees(_anchor: Anchor) -> bool:
    return True


def test_what_does_not_agree_with_the_chain_is_never_pushed_out_of_the_keyring() -> None:
    anchors = KeyringAnchors(FakeKeyring(), "lock")
    anchors.keep(head(9), NOW, agrees)
    for number in range(4, 9):
        anchors.keep(head(number), NOW, lambda one: one.seq != 9)
    assert [one.seq for one in anchors.all()] == [8, 7, 6, 9]


def test_the_keyring_holds_the_newest_few_anchors() -> None:
    keyring = FakeKeyring()
    anchors = KeyringAnchors(keyring, "lock")
    for number in range(1, 6):
        anchors.keep(head(number), NOW + timedelta(minutes=number), agrees)
    assert [one.seq for one in anchors.all()] == [5, 4, 3]
    assert {one.place for one in anchors.all()} == {AnchorPlace.KEYRING}
    anchors.keep(head(5), NOW + timedelta(hours=1), agrees)
    assert [one.seq for one in anchors.all()] == [5, 4, 3]
    assert anchors.all()[0].at == NOW + timedelta(hours=1)


def test_a_keyring_that_is_missing_keeps_none_and_is_no_fault() -> None:
    keyring = FakeKeyring()
    keyring.fault = "No keyring answers."
    anchors = AnchorPlaces(KeyringAnchors(keyring, "lock"))
    anchors.keep(head(1), NOW, agrees)
    assert anchors.all() == ()


def test_what_is_no_anchor_in_a_keyring_or_a_file_is_passed_over(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    keyring.kept["lock audit"] = f"nonsense;{'1' * 400};3 {'a' * 64} {NOW.isoformat()}"
    assert [one.seq for one in KeyringAnchors(keyring, "lock").all()] == [3]
    (tmp_path / ANCHORS).write_bytes(b"\xff\xfe\n7 x\n" + f"7 {'b' * 64} {NOW.isoformat()}\n".encode())
    assert [one.seq for one in read_anchors(tmp_path, AnchorPlace.BACKUPS)] == [7]
    assert read_anchors(tmp_path / "away", AnchorPlace.BACKUPS) == ()


def test_the_same_head_is_written_beside_the_backups_once(tmp_path: Path) -> None:
    for number in (1, 1, 2):
        add_anchor(tmp_path, head(number), NOW)
    add_anchor(tmp_path, EMPTY, NOW)
    assert [one.seq for one in read_anchors(tmp_path, AnchorPlace.BACKUPS)] == [1, 2]


def test_every_backup_leaves_an_anchor_beside_it_and_in_the_second_place(tmp_path: Path) -> None:
    folder, second = tmp_path / "ward", tmp_path / "far"
    folder.mkdir()
    second.mkdir()
    a_filled_store(folder, 5)
    backups = FolderBackups(folder, key=KEY, clock=CLOCK)
    made = backups.make("copy")
    backups.copy_to(str(second), made.name, lambda _lines: ())
    wanted = head_in(folder / STORE_FILE, KEY)
    assert wanted.seq == 5
    places = anchor_places(folder, KEY, None, FakeKeyring(), lambda: str(second))
    assert [(Head(one.seq, one.hash), one.place) for one in places.all()] == [
        (wanted, AnchorPlace.BACKUPS),
        (wanted, AnchorPlace.SECOND_PLACE),
    ]
    assert (backup_folder(folder) / ANCHORS).stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_read_has_no_head_and_no_gaps(tmp_path: Path) -> None:
    (tmp_path / STORE_FILE).write_bytes(b"not a store" * 1000)
    assert head_in(tmp_path / STORE_FILE, KEY) == EMPTY
    assert gaps_in(tmp_path / STORE_FILE, KEY) == ()


def test_on_a_server_the_keyring_holds_them_under_the_server_s_name() -> None:
    keyring = FakeKeyring()
    one = anchor_places(None, None, "postgresql+psycopg://a@/one", keyring, lambda: "")
    two = anchor_places(None, None, "postgresql+psycopg://a@/two", keyring, lambda: "")
    one.keep(head(9), NOW, agrees)
    assert [anchor.seq for anchor in one.all()] == [9]
    assert two.all() == ()
    two.take_over(one)
    assert [anchor.seq for anchor in two.all()] == [9]
