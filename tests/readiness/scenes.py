"""For every reason that a local rule can give, a computer and a day on which it gives it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from inpatient_hub.domain.readiness_facts import (
    AntivirusProduct,
    Missing,
    MissingWhy,
    ScreenFacts,
    Software,
    System,
)
from inpatient_hub.domain.readiness_network import AdapterFacts, NetworkFacts, RouteFacts
from tests.readiness.making import GB, GIB, TODAY


@dataclass(frozen=True)
class Scene:
    """One check of one profile on a good computer with changes."""

    profile: str
    check: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    today: date = TODAY


def scene(profile: str, check: str, **changes: Any) -> Scene:
    return Scene(profile, check, changes)


def said(profile: str, check: str, value: str, **changes: Any) -> Scene:
    return Scene(profile, check, changes, {check: value})


def missing(path: str, why: MissingWhy) -> tuple[Missing, ...]:
    return (Missing(path=path, why=why, detail="PermissionError"),)


def screens(width: int, height: int, **more: Any) -> tuple[ScreenFacts, ...]:
    return (ScreenFacts(name="DISPLAY1", width=width, height=height, bits=32, **{"scale": 1.0, **more}),)


def antivirus(state: Any, *, up_to_date: bool | None = True, health: int | None = 2, count: int = 1) -> dict[str, Any]:
    products = tuple(
        AntivirusProduct(name=f"Product {number}", state=state, up_to_date=up_to_date) for number in range(count)
    )
    return {"antivirus": products, "antivirus_health": health}


def network(adapter: str = "Intel(R) Wi-Fi 6") -> NetworkFacts:
    route = RouteFacts(target="192.0.2.61", adapter=AdapterFacts(name="Ethernet", description=adapter))
    return NetworkFacts(ran_for_ms=400, route=route)


W10 = {"build": 19045, "edition_id": "Professional"}
NO_DISK = {"free_for_user": None}

SCENES: dict[str, Scene] = {
    "fact.not_known": scene("ward", "HW-06", disk=NO_DISK),
    "fact.unavailable": scene(
        "ward", "HW-06", disk=NO_DISK, missing=missing("disk.free_for_user", MissingWhy.UNAVAILABLE)
    ),
    "fact.error": scene("ward", "HW-06", disk=NO_DISK, missing=missing("disk", MissingWhy.ERROR)),
    "fact.timed_out": scene("ward", "HW-06", disk=NO_DISK, missing=missing("disk", MissingWhy.TIMED_OUT)),
    "other.system": scene("mac", "VM-03", system=System.WINDOWS),
    "manual.yes": said("vdi", "VD-03", "yes"),
    "manual.no": said("vdi", "VD-03", "no"),
    "remember.this": scene("home", "N-05"),
    # Windows
    "windows.ok": scene("ward", "OS-01"),
    "windows.wine": scene("ward", "OS-01", windows={"is_wine": True}),
    "windows.other": scene("ward", "OS-01", system=System.LINUX, system_name="Debian GNU/Linux 12"),
    "mac.host": scene("home", "OS-01", system=System.MACOS, system_name="macOS 15.6"),
    "mac.around_windows": scene("mac", "OS-01"),
    "os.see_server": scene("ward", "OS-02", windows={"edition_id": "ServerStandard", "installation_type": "Server"}),
    "os.newer_than_data": scene("ward", "OS-02", windows={"build": 30000}),
    "os.too_old": scene("ward", "OS-02", windows={"build": 6002}),
    "os.build_unknown": scene("ward", "OS-02", windows={"build": 26120}),
    "os.edition_unknown": scene("ward", "OS-02", windows={"edition_id": "EnterpriseG"}),
    "os.date_unsure": scene("ward", "OS-02", windows={"build": 26300}),
    "os.supported": scene("ward", "OS-02"),
    "os.ends_soon": scene("ward", "OS-02", windows={"build": 19044, "edition_id": "EnterpriseS"}),
    "os.esu_only": scene("ward", "OS-02", windows=W10),
    "os.ended": scene("ward", "OS-02", windows={"build": 22631}),
    "esu.not_needed": scene("ward", "OS-03"),
    "esu.enrolled": scene("ward", "OS-03", windows={**W10, "esu_years": (1, 2)}),
    "esu.over": Scene("ward", "OS-03", {"windows": W10}, today=date(2028, 10, 11)),
    "esu.expired": scene("ward", "OS-03", windows={**W10, "esu_years": (1,)}),
    "esu.none": scene("ward", "OS-03", windows=W10),
    "esu.unknown": scene("home", "OS-03", windows=W10),
    "os.server": scene("ward", "OS-04", windows={"edition_id": "ServerStandard", "installation_type": "Server"}),
    "os.desktop": scene("ward", "OS-04"),
    "os.rt": scene("ward", "OS-05", windows={"edition_id": "CoreARM", "native_machine": 0x01C4}),
    "os.not_rt": scene("ward", "OS-05"),
    "cpu.named": scene("ward", "OS-06"),
    "cpu.arm64": scene("mac_guest", "OS-06", windows={"native_machine": 0xAA64}),
    "cpu.unnamed": scene("ward", "OS-06", windows={"native_machine": 0x0200}),
    "os.s_mode": scene("ward", "OS-07", windows={"s_mode": True}),
    "os.not_s_mode": scene("ward", "OS-07"),
    "drive.ok": scene("ward", "OS-08"),
    "drive.other": scene("ward", "OS-08", windows={"system_drive": "D:"}),
    "edition.home": scene("byod_windows", "OS-09", windows={"edition_id": "CoreSingleLanguage"}),
    "edition.pro": scene("byod_windows", "OS-09"),
    "updates.recent": scene("byod_windows", "OS-10"),
    "updates.old": scene("byod_windows", "OS-10", windows={"last_update_installed": date(2026, 10, 1)}),
    "updates.future": scene("byod_windows", "OS-10", windows={"last_update_installed": date(2026, 11, 21)}),
    "activation.ok": scene("mac_guest", "OS-11"),
    "activation.none": scene("mac_guest", "OS-11", windows={"activated": False}),
    "office.see_check": scene("ward", "OS-12"),
    # Office and the client
    "word.ok": scene("ward", "SW-01"),
    "word.absent": scene("ward", "SW-01", office={"word_path_exists": False}),
    "office.none": scene("ward", "SW-02", office={"word_path_exists": False, "product_ids": ()}),
    "office.unknown": scene("ward", "SW-02", office={"product_ids": ("ProPlus2027Volume",)}),
    "office.ok": scene("ward", "SW-02"),
    "office.ended": scene("ward", "SW-02", office={"product_ids": ("ProPlus2021Volume", "VisioPro2021Volume")}),
    "office.ends_soon": Scene(
        "ward", "SW-02", {"office": {"product_ids": ("ProPlus2021Volume",)}}, today=date(2026, 10, 1)
    ),
    "viewer.ok": scene("ward", "SW-03"),
    "viewer.none": scene("ward", "SW-03", office={"opens_rtf": "OpenWith.exe", "opens_csv": ""}),
    "ie.superseded": scene("byod_windows", "IE-01"),
    "client.seen": scene("ward", "Z1"),
    "client.not_seen": scene("ward", "Z1", client={"installed": (), "running": ()}),
    # Processor, memory and drive
    "cpu.ok": scene("ward", "HW-01"),
    "cpu.slow": scene("ward", "HW-01", processor={"max_mhz": 800}),
    "cpu.nearly": scene("iplato", "HW-01", processor={"max_mhz": 1900}),
    "cpu.just_enough": scene("mac_guest", "HW-01", processor={"max_mhz": 1000}),
    "cpu.few_cores": scene("iplato", "HW-01", processor={"physical_cores": 1}),
    "cpu.class_ok": scene("byod_windows", "HW-02"),
    "cpu.class_low": scene("byod_windows", "HW-02", processor={"name": "Intel(R) Celeron(R) N4020"}),
    "cpu.class_unknown": scene("byod_windows", "HW-02", processor={"name": "Zhaoxin KX-6640MA"}),
    "ram.ok": scene("byod_windows", "HW-03"),
    "ram.low": scene("byod_windows", "HW-03", memory={"installed": 4 * GIB, "usable": 4 * GIB}),
    "ram.left": scene("ward", "HW-04"),
    "ram.too_little": scene("ward", "HW-04", memory={"installed": 4 * GIB, "usable": 4 * GIB}),
    "ram.just_enough": scene("mac_guest", "HW-04", memory={"installed": 4 * GIB + 2**29, "usable": 4 * GIB}),
    "ram.busy": scene("ward", "HW-04", memory={"available": 2**28}),
    "ram.budget_ok": scene("ward", "HW-05"),
    "ram.budget": scene("ward", "HW-05", memory={"installed": 8 * GIB, "usable": 8 * GIB}),
    "disk.ok": scene("ward", "HW-06"),
    "disk.low": scene("ward", "HW-06", disk={"free_for_user": 1_400_000_000}),
    "disk.just_enough": scene("mac_guest", "HW-06", disk={"free_for_user": 4 * GB}),
    "disk.recommended": scene("gateway", "HW-06", disk={"free_for_user": 99 * GB}),
    "guest.more": scene("mac_guest", "VM-02"),
    "guest.see_parts": scene("mac_guest", "VM-02", disk={"free_for_user": 4 * GB}),
    # Screen
    "screen.ok": scene("ward", "HW-07"),
    "screen.small": scene("ward", "HW-07", screens=screens(1024, 720)),
    "screen.just_enough": scene("mac_guest", "HW-07", screens=screens(1024, 768)),
    "screen.portrait": scene("ward", "HW-07", screens=screens(900, 1600)),
    "screen.fits": scene("ward", "HW-08"),
    "screen.scaled": scene("ward", "HW-08", screens=screens(1366, 768, scale=1.5)),
    "screen.recommended": scene("ward", "HW-09"),
    "screen.below_recommended": scene("ward", "HW-09", screens=screens(1366, 768)),
    "colour.ok": scene("ward", "HW-10"),
    "colour.low": scene("ward", "HW-10", screens=(ScreenFacts(width=1920, height=1080, bits=15),)),
    "colour.reduced": scene("ward", "HW-10", screens=(ScreenFacts(width=1920, height=1080, bits=16),)),
    # Mouse, keyboard, sound, printers, call board, smartcard
    "mouse.ok": scene("mac_guest", "HW-11"),
    "mouse.few_buttons": scene("mac_guest", "HW-11", platform={"mouse_buttons": 1}),
    "keyboard.ok": scene("mac_guest", "HW-12"),
    "keyboard.other": scene("mac_guest", "HW-12", platform={"keyboard_layouts": ("0409",)}),
    "keys.standard": scene("mac", "HW-13"),
    "keys.special": scene("mac", "HW-13", mac={"function_keys_standard": False}),
    "headset.ok": scene("byod_windows", "HW-14"),
    "headset.none": scene("byod_windows", "HW-14", platform={"audio_inputs": 0}),
    "printer.ask": scene("ward", "HW-15"),
    "callboard.ask": scene("ward", "HW-16"),
    "callboard.none": said("ward", "HW-16", "none"),
    "callboard.ok": said("ward", "HW-16", "Numed Envisage"),
    "callboard.other": said("ward", "HW-16", "Bell on a string"),
    "reader.ok": scene("ward", "HW-17"),
    "reader.none": scene("ward", "HW-17", smartcard={"readers": (), "service_code": 0x8010002E - 2**32}),
    "reader.not_needed": said("byod_windows", "HW-17", "no", smartcard={"readers": ()}),
    "reader.unknown": scene("ward", "HW-17", smartcard={"readers": (), "service_code": 0x80100001}),
    "smartcard.connect": scene("ward", "HW-18"),
    "smartcard.none": scene("ward", "HW-18", smartcard={"smartcard_connect": None}),
    "smartcard.agent_ends": scene(
        "ward", "HW-18", smartcard={"smartcard_connect": None, "identity_agent": Software(name="IA", version="2.4")}
    ),
    "smartcard.agent_over": Scene(
        "ward",
        "HW-18",
        {"smartcard": {"smartcard_connect": None, "identity_agent": Software(name="IA", version="2.4")}},
        today=date(2027, 3, 1),
    ),
    # Security
    "av.on": scene("ward", "AV-01"),
    "av.off": scene("ward", "AV-01", security=antivirus("off")),
    "av.expired": scene("ward", "AV-01", security=antivirus("expired")),
    "av.several": scene("ward", "AV-01", security=antivirus("on", count=2)),
    "av.unseen": scene("ward", "AV-01", security={"antivirus": (), "antivirus_health": 1}),
    "av.current": scene("ward", "AV-02"),
    "av.out_of_date": scene("ward", "AV-02", security=antivirus("on", up_to_date=False)),
    "av.age_unknown": scene("ward", "AV-02", security=antivirus("on", up_to_date=None)),
    "av.see_on": scene("ward", "AV-02", security=antivirus("off")),
    "av.ask_trust": scene("ward", "AV-03"),
    "encryption.on": scene("byod_windows", "EN-01"),
    "encryption.off": scene("byod_windows", "EN-01", security={"bitlocker": 2}),
    "encryption.under_way": scene("byod_windows", "EN-01", security={"bitlocker": 3}),
    "encryption.suspended": scene("byod_windows", "EN-01", security={"bitlocker": 5}),
    "encryption.waiting": scene("byod_windows", "EN-01", security={"bitlocker": 8}),
    "encryption.unknown": scene("byod_windows", "EN-01", security={"bitlocker": 0}),
    "storage.ok": scene("byod_windows", "PR-01"),
    "storage.personal_cloud": scene("byod_windows", "PR-01", security={"personal_cloud_folders": ("documents",)}),
    "firewall.ok": scene("ward", "FW-01"),
    "firewall.blocks": scene("ward", "FW-01", security={"outbound_blocked": True}),
    # Kind of computer
    "platform.known": scene("ward", "VM-01"),
    "mac.tool": scene("mac", "VM-03"),
    "mac.tool_other": scene("mac", "VM-03", mac={"virtual_machine_tools": (Software(name="UTM"),)}),
    "mac.tool_none": scene("mac", "VM-03", mac={"virtual_machine_tools": ()}),
    "bootcamp.yes": scene("boot_camp", "VM-04"),
    "bootcamp.no": scene("boot_camp", "VM-04", platform={"manufacturer": "Dell Inc."}),
    "mac.on_lan": scene("mac_guest", "VM-05", platform={"domain_joined": True}),
    "mac.not_on_lan": scene("mac_guest", "VM-05"),
    "mac.shared_network": scene("mac_guest", "VM-06", network=network("Parallels Ethernet Adapter")),
    "mac.own_network": scene("mac_guest", "VM-06", network=network()),
    "session.ok": scene("ward", "VD-01"),
    "session.remote": scene("ward", "VD-01", platform={"client_protocol": 2}),
    "session.local": scene("vdi", "VD-01", platform={"remote_session": False}),
    "broker.ok": scene("vdi", "VD-02"),
    "broker.none": scene("vdi", "VD-02", platform={"brokers": ()}),
    "broker.unnamed": scene("vdi", "VD-02", platform={"brokers": (Software(name="avd", version="1.0"),)}),
    "broker.version": scene("vdi", "VD-02", platform={"brokers": (Software(name="citrix"),)}),
    "broker.old": scene("vdi", "VD-02", platform={"brokers": (Software(name="citrix", version="5.6"),)}),
    "vdi.ask_tpp": scene("vdi", "VD-03"),
    # Gateway
    "gateway.physical": scene("gateway", "GW-01"),
    "gateway.virtual": scene("gateway", "GW-01", platform={"manufacturer": "VMware, Inc.", "product": "VMware7,1"}),
    "gateway.awake": scene("gateway", "GW-02"),
    "gateway.sleeps": scene("gateway", "GW-02", power={"standby_after_s": 1800}),
    "gateway.battery": scene("gateway", "GW-02", power={"on_mains": False}),
    "gateway.client_runs": scene("gateway", "GW-03"),
    "gateway.client_stopped": scene("gateway", "GW-03", client={"running": ()}),
    "gateway.ask_dedicated": scene("gateway", "GW-04"),
    "iplato.installed": scene("iplato", "GW-05"),
    "iplato.not_yet": scene("iplato", "GW-05", client={"iplato_java_exists": False}),
    "iplato.ask_av": scene("iplato", "GW-06"),
    "iplato.addresses": scene("iplato", "GW-07"),
    "admin.ok": scene("iplato", "GW-08"),
    "admin.none": scene("iplato", "GW-08", security={"can_elevate": False}),
    # This installation
    "data.none": scene("ward", "IN-01", installation={"data_folder_exists": False}),
    "data.local": scene("ward", "IN-01"),
    "data.network": scene("ward", "IN-01", installation={"data_folder_kind": "network"}),
    "data.onedrive": scene("ward", "IN-01", installation={"data_folder_kind": "onedrive"}),
    "data.removable": scene("ward", "IN-01", installation={"data_folder_kind": "removable"}),
    "data.private": scene("ward", "IN-02"),
    "data.shared": scene("ward", "IN-02", installation={"data_folder_private": False}),
    "store.sound": scene("ward", "IN-03"),
    "store.none": scene("ward", "IN-03", installation={"store": "none"}),
    "store.in_use": scene("ward", "IN-03", installation={"store": "in_use"}),
    "store.locked": scene("ward", "IN-03", installation={"store": "locked"}),
    "store.server": scene("ward", "IN-03", installation={"store": "server"}),
    "store.damaged": scene("ward", "IN-03", installation={"store": "damaged", "store_words": "A page is torn."}),
    "store.newer": scene("ward", "IN-03", installation={"store": "newer"}),
    "store.unreadable": scene("ward", "IN-03", installation={"store": "unreadable"}),
    "backup.recent": scene("ward", "IN-04"),
    "backup.not_needed": scene("ward", "IN-04", installation={"store": "none"}),
    "backup.none": scene("ward", "IN-04", installation={"last_backup_at": None}),
    "backup.old": scene("ward", "IN-04", installation={"last_backup_at": datetime(2026, 11, 1, tzinfo=UTC)}),
    "content.valid": scene("ward", "IN-05"),
    "content.faulty": scene("ward", "IN-05", installation={"content_problems": 2}),
    "clipboard.ok": scene("ward", "IN-06"),
    "clipboard.busy": scene("ward", "IN-06", installation={"clipboard": "busy"}),
    "clipboard.none": scene("ward", "IN-06", installation={"clipboard": "none"}),
    "data.room": scene("ward", "IN-07"),
    "data.low": scene("ward", "IN-07", installation={"data_folder_free": 1_000_000}),
    "data.read_only": scene("ward", "IN-07", installation={"data_folder_writable": False}),
    # To remember
    "device.not_started": scene("home", "N-01"),
    "device.runs": said("home", "N-01", "2026-10-27"),
    "device.today": said("home", "N-01", "2026-10-21"),
    "device.ended": said("home", "N-01", "2026-10-20"),
    "release.ask": scene("home", "N-03"),
    "release.on": said("home", "N-03", "2026-11-26"),
    "release.tonight": said("home", "N-03", "2026-11-20"),
}
