"""COM is really asked: WMI answers, what Wine lacks is refused, and objects that we register are read rightly."""

import ctypes
from collections.abc import Iterator
from ctypes import POINTER, byref, c_int32, c_uint32, c_void_p
from datetime import date
from typing import Any

import pytest

from inpatient_hub.readiness.collectors.windows.answers import SecurityProduct, UpdateDates
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.calls_com import AUTOMATIC_UPDATES, FIREWALL, PRODUCT_LIST
from inpatient_hub.readiness.collectors.windows.com import Faulty, plain
from inpatient_hub.readiness.collectors.windows.structs import Guid, Variant
from tests.readiness.collectors.windows import fake_com
from tests.readiness.collectors.windows.fake_com import OK, FakeDispatch, FakeObject
from tests.readiness.collectors.windows.test_com import product, product_list, released

pytestmark = pytest.mark.win32


@pytest.fixture
def api() -> WinApi:
    return WinApi()


# WMI


def test_wmi_is_really_asked(api: WinApi) -> None:
    names = ("Caption", "BuildNumber", "OSType", "Primary")
    [row] = api.wmi(r"ROOT\CIMV2", "SELECT * FROM Win32_OperatingSystem", names)
    assert row["BuildNumber"] == str(api.version().build)
    assert str(row["Caption"]).startswith("Microsoft Windows")
    assert (row["OSType"], row["Primary"]) == (18, True)


def test_wmi_gives_every_row(api: WinApi) -> None:
    rows = api.wmi(r"ROOT\CIMV2", "SELECT Name, ProcessId FROM Win32_Process", ("Name", "ProcessId"))
    assert {str(row["Name"]).lower() for row in rows} >= {"python.exe", "services.exe"}
    assert all(isinstance(row["ProcessId"], int) for row in rows)


def test_wmi_may_give_no_row(api: WinApi) -> None:
    assert api.wmi(r"ROOT\CIMV2", "SELECT Name FROM Win32_Process WHERE ProcessId=1", ("Name",)) == ()


@pytest.mark.parametrize(
    ("namespace", "query", "code"),
    [
        (r"ROOT\SecurityCenter2", "SELECT displayName FROM AntiVirusProduct", 0x8004100E),
        (r"ROOT\CIMV2", "SELECT * FROM Win32_OperatingSystem", 0x80041002),
        (r"ROOT\CIMV2", "this is no question", 0x80041017),
    ],
)
def test_what_wmi_refuses_is_an_error_with_its_code(api: WinApi, namespace: str, query: str, code: int) -> None:
    with pytest.raises(Faulty) as caught:
        api.wmi(namespace, query, ("SurelyNoName",))
    assert caught.value.code == code


# What Wine has a beginning of, and what it lacks


def test_windows_update_is_made_and_refuses(api: WinApi) -> None:
    with pytest.raises(Faulty, match="0x80004001"):
        api.update_dates()


def test_the_firewall_is_made_and_refuses(api: WinApi) -> None:
    with pytest.raises(Faulty):
        api.firewall_blocks_outgoing()


def test_the_drive_is_found_in_the_shell_and_refuses(api: WinApi) -> None:
    with pytest.raises(Faulty, match="call 16"):
        api.bitlocker("C:\\")
    with pytest.raises(OSError, match="SHCreateItemFromParsingName"):
        api.bitlocker("C:\\surely\\not\\there")


def test_a_class_that_nobody_registered_is_an_error(api: WinApi) -> None:
    with pytest.raises(OSError, match="CoCreateInstance") as caught:
        api.antivirus_products()
    assert caught.value.winerror == -2147221164  # type: ignore[attr-defined]


# Objects of our own, made by COM itself


class Registered:
    """Registers objects with COM for this thread."""

    def __init__(self) -> None:
        self.ole32 = ctypes.WinDLL("ole32")  # type: ignore[attr-defined]
        self.cookies: list[int] = []
        self.kept: list[FakeObject] = []
        assert self.ole32.CoInitializeEx(None, 6) >= 0

    def add(self, name: str, made: FakeObject) -> None:
        def create(_: int, __: int, place: Any) -> int:
            return made.give(place)

        factory = FakeObject({3: ((c_void_p, c_void_p, POINTER(c_void_p)), create), 4: ((c_int32,), lambda _: OK)})
        cookie = c_uint32()
        wanted = (byref(Guid.of(name)), c_void_p(factory.address), c_uint32(1), c_uint32(1), byref(cookie))
        assert self.ole32.CoRegisterClassObject(*wanted) == 0
        self.cookies.append(cookie.value)
        self.kept.append(factory)

    def end(self) -> None:
        for cookie in self.cookies:
            self.ole32.CoRevokeClassObject(c_uint32(cookie))
        self.ole32.CoUninitialize()


@pytest.fixture
def registered() -> Iterator[Registered]:
    made = Registered()
    yield made
    made.end()


class RealTexts:
    """Gives texts as Windows makes them, for the caller to free."""

    def keep(self, words: str) -> int:
        oleaut32 = ctypes.WinDLL("oleaut32")  # type: ignore[attr-defined]
        oleaut32.SysAllocString.restype = c_void_p
        return int(oleaut32.SysAllocString(ctypes.c_wchar_p(words)))


@pytest.fixture(autouse=True)
def _real_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake_com, "TEXTS", RealTexts())
    monkeypatch.setattr("tests.readiness.collectors.windows.test_com.TEXTS", RealTexts())


def test_the_dates_of_updates_are_read(api: WinApi, registered: Registered) -> None:
    dates = {"LastInstallationSuccessDate": date(2026, 11, 11), "LastSearchSuccessDate": None}
    results = FakeDispatch(dates)
    service = FakeDispatch({"Results": results})
    registered.add(AUTOMATIC_UPDATES, service)
    assert api.update_dates() == UpdateDates(installed=date(2026, 11, 11), searched=None)
    assert released(results, service)


def test_antivirus_products_are_read(api: WinApi, registered: Registered) -> None:
    products = (product("Windows Defender", 1, 1), product("Sophos \u00dc", 0, 0))
    listing = product_list(*products)
    registered.add(PRODUCT_LIST, listing)
    assert api.antivirus_products() == (
        SecurityProduct("Windows Defender", state=1, up_to_date=True),
        SecurityProduct("Sophos \u00dc", state=0, up_to_date=False),
    )
    assert released(listing, *products)


@pytest.mark.parametrize(("action", "blocks"), [({2: 0}, True), ({2: 1}, False)])
def test_the_firewall_is_read(api: WinApi, registered: Registered, action: dict[int, int], blocks: bool) -> None:
    firewall = FakeDispatch({"CurrentProfileTypes": 2, "FirewallEnabled": {2: True}, "DefaultOutboundAction": action})
    registered.add(FIREWALL, firewall)
    assert api.firewall_blocks_outgoing() is blocks
    assert released(firewall)


def test_a_text_property_is_read_and_freed(api: WinApi) -> None:
    thing = FakeDispatch({"Name": "Wuthering \u00dc \U0001f642", "Odd": Variant(kind=2)})
    with api.apartment():
        from inpatient_hub.readiness.collectors.windows.com import ComObject

        with ComObject(c_void_p(thing.address)) as held:
            thing.held += 1
            assert api.property(held, "Name") == "Wuthering \u00dc \U0001f642"
    assert released(thing)


def test_a_variant_that_windows_made_is_read() -> None:
    oleaut32 = ctypes.WinDLL("oleaut32")  # type: ignore[attr-defined]
    number, text = Variant(kind=3, number=46_337), Variant()
    for kind, expected in ((7, date(2026, 11, 11)), (8, "46337"), (11, True), (19, 46_337)):
        assert oleaut32.VariantChangeType(byref(text), byref(number), 0, kind) == 0
        assert plain(text) == expected
        oleaut32.VariantClear(byref(text))


def test_com_is_left_as_it_was_found(api: WinApi) -> None:
    ole32 = ctypes.WinDLL("ole32")  # type: ignore[attr-defined]
    with api.apartment(), api.apartment():
        pass
    assert ole32.CoInitializeEx(None, 0) == 0, "this thread may choose anew"
    with api.apartment():
        assert ole32.CoInitializeEx(None, 0) == 1, "and its choice was kept"
        ole32.CoUninitialize()
    ole32.CoUninitialize()


def test_loading_what_is_shared_leaves_nothing_open(api: WinApi) -> None:
    api.load_shared()
    api.load_shared()
    assert ctypes.WinDLL("ole32").CoInitializeEx(None, 0) == 0  # type: ignore[attr-defined]
    ctypes.WinDLL("ole32").CoUninitialize()  # type: ignore[attr-defined]
