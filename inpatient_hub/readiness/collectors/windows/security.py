"""Antivirus, drive encryption, firewall, where documents are kept, and the person's rights."""

import ntpath
from functools import partial

from inpatient_hub.domain.readiness_facts import AntivirusProduct, SecurityFacts
from inpatient_hub.readiness.collectors.part import NotAvailable, Part
from inpatient_hub.readiness.collectors.windows.answers import SecurityProduct
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.calls_programs import DESKTOP, DOCUMENTS
from inpatient_hub.readiness.collectors.windows.installed import app_paths
from inpatient_hub.readiness.collectors.windows.reading import known, offered, sound, words
from inpatient_hub.readiness.collectors.windows.registry import Hive, Registry
from inpatient_hub.readiness.collectors.windows.windows import SLOW_LIMIT_S

ONEDRIVE_ACCOUNTS = r"Software\Microsoft\OneDrive\Accounts"

_STATES = {0: "on", 1: "off", 2: "snoozed", 3: "expired"}
_FULL, _LIMITED = 2, 3
_SERVICE_STOPPED = 1
_NO_FOLDERS = "Windows does not say where this person's folders are."
_NO_CENTRE = "Windows' security centre does not answer."


def parts(api: WinApi, registry: Registry) -> tuple[Part, ...]:
    """The parts of the section `security`. Each question through COM has a part, and a time, of its own."""
    folders = ("personal_cloud_folders", "work_cloud_folders")
    return (
        Part("security", ("antivirus_health", "antivirus_service_runs"), partial(health, api)),
        Part("security", ("antivirus",), partial(antivirus, api), SLOW_LIMIT_S),
        Part("security", ("bitlocker",), partial(bitlocker, api), SLOW_LIMIT_S),
        Part("security", ("outbound_blocked",), partial(firewall, api), SLOW_LIMIT_S),
        Part("security", folders, partial(cloud_folders, api, registry)),
        Part("security", ("edge_installed",), partial(edge, api, registry)),
        Part("security", ("is_admin", "can_elevate"), partial(rights, api)),
    )


def health(api: WinApi) -> SecurityFacts:
    """What Windows' security centre says of antivirus as a whole; a Server has no such centre."""
    code, found = offered(_NO_CENTRE, api.antivirus_health)
    if code == _SERVICE_STOPPED:
        return SecurityFacts(antivirus_service_runs=False)
    if code:
        raise NotAvailable(_NO_CENTRE)
    return sound(SecurityFacts, antivirus_health=found, antivirus_service_runs=True)


def antivirus(api: WinApi) -> SecurityFacts:
    """Every product that has told the security centre about itself, old entries among them."""
    products = known(api.antivirus_products)
    if products is None:
        products = known(_by_wmi, api)
    if products is None:
        raise NotAvailable(_NO_CENTRE)
    found = (_product(one) for one in products)
    return SecurityFacts(antivirus=tuple(one for one in found if one is not None))


def _product(product: SecurityProduct) -> AntivirusProduct | None:
    name = words(product.name)
    if name is None:
        return None
    state = _STATES.get(product.state, "unknown")
    return sound(AntivirusProduct, name=name, state=state, up_to_date=product.up_to_date)


def _by_wmi(api: WinApi) -> tuple[SecurityProduct, ...]:
    """The same by WMI, where a product's state is one number that Microsoft has never explained."""
    rows = api.wmi(
        r"ROOT\SecurityCenter2",
        "SELECT displayName, productState FROM AntiVirusProduct",
        ("displayName", "productState"),
    )
    return tuple(
        by_product_state(row["displayName"], row["productState"])
        for row in rows
        if isinstance(row["displayName"], str) and isinstance(row["productState"], int)
    )


def by_product_state(name: str, state: int) -> SecurityProduct:
    """Take the number apart: 0x61100 is on and up to date, 0x60100 off, 0x61110 on and out of date."""
    return SecurityProduct(
        name=name, state={0x1000: 0, 0: 1}.get(state & 0xF000, (state & 0xF000) >> 12), up_to_date=not state & 0xF0
    )


def bitlocker(api: WinApi) -> SecurityFacts:
    """The state of the drive that Windows is on, as the Explorer shows it to everybody."""
    refused = "Windows does not say whether the drive is encrypted."
    drive = f"{offered(refused, api.windows_folder)[:2]}\\"
    return sound(SecurityFacts, bitlocker=offered(refused, api.bitlocker, drive))


def firewall(api: WinApi) -> SecurityFacts:
    """Whether Windows' own firewall stops outgoing traffic by default; its rules are not read."""
    return SecurityFacts(outbound_blocked=offered("Windows' firewall does not answer.", api.firewall_blocks_outgoing))


def cloud_folders(api: WinApi, registry: Registry) -> SecurityFacts:
    """Which of this person's own folders lie in a personal OneDrive, and which in one of their work."""
    work = _roots(api, registry, "OneDriveCommercial", "Business")
    personal = _roots(api, registry, "OneDriveConsumer", "Personal")
    general = known(api.environment, "OneDrive")
    if general and _plain(general) not in work:
        personal.add(_plain(general))
    own = (("documents", DOCUMENTS), ("desktop", DESKTOP))
    folders = {name: _plain(offered(_NO_FOLDERS, api.known_folder, which)) for name, which in own}
    return SecurityFacts(
        personal_cloud_folders=tuple(name for name, path in folders.items() if _is_inside(path, personal)),
        work_cloud_folders=tuple(name for name, path in folders.items() if _is_inside(path, work)),
    )


def _roots(api: WinApi, registry: Registry, variable: str, account: str) -> set[str]:
    accounts = known(registry.subkeys, ONEDRIVE_ACCOUNTS, Hive.USER) or ()
    keys = (rf"{ONEDRIVE_ACCOUNTS}\{name}" for name in accounts if name.startswith(account))
    found = [known(registry.text, key, "UserFolder", Hive.USER) for key in keys]
    return {_plain(path) for path in (*found, known(api.environment, variable)) if path}


def _plain(path: str) -> str:
    return ntpath.normcase(ntpath.normpath(path))


def _is_inside(path: str, roots: set[str]) -> bool:
    return any(path == root or path.startswith(f"{root}\\") for root in roots)


def edge(api: WinApi, registry: Registry) -> SecurityFacts:
    """Whether Microsoft Edge is here, which has taken Internet Explorer's place."""
    refused = "Windows does not say whether Microsoft Edge is installed."
    return SecurityFacts(edge_installed=offered(refused, _has_edge, api, registry))


def _has_edge(api: WinApi, registry: Registry) -> bool:
    return any(api.file_exists(path) for path in app_paths(registry, "msedge.exe"))


def rights(api: WinApi) -> SecurityFacts:
    """Whether the program runs with an administrator's rights now, and whether this person could grant them."""
    is_admin = known(api.is_administrator)
    elevation = known(api.elevation)
    can_elevate = None if elevation is None else elevation in (_FULL, _LIMITED) or is_admin
    return sound(SecurityFacts, is_admin=is_admin, can_elevate=can_elevate)
