"""A key file says all it was told, gives nothing away, and anything else is told apart from it."""

import json
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inpatient_hub.domain.locking import Way
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.sealing import Cost
from inpatient_hub.store.keys.slots import KeyFile, Newer, Unreadable, _sum, read, written

KEY = DataKey(bytes(range(32)), bytes(range(100, 116)))
WRAPPING = {way: bytes([number]) * 32 for number, way in enumerate(Way, start=1)}


def a_key_file() -> KeyFile:
    """A key file with every way in."""
    keys = KeyFile.around(KEY)
    for way in Way:
        cost = Cost(65536, 3) if way in (Way.PIN, Way.PASSPHRASE) else None
        keys = keys.with_slot(way, KEY, WRAPPING[way], bytes(16), cost)
    return keys


def changed(**changes: Any) -> str:
    """The text of a key file with these things in it, and a sum that fits."""
    body = json.loads(written(a_key_file()))
    del body["sum"]
    body |= changes
    return json.dumps({**body, "sum": _sum(body)})


def test_a_key_file_is_read_as_it_was_written() -> None:
    keys = a_key_file()
    assert read(written(keys)) == keys
    assert read(written(KeyFile.around(KEY))) == KeyFile.around(KEY)


def test_a_key_file_is_small_plain_text_and_holds_no_key() -> None:
    text = written(a_key_file())
    assert text.isascii()
    assert len(text) < 2048
    for secret in (KEY.raw(), *WRAPPING.values()):
        assert secret.hex() not in text


def test_each_way_opens_with_its_own_key_only() -> None:
    keys = a_key_file()
    for way in Way:
        slot = keys.slot(way)
        assert slot is not None
        assert [other for other in Way if keys.key_in(slot, WRAPPING[other]) is not None] == [way]
        assert keys.key_in(slot, WRAPPING[way]) == KEY


def test_a_slot_of_another_way_or_another_lock_does_not_open() -> None:
    keys = a_key_file()
    pin = keys.slot(Way.PIN)
    assert pin is not None
    assert keys.key_in(replace(pin, way=Way.PASSPHRASE), WRAPPING[Way.PIN]) is None
    assert replace(keys, lock_id=bytes(16)).key_in(pin, WRAPPING[Way.PIN]) is None


def test_a_way_made_again_takes_the_place_of_the_old_one() -> None:
    keys = a_key_file().with_slot(Way.PIN, KEY, bytes(32), bytes(16), Cost(8, 1))
    assert len(keys.slots) == 4
    pin = keys.slot(Way.PIN)
    assert pin is not None
    assert keys.key_in(pin, WRAPPING[Way.PIN]) is None
    assert keys.without_slot(Way.PIN).slot(Way.PIN) is None


def test_a_key_file_of_a_later_form_is_called_newer() -> None:
    with pytest.raises(Newer):
        read(changed(inpatient_hub_lock=2, slots="in a form nobody knows yet"))


SLOT = json.loads(written(a_key_file()))["slots"][2]

SPOILT = [
    changed(inpatient_hub_lock=0),
    changed(inpatient_hub_lock=True),
    changed(inpatient_hub_lock="1"),
    changed(lock="00"),
    changed(lock=None),
    changed(check="zz"),
    changed(slots={}),
    changed(slots=None),
    changed(slots=[[]]),
    changed(slots=[{**SLOT, "way": "magic"}]),
    changed(slots=[{**SLOT, "memory_kib": 2**40}]),
    changed(slots=[{**SLOT, "memory_kib": 65536.5}]),
    changed(slots=[{**SLOT, "memory_kib": True}]),
    changed(slots=[{**SLOT, "passes": 0}]),
    changed(slots=[{**SLOT, "passes": 10**9}]),
    changed(slots=[{**SLOT, "salt": "00"}]),
    changed(slots=[{**SLOT, "box": "00" * 300}]),
    changed(slots=[{**SLOT, "box": 7}]),
    changed(slots=[SLOT, SLOT]),
    changed(unwritten=5),
    "",
    "{}",
    "[]",
    "null",
    "7",
    '{"sum": null}',
    "[" * 10_000,
    '{"a":' * 5_000,
    '{"inpatient_hub_lock": NaN}',
    "Dear Sir or Madam",
]


@pytest.mark.parametrize("text", SPOILT)
def test_what_no_key_file_says_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_any_changed_letter_and_any_missing_end_is_seen() -> None:
    """So that damage is never taken for a wrong passphrase."""
    text = written(a_key_file())
    whole = read(text)
    chance = random.Random(4)
    for place in range(len(text)):
        other = chance.choice([sign for sign in '0123456789abcdef "{}x' if sign != text[place]])
        for spoilt in (text[:place] + other + text[place + 1 :], text[:place]):
            try:
                # White space between the parts means nothing; all else does.
                assert read(spoilt) == whole
                assert text[place].isspace()
            except Unreadable:
                continue


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["inpatient_hub_lock", "lock", "check", "slots", "unwritten", "x"]), VALUES))
def test_any_json_with_a_sum_that_fits_is_read_or_refused_and_never_breaks_the_program(body: dict[str, Any]) -> None:
    _refused_or_read(lambda: read(json.dumps({**body, "sum": _sum(body)})))


@given(st.text())
def test_any_text_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


def _refused_or_read(reading: Callable[[], KeyFile]) -> None:
    try:
        assert isinstance(reading(), KeyFile)
    except (Unreadable, Newer):
        return
