"""The screens that the desktop is on, in physical pixels, with their scaling and their size."""

from functools import partial

from inpatient_hub.domain.readiness_facts import ScreenFacts
from inpatient_hub.readiness.collectors.part import NotAvailable, Part
from inpatient_hub.readiness.collectors.windows.answers import Display
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.reading import known, words
from inpatient_hub.readiness.collectors.windows.registry import Hive, Registry

MONITORS = r"SYSTEM\CurrentControlSet\Enum"
DESKTOP = r"Control Panel\Desktop"
UNSCALED_DPI = 96

_EDID_START = bytes((0, 255, 255, 255, 255, 255, 255, 0))
_LARGEST_PIXELS, _MOST_BITS, _LARGEST_SCALE = 100_000, 128, 20


def parts(api: WinApi, registry: Registry) -> tuple[Part, ...]:
    """The one part of `screens`."""
    return (Part("screens", (), partial(screens, api, registry)),)


def screens(api: WinApi, registry: Registry) -> tuple[ScreenFacts, ...]:
    """Every screen. Windows gives physical pixels here whatever the scaling of the program that asks."""
    found = tuple(_screen(one, registry) for one in api.displays() if _is_possible(one))
    if not found:
        raise NotAvailable("Windows names no screen.")
    return found


def _is_possible(display: Display) -> bool:
    return 0 < display.width <= _LARGEST_PIXELS and 0 < display.height <= _LARGEST_PIXELS


def _screen(display: Display, registry: Registry) -> ScreenFacts:
    dpi = display.dpi or known(registry.number, DESKTOP, "LogPixels", Hive.USER)
    scale = dpi / UNSCALED_DPI if dpi else None
    size = known(_size_mm, registry, display.monitor_id) or (None, None)
    return ScreenFacts(
        name=words(display.name.removeprefix("\\\\.\\")) or "",
        width=display.width,
        height=display.height,
        bits=display.bits if 0 < display.bits <= _MOST_BITS else None,
        scale=scale if scale is not None and scale <= _LARGEST_SCALE else None,
        width_mm=size[0],
        height_mm=size[1],
        is_primary=display.is_primary,
    )


def _size_mm(registry: Registry, monitor_id: str) -> tuple[int, int] | None:
    r"""Width and height by the monitor's own data (EDID), which Windows keeps under the monitor's key.

    The interface `\\?\DISPLAY#DEL40A9#5&1#{...}` belongs to the key `Enum\DISPLAY\DEL40A9\5&1`.
    """
    kind, *path = monitor_id.removeprefix("\\\\?\\").split("#")
    if kind != "DISPLAY" or len(path) < 2:
        return None
    key = "\\".join((MONITORS, kind, path[0], path[1], "Device Parameters"))
    return size_by_edid(registry.binary(key, "EDID") or b"")


def size_by_edid(edid: bytes) -> tuple[int, int] | None:
    """Width and height in millimetres; None when the block is damaged or names no size, as projectors' do."""
    if len(edid) < 128 or not edid.startswith(_EDID_START) or sum(edid[:128]) % 256:
        return None
    exact = (edid[66] | (edid[68] >> 4) << 8, edid[67] | (edid[68] & 15) << 8)
    has_timing = edid[54] or edid[55]
    width, height = exact if has_timing and all(exact) else (edid[21] * 10, edid[22] * 10)
    return (width, height) if width and height else None
