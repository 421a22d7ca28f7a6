"""COM objects are called by their tables, everything that was given is let go, and each refusal is told."""

import gc
from collections.abc import Iterator
from ctypes import POINTER, c_int32, c_uint32, c_void_p, c_wchar_p, cast
from datetime import date
from typing import Any

import pytest

from inpatient_hub.readiness.collectors.windows.answers import OddValue, SecurityProduct, UpdateDates
from inpatient_hub.readiness.collectors.windows.calls_com import (
    AUTOMATIC_UPDATES,
    FIREWALL,
    PRODUCT_LIST,
    WMI,
    ComCalls,
)
from inpatient_hub.readiness.collectors.windows.com import Faulty, plain
from inpatient_hub.readiness.collectors.windows.structs import PropertyKey, Variant
from tests.readiness.collectors.windows.fake_com import OK, REFUSED, TEXTS, FakeCom, FakeDispatch, FakeObject, fill

CHANGED_MODE = -2147417850


class Asking(FakeCom, ComCalls):
    """The real questions, over a stand-in for Windows."""


@pytest.fixture(autouse=True)
def _every_text_is_freed() -> Iterator[None]:
    yield
    gc.collect()
    assert TEXTS.given == {}


def released(*objects: FakeObject) -> bool:
    return all(one.held == 1 for one in objects)


# Windows Update


def updates(installed: Any, searched: Any) -> tuple[Asking, list[FakeObject]]:
    results = FakeDispatch({"LastInstallationSuccessDate": installed, "LastSearchSuccessDate": searched})
    service = FakeDispatch({"Results": results})
    return Asking({AUTOMATIC_UPDATES: service}), [results, service]


@pytest.mark.parametrize(
    ("installed", "searched", "dates"),
    [
        (date(2026, 11, 11), date(2026, 11, 19), UpdateDates(date(2026, 11, 11), date(2026, 11, 19))),
        (None, date(2026, 11, 19), UpdateDates(None, date(2026, 11, 19))),
        (date(1899, 12, 30), date(1999, 12, 31), UpdateDates(None, None)),
        (7, "yesterday", UpdateDates(None, None)),
    ],
)
def test_the_dates_of_updates_are_read(installed: Any, searched: Any, dates: UpdateDates) -> None:
    asking, objects = updates(installed, searched)
    assert asking.update_dates() == dates
    assert released(*objects)
    assert asking.apartments == 0


def test_a_refused_date_is_an_error_and_everything_is_let_go() -> None:
    asking, objects = updates(OSError(), None)
    with pytest.raises(Faulty, match="0x80070005") as caught:
        asking.update_dates()
    assert caught.value.code == 0x80070005
    assert released(*objects)
    assert asking.apartments == 0


def test_a_windows_update_without_results_is_odd() -> None:
    with pytest.raises(OddValue):
        Asking({AUTOMATIC_UPDATES: FakeDispatch({"Results": None})}).update_dates()
    with pytest.raises(Faulty):
        Asking({AUTOMATIC_UPDATES: FakeDispatch({})}).update_dates()


def test_a_class_that_is_not_registered_is_an_error() -> None:
    asking = Asking({})
    with pytest.raises(OSError, match="CoCreateInstance"):
        asking.update_dates()
    assert asking.apartments == 0


@pytest.mark.parametrize(("apartment", "left"), [(OK, 0), (1, 0), (CHANGED_MODE, 0)])
def test_a_thread_that_knows_com_already_is_left_as_it_was(apartment: int, left: int) -> None:
    asking, _ = updates(None, None)
    asking.answers["CoInitializeEx"] = apartment
    if apartment == CHANGED_MODE:
        asking.apartments = 1
        left = 1
    assert asking.update_dates() == UpdateDates(None, None)
    assert asking.apartments == left


def test_a_thread_that_refuses_com_is_an_error() -> None:
    asking, _ = updates(None, None)
    asking.answers["CoInitializeEx"] = REFUSED
    with pytest.raises(OSError, match="CoInitializeEx"):
        asking.update_dates()


# The firewall


@pytest.mark.parametrize(
    ("in_use", "enabled", "action", "blocks"),
    [
        (2, {1: True, 2: True, 4: True}, {1: 0, 2: 1, 4: 0}, False),
        (2, {1: True, 2: True, 4: True}, {1: 1, 2: 0, 4: 1}, True),
        (6, {1: True, 2: True, 4: True}, {1: 1, 2: 1, 4: 0}, True),
        (4, {1: True, 2: True, 4: False}, {1: 0, 2: 0, 4: 0}, False),
        (0, {1: True, 2: True, 4: True}, {1: 0, 2: 0, 4: 0}, False),
    ],
)
def test_only_the_firewall_profile_in_use_counts(
    in_use: int, enabled: dict[int, bool], action: dict[int, int], blocks: bool
) -> None:
    firewall = FakeDispatch(
        {"CurrentProfileTypes": in_use, "FirewallEnabled": enabled, "DefaultOutboundAction": action}
    )
    assert Asking({FIREWALL: firewall}).firewall_blocks_outgoing() is blocks
    assert released(firewall)


def test_a_firewall_that_names_no_profile_is_odd() -> None:
    with pytest.raises(OddValue):
        Asking({FIREWALL: FakeDispatch({"CurrentProfileTypes": None})}).firewall_blocks_outgoing()


# Antivirus products


def product(name: str, state: int, signatures: int) -> FakeObject:
    def give_name(place: Any) -> int:
        place[0] = TEXTS.keep(name)
        return OK

    def give_state(place: Any) -> int:
        place[0] = state
        return OK

    def give_signatures(place: Any) -> int:
        place[0] = signatures
        return OK

    return FakeObject(
        {
            7: ((POINTER(c_void_p),), give_name),
            8: ((POINTER(c_int32),), give_state),
            9: ((POINTER(c_int32),), give_signatures),
        }
    )


def product_list(*products: FakeObject, count: int | None = None) -> FakeObject:
    asked: list[int] = []

    def initialize(provider: int) -> int:
        asked.append(provider)
        return OK if provider == 4 else REFUSED

    def give_count(place: Any) -> int:
        place[0] = len(products) if count is None else count
        return OK if asked else REFUSED

    def give_item(index: int, place: Any) -> int:
        return products[index].give(place) if index < len(products) else REFUSED

    return FakeObject(
        {
            7: ((c_uint32,), initialize),
            8: ((POINTER(c_int32),), give_count),
            9: ((c_uint32, POINTER(c_void_p)), give_item),
        }
    )


def test_every_antivirus_product_is_listed() -> None:
    products = (product("Windows Defender", 1, 1), product("Sophos", 0, 0))
    listing = product_list(*products)
    assert Asking({PRODUCT_LIST: listing}).antivirus_products() == (
        SecurityProduct("Windows Defender", state=1, up_to_date=True),
        SecurityProduct("Sophos", state=0, up_to_date=False),
    )
    assert released(listing, *products)


def test_no_antivirus_product_is_an_empty_list() -> None:
    assert Asking({PRODUCT_LIST: product_list()}).antivirus_products() == ()


def test_a_list_that_promises_more_than_it_has_is_an_error_and_an_endless_one_ends() -> None:
    one = product("Defender", 0, 1)
    listing = product_list(one, count=2)
    with pytest.raises(Faulty):
        Asking({PRODUCT_LIST: listing}).antivirus_products()
    assert released(listing, one)
    many = [product("Defender", 0, 1)] * 60
    assert len(Asking({PRODUCT_LIST: product_list(*many)}).antivirus_products()) == 50


# Drive encryption


def drive(state: int) -> FakeObject:
    def give(key: Any, place: Any) -> int:
        if key[0].number != 1717 or key[0].format.data1 != 0x2D15A9A1:
            return REFUSED
        place[0] = state
        return OK

    return FakeObject({16: ((POINTER(PropertyKey), POINTER(c_int32)), give)})


@pytest.mark.parametrize("state", [1, 2, 8])
def test_the_drives_encryption_is_what_the_explorer_shows(state: int) -> None:
    asking = Asking({})
    asking.item = drive(state)
    assert asking.bitlocker("C:\\") == state
    assert released(asking.item)
    assert asking.apartments == 0


def test_a_windows_that_does_not_name_the_property_is_asked_by_its_number() -> None:
    asking = Asking({})
    asking.item, asking.property_number = drive(1), None
    assert asking.bitlocker("C:\\") == 1


def test_the_property_is_the_one_that_windows_names() -> None:
    asking = Asking({})
    asking.item, asking.property_number = drive(1), 9
    with pytest.raises(Faulty):
        asking.bitlocker("C:\\")


def test_a_drive_that_may_not_be_asked_is_an_error() -> None:
    with pytest.raises(OSError, match="SHCreateItemFromParsingName"):
        Asking({}).bitlocker("C:\\")


# WMI


def wmi(rows: list[dict[str, Any]], *, after: int = 1, refuse: str = "") -> tuple[Asking, list[FakeObject]]:
    """WMI with these rows; `after` is what it says when there are no more."""
    left = [row_of(row) for row in rows]
    said: list[str] = []

    def next_row(timeout: int, count: int, place: Any, given: Any) -> int:
        assert (timeout, count) == (5_000, 1)
        if not left:
            given[0] = 0
            return after
        given[0] = 1
        return left.pop(0).give(place)

    asked_for_rows = (c_int32, c_uint32, POINTER(c_void_p), POINTER(c_uint32))
    listing = FakeObject({4: (asked_for_rows, next_row)})

    def query(language: int, words: int, flags: int, _: int, place: Any) -> int:
        said.extend((cast(language, c_wchar_p).value or "", cast(words, c_wchar_p).value or ""))
        assert flags == 0x30
        return REFUSED if refuse == "query" else listing.give(place)

    services = FakeObject({20: ((c_void_p, c_void_p, c_int32, c_void_p, POINTER(c_void_p)), query)})

    def connect(namespace: int, *rest: Any) -> int:
        said.append(cast(namespace, c_wchar_p).value or "")
        return REFUSED if refuse == "connect" else services.give(rest[-1])

    texts = (c_void_p,) * 4
    locator = FakeObject({3: ((*texts, c_int32, c_void_p, c_void_p, POINTER(c_void_p)), connect)})
    asking = Asking({WMI: locator})
    asking.said = said  # type: ignore[attr-defined]
    return asking, [listing, services, locator]


def row_of(values: dict[str, Any]) -> FakeObject:
    def get(name: str, _: int, place: Any, __: int, ___: int) -> int:
        if name not in values:
            return REFUSED
        fill(place[0], values[name])
        return OK

    return FakeObject({4: ((c_wchar_p, c_int32, POINTER(Variant), c_void_p, c_void_p), get)})


def test_the_rows_of_a_query_are_read() -> None:
    asking, objects = wmi([{"ID": "f520e45e", "LicenseStatus": 1}, {"ID": None, "LicenseStatus": 0}])
    rows = asking.wmi(r"ROOT\CIMV2", "SELECT ID FROM SoftwareLicensingProduct", ("ID", "LicenseStatus"))
    assert rows == ({"ID": "f520e45e", "LicenseStatus": 1}, {"ID": None, "LicenseStatus": 0})
    assert asking.said == [r"ROOT\CIMV2", "WQL", "SELECT ID FROM SoftwareLicensingProduct"]  # type: ignore[attr-defined]
    assert released(*objects)
    assert asking.apartments == 0


@pytest.mark.parametrize("refuse", ["connect", "query"])
def test_a_wmi_that_refuses_is_an_error(refuse: str) -> None:
    asking, objects = wmi([], refuse=refuse)
    with pytest.raises(Faulty):
        asking.wmi(r"ROOT\CIMV2", "SELECT ID FROM Any", ("ID",))
    assert released(*objects)


def test_a_wmi_that_does_not_answer_is_given_up() -> None:
    asking, objects = wmi([{"ID": "one"}], after=0x40004)
    with pytest.raises(TimeoutError):
        asking.wmi(r"ROOT\CIMV2", "SELECT ID FROM Any", ("ID",))
    assert released(*objects)


def test_a_value_that_is_not_there_is_an_error_and_the_row_is_let_go() -> None:
    asking, objects = wmi([{"ID": "one"}])
    with pytest.raises(Faulty):
        asking.wmi(r"ROOT\CIMV2", "SELECT ID FROM Any", ("ID", "Other"))
    assert released(*objects)


def test_endless_rows_end() -> None:
    asking, _ = wmi([{"ID": 1}] * 150)
    assert len(asking.wmi(r"ROOT\CIMV2", "SELECT ID FROM Any", ("ID",))) == 100


@pytest.mark.parametrize(("code", "is_error"), [(OK, False), (-2147467262, False), (REFUSED, True)])
def test_wmi_is_asked_with_the_persons_own_rights(code: int, is_error: bool) -> None:
    asking, _ = wmi([])
    asking.blanket = code
    if is_error:
        with pytest.raises(OSError, match="CoSetProxyBlanket"):
            asking.wmi(r"ROOT\CIMV2", "SELECT ID FROM Any", ("ID",))
    else:
        assert asking.wmi(r"ROOT\CIMV2", "SELECT ID FROM Any", ("ID",)) == ()


# Values


@pytest.mark.parametrize(
    ("kind", "number", "value"),
    [
        (0, 7, None),
        (1, 7, None),
        (3, 0xFFFFFFFF, -1),
        (19, 0xFFFFFFFF, 0xFFFFFFFF),
        (11, 0xFFFF, True),
        (11, 0, False),
        (21, 2**40, 2**40),
        (22, 5, 5),
        (23, 5, 5),
    ],
)
def test_a_variant_is_read_by_its_kind(kind: int, number: int, value: Any) -> None:
    assert plain(Variant(kind=kind, number=number)) == value


@pytest.mark.parametrize("kind", [2, 4, 5, 12, 13, 36, 0x2008, 0x4003])
def test_a_variant_of_another_kind_is_odd(kind: int) -> None:
    with pytest.raises(OddValue):
        plain(Variant(kind=kind, number=0))


def test_an_impossible_day_is_odd() -> None:
    variant = Variant()
    for day in (float("inf"), float("nan"), 1e12, -1e12):
        fill(variant, day)
        with pytest.raises(OddValue):
            plain(variant)
