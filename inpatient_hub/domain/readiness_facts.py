"""What is known about this computer, as plain values: read by collectors, judged by rules, saved and replayed as JSON.

None means that a value is not known; `Facts.missing` then says why. Bytes are bytes, times are milliseconds unless a
name says otherwise, and screens are in physical pixels unless a name says logical. Every text and list has a length
that no honest computer reaches, so that a hostile file is refused before a rule sees it.
"""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from inpatient_hub.domain.readiness_network import NetworkFacts

Words = Annotated[str, StringConstraints(max_length=400)]
Bytes = Annotated[int, Field(ge=0, le=2**60)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Pixels = Annotated[int, Field(ge=0, le=100_000)]
Code = Annotated[int, Field(ge=-(2**31), le=2**32)]
"""A number the operating system gives a thing, as it gave it."""
Moment = Annotated[AwareDatetime, Field(ge=datetime(1970, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC))]
"""A moment of this program's time: one at the edge of the calendar has no neighbours in another zone."""


class System(StrEnum):
    """The operating system the program runs on."""

    WINDOWS = "windows"
    MACOS = "macos"
    LINUX = "linux"
    OTHER = "other"


class MissingWhy(StrEnum):
    """Why a value is not known."""

    UNAVAILABLE = "unavailable"
    """The computer does not offer it, or not to this user."""
    ERROR = "error"
    """The collector raised; `detail` is the name of the exception's class."""
    TIMED_OUT = "timed_out"
    CANCELLED = "cancelled"
    """The person stopped the run before it was read."""


class FactsModel(BaseModel):
    """Base of all facts: frozen, no unknown keys, and no value of another type quietly turned into one that fits."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Missing(FactsModel):
    """A section such as `antivirus`, or a field such as `windows.activated`, that could not be read."""

    path: Words
    why: MissingWhy
    detail: Words = ""


class WindowsFacts(FactsModel):
    r"""Which Windows this is. Sources: RtlGetVersion, HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion."""

    build: Count | None = None
    """`CurrentBuildNumber`, such as 26100."""
    revision: Count | None = None
    """`UBR`: what stands after the build, such as 2314."""
    display_version: Words | None = None
    """Such as `24H2`."""
    edition_id: Words | None = None
    """Such as `Professional`, `Core`, `EnterpriseS`, `ServerRdsh`."""
    installation_type: Words | None = None
    """`Client`, `Server` or `Server Core`."""
    product_type: Code | None = None
    """`OSVERSIONINFOEX.wProductType`: 1 workstation, 2 domain controller, 3 server."""
    process_machine: Code | None = None
    """What this process was built for: 0x014c, 0x8664 or 0xAA64."""
    native_machine: Code | None = None
    """What the processor is, by IsWow64Process2: 0x014c, 0x8664, 0xAA64, or 0x01c4 for Windows RT."""
    s_mode: bool | None = None
    system_drive: Words | None = None
    """The drive that Windows is on, such as `C`, by GetSystemWindowsDirectoryW."""
    system_drive_variable: Words | None = None
    """What %SystemDrive% says; a user can change that."""
    esu_years: tuple[Annotated[int, Field(ge=1, le=3)], ...] | None = None
    """Years of commercial Extended Security Updates licensed here; None when that could not be asked."""
    last_update_installed: date | None = None
    last_update_search: date | None = None
    activated: bool | None = None
    """Whether Windows says that it is activated."""
    is_wine: bool = False


class Software(FactsModel):
    """A program that is installed."""

    name: Words
    version: Words = ""
    detail: Words = ""


class MacFacts(FactsModel):
    """What macOS says about itself."""

    version: Words | None = None
    machine: Words | None = None
    """`arm64` or `x86_64`."""
    is_virtual: bool | None = None
    function_keys_standard: bool | None = None
    """Whether F1, F2 etc. are used as standard function keys."""
    virtual_machine_tools: tuple[Software, ...] = ()
    """Parallels Desktop, VMware Fusion, UTM, VirtualBox found in Applications."""


class ProcessorFacts(FactsModel):
    """The processor, by the registry, sysctl or /proc/cpuinfo."""

    name: Words | None = None
    max_mhz: Annotated[int, Field(ge=0, le=100_000)] | None = None
    """The base or greatest clock, never the present one."""
    physical_cores: Count | None = None
    logical_cores: Count | None = None
    machine: Words | None = None
    """`x86`, `x64` or `arm64`, where it could be told."""


class MemoryFacts(FactsModel):
    """Three numbers: fitted (SMBIOS), usable (operating system), free to use now."""

    installed: Bytes | None = None
    usable: Bytes | None = None
    available: Bytes | None = None
    systmone_in_use: Bytes = 0
    """Resident memory of a running SystmOne, which counts as available to it."""


class DiskFacts(FactsModel):
    """The drive that Windows is on (C:), or the root of another system."""

    path: Words = ""
    free_for_user: Bytes | None = None
    """What this user may still write, quotas counted: GetDiskFreeSpaceExW's FreeBytesAvailableToCaller."""
    free: Bytes | None = None
    size: Bytes | None = None


class ScreenFacts(FactsModel):
    """One screen. Physical pixels come from the display driver, logical ones from the window system's scaling."""

    name: Words = ""
    width: Pixels
    height: Pixels
    bits: Annotated[int, Field(ge=1, le=128)] | None = None
    """Colour depth; 24 counts as 32."""
    scale: Annotated[float, Field(gt=0, le=20)] | None = None
    """1.25 for 125 %."""
    width_mm: Count | None = None
    height_mm: Count | None = None
    is_primary: bool = False


class PlatformFacts(FactsModel):
    """What the computer is: a PC, a Mac, a virtual machine, a remote session."""

    manufacturer: Words | None = None
    product: Words | None = None
    bios_vendor: Words | None = None
    hypervisor: Words | None = None
    """What systemd-detect-virt or kern.hv_vmm_present says, where there is such a thing."""
    guest_tools: tuple[Words, ...] = ()
    """Services or files of a virtual machine's guest tools that were found, such as `prl_tools_service`."""
    remote_session: bool | None = None
    session_name: Words | None = None
    client_protocol: Code | None = None
    """WTSClientProtocolType: 0 console, 1 Citrix, 2 RDP."""
    brokers: tuple[Software, ...] = ()
    """Virtual desktop agents: `name` is horizon, citrix, avd or windows365."""
    domain_joined: bool | None = None
    dns_suffix_is_nhs: bool | None = None
    mouse_buttons: Count | None = None
    keyboard_layouts: tuple[Words, ...] | None = None
    """Language identifiers in hexadecimal, such as `0809` for UK English."""
    audio_inputs: Count | None = None
    audio_outputs: Count | None = None
    has_default_printer: bool | None = None


class PowerFacts(FactsModel):
    """Whether the computer stays awake on mains. Seconds; 0 is never."""

    standby_after_s: Bytes | None = None
    hibernate_after_s: Bytes | None = None
    on_mains: bool | None = None
    up_for_s: Bytes | None = None


class SmartcardFacts(FactsModel):
    """The smartcard reader and which NHS smartcard software is here."""

    service_code: Code | None = None
    """What SCardEstablishContext or SCardListReaders returned; 0 is success."""
    readers: tuple[Words, ...] = ()
    """Real readers; Windows' own virtual ones are left out."""
    identity_agent: Software | None = None
    smartcard_connect: Software | None = None


class OfficeFacts(FactsModel):
    """Microsoft Word and Office, by the registry. Word is never started."""

    word_path_exists: bool | None = None
    word_version: Words | None = None
    """`Word.Application.16`'s number, such as `16`."""
    product_ids: tuple[Words, ...] = ()
    """Click-to-run's ProductReleaseIds, such as `O365ProPlusRetail`, `ProPlus2021Volume`."""
    version: Words | None = None
    is_64_bit: bool | None = None
    opens_rtf: Words | None = None
    """File name of the program that opens .rtf; empty when none does."""
    opens_csv: Words | None = None


class AntivirusProduct(FactsModel):
    """One product that has told Windows about itself."""

    name: Words
    state: Literal["on", "off", "snoozed", "expired", "unknown"]
    up_to_date: bool | None = None


class SecurityFacts(FactsModel):
    """Antivirus, disk encryption, firewall, and where files are kept."""

    antivirus_health: Code | None = None
    """WscGetSecurityProviderHealth: 0 good, 1 not monitored, 2 poor, 3 snooze."""
    antivirus_service_runs: bool | None = None
    antivirus: tuple[AntivirusProduct, ...] | None = None
    bitlocker: Code | None = None
    """System.Volume.BitLockerProtection: 1 on, 2 off, 3 encrypting, 4 decrypting, 5 suspended, 6 locked, 7 not
    encryptable, 8 waiting for activation."""
    disk_encrypted: bool | None = None
    """FileVault or LUKS, on other systems than Windows."""
    personal_cloud_folders: tuple[Words, ...] | None = None
    """Which of `documents` and `desktop` lie in a personal OneDrive or in iCloud; empty when none does."""
    work_cloud_folders: tuple[Words, ...] = ()
    outbound_blocked: bool | None = None
    """Whether Windows' own firewall stops outgoing traffic by default, in the profile in use."""
    edge_installed: bool | None = None
    is_admin: bool | None = None
    can_elevate: bool | None = None


class ClientFacts(FactsModel):
    """Traces of the SystmOne client and of iPLATO on this computer. Hints only: what is publicly known is thin."""

    installed: tuple[Software, ...] = ()
    running: tuple[Words, ...] = ()
    """Names of processes that look like SystmOne."""
    iplato_java_exists: bool | None = None


class InstallationFacts(FactsModel):
    """Whether this installation of Inpatient Hub is sound."""

    data_folder_exists: bool | None = None
    data_folder_writable: bool | None = None
    data_folder_kind: Literal["local", "network", "onedrive", "removable", "unknown"] = "unknown"
    data_folder_private: bool | None = None
    """Whether only this user may read it."""
    data_folder_free: Bytes | None = None
    store: Literal["none", "sound", "damaged", "in_use", "locked", "newer", "unreadable", "server"] | None = None
    store_words: Words = ""
    """What is wrong with the store, in the program's own words; never what is in it."""
    last_backup_at: Moment | None = None
    backups: Count = 0
    content_problems: Count | None = None
    clipboard: Literal["usable", "none", "busy"] | None = None


class Facts(FactsModel):
    """Everything known about this computer at one moment. `model_dump_json` and `model_validate_json` round-trip."""

    schema_version: Literal[1] = 1
    collected_at: Moment
    app_version: Words
    system: System
    system_name: Words = ""
    """In words, such as `Debian GNU/Linux 12`."""
    computer_name: Words = ""
    """Only where the person ticked that it may be named."""
    windows: WindowsFacts | None = None
    mac: MacFacts | None = None
    processor: ProcessorFacts = ProcessorFacts()
    memory: MemoryFacts = MemoryFacts()
    disk: DiskFacts = DiskFacts()
    screens: Annotated[tuple[ScreenFacts, ...], Field(max_length=64)] = ()
    platform: PlatformFacts = PlatformFacts()
    power: PowerFacts = PowerFacts()
    smartcard: SmartcardFacts = SmartcardFacts()
    office: OfficeFacts = OfficeFacts()
    security: SecurityFacts = SecurityFacts()
    client: ClientFacts = ClientFacts()
    installation: InstallationFacts | None = None
    network: NetworkFacts | None = None
    """None when the network was not asked for."""
    missing: Annotated[tuple[Missing, ...], Field(max_length=200)] = ()
    durations_ms: dict[Words, Count] = {}
    """How long each collector took, by section."""

    def why_missing(self, path: str) -> Missing | None:
        """Why `section.field` is not known: what was said about the field itself, or about its whole section."""
        section = path.partition(".")[0]
        return next((one for one in self.missing if one.path in (path, section)), None)
