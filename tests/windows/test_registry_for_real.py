"""The registry is read through the real `winreg`, with the kinds that Windows really gives."""

from collections.abc import Callable
from typing import Any

import pytest

from inpatient_hub.readiness.collectors.windows.answers import OddValue
from inpatient_hub.readiness.collectors.windows.registry import Hive, Registry, View
from tests.windows.windows_registry import Keys

pytestmark = pytest.mark.win32

KEY = r"SOFTWARE\Inpatient Hub tests"
Write = Callable[[Keys], None]


def test_texts_numbers_and_bytes_are_read(write_keys: Write) -> None:
    write_keys({rf"HKLM\{KEY}": {"text": "24H2", "number": 0xFFFFFFFF, "bytes": b"\x00\xff", "": "its own"}})
    registry = Registry()
    assert registry.text(KEY, "text") == "24H2"
    assert registry.text(KEY, "") == "its own"
    assert registry.number(KEY, "number") == 0xFFFFFFFF
    assert registry.binary(KEY, "bytes") == b"\x00\xff"


def test_what_is_not_there_is_none(write_keys: Write) -> None:
    write_keys({rf"HKLM\{KEY}": {"text": "24H2"}})
    registry = Registry()
    assert registry.text(KEY, "other") is None
    assert registry.number(rf"{KEY}\deeper", "it") is None
    assert registry.subkeys(rf"{KEY}\deeper") == ()
    assert not registry.has(rf"{KEY}\deeper")
    assert registry.has(KEY)


@pytest.mark.parametrize(
    ("value", "ask"),
    [
        (("7", 1), "number"),
        ((7, 4), "text"),
        ((["a", "b"], 7), "text"),
        ((b"\x07\x00\x00\x00", 3), "number"),
        ((7, 11), "number"),
        ((None, 0), "text"),
        (("x" * 5_000, 1), "text"),
        (("7", 1), "binary"),
    ],
)
def test_a_value_of_another_kind_is_odd(write_keys: Write, value: Any, ask: str) -> None:
    write_keys({rf"HKLM\{KEY}": {"it": value}})
    with pytest.raises(OddValue):
        getattr(Registry(), ask)(KEY, "it")


def test_names_of_variables_are_replaced_only_where_windows_says_so(write_keys: Write) -> None:
    write_keys({rf"HKLM\{KEY}": {"marked": (r"%SystemRoot%\win.ini", 2), "plain": r"%SystemRoot%\win.ini"}})
    assert str(Registry().text(KEY, "marked")).lower() == r"c:\windows\win.ini"
    assert Registry().text(KEY, "plain") == r"%SystemRoot%\win.ini"


def test_the_two_views_are_two_registries(write_keys: Write) -> None:
    write_keys({rf"HKLM\{KEY}": {"it": "64"}, rf"HKLM32\{KEY}": {"it": "32"}})
    assert Registry().text(KEY, "it") == "64"
    assert Registry().text(KEY, "it", view=View.FOR_32_BIT) == "32"
    assert Registry().text(r"SOFTWARE\WOW6432Node\Inpatient Hub tests", "it") == "32"


def test_each_root_is_its_own(write_keys: Write) -> None:
    write_keys({rf"HKCU\{KEY}": {"it": "mine"}, rf"HKCR\{KEY}": {"it": "kinds"}})
    assert Registry().text(KEY, "it", Hive.USER) == "mine"
    assert Registry().text(KEY, "it", Hive.CLASSES) == "kinds"
    assert Registry().text(KEY, "it") is None


def test_the_keys_below_are_named(write_keys: Write) -> None:
    write_keys({rf"HKLM\{KEY}\one\deep": {}, rf"HKLM\{KEY}\two": {}})
    assert Registry().subkeys(KEY) == ("one", "two")
    assert "Microsoft" in Registry().subkeys("SOFTWARE")


def test_reading_writes_nothing(write_keys: Write) -> None:
    write_keys({rf"HKLM\{KEY}": {"it": "x"}})
    Registry().text(rf"{KEY}\never\made", "it")
    assert Registry().subkeys(KEY) == ()
