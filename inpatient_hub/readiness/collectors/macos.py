"""Asks a Mac about itself, by the programs that come with macOS and without an administrator's rights."""

import os
import plistlib
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from inpatient_hub.domain.readiness_facts import (
    AntivirusProduct,
    DiskFacts,
    MacFacts,
    MemoryFacts,
    PlatformFacts,
    PowerFacts,
    ProcessorFacts,
    ScreenFacts,
    SecurityFacts,
    SmartcardFacts,
    Software,
)
from inpatient_hub.readiness.collectors import macos_answers as answers
from inpatient_hub.readiness.collectors.linux_answers import MACHINES
from inpatient_hub.readiness.collectors.part import NotAvailable, Part
from inpatient_hub.readiness.collectors.programs import Ask, ask, parsed

_MACHINE_TOOLS = ("Parallels Desktop", "VMware Fusion", "UTM", "VirtualBox")
"""Programs that run Windows on a Mac, by the name of their folder in Applications."""

_XPROTECT = "Library/Apple/System/Library/CoreServices/XProtect.bundle/Contents/Info.plist"
_ICLOUD = "Library/Mobile Documents/com~apple~CloudDocs"

_PROFILER_LIMIT_S = 8.0
"""system_profiler takes a second or two, and longer when devices answer slowly."""

_ROOT = Path("/")


def parts(*, ask: Ask = ask, root: Path = _ROOT, home: Path | None = None) -> tuple[Part, ...]:
    """Everything that can be found out on a Mac. `root` is where Applications and Library are."""
    home = home or Path.home()
    return (
        Part("mac", ("version",), lambda: MacFacts(version=_said(ask, "sw_vers", "-productVersion"))),
        Part("mac", ("machine", "is_virtual"), lambda: machine(ask)),
        Part("mac", ("function_keys_standard",), lambda: function_keys(ask)),
        Part("mac", ("virtual_machine_tools",), lambda: virtual_machine_tools(ask, root, home), _PROFILER_LIMIT_S),
        Part("processor", (), lambda: processor(ask)),
        Part("memory", (), lambda: memory(ask)),
        Part("disk", (), disk),
        Part("screens", (), lambda: screens(ask), _PROFILER_LIMIT_S),
        Part("platform", ("manufacturer", "product", "hypervisor", "remote_session"), lambda: platform_of(ask)),
        Part("platform", ("dns_suffix_is_nhs",), lambda: domain(ask)),
        Part("platform", ("audio_inputs", "audio_outputs"), lambda: sound(ask), _PROFILER_LIMIT_S),
        Part("smartcard", ("readers",), lambda: smartcard(ask), _PROFILER_LIMIT_S),
        Part("power", ("standby_after_s",), lambda: answers.sleep_on_mains(ask("pmset", "-g", "custom"))),
        Part("power", ("on_mains",), lambda: PowerFacts(on_mains=answers.is_on_mains(ask("pmset", "-g", "batt")))),
        Part("power", ("up_for_s",), up_for),
        Part("security", ("disk_encrypted",), lambda: encryption(ask)),
        Part("security", ("antivirus",), lambda: xprotect(root)),
        Part("security", ("personal_cloud_folders",), lambda: icloud(home)),
        Part("security", ("is_admin",), lambda: SecurityFacts(is_admin=os.geteuid() == 0)),
    )


def machine(ask: Ask) -> MacFacts:
    """Which processor the Mac has, also when this program runs by translation, and whether it is a virtual one."""
    translated = _number(ask, "sysctl.proc_translated") == 1
    virtual = _number(ask, "kern.hv_vmm_present")
    return MacFacts(
        machine="arm64" if translated else os.uname().machine,
        is_virtual=None if virtual is None else virtual == 1,
    )


def function_keys(ask: Ask) -> MacFacts:
    """Whether F1 to F12 are plain function keys. A setting that was never touched is absent, and means no."""
    said = ask("defaults", "read", "-g", "com.apple.keyboard.fnState", refusal_is_an_answer=True).strip()
    return MacFacts(function_keys_standard=said in {"1", "true", "YES"})


def virtual_machine_tools(ask: Ask, root: Path, home: Path) -> MacFacts:
    """Which programs that run Windows are in Applications, and how much Parallels gives to Windows."""
    found = [
        Software(name=name, version=_version_of(folder / f"{name}.app/Contents/Info.plist"))
        for name in _MACHINE_TOOLS
        for folder in (root / "Applications", home / "Applications")
        if (folder / f"{name}.app").is_dir()
    ]
    return MacFacts(
        virtual_machine_tools=tuple(
            one.model_copy(update={"detail": _parallels(ask)}) if one.name == _MACHINE_TOOLS[0] else one
            for one in found
        )
    )


def _parallels(ask: Ask) -> str:
    """What Parallels gives to Windows; empty when it does not say: that it is there still counts."""
    with suppress(NotAvailable, subprocess.TimeoutExpired):
        return answers.windows_machines(parsed("prlctl", ask("prlctl", "list", "-a", "-i", "--json")))
    return ""


def processor(ask: Ask) -> ProcessorFacts:
    """The processor, by sysctl. Apple's own processors do not tell their clock."""
    hertz, real = _number(ask, "hw.cpufrequency_max"), machine(ask).machine
    return ProcessorFacts(
        name=_sysctl(ask, "machdep.cpu.brand_string") or None,
        max_mhz=round(hertz / 1_000_000) if hertz else None,
        physical_cores=_number(ask, "hw.physicalcpu"),
        logical_cores=_number(ask, "hw.logicalcpu"),
        machine=MACHINES.get(real or "", real),
    )


def memory(ask: Ask) -> MemoryFacts:
    """Memory fitted, usable and available."""
    import psutil

    found = psutil.virtual_memory()
    return MemoryFacts(installed=_number(ask, "hw.memsize"), usable=found.total, available=found.available)


def disk() -> DiskFacts:
    """The start volume, as this user sees it."""
    found = os.statvfs("/")
    return DiskFacts(
        path="/",
        free_for_user=found.f_bavail * found.f_frsize,
        free=found.f_bfree * found.f_frsize,
        size=found.f_blocks * found.f_frsize,
    )


def screens(ask: Ask) -> tuple[ScreenFacts, ...]:
    """The screens that are lit."""
    return answers.screens(_profile(ask, "SPDisplaysDataType"))


def platform_of(ask: Ask) -> PlatformFacts:
    """Which Mac it is, and whether somebody sits at another computer."""
    virtual = machine(ask).is_virtual
    return PlatformFacts(
        manufacturer="Apple Inc.",
        product=_sysctl(ask, "hw.model") or None,
        hypervisor={True: "virtual", False: "none", None: None}[virtual],
        remote_session="SSH_CONNECTION" in os.environ,
    )


def domain(ask: Ask) -> PlatformFacts:
    """Whether the Mac's name service belongs to the NHS."""
    return PlatformFacts(dns_suffix_is_nhs=answers.is_nhs_domain(ask("scutil", "--dns")))


def sound(ask: Ask) -> PlatformFacts:
    """Microphones and loudspeakers."""
    return answers.sound_devices(_profile(ask, "SPAudioDataType"))


def smartcard(ask: Ask) -> SmartcardFacts:
    """Smartcard readers that are plugged in."""
    return SmartcardFacts(readers=answers.smartcard_readers(_profile(ask, "SPSmartCardsDataType")))


def up_for() -> PowerFacts:
    """How long the Mac has been running."""
    import psutil

    from inpatient_hub.host.clock import SystemClock

    return PowerFacts(up_for_s=max(0, round(SystemClock().now().timestamp() - psutil.boot_time())))


def encryption(ask: Ask) -> SecurityFacts:
    """Whether FileVault is on. While it is still encrypting it says so, and the disk is not safe yet."""
    said = ask("fdesetup", "status")
    if "FileVault is On" not in said and "FileVault is Off" not in said:
        raise NotAvailable("macOS does not say whether FileVault is on.")
    return SecurityFacts(disk_encrypted="FileVault is On" in said and "in progress" not in said)


def xprotect(root: Path) -> SecurityFacts:
    """Apple's own malware protection, which is always on; its version is its date of birth."""
    version = _version_of(root / _XPROTECT)
    if not version:
        raise NotAvailable("XProtect was not found where macOS keeps it.")
    return SecurityFacts(antivirus=(AntivirusProduct(name=f"XProtect {version}", state="on"),))


def icloud(home: Path) -> SecurityFacts:
    """Whether iCloud copies the desktop or the documents."""
    folders = {"documents": "Documents", "desktop": "Desktop"}
    copied = tuple(name for name, folder in folders.items() if (home / _ICLOUD / folder).exists())
    return SecurityFacts(personal_cloud_folders=copied)


def _profile(ask: Ask, kind: str) -> Any:
    return parsed("system_profiler", ask("system_profiler", kind, "-json", limit_s=_PROFILER_LIMIT_S))


def _said(ask: Ask, *question: str) -> str | None:
    return ask(*question).strip()[:400] or None


def _sysctl(ask: Ask, name: str) -> str:
    """What sysctl says of a name; empty where this Mac has no such name."""
    return ask("sysctl", "-n", name, refusal_is_an_answer=True).strip()[:400]


def _number(ask: Ask, name: str) -> int | None:
    said = _sysctl(ask, name)
    return int(said) if said.isdigit() else None


def _version_of(plist: Path) -> str:
    try:
        with plist.open("rb") as file:
            told = plistlib.load(file)
    except (OSError, ValueError, plistlib.InvalidFileException, RecursionError):
        return ""
    return str(told.get("CFBundleShortVersionString", ""))[:400] if isinstance(told, dict) else ""
