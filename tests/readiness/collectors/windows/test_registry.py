"""The registry is read in both views, with every value's kind checked, and nothing is asked for but to read."""

import sys
from typing import Any

import pytest

from inpatient_hub.readiness.collectors.part import NotAvailable
from inpatient_hub.readiness.collectors.windows import registry as module
from inpatient_hub.readiness.collectors.windows.answers import OddValue
from inpatient_hub.readiness.collectors.windows.registry import Hive, Registry, View
from tests.readiness.collectors.windows.fake_winreg import REG_EXPAND_SZ, REG_MULTI_SZ, FakeWinreg

KEY = r"SOFTWARE\Ward"
FULL = rf"HKLM\{KEY}"


def read(value: Any, **changed: Any) -> Registry:
    fake = FakeWinreg({FULL: {"it": value}}, **changed)
    return Registry(lambda: fake)


def test_texts_numbers_and_bytes_are_read() -> None:
    assert read("24H2").text(KEY, "it") == "24H2"
    assert read(26100).number(KEY, "it") == 26100
    assert read(2**32 - 1).number(KEY, "it") == 2**32 - 1
    assert read(b"\x00\xff").binary(KEY, "it") == b"\x00\xff"


def test_what_is_not_there_is_none() -> None:
    registry = read("x")
    assert registry.text(KEY, "other") is None
    assert registry.number(rf"{KEY}\deeper", "it") is None
    assert registry.binary("SOFTWARE\\Nowhere", "it") is None
    assert registry.subkeys("SOFTWARE\\Nowhere") == ()
    assert not registry.has("SOFTWARE\\Nowhere")


def test_what_may_not_be_read_is_refused_rather_than_absent() -> None:
    registry = read("x", refused=(FULL,))
    for ask in (registry.text, registry.number, registry.binary):
        with pytest.raises(PermissionError):
            ask(KEY, "it")
    for look in (registry.has, registry.subkeys):
        with pytest.raises(PermissionError):
            look(KEY)


@pytest.mark.parametrize("odd", [7, b"24H2", (["24H2"], REG_MULTI_SZ), ("24H2", 3), (None, 1), "\ud800", "x" * 5_000])
def test_an_odd_text_is_no_text(odd: Any) -> None:
    with pytest.raises(OddValue):
        read(odd).text(KEY, "it")


@pytest.mark.parametrize(
    "odd", ["26100", b"\x01\x00\x00\x00", (True, 4), (-1, 4), (2**32, 4), (1, 11), (1, 3), (None, 4), (1.5, 4)]
)
def test_an_odd_number_is_no_number(odd: Any) -> None:
    with pytest.raises(OddValue):
        read(odd).number(KEY, "it")


@pytest.mark.parametrize("odd", ["text", 5, (None, 3)])
def test_odd_bytes_are_no_bytes(odd: Any) -> None:
    with pytest.raises(OddValue):
        read(odd).binary(KEY, "it")


def test_a_text_ends_at_its_first_zero() -> None:
    assert read("Dell Inc.\0\0rubbish").text(KEY, "it") == "Dell Inc."


def test_names_of_variables_are_replaced_only_where_windows_says_so() -> None:
    path = r"%ProgramFiles%\Word\winword.exe"
    assert read((path, REG_EXPAND_SZ)).text(KEY, "it") == r"C:\Program Files\Word\winword.exe"
    assert read(path).text(KEY, "it") == path


def test_the_two_views_are_two_registries() -> None:
    fake = FakeWinreg({FULL: {"it": "64"}, rf"HKLM32\{KEY}": {"it": "32"}})
    registry = Registry(lambda: fake)
    assert registry.text(KEY, "it") == "64"
    assert registry.text(KEY, "it", view=View.FOR_32_BIT) == "32"


def test_each_root_is_its_own() -> None:
    fake = FakeWinreg({rf"HKCU\{KEY}": {"it": "mine"}, rf"HKCR\{KEY}": {"it": "kinds"}})
    registry = Registry(lambda: fake)
    assert registry.text(KEY, "it", Hive.USER) == "mine"
    assert registry.text(KEY, "it", Hive.CLASSES) == "kinds"
    assert registry.text(KEY, "it") is None


def test_the_keys_below_are_named_once_and_there_is_an_end_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [rf"{FULL}\one", rf"{FULL}\one\deep", rf"{FULL}\two", rf"{FULL}\three"]
    fake = FakeWinreg({key: {} for key in keys})
    assert Registry(lambda: fake).subkeys(KEY) == ("one", "two", "three")
    monkeypatch.setattr(module, "MOST_SUBKEYS", 2)
    assert Registry(lambda: fake).subkeys(KEY) == ("one", "two")


def test_every_key_is_closed_again() -> None:
    fake = FakeWinreg({FULL: {"it": "x"}, rf"{FULL}\one": {}})
    registry = Registry(lambda: fake)
    registry.text(KEY, "it")
    registry.text(KEY, "other")
    registry.has(KEY)
    registry.subkeys(KEY)
    with pytest.raises(OddValue):
        registry.number(KEY, "it")
    assert fake.open_keys == 0


@pytest.mark.skipif(sys.platform == "win32", reason="this is about the other systems")
def test_elsewhere_there_is_no_registry() -> None:
    with pytest.raises(NotAvailable, match="not Windows"):
        Registry().text(KEY, "it")
