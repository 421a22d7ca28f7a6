"""Computers as Windows describes them in its registry and through its calls: made up, with values that real ones have.

`Windows 11` never stands in the key `CurrentVersion`: its `ProductName` says `Windows 10`, and so it does here.
"""

from datetime import date
from typing import Any

from inpatient_hub.readiness.collectors.windows.answers import (
    DiskRoom,
    Display,
    Machines,
    Memory,
    Process,
    SecurityProduct,
    SmartcardService,
    UpdateDates,
    Version,
)
from inpatient_hub.readiness.collectors.windows.calls_programs import DESKTOP, DOCUMENTS
from inpatient_hub.readiness.collectors.windows.calls_system import HIBERNATE_AFTER, STANDBY_AFTER
from tests.readiness.collectors.windows.fake_api import Computer

GIB = 2**30
VERSION = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
BIOS = r"HKLM\HARDWARE\DESCRIPTION\System\BIOS"
CPU = r"HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0"
UNINSTALL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
APP_PATHS = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
WINWORD = r"C:\Program Files\Microsoft Office\root\Office16\WINWORD.EXE"
EDGE = r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"
MONITOR = r"SYSTEM\CurrentControlSet\Enum\DISPLAY\DEL40A9\5&2d1b8f7f&0&UID4352\Device Parameters"
MONITOR_ID = r"\\?\DISPLAY#DEL40A9#5&2d1b8f7f&0&UID4352#{e6f07b5f-ee97-4a90-b076-33f57bf4eaa7}"

LAPTOP_SCREEN = Display(r"\\.\DISPLAY1", 1366, 768, 32, is_primary=True, dpi=96, monitor_id="")
ADMIN, LIMITED = 2, 3


def edid(width_mm: int, height_mm: int) -> bytes:
    """A monitor's own data block of 128 bytes, with its size and a right sum."""
    block = bytearray(128)
    block[:8] = bytes((0, 255, 255, 255, 255, 255, 255, 0))
    block[21], block[22] = width_mm // 10, height_mm // 10
    block[54], block[55] = 0x02, 0x3A
    block[66], block[67], block[68] = width_mm & 255, height_mm & 255, (width_mm >> 8) << 4 | height_mm >> 8
    block[127] = -sum(block) % 256
    return bytes(block)


def version_key(build: int, revision: int, display: str, edition: str, **changed: Any) -> dict[str, Any]:
    """The key `CurrentVersion`."""
    usual = {
        "ProductName": "Windows 10 Pro",
        "CurrentBuild": str(build),
        "CurrentBuildNumber": str(build),
        "UBR": revision,
        "DisplayVersion": display,
        "EditionID": edition,
        "InstallationType": "Client",
        "CurrentMajorVersionNumber": 10,
    }
    return usual | changed


def office_365(platform: str = "x64") -> dict[str, dict[str, Any]]:
    """Microsoft 365 as click-to-run writes it down."""
    return {
        rf"{APP_PATHS}\Winword.exe": {"": WINWORD, "Path": r"C:\Program Files\Microsoft Office\root\Office16"},
        r"HKCR\Word.Application\CurVer": {"": "Word.Application.16"},
        CLICK_TO_RUN: {
            "ProductReleaseIds": "O365ProPlusRetail,VisioProRetail",
            "VersionToReport": "16.0.18227.20162",
            "Platform": platform,
        },
    }


def folders(which: str) -> str:
    """Where documents and desktop are when nobody moved them."""
    return {DOCUMENTS: r"C:\Users\nurse\Documents", DESKTOP: r"C:\Users\nurse\Desktop"}.get(which, r"C:\Users\Public")


def pc(build: int, **changed: Any) -> dict[str, Any]:
    """The answers of a good ordinary PC with that build of Windows."""
    usual: dict[str, Any] = {
        "version": Version(build=build, product_type=1),
        "is_wine": False,
        "machines": Machines(process=0x8664, native=0x8664),
        "windows_folder": r"C:\WINDOWS",
        "environment": {"SystemDrive": "C:", "SESSIONNAME": "Console"}.get,
        "cores": lambda physical: 4 if physical else 8,
        "clock_mhz": 2419,
        "installed_memory": 16 * GIB,
        "memory": Memory(total=16 * GIB - 300 * 2**20, available=9 * GIB),
        "disk_room": DiskRoom(free_for_user=180 * GIB, size=476 * GIB, free=181 * GIB),
        "displays": (LAPTOP_SCREEN,),
        "mouse_buttons": 5,
        "keyboard_layouts": (0x08090809,),
        "is_remote": False,
        "session": 1,
        "session_name": "Console",
        "client_protocol": 0,
        "is_joined_to_domain": False,
        "dns_domain": "",
        "audio_inputs": 1,
        "audio_outputs": 2,
        "has_default_printer": True,
        "seconds_on_mains": {STANDBY_AFTER: 1800, HIBERNATE_AFTER: 0}.__getitem__,
        "is_on_mains": True,
        "up_for_ms": 93_784_123,
        "smartcards": SmartcardService(code=0x8010001D),
        "program_for": {
            ".rtf": WINWORD,
            ".csv": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE",
        }.__getitem__,
        "file_exists": lambda path: path in {WINWORD, EDGE},
        "folder_exists": False,
        "shortcuts": (),
        "known_folder": folders,
        "processes": (Process("explorer.exe", r"C:\Windows\explorer.exe", 90_000_000),),
        "antivirus_health": (0, 0),
        "antivirus_products": (SecurityProduct("Windows Defender", state=0, up_to_date=True),),
        "bitlocker": 1,
        "firewall_blocks_outgoing": False,
        "is_administrator": False,
        "elevation": LIMITED,
        "is_activated": True,
        "update_dates": UpdateDates(installed=date(2026, 11, 11), searched=date(2026, 11, 19)),
        "wmi": (),
    }
    return usual | changed


def tree(
    version: dict[str, Any], maker: str, product: str, cpu: str, mhz: int, **more: dict[str, Any]
) -> dict[str, Any]:
    """A registry with what every Windows has."""
    return {
        VERSION: version,
        BIOS: {"SystemManufacturer": maker, "SystemProductName": product, "BIOSVendor": maker},
        CPU: {"ProcessorNameString": cpu, "~MHz": mhz},
        rf"{APP_PATHS}\msedge.exe": {"": EDGE},
        r"HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server": {"GlassSessionId": 1},
        r"HKCU\Keyboard Layout\Preload": {"1": "00000809"},
        **more,
    }


I5 = "11th Gen Intel(R) Core(TM) i5-1135G7 @ 2.40GHz"

WINDOWS_10_PRO = Computer(
    tree(version_key(19045, 6456, "22H2", "Professional"), "Dell Inc.", "Latitude 3420", I5, 2419)
    | office_365()
    | {rf"HKLM\{MONITOR}": {"EDID": edid(309, 174)}},
    pc(19045, displays=(Display(r"\\.\DISPLAY1", 1366, 768, 32, is_primary=True, dpi=120, monitor_id=MONITOR_ID),)),
)

WINDOWS_11_ENTERPRISE = Computer(
    tree(version_key(26100, 7171, "24H2", "Enterprise"), "HP", "HP EliteDesk 800 G6 DM", I5, 2419)
    | office_365()
    | {
        r"HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters": {"Domain": "ward.example.nhs.uk", "SearchList": ""},
        rf"HKLM32\{UNINSTALL}\{{0A1B}}": {
            "DisplayName": "TPP SystmOne Client",
            "Publisher": "The Phoenix Partnership (Leeds) Ltd",
            "DisplayVersion": "7.2",
        },
        r"HKLM32\SOFTWARE\HSCIC\Identity Agent": {"Version": "2.4.5.0"},
    },
    pc(
        26100,
        is_joined_to_domain=True,
        dns_domain="ward.example.nhs.uk",
        elevation=1,
        smartcards=SmartcardService(0, ("OMNIKEY CardMan 3x21 0", "Windows Hello for Business 1")),
        processes=(
            Process("SystmOne.exe", "", 50_000_000),
            Process("javaw.exe", r"C:\Apps\TPP\jre\bin\javaw.exe", 700_000_000),
            Process("java.exe", r"C:\Program Files\Java\bin\java.exe", 300_000_000),
        ),
        shortcuts=("systmone live", "word"),
    ),
)

WINDOWS_11_HOME = Computer(
    tree(version_key(26200, 7019, "25H2", "Core"), "LENOVO", "82H8", "Intel(R) Celeron(R) N4500 @ 1.10GHz", 1114),
    pc(
        26200,
        installed_memory=4 * GIB,
        memory=Memory(total=4 * GIB - 200 * 2**20, available=GIB),
        environment={"SystemDrive": "C:", "OneDrive": r"C:\Users\nurse\OneDrive"}.get,
        known_folder=lambda which: (
            r"C:\Users\nurse\OneDrive\Documents" if which == DOCUMENTS else r"C:\Users\nurse\Desktop"
        ),
        bitlocker=8,
        file_exists=lambda path: path == EDGE,
        program_for={".rtf": "", ".csv": r"C:\Windows\System32\OpenWith.exe"}.__getitem__,
    ),
)

MULTI_SESSION = Computer(
    tree(
        version_key(26100, 7171, "24H2", "ServerRdsh"),
        "Microsoft Corporation",
        "Virtual Machine",
        "AMD EPYC 7763",
        2445,
    )
    | {
        r"HKLM\SOFTWARE\Microsoft\RDInfraAgent": {"IsRegistered": 1},
        rf"HKLM\{UNINSTALL}\{{AVD}}": {
            "DisplayName": "Remote Desktop Services Infrastructure Agent",
            "DisplayVersion": "1.0.9742.2500",
        },
    },
    pc(
        26100,
        version=Version(26100, product_type=3),
        is_remote=True,
        session=3,
        session_name="rdp-sxs231018700#0",
        client_protocol=2,
    ),
)

SERVER_2022 = Computer(
    tree(
        version_key(20348, 4405, "21H2", "ServerStandard", InstallationType="Server"),
        "VMware, Inc.",
        "VMware20,1",
        "Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz",
        2000,
    )
    | {r"HKLM\SYSTEM\CurrentControlSet\Services\VMTools": {"Start": 2}},
    {
        name: answer
        for name, answer in pc(20348, version=Version(20348, product_type=3), audio_inputs=0, elevation=ADMIN).items()
        if name not in {"antivirus_health", "antivirus_products", "is_activated"}
    }
    | {"wmi": OSError(0x100E, "invalid namespace"), "is_administrator": True},
)

PARALLELS_ARM = Computer(
    tree(
        version_key(26200, 7019, "25H2", "Professional"),
        "Parallels International GmbH.",
        "Parallels ARM Virtual Machine",
        "Apple Silicon",
        3200,
    )
    | {r"HKLM\SYSTEM\CurrentControlSet\Services\prl_tools_service": {"Start": 2}},
    pc(
        26200,
        machines=Machines(process=0x8664, native=0xAA64),
        installed_memory=OSError(13, "the firmware's table is damaged"),
        displays=(Display(r"\\.\DISPLAY1", 2880, 1800, 32, is_primary=True, dpi=192, monitor_id=""),),
        clock_mhz=0,
    ),
)

BOOT_CAMP = Computer(
    tree(version_key(19045, 6456, "22H2", "Core"), "Apple Inc.", "MacBookPro14,3", "Intel(R) Core(TM) i7-7820HQ", 2904),
    pc(19045, mouse_buttons=2, keyboard_layouts=(0x04090809, 0x04070407)),
)

HYPER_V = Computer(
    tree(
        version_key(26100, 7171, "24H2", "Professional"),
        "Microsoft Corporation",
        "Virtual Machine",
        "Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz",
        2793,
    ),
    pc(26100, is_remote=False, session=2, session_name="RDP-Tcp#0", client_protocol=2),
)

CITRIX = Computer(
    tree(
        version_key(22631, 6199, "23H2", "Enterprise"), "VMware, Inc.", "VMware7,1", "Intel(R) Xeon(R) Gold 6348", 2594
    )
    | {
        r"HKLM\SOFTWARE\Citrix\VirtualDesktopAgent": {"ListOfDDCs": "ddc1 ddc2"},
        rf"HKLM\{UNINSTALL}\CitrixVDA": {
            "DisplayName": "Citrix Virtual Apps and Desktops 7 2402 LTSR - Virtual Delivery Agent",
            "DisplayVersion": "2402.0.100.629",
        },
        r"HKLM\SYSTEM\CurrentControlSet\Services\VMTools": {"Start": 2},
    },
    pc(22631, is_remote=True, session=4, session_name="ICA-CGP#1", client_protocol=1),
)

COMPUTERS = {
    "Windows 10 22H2 Pro": WINDOWS_10_PRO,
    "Windows 11 24H2 Enterprise": WINDOWS_11_ENTERPRISE,
    "Windows 11 25H2 Home": WINDOWS_11_HOME,
    "Enterprise multi-session": MULTI_SESSION,
    "Server 2022": SERVER_2022,
    "Parallels on Apple silicon": PARALLELS_ARM,
    "Boot Camp": BOOT_CAMP,
    "Hyper-V": HYPER_V,
    "Citrix": CITRIX,
}
