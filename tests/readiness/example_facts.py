"""Facts of computers that never were, as a help desk would get them: kept under tests/data/readiness/facts."""

from datetime import UTC, date, datetime

from inpatient_hub.domain.readiness_facts import (
    AntivirusProduct,
    ClientFacts,
    DiskFacts,
    Facts,
    InstallationFacts,
    MacFacts,
    MemoryFacts,
    Missing,
    MissingWhy,
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
from tests.readiness.network_making import filtered, network

COLLECTED = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
VERSION = "0.1.0"
GIB = 2**30
GB = 10**9

X64, ARM64 = 0x8664, 0xAA64

SOUND = InstallationFacts(
    data_folder_exists=True,
    data_folder_writable=True,
    data_folder_kind="local",
    data_folder_private=True,
    data_folder_free=120 * GB,
    store="sound",
    last_backup_at=datetime(2026, 11, 20, 7, 0, tzinfo=UTC),
    backups=14,
    content_problems=0,
    clipboard="usable",
)

DEFENDER = AntivirusProduct(name="Microsoft Defender Antivirus", state="on", up_to_date=True)

PROTECTED = SecurityFacts(
    antivirus_health=0,
    antivirus_service_runs=True,
    antivirus=(DEFENDER,),
    bitlocker=1,
    personal_cloud_folders=(),
    outbound_blocked=False,
    edge_installed=True,
    is_admin=False,
    can_elevate=False,
)

WINDOWS_11 = WindowsFacts(
    build=26200,
    revision=7171,
    display_version="25H2",
    edition_id="Enterprise",
    installation_type="Client",
    product_type=1,
    process_machine=X64,
    native_machine=X64,
    s_mode=False,
    system_drive="C",
    system_drive_variable="C:",
    last_update_installed=date(2026, 11, 12),
    last_update_search=date(2026, 11, 20),
    activated=True,
)

MICROSOFT_365 = OfficeFacts(
    word_path_exists=True,
    word_version="16",
    product_ids=("O365ProPlusRetail",),
    version="16.0.19328.20178",
    is_64_bit=True,
    opens_rtf="WINWORD.EXE",
    opens_csv="EXCEL.EXE",
)


def ward_pc() -> Facts:
    """A healthy desktop on an NHS network. The way to SystmOne was tested, and UDP was silent as it always is."""
    return Facts(
        collected_at=COLLECTED,
        app_version=VERSION,
        system=System.WINDOWS,
        system_name="Windows 11 25H2, build 26200.7171",
        windows=WINDOWS_11,
        processor=ProcessorFacts(
            name="13th Gen Intel(R) Core(TM) i5-13500T",
            max_mhz=1600,
            physical_cores=14,
            logical_cores=20,
            machine="x64",
        ),
        memory=MemoryFacts(installed=16 * GIB, usable=16 * GIB - 300 * 2**20, available=9 * GIB),
        disk=DiskFacts(path="C:\\", free_for_user=121 * GB, free=121 * GB, size=255 * GB),
        screens=(
            ScreenFacts(
                name=r"\\.\DISPLAY1",
                width=1920,
                height=1080,
                bits=32,
                scale=1.0,
                width_mm=531,
                height_mm=299,
                is_primary=True,
            ),
            ScreenFacts(name=r"\\.\DISPLAY2", width=1280, height=1024, bits=32, scale=1.0, width_mm=376, height_mm=301),
        ),
        platform=PlatformFacts(
            manufacturer="Dell Inc.",
            product="OptiPlex Micro 7010",
            bios_vendor="Dell Inc.",
            remote_session=False,
            session_name="Console",
            client_protocol=0,
            domain_joined=True,
            dns_suffix_is_nhs=True,
            mouse_buttons=3,
            keyboard_layouts=("0809",),
            audio_inputs=1,
            audio_outputs=1,
            has_default_printer=True,
        ),
        power=PowerFacts(standby_after_s=0, hibernate_after_s=0, on_mains=True, up_for_s=86_400 * 3),
        smartcard=SmartcardFacts(
            service_code=0,
            readers=("OMNIKEY CardMan 3x21 0",),
            smartcard_connect=Software(name="NHS Smartcard Connect", version="1.4.2"),
        ),
        office=MICROSOFT_365,
        security=PROTECTED,
        client=ClientFacts(installed=(Software(name="SystmOne", detail="The Phoenix Partnership"),)),
        installation=SOUND,
        network=network(),
        durations_ms={"windows": 4, "security": 212, "installation": 30},
    )


def esu_laptop() -> Facts:
    """A Windows 10 laptop at home with one year of security updates, a nearly full disk, and a router that filters."""
    return Facts(
        collected_at=COLLECTED,
        app_version=VERSION,
        system=System.WINDOWS,
        system_name="Windows 22H2, build 19045.6575",
        windows=WINDOWS_11.model_copy(
            update={
                "build": 19045,
                "revision": 6575,
                "display_version": "22H2",
                "edition_id": "Professional",
                "esu_years": (1,),
            }
        ),
        processor=ProcessorFacts(
            name="Intel(R) Core(TM) i3-7100U CPU @ 2.40GHz",
            max_mhz=2400,
            physical_cores=2,
            logical_cores=4,
            machine="x64",
        ),
        memory=MemoryFacts(installed=8 * GIB, usable=8 * GIB - 140 * 2**20, available=3 * GIB),
        disk=DiskFacts(path="C:\\", free_for_user=1_400_000_000, free=1_400_000_000, size=127 * GB),
        screens=(
            ScreenFacts(
                name=r"\\.\DISPLAY1",
                width=1366,
                height=768,
                bits=32,
                scale=1.25,
                width_mm=309,
                height_mm=174,
                is_primary=True,
            ),
        ),
        platform=PlatformFacts(
            manufacturer="LENOVO",
            product="20H1CTO1WW",
            bios_vendor="LENOVO",
            remote_session=False,
            session_name="Console",
            client_protocol=0,
            domain_joined=False,
            dns_suffix_is_nhs=False,
            mouse_buttons=3,
            keyboard_layouts=("0809",),
            audio_inputs=1,
            audio_outputs=1,
            has_default_printer=False,
        ),
        power=PowerFacts(standby_after_s=1800, hibernate_after_s=10_800, on_mains=True, up_for_s=7200),
        smartcard=SmartcardFacts(
            service_code=-2146435043, identity_agent=Software(name="Identity Agent", version="2.4.5")
        ),
        office=OfficeFacts(
            word_path_exists=True,
            word_version="16",
            product_ids=("ProPlus2021Retail",),
            version="16.0.14334.20440",
            is_64_bit=True,
            opens_rtf="WINWORD.EXE",
            opens_csv="EXCEL.EXE",
        ),
        security=PROTECTED.model_copy(update={"bitlocker": 2, "personal_cloud_folders": ("documents",)}),
        installation=SOUND,
        network=filtered(),
        durations_ms={"windows": 5, "security": 340},
    )


def parallels_guest() -> Facts:
    """Windows for ARM on an Apple silicon Mac under Parallels. The antivirus part hung; the network was not tested."""
    return Facts(
        collected_at=COLLECTED,
        app_version=VERSION,
        system=System.WINDOWS,
        system_name="Windows 11 25H2, build 26200.7171",
        windows=WINDOWS_11.model_copy(update={"edition_id": "Professional", "native_machine": ARM64}),
        processor=ProcessorFacts(name="Apple Silicon", physical_cores=4, logical_cores=4, machine="arm64"),
        memory=MemoryFacts(installed=8 * GIB, usable=8 * GIB - 20 * 2**20, available=5 * GIB),
        disk=DiskFacts(path="C:\\", free_for_user=190 * GB, free=190 * GB, size=274 * GB),
        screens=(ScreenFacts(name=r"\\.\DISPLAY1", width=3024, height=1890, bits=32, scale=2.0, is_primary=True),),
        platform=PlatformFacts(
            manufacturer="Parallels International GmbH.",
            product="Parallels ARM Virtual Machine",
            bios_vendor="Parallels International GmbH.",
            guest_tools=("prl_tools_service",),
            remote_session=False,
            client_protocol=0,
            domain_joined=False,
            mouse_buttons=2,
            keyboard_layouts=("0809",),
        ),
        power=PowerFacts(standby_after_s=0, hibernate_after_s=0, on_mains=True, up_for_s=3600),
        office=MICROSOFT_365,
        security=SecurityFacts(edge_installed=True),
        installation=SOUND,
        missing=(
            Missing(path="security.antivirus_health", why=MissingWhy.TIMED_OUT),
            Missing(path="security.antivirus", why=MissingWhy.TIMED_OUT),
        ),
        durations_ms={"security": 3000},
    )


def mac() -> Facts:
    """The Mac itself, with Parallels Desktop installed."""
    return Facts(
        collected_at=COLLECTED,
        app_version=VERSION,
        system=System.MACOS,
        system_name="macOS 26.1",
        mac=MacFacts(
            version="26.1",
            machine="arm64",
            is_virtual=False,
            function_keys_standard=False,
            virtual_machine_tools=(Software(name="Parallels Desktop", version="20.2.0"),),
        ),
        processor=ProcessorFacts(name="Apple M3", physical_cores=8, logical_cores=8, machine="arm64"),
        memory=MemoryFacts(installed=16 * GIB, usable=16 * GIB, available=7 * GIB),
        disk=DiskFacts(path="/", free_for_user=210 * GB, free=210 * GB, size=494 * GB),
        screens=(ScreenFacts(name="Built-in", width=3024, height=1964, bits=32, scale=2.0, is_primary=True),),
        security=SecurityFacts(disk_encrypted=True),
        installation=SOUND,
        durations_ms={"mac": 90},
    )


def server() -> Facts:
    """Windows Server, on which TPP does not license the client; Windows' Security Center is not there either."""
    return Facts(
        collected_at=COLLECTED,
        app_version=VERSION,
        system=System.WINDOWS,
        system_name="Windows 21H2, build 20348.4405",
        windows=WINDOWS_11.model_copy(
            update={
                "build": 20348,
                "revision": 4405,
                "display_version": "21H2",
                "edition_id": "ServerStandard",
                "installation_type": "Server",
                "product_type": 3,
            }
        ),
        processor=ProcessorFacts(
            name="Intel(R) Xeon(R) Gold 6330 CPU @ 2.00GHz",
            max_mhz=1995,
            physical_cores=8,
            logical_cores=8,
            machine="x64",
        ),
        memory=MemoryFacts(installed=32 * GIB, usable=32 * GIB, available=20 * GIB),
        disk=DiskFacts(path="C:\\", free_for_user=60 * GB, free=60 * GB, size=127 * GB),
        screens=(ScreenFacts(name=r"\\.\DISPLAY1", width=1024, height=768, bits=32, scale=1.0, is_primary=True),),
        platform=PlatformFacts(
            manufacturer="VMware, Inc.",
            product="VMware20,1",
            bios_vendor="VMware, Inc.",
            remote_session=True,
            session_name="RDP-Tcp#7",
            client_protocol=2,
            domain_joined=True,
            dns_suffix_is_nhs=True,
        ),
        office=OfficeFacts(word_path_exists=False, opens_rtf="", opens_csv="notepad.exe"),
        security=SecurityFacts(is_admin=False),
        installation=SOUND,
        missing=(
            Missing(
                path="security.antivirus",
                why=MissingWhy.UNAVAILABLE,
                detail="Windows Security Center is not part of Windows Server",
            ),
        ),
        durations_ms={"windows": 6},
    )


EXAMPLES = {
    "ward-pc": ward_pc,
    "windows-10-esu-laptop": esu_laptop,
    "parallels-guest": parallels_guest,
    "mac": mac,
    "server": server,
}
