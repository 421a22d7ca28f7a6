"""The little of COM that the questions need: make an object, call it, read what it gives, let it go.

Objects are called through their tables of functions with ctypes, so nothing is generated, written or kept.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_int32, c_uint16, c_uint32, c_uint64, c_void_p, c_wchar_p, cast, sizeof
from datetime import date, timedelta
from types import TracebackType
from typing import Any, Self

from inpatient_hub.readiness.collectors.windows.answers import OddValue
from inpatient_hub.readiness.collectors.windows.libraries import Libraries, function_type
from inpatient_hub.readiness.collectors.windows.structs import DispatchParameters, Guid, Variant

_NUMBERS = (c_int32, c_uint32, c_void_p, c_wchar_p)

_RELEASE = 2
_GET_IDS_OF_NAMES, _INVOKE = 5, 6
_PROPERTY_GET = 2
_IN_PROCESS = 1
_APARTMENT_WITHOUT_DDE = 6
_CHANGED_MODE = -2147417850
"""RPC_E_CHANGED_MODE: somebody has set COM up for this thread in another way, which will do."""

_NO_VALUE, _WHOLE, _DAY, _TEXT, _OBJECT, _TRUTH, _UNSIGNED = 0, 3, 7, 8, 9, 11, 19
_FIRST_DAY = date(1899, 12, 30)
_NO_INTERFACE_WANTED = "00000000-0000-0000-0000-000000000000"

DISPATCH = "00020400-0000-0000-c000-000000000046"


class Faulty(OSError):
    """A call of a COM object failed. The message holds the call's number and the code, as Windows prints it."""

    def __init__(self, slot: int, code: int) -> None:
        super().__init__(f"call {slot} of a COM object failed with 0x{code & 0xFFFFFFFF:08x}")
        self.code = code & 0xFFFFFFFF


class ComObject:
    """An object behind an interface. As a context manager it lets go of the object at the end."""

    def __init__(self, pointer: c_void_p) -> None:
        if not pointer.value:
            raise OddValue("COM gave no object")
        self.pointer = pointer

    def call(self, slot: int, *arguments: Any) -> int:
        """Call the interface's function of that number, counted from 0. Raises Faulty when it fails."""
        table = c_void_p.from_address(self.pointer.value or 0).value or 0
        address = c_void_p.from_address(table + slot * sizeof(c_void_p)).value or 0
        kinds = [type(one) if isinstance(one, _NUMBERS) else c_void_p for one in arguments]
        code: int = function_type(c_int32, c_void_p, *kinds)(address)(self.pointer, *arguments)
        if code < 0:
            raise Faulty(slot, code)
        return code

    def object(self, slot: int, *arguments: Any) -> "ComObject":
        """The object that a function gives in its last argument."""
        pointer = c_void_p()
        self.call(slot, *arguments, byref(pointer))
        return ComObject(pointer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.call(_RELEASE)


class Com(Libraries):
    """COM on this thread."""

    @contextmanager
    def apartment(self) -> Iterator[None]:
        """Set COM up for this thread, and take it down again."""
        code = self.call("ole32", "CoInitializeEx", c_void_p(), c_uint32(_APARTMENT_WITHOUT_DDE))
        if code < 0 and code != _CHANGED_MODE:
            raise self.failed("CoInitializeEx", code)
        try:
            yield
        finally:
            if code >= 0:
                self.call("ole32", "CoUninitialize")

    def load_shared(self) -> None:
        """Load the window system and COM on this thread, before the collectors' threads start.

        Where several threads are the first to ask for them at once, Wine 8 can lock up for good: one waits for the
        loader's lock inside the window system, the other for the window system inside the loader.
        """
        with self.apartment():
            pass

    def create(self, what: str, interface: str) -> ComObject:
        """An object of a class, by the GUIDs of class and interface. Raises OSError when there is no such class."""
        pointer = c_void_p()
        wanted = (byref(Guid.of(what)), c_void_p(), c_uint32(_IN_PROCESS), byref(Guid.of(interface)), byref(pointer))
        code = self.call("ole32", "CoCreateInstance", *wanted)
        if code < 0:
            raise self.failed("CoCreateInstance", code)
        return ComObject(pointer)

    @contextmanager
    def text(self, words: str) -> Iterator[c_void_p]:
        """A BSTR, freed at the end."""
        pointer = c_void_p(self.call("oleaut32", "SysAllocString", c_wchar_p(words), result=c_void_p))
        try:
            yield pointer
        finally:
            self.call("oleaut32", "SysFreeString", pointer)

    def take_text(self, pointer: c_void_p) -> str:
        """The words of a BSTR that a call gave us, which is freed."""
        try:
            return cast(pointer, c_wchar_p).value or ""
        finally:
            self.call("oleaut32", "SysFreeString", pointer)

    def take_value(self, value: Variant) -> "int | str | bool | date | ComObject | None":
        """What is in a VARIANT, which is emptied; an object is the caller's to let go."""
        if value.kind == _OBJECT:
            return ComObject(c_void_p(value.number))
        try:
            return plain(value)
        finally:
            self.call("oleaut32", "VariantClear", byref(value))

    def property(self, of: ComObject, name: str, *keys: int) -> "int | str | bool | date | ComObject | None":
        """A property by name, through IDispatch; `keys` where it is one of many."""
        number, result = c_int32(), Variant()
        nothing = Guid.of(_NO_INTERFACE_WANTED)
        names = (c_wchar_p * 1)(name)
        of.call(_GET_IDS_OF_NAMES, byref(nothing), names, c_uint32(1), c_uint32(0), byref(number))
        given = (Variant * max(1, len(keys)))(*(Variant(kind=_WHOLE, number=key) for key in reversed(keys)))
        parameters = DispatchParameters(
            arguments=ctypes.addressof(given), names=None, argument_count=len(keys), name_count=0
        )
        how = (c_uint32(0), c_uint32(_PROPERTY_GET), byref(parameters), byref(result), c_void_p(), c_void_p())
        of.call(_INVOKE, number, byref(nothing), *how)
        return self.take_value(result)


def plain(value: Variant) -> int | str | bool | date | None:
    """What a VARIANT holds. Raises OddValue for a kind that no question here leads to."""
    at = ctypes.addressof(value) + Variant.number.offset
    if value.kind <= 1:
        return None
    if value.kind == _TRUTH:
        return bool(c_uint16.from_address(at).value)
    if value.kind == _TEXT:
        return cast(c_void_p(value.number), c_wchar_p).value or ""
    if value.kind == _DAY:
        return _day(ctypes.c_double.from_address(at).value)
    kinds: dict[int, Any] = {_WHOLE: c_int32, _UNSIGNED: c_uint32, 22: c_int32, 23: c_uint32, 21: c_uint64}
    if value.kind not in kinds:
        raise OddValue(f"a VARIANT of kind {value.kind} was not expected")
    return int(kinds[value.kind].from_address(at).value)


def _day(days: float) -> date:
    try:
        return _FIRST_DAY + timedelta(days=int(days))
    except (OverflowError, ValueError) as error:
        raise OddValue("a day was not on any calendar") from error
