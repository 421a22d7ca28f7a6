"""Which Windows this is, how it is kept up to date, and whether it says that it is activated."""

from functools import partial

from inpatient_hub.domain.readiness_facts import WindowsFacts
from inpatient_hub.readiness.collectors.part import NotAvailable, Part
from inpatient_hub.readiness.collectors.windows.answers import OddValue
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.reading import known, offered, sound, words
from inpatient_hub.readiness.collectors.windows.registry import Registry

VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
CODE_POLICY = r"SYSTEM\CurrentControlSet\Control\CI\Policy"

ESU_LICENCES = {
    "f520e45e-7413-4a34-a497-d2765967d094": 1,
    "1043add5-23b1-4afb-9a0f-64343c8f3f8d": 2,
    "83d49986-add3-41d7-ba33-87c7bfb5c0fb": 3,
}
"""The licences of Windows 10's commercial Extended Security Updates, and their year."""

WINDOWS_10, WINDOWS_11 = 10_240, 22_000
"""The first build of each."""

SLOW_LIMIT_S = 6.0

_EDITION = (
    "build revision display_version edition_id installation_type product_type process_machine native_machine s_mode "
    "system_drive system_drive_variable is_wine"
)


def parts(api: WinApi, registry: Registry) -> tuple[Part, ...]:
    """The parts of the section `windows`."""
    return (
        Part("windows", tuple(_EDITION.split()), partial(edition, api, registry)),
        Part("windows", ("esu_years",), partial(esu, api), SLOW_LIMIT_S),
        Part("windows", ("last_update_installed", "last_update_search"), partial(updates, api), SLOW_LIMIT_S),
        Part("windows", ("activated",), partial(activation, api), SLOW_LIMIT_S),
    )


def edition(api: WinApi, registry: Registry) -> WindowsFacts:
    """Version, edition, processor kind and system drive. `ProductName` is left alone: it says 10 on Windows 11."""
    version = known(api.version)
    machines = known(api.machines)
    build = version.build if version else known(_build, registry)
    edition_id = words(known(registry.text, VERSION, "EditionID"))
    return sound(
        WindowsFacts,
        build=build,
        revision=known(registry.number, VERSION, "UBR"),
        display_version=words(known(registry.text, VERSION, "DisplayVersion")),
        edition_id=edition_id,
        installation_type=words(known(registry.text, VERSION, "InstallationType")),
        product_type=version.product_type if version else None,
        process_machine=machines.process or None if machines else None,
        native_machine=machines.native or None if machines else None,
        s_mode=known(_s_mode, registry, edition_id),
        system_drive=known(_letter, api),
        system_drive_variable=words(known(api.environment, "SystemDrive")),
        is_wine=known(api.is_wine) or False,
    )


def _build(registry: Registry) -> int | None:
    text = registry.text(VERSION, "CurrentBuildNumber")
    return None if text is None else int(text)


def _s_mode(registry: Registry, edition_id: str | None) -> bool:
    """Edition `Cloud` is S mode itself; on any other the policy says so, and there is none unless S mode is on."""
    return (edition_id or "").startswith("Cloud") or registry.number(CODE_POLICY, "SkuPolicyRequired") == 1


def _letter(api: WinApi) -> str:
    folder = api.windows_folder()
    letter, colon = folder[:1].upper(), folder[1:2]
    if not ("A" <= letter <= "Z" and colon == ":"):
        raise OddValue("Windows is on no drive with a letter")
    return letter


def esu(api: WinApi) -> WindowsFacts:
    """Which years of paid security updates are licensed. What a person at home enrols in leaves no trace to read."""
    refused = "Windows did not say which updates are paid for."
    if not WINDOWS_10 <= offered(refused, api.version).build < WINDOWS_11:
        return WindowsFacts()
    asked = " OR ".join(f"ID='{licence}'" for licence in ESU_LICENCES)
    query = f"SELECT ID, LicenseStatus FROM SoftwareLicensingProduct WHERE LicenseStatus=1 AND ({asked})"  # noqa: S608
    rows = offered(refused, api.wmi, r"ROOT\CIMV2", query, ("ID", "LicenseStatus"))
    years = {ESU_LICENCES.get(str(row["ID"]).lower()) for row in rows if row["LicenseStatus"] == 1}
    return WindowsFacts(esu_years=tuple(sorted(year for year in years if year)))


def updates(api: WinApi) -> WindowsFacts:
    """When updates were last installed and last looked for."""
    dates = offered("Windows Update does not say when it last ran.", api.update_dates)
    return WindowsFacts(last_update_installed=dates.installed, last_update_search=dates.searched)


def activation(api: WinApi) -> WindowsFacts:
    """Whether Windows says that it is activated, which is not the same as a proper licence."""
    refused = "Windows does not say now whether it is activated."
    activated = offered(refused, api.is_activated)
    if activated is None:
        raise NotAvailable(refused)
    return WindowsFacts(activated=activated)
