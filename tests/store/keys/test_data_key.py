"""The data key hides itself wherever it could be shown, written or sent by mistake."""

import copy
import json
import pickle
import traceback

import pytest

from inpatient_hub.store.keys.data_key import DataKey

RAW, LOCK = bytes(range(32)), bytes(range(16))


def test_a_key_is_shown_nowhere() -> None:
    key = DataKey(RAW, LOCK)
    shown = f"{key} {key!r} {[key]} {{'key': {key}}}"
    assert RAW.hex() not in shown
    assert str(RAW) not in shown
    told = "".join(traceback.format_exception(ValueError(key)))
    assert RAW.hex() not in told


def test_a_key_cannot_be_written_or_copied_by_mistake() -> None:
    key = DataKey.new()
    for write in (pickle.dumps, copy.copy, copy.deepcopy, json.dumps, hash):
        with pytest.raises(TypeError):
            write(key)


def test_keys_are_equal_when_key_and_lock_are() -> None:
    assert DataKey(RAW, LOCK) == DataKey(RAW, LOCK)
    assert DataKey(RAW, LOCK) != DataKey(bytes(32), LOCK)
    assert DataKey(RAW, LOCK) != DataKey(RAW, bytes(16))
    assert DataKey(RAW, LOCK) != RAW


def test_two_new_keys_have_nothing_in_common() -> None:
    one, other = DataKey.new(), DataKey.new()
    assert one.raw() != other.raw()
    assert one.lock_id != other.lock_id
    assert one.check() != other.check()


def test_keys_for_different_purposes_differ_and_are_the_same_every_time() -> None:
    key = DataKey(RAW, LOCK)
    assert key.derived(b"one") != key.derived(b"other")
    assert key.derived(b"one") == DataKey(RAW, LOCK).derived(b"one")
    assert key.derived(b"one") != RAW


@pytest.mark.parametrize(("key", "lock"), [(bytes(31), LOCK), (RAW, bytes(15)), (b"", b"")])
def test_a_key_of_another_length_is_none(key: bytes, lock: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(key, lock)
