"""Asks Windows what only COM can tell: updates, antivirus products, drive encryption, firewall, paid updates.

COM can be slow and can hang, so the collectors ask each of these in a part of its own, with a time of its own.
"""

from collections.abc import Iterator, Sequence
from ctypes import byref, c_int32, c_uint32, c_void_p, c_wchar_p
from datetime import date

from inpatient_hub.readiness.collectors.windows.answers import OddValue, SecurityProduct, UpdateDates
from inpatient_hub.readiness.collectors.windows.com import DISPATCH, Com, ComObject
from inpatient_hub.readiness.collectors.windows.structs import Guid, PropertyKey, Variant

AUTOMATIC_UPDATES = "bfe18e9c-6d87-4450-b37c-e02f0b373803"
FIREWALL = "e2b3c97f-6ae1-41ac-817a-f6f92166d7dd"
SHELL_ITEM = "7e9fb0d3-919f-4307-ab2e-9b1860310c93"
WMI, WMI_LOCATOR = "4590f811-1d3a-11d0-891f-00aa004b2e24", "dc12a687-737f-11cf-884d-00aa004b2e24"
PRODUCT_LIST, PRODUCT_LIST_INTERFACE = "17072f7b-9abe-4a74-a261-1eb76b55107a", "722a338c-6e8e-4e72-ac27-1417fb0c81c2"

_GET_INT32 = 16
_BITLOCKER = "System.Volume.BitLockerProtection"
_BITLOCKER_KEY = ("2d15a9a1-a556-4189-91ad-027458f11a07", 1717)
"""What that name stands for, where Windows does not say."""

_LIST_INITIALIZE, _LIST_COUNT, _LIST_ITEM = 7, 8, 9
_PRODUCT_NAME, _PRODUCT_STATE, _PRODUCT_SIGNATURES = 7, 8, 9
_ANTIVIRUS, _UP_TO_DATE = 4, 1
_MOST_PRODUCTS = 50

_CONNECT, _QUERY, _NEXT, _GET = 3, 20, 4, 4
_FORWARD_ONLY_AT_ONCE = 0x30
_ROW_WAIT_MS = 5_000
_TIMED_OUT = 0x40004
_MOST_ROWS = 100

_FIREWALL_PROFILES = (1, 2, 4)
"""Domain, private, public."""
_BLOCK = 0


class ComCalls(Com):
    """Questions through COM. What Windows refuses raises OSError, an odd answer OddValue."""

    def update_dates(self) -> UpdateDates:
        """When Windows Update last installed something, and last looked, with success."""
        with self.apartment(), self.create(AUTOMATIC_UPDATES, DISPATCH) as updates:
            results = self.property(updates, "Results")
            if not isinstance(results, ComObject):
                raise OddValue("Windows Update gives no results")
            with results:
                installed = self.property(results, "LastInstallationSuccessDate")
                searched = self.property(results, "LastSearchSuccessDate")
        return UpdateDates(installed=_day(installed), searched=_day(searched))

    def antivirus_products(self) -> tuple[SecurityProduct, ...]:
        """The antivirus products that have told Windows' security centre about themselves."""
        with self.apartment(), self.create(PRODUCT_LIST, PRODUCT_LIST_INTERFACE) as products:
            products.call(_LIST_INITIALIZE, c_uint32(_ANTIVIRUS))
            count = c_int32()
            products.call(_LIST_COUNT, byref(count))
            return tuple(self._product(products, index) for index in range(min(count.value, _MOST_PRODUCTS)))

    def _product(self, products: ComObject, index: int) -> SecurityProduct:
        name, state, signatures = c_void_p(), c_int32(), c_int32()
        with products.object(_LIST_ITEM, c_uint32(index)) as product:
            product.call(_PRODUCT_NAME, byref(name))
            words = self.take_text(name)
            product.call(_PRODUCT_STATE, byref(state))
            product.call(_PRODUCT_SIGNATURES, byref(signatures))
        return SecurityProduct(name=words, state=state.value, up_to_date=signatures.value == _UP_TO_DATE)

    def bitlocker(self, drive: str) -> int:
        r"""The state of a drive such as `C:\`, as the Explorer shows it."""
        pointer, value, key = c_void_p(), c_int32(), PropertyKey()
        with self.apartment():
            if self.call("propsys", "PSGetPropertyKeyFromName", c_wchar_p(_BITLOCKER), byref(key)) < 0:
                key = PropertyKey(format=Guid.of(_BITLOCKER_KEY[0]), number=_BITLOCKER_KEY[1])
            asked = (c_wchar_p(drive), c_void_p(), byref(Guid.of(SHELL_ITEM)), byref(pointer))
            code = self.call("shell32", "SHCreateItemFromParsingName", *asked)
            if code < 0:
                raise self.failed("SHCreateItemFromParsingName", code)
            with ComObject(pointer) as item:
                item.call(_GET_INT32, byref(key), byref(value))
        return value.value

    def firewall_blocks_outgoing(self) -> bool:
        """Whether Windows' own firewall, where it is on, stops outgoing traffic that no rule allows."""
        with self.apartment(), self.create(FIREWALL, DISPATCH) as firewall:
            in_use = self.property(firewall, "CurrentProfileTypes")
            if not isinstance(in_use, int):
                raise OddValue("the firewall names no profile in use")
            return any(
                self.property(firewall, "FirewallEnabled", profile) is True
                and self.property(firewall, "DefaultOutboundAction", profile) == _BLOCK
                for profile in _FIREWALL_PROFILES
                if profile & in_use
            )

    def wmi(self, namespace: str, query: str, names: Sequence[str]) -> tuple[dict[str, object], ...]:
        """The rows that a WMI query gives, at most 100, with the values of those names."""
        with self.apartment(), self.create(WMI, WMI_LOCATOR) as locator, self._wmi(locator, namespace) as services:
            with self.text("WQL") as language, self.text(query) as asked:
                how = (c_int32(_FORWARD_ONLY_AT_ONCE), c_void_p())
                rows = services.object(_QUERY, language, asked, *how)
            with self._as_this_person(rows):
                return tuple(self._values(row, names) for row in self._rows(rows))

    def _wmi(self, locator: ComObject, namespace: str) -> ComObject:
        with self.text(namespace) as place:
            nobody = (c_void_p(), c_void_p(), c_void_p(), c_int32(0), c_void_p(), c_void_p())
            return self._as_this_person(locator.object(_CONNECT, place, *nobody))

    def _as_this_person(self, proxy: ComObject) -> ComObject:
        """Let WMI act with the rights of the person who asks; without it WMI refuses."""
        how = (c_uint32(10), c_uint32(0), c_void_p(), c_uint32(3), c_uint32(3), c_void_p(), c_uint32(0))
        code = self.call("ole32", "CoSetProxyBlanket", proxy.pointer, *how)
        if code < 0 and code & 0xFFFFFFFF != 0x80004002:  # an object that is no proxy needs nothing
            raise self.failed("CoSetProxyBlanket", code)
        return proxy

    def _rows(self, rows: ComObject) -> Iterator[ComObject]:
        for _ in range(_MOST_ROWS):
            pointer, given = c_void_p(), c_uint32()
            code = rows.call(_NEXT, c_int32(_ROW_WAIT_MS), c_uint32(1), byref(pointer), byref(given))
            if code == _TIMED_OUT:
                raise TimeoutError("WMI did not answer")
            if not given.value:
                return
            with ComObject(pointer) as row:
                yield row

    def _values(self, row: ComObject, names: Sequence[str]) -> dict[str, object]:
        found: dict[str, object] = {}
        for name in names:
            value = Variant()
            row.call(_GET, c_wchar_p(name), c_int32(0), byref(value), c_void_p(), c_void_p())
            found[name] = self.take_value(value)
        return found


def _day(value: object) -> date | None:
    """A day of our time; Windows writes that there was none in several ways."""
    return value if isinstance(value, date) and value.year >= 2000 else None
