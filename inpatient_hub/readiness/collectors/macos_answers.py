"""Understands what macOS and its programs say: each function turns one answer into facts."""

import re
from collections.abc import Iterator
from typing import Any

from inpatient_hub.domain.readiness_facts import PlatformFacts, PowerFacts, ScreenFacts

_SIZE = re.compile(r"(\d+)\s*x\s*(\d+)")
_READER = re.compile(r"^#\d+$")
_CARD_IN_IT = re.compile(r"\s*\(ATR:.*\)\s*$")

_DEPTHS = {"CGSThirtytwoBitColor": 32, "CGSThirtyBitColor": 30, "CGSSixteenBitColor": 16, "CGSEightBitColor": 8}
"""How older versions of macOS call the colour depth; later ones do not tell it."""


def items(profile: Any, kind: str) -> Iterator[dict[str, Any]]:
    """What system_profiler lists of one kind, its boxes within boxes included."""
    yield from _within(profile.get(kind) if isinstance(profile, dict) else None)


def _within(listed: Any) -> Iterator[dict[str, Any]]:
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict):
            yield one
            yield from _within(one.get("_items"))


def screens(profile: Any) -> tuple[ScreenFacts, ...]:
    """The screens of `SPDisplaysDataType`, in physical pixels with their scaling."""
    found = [
        _screen(screen)
        for card in items(profile, "SPDisplaysDataType")
        for screen in card.get("spdisplays_ndrvs") or []
        if isinstance(screen, dict) and screen.get("spdisplays_online") != "spdisplays_no"
    ]
    return tuple(screen for screen in found if screen is not None)


def _screen(listed: dict[str, Any]) -> ScreenFacts | None:
    logical = _SIZE.search(str(listed.get("_spdisplays_resolution", "")))
    physical = _SIZE.search(str(listed.get("_spdisplays_pixels", ""))) or logical
    if physical is None:
        return None
    scale = int(physical[1]) / int(logical[1]) if logical and int(logical[1]) else None
    return ScreenFacts(
        name=str(listed.get("_name", ""))[:400],
        width=int(physical[1]),
        height=int(physical[2]),
        scale=scale,
        bits=_DEPTHS.get(str(listed.get("spdisplays_depth"))),
        is_primary=listed.get("spdisplays_main") == "spdisplays_yes",
    )


def smartcard_readers(profile: Any) -> tuple[str, ...]:
    """The readers of `SPSmartCardsDataType`, without what is said of a card in them."""
    return tuple(
        _CARD_IN_IT.sub("", str(value))[:400]
        for box in items(profile, "SPSmartCardsDataType")
        if str(box.get("_name", "")).casefold() == "readers"
        for key, value in box.items()
        if _READER.match(key)
    )


def sound_devices(profile: Any) -> PlatformFacts:
    """How many devices of `SPAudioDataType` record and how many play."""
    listed = list(items(profile, "SPAudioDataType"))
    return PlatformFacts(
        audio_inputs=sum(bool(one.get("coreaudio_device_input")) for one in listed),
        audio_outputs=sum(bool(one.get("coreaudio_device_output")) for one in listed),
    )


def windows_machines(listed: Any) -> str:
    """The Windows machines of `prlctl list -a -i --json` in words: `Windows: 4 processors, 8192 MB`. Their names are
    left out: people call them by their own."""
    told = [_machine(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return "; ".join(one for one in told if one)[:400]


def _machine(listed: dict[str, Any]) -> str:
    hardware = listed.get("Hardware")
    if not str(listed.get("OS", "")).casefold().startswith("win") or not isinstance(hardware, dict):
        return ""
    cpu, memory = hardware.get("cpu"), hardware.get("memory")
    cpus = cpu.get("cpus") if isinstance(cpu, dict) else None
    size = re.match(r"\d+", str(memory.get("size", "")) if isinstance(memory, dict) else "")
    told = [f"{cpus} processors"] if isinstance(cpus, int) else []
    return f"Windows: {', '.join([*told, *([f'{size[0]} MB'] if size else [])]) or 'size not told'}"


def sleep_on_mains(pmset_custom: str) -> PowerFacts:
    """When the Mac sleeps on mains, by `pmset -g custom`. macOS counts in minutes; 0 is never."""
    mains = re.search(r"^AC Power:\n((?:[ \t].*\n?)*)", pmset_custom, re.MULTILINE)
    minutes = re.search(r"^\s*sleep\s+(\d+)", mains[1] if mains else "", re.MULTILINE)
    return PowerFacts(standby_after_s=int(minutes[1]) * 60 if minutes else None)


def is_on_mains(pmset_batt: str) -> bool | None:
    """Whether the Mac draws from mains, by `pmset -g batt`."""
    source = re.search(r"drawing from '([^']*)'", pmset_batt)
    return source[1] == "AC Power" if source else None


def is_nhs_domain(scutil_dns: str) -> bool:
    """Whether the Mac's own domain, or one that it searches, belongs to the NHS, by `scutil --dns`."""
    found = re.findall(r"^\s*(?:search domain\[\d+\]|domain)\s*:\s*(\S+)", scutil_dns, re.MULTILINE)
    names = [name.rstrip(".").casefold() for name in found]
    return any(name == "nhs.uk" or name.endswith(".nhs.uk") for name in names)
