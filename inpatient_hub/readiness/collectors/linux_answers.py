"""Understands what Linux and its programs say: each function turns one text into facts."""

import re
from collections.abc import Iterator
from typing import Any

from inpatient_hub.domain.readiness_facts import ScreenFacts

MACHINES = {
    "x86_64": "x64",
    "amd64": "x64",
    "i386": "x86",
    "i486": "x86",
    "i586": "x86",
    "i686": "x86",
    "aarch64": "arm64",
    "arm64": "arm64",
}
"""What uname calls a processor, in the words of the facts."""

_CONNECTED = re.compile(
    r"^(?P<name>\S+) connected (?P<primary>primary )?(?P<width>\d+)x(?P<height>\d+)\+\d+\+\d+ "
    r".*?(?P<width_mm>\d+)mm x (?P<height_mm>\d+)mm",
    re.MULTILINE,
)
_GHZ_IN_NAME = re.compile(r"@\s*(\d+(?:\.\d+)?)\s*GHz", re.IGNORECASE)


def first_value(cpuinfo: str, key: str) -> str | None:
    """The first value of a key in /proc/cpuinfo."""
    found = re.search(rf"^{re.escape(key)}\s*:\s*(.+)$", cpuinfo, re.MULTILINE)
    return found[1].strip() if found else None


def greatest_mhz(*, cpufreq_khz: str | None, cpuinfo: str) -> int | None:
    """The greatest clock: by the kernel's frequency scaling, by the processor's name, or, where nothing scales it, the
    present one, which then never changes."""
    if cpufreq_khz is not None and cpufreq_khz.strip().isdigit():
        return round(int(cpufreq_khz) / 1000)
    named = _GHZ_IN_NAME.search(first_value(cpuinfo, "model name") or "")
    if named:
        return round(float(named[1]) * 1000)
    present = first_value(cpuinfo, "cpu MHz")
    return round(float(present)) if present and re.fullmatch(r"\d+(\.\d+)?", present) else None


def screens_of_xrandr(text: str) -> tuple[ScreenFacts, ...]:
    """The screens that are lit, as `xrandr --query` lists them. A portrait screen is given as it stands."""
    return tuple(
        ScreenFacts(
            name=found["name"],
            width=int(found["width"]),
            height=int(found["height"]),
            width_mm=int(found["width_mm"]) or None,
            height_mm=int(found["height_mm"]) or None,
            is_primary=bool(found["primary"]),
        )
        for found in _CONNECTED.finditer(text)
    )


def screen_of_drm(name: str, status: str, modes: str) -> ScreenFacts | None:
    """A connector of the kernel's display driver; its first mode is the one the screen prefers."""
    size = re.match(r"(\d+)x(\d+)", modes)
    if status.strip() != "connected" or not size:
        return None
    return ScreenFacts(name=name.partition("-")[2], width=int(size[1]), height=int(size[2]))


def root_is_encrypted(devices: Any) -> bool | None:
    """Whether `/` lies on an encrypted device, by `lsblk -J -o NAME,TYPE,MOUNTPOINT`; None when it lists no `/`."""
    for way in _ways(devices.get("blockdevices", []) if isinstance(devices, dict) else [], ()):
        if way[-1].get("mountpoint") == "/":
            return any(device.get("type") == "crypt" for device in way)
    return None


def _ways(devices: Any, above: tuple[dict[str, Any], ...]) -> Iterator[tuple[dict[str, Any], ...]]:
    for device in devices if isinstance(devices, list) else []:
        if isinstance(device, dict):
            way = (*above, device)
            yield way
            yield from _ways(device.get("children"), way)


def sound_devices(pcm: str) -> tuple[int, int]:
    """How many devices record and how many play, by /proc/asound/pcm."""
    lines = pcm.splitlines()
    return sum("capture" in line for line in lines), sum("playback" in line for line in lines)


def is_nhs_domain(resolv_conf: str) -> bool:
    """Whether the computer's own domain, or one that it searches, belongs to the NHS."""
    found = re.findall(r"^(?:search|domain)[ \t]+(.+)$", resolv_conf, re.MULTILINE)
    names = [name.rstrip(".").casefold() for line in found for name in line.split()]
    return any(name == "nhs.uk" or name.endswith(".nhs.uk") for name in names)
