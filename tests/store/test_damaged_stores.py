"""A file that is damaged, or nothing of ours, is told so, left alone, and never shown as an empty ward."""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from inpatient_hub.store.backup import back_up
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.health import check_store
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, raw, target_in
from tests.store.filling import SURNAME, a_filled_store, is_whole
from tests.store.reading import read_everything, refusal

PAGE = 4096


def _garbage(file: Path) -> None:
    file.write_bytes(os.urandom(8192))


def _a_letter(file: Path) -> None:
    file.write_text("Dear Sir or Madam")


def _zeroes(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def _locked_with_another_key(file: Path) -> None:
    file.unlink()
    _made(file, "CREATE TABLE wards (id)", key=DataKey.new())


def _another_programs_database(file: Path) -> None:
    file.unlink()
    _made(file, "CREATE TABLE bookmarks (title)", key=None)


def _an_empty_database(file: Path) -> None:
    file.unlink()
    _made(file, "VACUUM", "PRAGMA user_version = 1", key=None)


def _an_empty_locked_database(file: Path) -> None:
    file.unlink()
    _made(file, "VACUUM", "PRAGMA user_version = 1", key=KEY)


def _made(file: Path, *statements: str, key: DataKey | None) -> None:
    file.touch()
    with closing(raw(file, key)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    "spoil",
    [
        _garbage,
        _a_letter,
        _zeroes,
        _locked_with_another_key,
        _another_programs_database,
        _an_empty_database,
        _an_empty_locked_database,
    ],
)
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    spoil(a_filled_store(tmp_path, patients=2))
    before = (tmp_path / STORE_FILE).read_bytes()
    assert refusal(tmp_path).fault is Fault.NOT_A_STORE
    assert (tmp_path / STORE_FILE).read_bytes() == before


def _flip(file: Path, offset: int) -> None:
    kept = bytearray(file.read_bytes())
    kept[offset] ^= 0xFF
    file.write_bytes(bytes(kept))


def test_a_spoilt_name_of_the_lock_at_the_beginning_of_the_file_is_no_loss(tmp_path: Path) -> None:
    """The first sixteen bytes only say to which lock the file belongs, and the key file knows them too."""
    file = a_filled_store(tmp_path, patients=2)
    for offset in range(16):
        _flip(file, offset)
    read_everything(tmp_path)
    assert is_whole(tmp_path)


def _cut_in_the_middle(file: Path) -> None:
    kept = file.read_bytes()
    file.write_bytes(kept[: len(kept) // 2 // PAGE * PAGE])


def _cut_by_one_byte(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _zero_page_of(table: str) -> Callable[[Path], None]:
    def zero(file: Path) -> None:
        with closing(raw(file)) as connection:
            (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()
        kept = bytearray(file.read_bytes())
        kept[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
        file.write_bytes(bytes(kept))

    return zero


def _garbled_schema(file: Path) -> None:
    kept = bytearray(file.read_bytes())
    kept[200:PAGE] = os.urandom(PAGE - 200)
    file.write_bytes(bytes(kept))


def _flipped_bit_of_the_first_page(file: Path) -> None:
    _flip(file, 3000)


DAMAGE = [
    _flipped_bit_of_the_first_page,
    _cut_in_the_middle,
    _cut_by_one_byte,
    _zero_page_of("wards"),
    _zero_page_of("patients"),
    _zero_page_of("notes"),
    _zero_page_of("ix_patients_current_name"),
    _zero_page_of("ix_run_answers_run"),
    _garbled_schema,
]


@pytest.mark.parametrize("spoil", DAMAGE)
def test_a_damaged_store_is_refused_with_the_ways_forward(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    file = a_filled_store(tmp_path)
    spoil(file)
    before = file.read_bytes()
    fault = refusal(tmp_path)
    assert fault.fault is Fault.DAMAGED
    assert fault.can_set_aside
    assert str(tmp_path / "backups") in fault.remedy
    assert file.read_bytes() == before


@pytest.mark.parametrize("spoil", DAMAGE)
def test_a_damaged_store_can_still_be_examined(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    file = a_filled_store(tmp_path)
    made = back_up(tmp_path, key=KEY, clock=CLOCK)
    spoil(file)
    health = check_store(target_in(tmp_path))
    assert isinstance(health.fault, StoreFault)
    assert health.fault.fault is Fault.DAMAGED
    assert health.size == file.stat().st_size
    assert [backup.path for backup in health.backups] == [made]
    assert SURNAME not in f"{health}{health.fault.one_line()}"


def test_damage_that_no_list_touches_is_found_by_the_examination(tmp_path: Path) -> None:
    file = a_filled_store(tmp_path)
    _zero_page_of("ix_patients_nhs_number")(file)
    read_everything(tmp_path)
    health = check_store(target_in(tmp_path))
    assert isinstance(health.fault, StoreFault)
    assert health.fault.fault is Fault.DAMAGED
