"""Asks a Linux computer about itself. SystmOne does not run there: it is where the program is built and tried."""

import os
from pathlib import Path

from inpatient_hub.domain.readiness_facts import (
    DiskFacts,
    MemoryFacts,
    OfficeFacts,
    PlatformFacts,
    PowerFacts,
    ProcessorFacts,
    ScreenFacts,
    SecurityFacts,
)
from inpatient_hub.readiness.collectors import linux_answers as answers
from inpatient_hub.readiness.collectors.part import NotAvailable, Part
from inpatient_hub.readiness.collectors.programs import Ask, ask, parsed

_GUEST_TOOLS = {
    "prltoolsd": "usr/bin/prltoolsd",
    "vmtoolsd": "usr/bin/vmtoolsd",
    "VBoxService": "usr/sbin/VBoxService",
    "qemu-ga": "usr/sbin/qemu-ga",
    "spice-vdagent": "usr/bin/spice-vdagent",
}

_ROOT = Path("/")


def name_in_words() -> str:
    """The name this Linux gives itself, such as `Debian GNU/Linux 12 (bookworm)`."""
    import platform

    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    except OSError:
        return "Linux"


def parts(*, ask: Ask = ask, root: Path = _ROOT) -> tuple[Part, ...]:
    """Everything that can be found out here. `root` is where /proc, /sys and the rest are."""
    return (
        Part("processor", (), lambda: processor(root)),
        Part("memory", (), memory),
        Part("disk", (), disk),
        Part("screens", (), lambda: screens(ask, root)),
        Part("platform", ("hypervisor",), lambda: hypervisor(ask)),
        Part("platform", (), lambda: platform_of(root)),
        Part("power", ("up_for_s",), lambda: up_for(root)),
        Part("power", ("on_mains",), on_mains),
        Part("office", ("opens_rtf",), lambda: OfficeFacts(opens_rtf=_opener(ask, "application/rtf"))),
        Part("office", ("opens_csv",), lambda: OfficeFacts(opens_csv=_opener(ask, "text/csv"))),
        Part("security", ("disk_encrypted",), lambda: encryption(ask)),
        Part("security", ("is_admin",), lambda: SecurityFacts(is_admin=os.geteuid() == 0)),
    )


def processor(root: Path) -> ProcessorFacts:
    """The processor, by /proc/cpuinfo and the kernel's frequency scaling."""
    import psutil

    cpuinfo = _text(root / "proc/cpuinfo") or ""
    machine = os.uname().machine
    return ProcessorFacts(
        name=answers.first_value(cpuinfo, "model name"),
        max_mhz=answers.greatest_mhz(
            cpufreq_khz=_text(root / "sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq"), cpuinfo=cpuinfo
        ),
        physical_cores=psutil.cpu_count(logical=False),
        logical_cores=psutil.cpu_count(),
        machine=answers.MACHINES.get(machine, machine),
    )


def memory() -> MemoryFacts:
    """Usable and available memory. What is fitted stands in SMBIOS, which only an administrator may read here."""
    import psutil

    found = psutil.virtual_memory()
    return MemoryFacts(usable=found.total, available=found.available)


def disk() -> DiskFacts:
    """The file system at the root, as this user sees it."""
    found = os.statvfs("/")
    return DiskFacts(
        path="/",
        free_for_user=found.f_bavail * found.f_frsize,
        free=found.f_bfree * found.f_frsize,
        size=found.f_blocks * found.f_frsize,
    )


def screens(ask: Ask, root: Path) -> tuple[ScreenFacts, ...]:
    """The screens, by xrandr where there is an X display, else by the kernel's display driver."""
    if os.environ.get("DISPLAY"):
        try:
            found = answers.screens_of_xrandr(ask("xrandr", "--query"))
        except NotAvailable:
            found = ()
        if found:
            return found
    read = [
        answers.screen_of_drm(folder.name, _text(folder / "status") or "", _text(folder / "modes") or "")
        for folder in sorted((root / "sys/class/drm").glob("card*-*"))
    ]
    lit = tuple(screen for screen in read if screen is not None)
    if not lit:
        raise NotAvailable("No screen can be seen from here.")
    return lit


def hypervisor(ask: Ask) -> PlatformFacts:
    """What systemd-detect-virt says, `none` on bare metal, which it calls a failure."""
    return PlatformFacts(hypervisor=ask("systemd-detect-virt", refusal_is_an_answer=True).strip() or None)


def platform_of(root: Path) -> PlatformFacts:
    """Who made the computer, and whether somebody sits at another one."""
    dmi = root / "sys/class/dmi/id"
    capture, playback = answers.sound_devices(_text(root / "proc/asound/pcm") or "")
    return PlatformFacts(
        manufacturer=_line(dmi / "sys_vendor"),
        product=_line(dmi / "product_name"),
        bios_vendor=_line(dmi / "bios_vendor"),
        guest_tools=tuple(name for name, path in _GUEST_TOOLS.items() if (root / path).exists()),
        remote_session="SSH_CONNECTION" in os.environ,
        dns_suffix_is_nhs=answers.is_nhs_domain(_text(root / "etc/resolv.conf") or ""),
        audio_inputs=capture,
        audio_outputs=playback,
    )


def up_for(root: Path) -> PowerFacts:
    """How long the computer has been running."""
    found = (_text(root / "proc/uptime") or "").partition(".")[0]
    if not found.isdigit():
        raise NotAvailable("The kernel does not say how long it has been running.")
    return PowerFacts(up_for_s=int(found))


def on_mains() -> PowerFacts:
    """Whether a computer with a battery is plugged in."""
    import psutil

    battery = psutil.sensors_battery()
    if battery is None:
        raise NotAvailable("There is no battery, so nothing says where the power comes from.")
    return PowerFacts(on_mains=battery.power_plugged)


def encryption(ask: Ask) -> SecurityFacts:
    """Whether the root lies on an encrypted disk."""
    listed = parsed("lsblk", ask("lsblk", "-J", "-o", "NAME,TYPE,MOUNTPOINT"))
    encrypted = answers.root_is_encrypted(listed)
    if encrypted is None:
        raise NotAvailable("The disk that holds the system is not among those that can be seen.")
    return SecurityFacts(disk_encrypted=encrypted)


def _opener(ask: Ask, kind: str) -> str:
    return ask("xdg-mime", "query", "default", kind).strip()[:400]


def _text(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None


def _line(path: Path) -> str | None:
    text = _text(path)
    return text.strip()[:400] or None if text is not None else None
