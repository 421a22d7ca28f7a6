"""The shapes in which Windows gives its answers, in fixed widths, so that every system can check their sizes.

Texts are UTF-16 numbers rather than `c_wchar`, which is four bytes wide on Linux and two on Windows.
"""

from ctypes import Array, Structure, c_int32, c_size_t, c_uint8, c_uint16, c_uint32, c_uint64, c_void_p
from uuid import UUID


def wide_text(units: "Array[c_uint16]") -> str:
    """The text in an array of UTF-16 numbers, up to its first zero."""
    text = bytes(units).decode("utf-16-le", "replace")
    return text.partition("\0")[0]


class Guid(Structure):
    """GUID, 16 bytes."""

    _fields_ = (("data1", c_uint32), ("data2", c_uint16), ("data3", c_uint16), ("data4", c_uint8 * 8))

    @classmethod
    def of(cls, text: str) -> "Guid":
        """The GUID that is written `238c9fa8-0aad-41ed-83f4-97be242c8f20`."""
        return cls.from_buffer_copy(UUID(text).bytes_le)


class PropertyKey(Structure):
    """PROPERTYKEY, 20 bytes: which property of a file or drive."""

    _fields_ = (("format", Guid), ("number", c_uint32))


class OsVersionInfo(Structure):
    """OSVERSIONINFOEXW, 284 bytes."""

    _fields_ = (
        ("size", c_uint32),
        ("major", c_uint32),
        ("minor", c_uint32),
        ("build", c_uint32),
        ("platform", c_uint32),
        ("service_pack", c_uint16 * 128),
        ("service_pack_major", c_uint16),
        ("service_pack_minor", c_uint16),
        ("suite", c_uint16),
        ("product_type", c_uint8),
        ("reserved", c_uint8),
    )


class SystemInfo(Structure):
    """SYSTEM_INFO, 48 bytes on a 64-bit Windows."""

    _fields_ = (
        ("architecture", c_uint16),
        ("reserved", c_uint16),
        ("page_size", c_uint32),
        ("lowest_address", c_void_p),
        ("highest_address", c_void_p),
        ("active_processors", c_void_p),
        ("processors", c_uint32),
        ("processor_type", c_uint32),
        ("granularity", c_uint32),
        ("level", c_uint16),
        ("revision", c_uint16),
    )


class MemoryStatus(Structure):
    """MEMORYSTATUSEX, 64 bytes."""

    _fields_ = (
        ("size", c_uint32),
        ("load", c_uint32),
        ("total", c_uint64),
        ("available", c_uint64),
        ("total_page_file", c_uint64),
        ("available_page_file", c_uint64),
        ("total_virtual", c_uint64),
        ("available_virtual", c_uint64),
        ("available_extended_virtual", c_uint64),
    )


class PowerStatus(Structure):
    """SYSTEM_POWER_STATUS, 12 bytes."""

    _fields_ = (
        ("mains", c_uint8),
        ("battery", c_uint8),
        ("percent", c_uint8),
        ("saver", c_uint8),
        ("seconds_left", c_uint32),
        ("seconds_full", c_uint32),
    )


class ProcessEntry(Structure):
    """PROCESSENTRY32W, 568 bytes on a 64-bit Windows."""

    _fields_ = (
        ("size", c_uint32),
        ("usage", c_uint32),
        ("process", c_uint32),
        ("default_heap", c_void_p),
        ("module", c_uint32),
        ("threads", c_uint32),
        ("parent", c_uint32),
        ("priority", c_int32),
        ("flags", c_uint32),
        ("file", c_uint16 * 260),
    )


class ProcessMemory(Structure):
    """PROCESS_MEMORY_COUNTERS, 72 bytes on a 64-bit Windows."""

    _fields_ = (
        ("size", c_uint32),
        ("page_faults", c_uint32),
        ("most_in_memory", c_size_t),
        ("in_memory", c_size_t),
        ("rest", c_size_t * 6),
    )


class DisplayDevice(Structure):
    """DISPLAY_DEVICEW, 840 bytes."""

    _fields_ = (
        ("size", c_uint32),
        ("name", c_uint16 * 32),
        ("words", c_uint16 * 128),
        ("flags", c_uint32),
        ("id", c_uint16 * 128),
        ("key", c_uint16 * 128),
    )


class DisplayMode(Structure):
    """DEVMODEW as it is for a display, 220 bytes."""

    _fields_ = (
        ("device_name", c_uint16 * 32),
        ("spec_version", c_uint16),
        ("driver_version", c_uint16),
        ("size", c_uint16),
        ("driver_extra", c_uint16),
        ("fields", c_uint32),
        ("x", c_int32),
        ("y", c_int32),
        ("orientation", c_uint32),
        ("fixed_output", c_uint32),
        ("color", c_uint16),
        ("duplex", c_uint16),
        ("y_resolution", c_uint16),
        ("tt_option", c_uint16),
        ("collate", c_uint16),
        ("form_name", c_uint16 * 32),
        ("log_pixels", c_uint16),
        ("bits", c_uint32),
        ("width", c_uint32),
        ("height", c_uint32),
        ("flags", c_uint32),
        ("frequency", c_uint32),
        ("rest", c_uint32 * 8),
    )


class Rectangle(Structure):
    """RECT, 16 bytes."""

    _fields_ = (("left", c_int32), ("top", c_int32), ("right", c_int32), ("bottom", c_int32))


class MonitorInfo(Structure):
    """MONITORINFOEXW, 104 bytes."""

    _fields_ = (
        ("size", c_uint32),
        ("monitor", Rectangle),
        ("work", Rectangle),
        ("flags", c_uint32),
        ("device", c_uint16 * 32),
    )


class Variant(Structure):
    """VARIANT, 24 bytes on a 64-bit Windows: `kind` says how to read `number`."""

    _fields_ = (("kind", c_uint16), ("reserved", c_uint16 * 3), ("number", c_uint64), ("more", c_void_p))


class DispatchParameters(Structure):
    """DISPPARAMS, 24 bytes on a 64-bit Windows."""

    _fields_ = (
        ("arguments", c_void_p),
        ("names", c_void_p),
        ("argument_count", c_uint32),
        ("name_count", c_uint32),
    )
