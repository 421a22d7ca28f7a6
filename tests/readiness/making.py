"""What the tests of readiness stand on: the day it is, the profiles, and facts of computers that meet each profile."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from inpatient_hub.domain.readiness_facts import (
    AntivirusProduct,
    ClientFacts,
    DiskFacts,
    Facts,
    InstallationFacts,
    MacFacts,
    MemoryFacts,
    OfficeFacts,
    PlatformFacts,
    PowerFacts,
    ProcessorFacts,
    ScreenFacts,
    SecurityFacts,
    SmartcardFacts,
    Software,
    System,
    WindowsFacts,
)
from inpatient_hub.readiness.profile_files import load_profiles
from inpatient_hub.readiness.profiles import Profile

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 16, 40, tzinfo=UTC)

GB = 1_000_000_000
GIB = 2**30


@cache
def profiles() -> Mapping[str, Profile]:
    """The profiles as they ship."""
    return load_profiles()


def good_facts(profile_id: str, **changes: Any) -> Facts:
    """A computer that meets everything this profile asks for and that can be seen from here, with these changes.

    A change is a whole section (`disk=DiskFacts(...)`, `screens=()`), or a mapping of fields to be changed inside the
    section: `windows={"build": 19045}`. The network was not tested.
    """
    facts = _GOOD.get(profile_id, _desk_pc)()
    update: dict[str, Any] = {}
    for section, change in changes.items():
        old = getattr(facts, section)
        update[section] = old.model_copy(update=dict(change)) if isinstance(change, Mapping) and old else change
    return facts.model_copy(update=update)


def _desk_pc() -> Facts:
    """A ward's desktop computer: Windows 11 25H2, 16 GB, one large screen."""
    return Facts(
        collected_at=NOW,
        app_version="0.3.0",
        system=System.WINDOWS,
        system_name="Windows 11 Enterprise 25H2",
        windows=WindowsFacts(
            build=26200,
            revision=7019,
            display_version="25H2",
            edition_id="Enterprise",
            installation_type="Client",
            product_type=1,
            process_machine=0x8664,
            native_machine=0x8664,
            s_mode=False,
            system_drive="C",
            system_drive_variable="C:",
            esu_years=(),
            last_update_installed=date(2026, 11, 12),
            last_update_search=date(2026, 11, 20),
            activated=True,
        ),
        processor=ProcessorFacts(
            name="Intel(R) Core(TM) i5-12500T", max_mhz=2000, physical_cores=6, logical_cores=12, machine="x64"
        ),
        memory=MemoryFacts(installed=16 * GIB, usable=int(15.7 * GIB), available=9 * GIB),
        disk=DiskFacts(path="C:\\", free_for_user=180 * GB, free=180 * GB, size=500 * GB),
        screens=(
            ScreenFacts(
                name="DISPLAY1",
                width=1920,
                height=1080,
                bits=32,
                scale=1.0,
                width_mm=531,
                height_mm=299,
                is_primary=True,
            ),
        ),
        platform=PlatformFacts(
            manufacturer="Dell Inc.",
            product="OptiPlex 7010",
            bios_vendor="Dell Inc.",
            remote_session=False,
            session_name="Console",
            client_protocol=0,
            domain_joined=True,
            dns_suffix_is_nhs=True,
            mouse_buttons=5,
            keyboard_layouts=("0809",),
            audio_inputs=1,
            audio_outputs=1,
            has_default_printer=True,
        ),
        power=PowerFacts(standby_after_s=0, hibernate_after_s=0, on_mains=True, up_for_s=360_000),
        smartcard=SmartcardFacts(
            service_code=0,
            readers=("OMNIKEY AG CardMan 3121 0",),
            smartcard_connect=Software(name="NHS Smartcard Connect", version="4.1"),
        ),
        office=OfficeFacts(
            word_path_exists=True,
            word_version="16",
            product_ids=("O365ProPlusRetail",),
            version="16.0.19328.20178",
            is_64_bit=True,
            opens_rtf="WINWORD.EXE",
            opens_csv="EXCEL.EXE",
        ),
        security=SecurityFacts(
            antivirus_health=0,
            antivirus_service_runs=True,
            antivirus=(AntivirusProduct(name="Microsoft Defender Antivirus", state="on", up_to_date=True),),
            bitlocker=1,
            personal_cloud_folders=(),
            outbound_blocked=False,
            edge_installed=True,
            is_admin=False,
            can_elevate=True,
        ),
        client=ClientFacts(installed=(Software(name="SystmOne"),), running=("SystmOne.exe",), iplato_java_exists=True),
        installation=_sound_installation(),
    )


def _sound_installation() -> InstallationFacts:
    return InstallationFacts(
        data_folder_exists=True,
        data_folder_writable=True,
        data_folder_kind="local",
        data_folder_private=True,
        data_folder_free=180 * GB,
        store="sound",
        last_backup_at=datetime(2026, 11, 20, 7, 0, tzinfo=UTC),
        backups=3,
        content_problems=0,
        clipboard="usable",
    )


def _changed_pc(**platform: Any) -> Facts:
    facts = _desk_pc()
    return facts.model_copy(update={"platform": facts.platform.model_copy(update=platform)})


def _at_home() -> Facts:
    return _changed_pc(domain_joined=False, dns_suffix_is_nhs=False)


def _mac_guest() -> Facts:
    return _changed_pc(
        manufacturer="Parallels International GmbH.",
        product="Parallels Virtual Platform",
        bios_vendor="Parallels International GmbH.",
        guest_tools=("prl_tools_service",),
        domain_joined=False,
        dns_suffix_is_nhs=False,
    )


def _boot_camp() -> Facts:
    return _changed_pc(
        manufacturer="Apple Inc.",
        product="MacBookPro16,1",
        bios_vendor="Apple Inc.",
        domain_joined=False,
        dns_suffix_is_nhs=False,
    )


def _personal_pc() -> Facts:
    facts = _at_home()
    screen = facts.screens[0].model_copy(update={"width": 1920, "height": 1200})
    return facts.model_copy(update={"screens": (screen,)})


def _virtual_desktop() -> Facts:
    return _changed_pc(
        manufacturer="VMware, Inc.",
        product="VMware7,1",
        bios_vendor="VMware, Inc.",
        remote_session=True,
        session_name="Console",
        client_protocol=0,
        brokers=(Software(name="horizon", version="8.12.0"),),
    )


def _mac() -> Facts:
    return Facts(
        collected_at=NOW,
        app_version="0.3.0",
        system=System.MACOS,
        system_name="macOS 15.6",
        mac=MacFacts(
            version="15.6",
            machine="arm64",
            is_virtual=False,
            function_keys_standard=True,
            virtual_machine_tools=(Software(name="Parallels Desktop", version="20.1.0"),),
        ),
        processor=ProcessorFacts(name="Apple M3", physical_cores=8, logical_cores=8, machine="arm64"),
        memory=MemoryFacts(installed=16 * GIB, usable=16 * GIB, available=8 * GIB),
        disk=DiskFacts(path="/", free_for_user=200 * GB, free=200 * GB, size=500 * GB),
        screens=(ScreenFacts(name="Built-in", width=2940, height=1912, bits=24, scale=2.0, is_primary=True),),
        platform=PlatformFacts(
            manufacturer="Apple Inc.", product="Mac15,3", remote_session=False, audio_inputs=1, audio_outputs=1
        ),
        smartcard=SmartcardFacts(service_code=0, readers=("Gemalto PC Twin Reader",)),
        security=SecurityFacts(disk_encrypted=True, personal_cloud_folders=()),
        installation=_sound_installation(),
    )


_GOOD = {
    "home": _at_home,
    "mac_guest": _mac_guest,
    "boot_camp": _boot_camp,
    "mac": _mac,
    "byod_windows": _personal_pc,
    "byod_mac": _mac,
    "vdi": _virtual_desktop,
}
