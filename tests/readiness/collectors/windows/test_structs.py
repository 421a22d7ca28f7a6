"""The shapes have the sizes and offsets that Microsoft's own headers give them on 64-bit Windows."""

from ctypes import Structure, c_uint16, sizeof

import pytest

from inpatient_hub.readiness.collectors.windows import structs

SIZES = [
    (structs.Guid, 16),
    (structs.PropertyKey, 20),
    (structs.OsVersionInfo, 284),
    (structs.SystemInfo, 48),
    (structs.MemoryStatus, 64),
    (structs.PowerStatus, 12),
    (structs.ProcessEntry, 568),
    (structs.ProcessMemory, 72),
    (structs.DisplayDevice, 840),
    (structs.DisplayMode, 220),
    (structs.Rectangle, 16),
    (structs.MonitorInfo, 104),
    (structs.Variant, 24),
    (structs.DispatchParameters, 24),
]

OFFSETS = [
    (structs.PropertyKey, "number", 16),
    (structs.OsVersionInfo, "build", 12),
    (structs.OsVersionInfo, "product_type", 282),
    (structs.SystemInfo, "architecture", 0),
    (structs.MemoryStatus, "total", 8),
    (structs.MemoryStatus, "available", 16),
    (structs.PowerStatus, "mains", 0),
    (structs.ProcessEntry, "process", 8),
    (structs.ProcessEntry, "file", 44),
    (structs.ProcessMemory, "in_memory", 16),
    (structs.DisplayDevice, "name", 4),
    (structs.DisplayDevice, "words", 68),
    (structs.DisplayDevice, "flags", 324),
    (structs.DisplayDevice, "id", 328),
    (structs.DisplayMode, "size", 68),
    (structs.DisplayMode, "bits", 168),
    (structs.DisplayMode, "width", 172),
    (structs.DisplayMode, "height", 176),
    (structs.MonitorInfo, "device", 40),
    (structs.Variant, "number", 8),
    (structs.DispatchParameters, "argument_count", 16),
]


@pytest.mark.parametrize(("shape", "size"), SIZES, ids=lambda one: getattr(one, "__name__", ""))
def test_a_shape_has_its_size(shape: type[Structure], size: int) -> None:
    assert sizeof(shape) == size


@pytest.mark.parametrize(("shape", "field", "offset"), OFFSETS, ids=lambda one: getattr(one, "__name__", str(one)))
def test_a_field_has_its_place(shape: type[Structure], field: str, offset: int) -> None:
    assert getattr(shape, field).offset == offset


def test_every_shape_is_checked() -> None:
    ours = {one for one in vars(structs).values() if isinstance(one, type) and issubclass(one, Structure)}
    assert ours - {Structure} == {shape for shape, _ in SIZES}


def test_a_guid_is_laid_out_as_windows_reads_it() -> None:
    guid = structs.Guid.of("238c9fa8-0aad-41ed-83f4-97be242c8f20")
    assert bytes(guid).hex() == "a89f8c23ad0aed4183f497be242c8f20"
    assert (guid.data1, guid.data2, guid.data3) == (0x238C9FA8, 0x0AAD, 0x41ED)


@pytest.mark.parametrize(
    ("text", "read"), [("DISPLAY1\0left over", "DISPLAY1"), ("\0", ""), ("Bildschirm f\u00fcr \U0001f642", None)]
)
def test_a_wide_text_ends_at_its_first_zero(text: str, read: str | None) -> None:
    raw = text.encode("utf-16-le")
    units = (c_uint16 * (len(raw) // 2)).from_buffer_copy(raw)
    assert structs.wide_text(units) == (text if read is None else read)


def test_half_a_character_is_replaced_rather_than_raised() -> None:
    assert structs.wide_text((c_uint16 * 3)(ord("a"), 0xD83D, 0)) == "a\ufffd"
