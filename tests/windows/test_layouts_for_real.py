"""Our shapes are those of the C headers, and our numbers of COM functions are theirs."""

import sys
from ctypes import CDLL, Structure, c_char_p, c_uint32, sizeof
from pathlib import Path

import pytest

from inpatient_hub.readiness.collectors.windows import calls_com, com, structs

pytestmark = pytest.mark.win32

SHAPES: dict[str, tuple[type[Structure], dict[str, str]]] = {
    "GUID": (structs.Guid, {}),
    "PROPERTYKEY": (structs.PropertyKey, {"pid": "number"}),
    "OSVERSIONINFOEXW": (structs.OsVersionInfo, {"dwBuildNumber": "build", "wProductType": "product_type"}),
    "SYSTEM_INFO": (structs.SystemInfo, {"wProcessorArchitecture": "architecture"}),
    "MEMORYSTATUSEX": (structs.MemoryStatus, {"ullTotalPhys": "total", "ullAvailPhys": "available"}),
    "SYSTEM_POWER_STATUS": (structs.PowerStatus, {"ACLineStatus": "mains"}),
    "PROCESSENTRY32W": (structs.ProcessEntry, {"th32ProcessID": "process", "szExeFile": "file"}),
    "PROCESS_MEMORY_COUNTERS": (structs.ProcessMemory, {"WorkingSetSize": "in_memory"}),
    "DISPLAY_DEVICEW": (
        structs.DisplayDevice,
        {"DeviceName": "name", "DeviceString": "words", "StateFlags": "flags", "DeviceID": "id"},
    ),
    "DEVMODEW": (
        structs.DisplayMode,
        {"dmSize": "size", "dmBitsPerPel": "bits", "dmPelsWidth": "width", "dmPelsHeight": "height"},
    ),
    "RECT": (structs.Rectangle, {}),
    "MONITORINFOEXW": (structs.MonitorInfo, {"szDevice": "device"}),
    "VARIANT": (structs.Variant, {"lVal": "number"}),
    "DISPPARAMS": (structs.DispatchParameters, {"cArgs": "argument_count"}),
}

SLOTS = {
    "IUnknown.Release": com._RELEASE,
    "IDispatch.GetIDsOfNames": com._GET_IDS_OF_NAMES,
    "IDispatch.Invoke": com._INVOKE,
    "IShellItem2.GetInt32": calls_com._GET_INT32,
    "IWbemLocator.ConnectServer": calls_com._CONNECT,
    "IWbemServices.ExecQuery": calls_com._QUERY,
    "IEnumWbemClassObject.Next": calls_com._NEXT,
    "IWbemClassObject.Get": calls_com._GET,
}


class Layout(Structure):
    """One line of the table that the compiler made."""

    _fields_ = (("name", c_char_p), ("value", c_uint32))


def by_the_headers() -> dict[str, int]:
    """Every size, offset and slot by the C headers."""
    table = (Layout * 200).in_dll(CDLL(str(Path(sys.executable).parent / "answers.dll")), "layouts")
    found: dict[str, int] = {}
    for line in table:
        if line.name is None:
            break
        found[line.name.decode()] = line.value
    return found


def test_every_size_offset_and_slot_is_that_of_the_headers() -> None:
    ours = {name: sizeof(shape) for name, (shape, _) in SHAPES.items()}
    for name, (shape, fields) in SHAPES.items():
        ours |= {f"{name}.{theirs}": getattr(shape, mine).offset for theirs, mine in fields.items()}
    assert ours | SLOTS == by_the_headers()


def test_every_shape_of_ours_is_among_them() -> None:
    mine = {one for one in vars(structs).values() if isinstance(one, type) and issubclass(one, Structure)}
    assert mine - {Structure} == {shape for shape, _ in SHAPES.values()}
