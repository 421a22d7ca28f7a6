"""COM objects in memory: tables of functions as Windows lays them out, answered by Python.

Under Windows they can be handed to Windows itself, which makes them as it makes any object; elsewhere `FakeCom` stands
in for Windows.
"""

import ctypes
from collections.abc import Callable, Mapping
from ctypes import (
    POINTER,
    c_double,
    c_int16,
    c_int32,
    c_int64,
    c_uint32,
    c_void_p,
    c_wchar_p,
    cast,
    create_unicode_buffer,
)
from datetime import date
from typing import Any

from inpatient_hub.readiness.collectors.windows.com import Com
from inpatient_hub.readiness.collectors.windows.libraries import function_type
from inpatient_hub.readiness.collectors.windows.structs import DispatchParameters, Guid, Variant

OK, REFUSED, NO_SUCH_NAME = 0, -2147024891, -2147352570
SLOTS = 32

Function = Callable[..., int]
"""Takes the arguments after `this` and returns an HRESULT."""


class FakeObject:
    """An object whose functions are given by slot, with the types of their arguments; it counts who holds it."""

    def __init__(self, functions: Mapping[int, tuple[tuple[Any, ...], Function]]) -> None:
        self.held = 1
        every: dict[int, tuple[tuple[Any, ...], Function]] = {
            0: ((c_void_p, POINTER(c_void_p)), self._query),
            1: ((), self._hold),
            2: ((), self._let_go),
            **functions,
        }
        self._callbacks = {slot: self._callback(*one) for slot, one in every.items()}
        addresses = (cast(self._callbacks[slot], c_void_p).value if slot in every else None for slot in range(SLOTS))
        self._table = (c_void_p * SLOTS)(*addresses)
        self._object = (c_void_p * 1)(ctypes.addressof(self._table))
        self.address = ctypes.addressof(self._object)

    def _callback(self, kinds: tuple[Any, ...], function: Function) -> Any:
        return function_type(c_int32, c_void_p, *kinds)(lambda _, *arguments: function(*arguments))

    def _query(self, _: int, place: Any) -> int:
        place[0] = self.address
        self.held += 1
        return OK

    def _hold(self) -> int:
        self.held += 1
        return self.held

    def _let_go(self) -> int:
        self.held -= 1
        return self.held

    def give(self, place: Any) -> int:
        """Put the object into a caller's place, as a call that gives one does."""
        self.held += 1
        place[0] = self.address
        return OK


class FakeDispatch(FakeObject):
    """An object with properties by name: a value, a table of values by key, another object, or an error."""

    def __init__(self, properties: Mapping[str, Any], functions: Mapping[int, Any] | None = None) -> None:
        self.properties = dict(properties)
        self._names = list(properties)
        self._texts: list[Any] = []
        ids = (c_void_p, POINTER(c_wchar_p), c_uint32, c_uint32, POINTER(c_int32))
        invoke = (
            c_int32,
            c_void_p,
            c_uint32,
            c_uint32,
            POINTER(DispatchParameters),
            POINTER(Variant),
            c_void_p,
            c_void_p,
        )
        super().__init__({5: (ids, self._id_of), 6: (invoke, self._invoke), **(functions or {})})

    def _id_of(self, _: int, names: Any, count: int, __: int, place: Any) -> int:
        if count != 1 or names[0] not in self._names:
            return NO_SUCH_NAME
        place[0] = self._names.index(names[0]) + 100
        return OK

    def _invoke(self, number: int, _: int, __: int, how: int, given: Any, result: Any, *___: Any) -> int:
        assert how == 2, "only properties are read"
        value = self.properties[self._names[number - 100]]
        arguments = given[0]
        if arguments.argument_count:
            keys = cast(arguments.arguments, POINTER(Variant))
            value = value[keys[0].number & 0xFFFFFFFF]
        if isinstance(value, OSError):
            return REFUSED
        fill(result[0], value)
        return OK


def fill(variant: Variant, value: Any) -> None:
    """Put a value into a VARIANT; texts only where there is no Windows, which would have to free them."""
    at = ctypes.addressof(variant) + Variant.number.offset
    if value is None:
        variant.kind = 0
    elif isinstance(value, bool):
        variant.kind = 11
        c_int16.from_address(at).value = -1 if value else 0
    elif isinstance(value, int):
        variant.kind = 3
        c_int32.from_address(at).value = value
    elif isinstance(value, float):
        variant.kind = 7
        c_double.from_address(at).value = value
    elif isinstance(value, date):
        fill(variant, (value - date(1899, 12, 30)).days + 0.75)
    elif isinstance(value, FakeObject):
        value.held += 1
        variant.kind = 9
        c_int64.from_address(at).value = value.address
    elif isinstance(value, str):
        variant.kind = 8
        c_int64.from_address(at).value = TEXTS.keep(value)
    else:
        variant.kind = int(value.kind)


class Texts:
    """Texts that were given out as BSTRs, and whether each was freed."""

    def __init__(self) -> None:
        self.given: dict[int, Any] = {}

    def keep(self, words: str) -> int:
        """The address of a text, kept until it is freed."""
        buffer = create_unicode_buffer(words)
        address = ctypes.addressof(buffer)
        self.given[address] = buffer
        return address


TEXTS = Texts()


class FakeCom(Com):
    """Stands in for the parts of Windows that COM needs. `classes` are objects by their class's GUID."""

    def __init__(self, classes: Mapping[str, FakeObject | int], apartment: int = OK) -> None:
        super().__init__()
        self.classes = {bytes(Guid.of(name)): one for name, one in classes.items()}
        self.apartments = 0
        self.answers = {"CoInitializeEx": apartment}
        self.blanket = OK
        self.item: FakeObject | int = REFUSED
        self.property_number: int | None = 1717

    def call(self, library: str, name: str, *arguments: Any, result: Any = c_int32) -> Any:
        return getattr(self, f"_{name.lower()}")(*arguments)

    def _coinitializeex(self, _: Any, flags: Any) -> int:
        assert flags.value == 6
        code = self.answers["CoInitializeEx"]
        self.apartments += code >= 0
        return code

    def _couninitialize(self) -> int:
        self.apartments -= 1
        return OK

    def _cocreateinstance(self, wanted: Any, _: Any, __: Any, ___: Any, place: Any) -> int:
        assert self.apartments, "COM was not set up on this thread"
        one = self.classes.get(bytes(wanted._obj), -2147221164)
        if isinstance(one, int):
            return one
        one.held += 1
        place._obj.value = one.address
        return OK

    def _shcreateitemfromparsingname(self, path: Any, _: Any, __: Any, place: Any) -> int:
        assert path.value == "C:\\"
        if isinstance(self.item, int):
            return self.item
        self.item.held += 1
        place._obj.value = self.item.address
        return OK

    def _psgetpropertykeyfromname(self, name: Any, place: Any) -> int:
        assert name.value == "System.Volume.BitLockerProtection"
        if self.property_number is None:
            return REFUSED
        place._obj.format = Guid.of("2d15a9a1-a556-4189-91ad-027458f11a07")
        place._obj.number = self.property_number
        return OK

    def _cosetproxyblanket(self, *_: Any) -> int:
        return self.blanket

    def _sysallocstring(self, words: Any) -> int:
        return TEXTS.keep(words.value)

    def _sysfreestring(self, pointer: Any) -> int:
        if pointer.value:
            del TEXTS.given[pointer.value]
        return OK

    def _variantclear(self, place: Any) -> int:
        variant = place._obj
        if variant.kind == 8 and variant.number:
            del TEXTS.given[variant.number]
        variant.kind = 0
        return OK
