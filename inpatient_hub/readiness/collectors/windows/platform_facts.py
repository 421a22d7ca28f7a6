"""What the computer is and how the person sits at it: a PC, a Mac, a virtual machine, a remote session; its devices."""

import re
from collections.abc import Iterator
from functools import partial

from inpatient_hub.domain.readiness_facts import PlatformFacts, Software
from inpatient_hub.readiness.collectors.part import Part
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.installed import named, programs
from inpatient_hub.readiness.collectors.windows.reading import known, offered, software, sound, words
from inpatient_hub.readiness.collectors.windows.registry import Hive, Registry, View
from inpatient_hub.readiness.collectors.windows.traces import GUEST_TOOLS

FIRMWARE = r"HARDWARE\DESCRIPTION\System\BIOS"
SERVICES = r"SYSTEM\CurrentControlSet\Services"
TERMINAL_SERVER = r"SYSTEM\CurrentControlSet\Control\Terminal Server"
SESSION_VARIABLES = "Volatile Environment"
TCPIP = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
PRELOADED_KEYBOARDS = r"Keyboard Layout\Preload"

HORIZON_AGENTS = (
    (r"SOFTWARE\VMware, Inc.\VMware VDM\Agent", r"SOFTWARE\VMware, Inc.\VMware VDM"),
    (r"SOFTWARE\Omnissa\Horizon\Agent", r"SOFTWARE\Omnissa\Horizon"),
    (r"SOFTWARE\Omnissa\Agent", r"SOFTWARE\Omnissa"),
)
"""The agent's key and the one above it: either may hold the version. A Horizon *client* has neither agent key."""

CITRIX_AGENT = r"SOFTWARE\Citrix\VirtualDesktopAgent"
AZURE_AGENT = r"SOFTWARE\Microsoft\RDInfraAgent"

_CITRIX_PROGRAM = re.compile(
    r"citrix.*virtual (delivery|desktop) agent|citrix virtual apps and desktops", re.IGNORECASE
)
_AZURE_PROGRAM = re.compile(r"remote desktop services infrastructure agent", re.IGNORECASE)
_NHS_DOMAIN = re.compile(r"(^|\.)nhs\.uk\.?$", re.IGNORECASE)


def parts(api: WinApi, registry: Registry) -> tuple[Part, ...]:
    """The parts of the section `platform`. What asks a service of Windows is a part of its own."""
    hardware = ("manufacturer", "product", "bios_vendor", "guest_tools", "mouse_buttons", "keyboard_layouts")
    return (
        Part("platform", hardware, partial(computer, api, registry)),
        Part("platform", ("remote_session", "session_name", "client_protocol"), partial(session, api, registry)),
        Part("platform", ("brokers",), partial(brokers, api, registry)),
        Part("platform", ("domain_joined", "dns_suffix_is_nhs"), partial(domain, api, registry)),
        Part("platform", ("audio_inputs", "audio_outputs"), partial(sound_devices, api)),
        Part("platform", ("has_default_printer",), partial(printer, api)),
    )


def computer(api: WinApi, registry: Registry) -> PlatformFacts:
    """What the firmware says the computer is, the guest tools of a virtual machine, mouse and keyboard."""

    def firmware(name: str) -> str | None:
        return words(known(registry.text, FIRMWARE, name))

    return sound(
        PlatformFacts,
        manufacturer=firmware("SystemManufacturer"),
        product=firmware("SystemProductName"),
        bios_vendor=firmware("BIOSVendor"),
        guest_tools=tuple(name for name in GUEST_TOOLS if known(registry.has, rf"{SERVICES}\{name}")),
        mouse_buttons=known(api.mouse_buttons),
        keyboard_layouts=_keyboards(api, registry),
    )


def _keyboards(api: WinApi, registry: Registry) -> tuple[str, ...] | None:
    """Languages of the keyboards that are loaded, then of those that would be at the next sign-in."""
    loaded = [f"{layout & 0xFFFF:04x}" for layout in known(api.keyboard_layouts) or ()]
    preloaded = (known(registry.text, PRELOADED_KEYBOARDS, str(number), Hive.USER) for number in range(1, 10))
    chosen = [text[-4:].lower() for text in preloaded if text and re.fullmatch("[0-9a-fA-F]{8}", text)]
    return tuple(dict.fromkeys(loaded + chosen)) or None


def session(api: WinApi, registry: Registry) -> PlatformFacts:
    """Whether this session is shown on another computer.

    The usual number says no to sessions with a graphics card of their own, so the session is also compared with the
    one at the computer's own screen, as Microsoft advises.
    """
    return sound(
        PlatformFacts,
        remote_session=known(_is_remote, api, registry),
        session_name=words(known(api.session_name)) or words(known(api.environment, "SESSIONNAME")),
        client_protocol=known(api.client_protocol),
    )


def _is_remote(api: WinApi, registry: Registry) -> bool:
    if api.is_remote():
        return True
    at_the_screen = registry.number(TERMINAL_SERVER, "GlassSessionId")
    return at_the_screen is not None and at_the_screen != api.session()


def brokers(api: WinApi, registry: Registry) -> PlatformFacts:
    """The agents of virtual desktops that are installed here."""
    found = (known(look, api, registry) for look in (_horizon, _citrix, _azure, _windows365))
    return PlatformFacts(brokers=tuple(one for one in found if one is not None))


def _horizon(api: WinApi, registry: Registry) -> Software | None:
    for agent, above in HORIZON_AGENTS:
        if registry.has(agent):
            version = _version(registry, agent) or _version(registry, above)
            return software("horizon", version, "Horizon agent")
    protocol = api.environment("ViewClient_Protocol") or next(_of_session(registry, "ViewClient_Protocol"), None)
    return software("horizon", None, "Horizon session") if protocol else None


def _of_session(registry: Registry, name: str) -> Iterator[str]:
    """A variable of this person's sessions; the process's own copy is stale after a reconnection."""
    sessions = registry.subkeys(SESSION_VARIABLES, Hive.USER)
    for key in (SESSION_VARIABLES, *(rf"{SESSION_VARIABLES}\{session}" for session in sessions)):
        text = registry.text(key, name, Hive.USER)
        if text:
            yield text


def _version(registry: Registry, key: str) -> str | None:
    return next((text for name in ("ProductVersion", "Version") if (text := _text(registry, key, name))), None)


def _text(registry: Registry, key: str, name: str) -> str | None:
    return words(known(registry.text, key, name))


def _citrix(_: WinApi, registry: Registry) -> Software | None:
    if not any(registry.has(CITRIX_AGENT, view=view) for view in View):
        return None
    program = named(programs(registry), _CITRIX_PROGRAM)
    return software(
        "citrix", _version(registry, CITRIX_AGENT) or (program.version if program else None), "Citrix agent"
    )


def _azure(_: WinApi, registry: Registry) -> Software | None:
    if not registry.has(AZURE_AGENT):
        return None
    program = named(programs(registry), _AZURE_PROGRAM)
    return software("avd", program.version if program else None, "Azure Virtual Desktop agent")


def _windows365(_: WinApi, registry: Registry) -> Software | None:
    product = _text(registry, FIRMWARE, "SystemProductName") or ""
    return software("windows365", None, product) if product.startswith("Cloud PC") else None


def domain(api: WinApi, registry: Registry) -> PlatformFacts:
    """Whether the computer belongs to a domain, and whether its own or its network's DNS suffix is the NHS's."""
    return sound(
        PlatformFacts,
        domain_joined=known(api.is_joined_to_domain),
        dns_suffix_is_nhs=known(_is_nhs, api, registry),
    )


def _is_nhs(api: WinApi, registry: Registry) -> bool:
    suffixes = [api.dns_domain()]
    for name in ("Domain", "DhcpDomain", "SearchList"):
        listed = known(registry.text, TCPIP, name)
        suffixes += re.split(r"[,\s]+", listed or "")
    return any(_NHS_DOMAIN.search(suffix.strip()) for suffix in suffixes)


def sound_devices(api: WinApi) -> PlatformFacts:
    """How many microphones, and how many loudspeakers or headphones."""
    return sound(PlatformFacts, audio_inputs=known(api.audio_inputs), audio_outputs=known(api.audio_outputs))


def printer(api: WinApi) -> PlatformFacts:
    """Whether this person has a default printer."""
    return PlatformFacts(
        has_default_printer=offered("Windows does not say which printer is the usual one.", api.has_default_printer)
    )
