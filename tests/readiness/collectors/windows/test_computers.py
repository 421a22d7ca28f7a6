"""Whole computers are told as they are: their Windows, what they are made of, and how a person sits at them."""

from datetime import date
from typing import Any

import pytest

from inpatient_hub.domain.readiness_facts import AntivirusProduct, ScreenFacts, Software
from tests.readiness.collectors.windows.fake_api import Computer, gather
from tests.readiness.collectors.windows.recorded import (
    BOOT_CAMP,
    CITRIX,
    COMPUTERS,
    GIB,
    HYPER_V,
    MULTI_SESSION,
    PARALLELS_ARM,
    SERVER_2022,
    WINDOWS_10_PRO,
    WINDOWS_11_ENTERPRISE,
    WINDOWS_11_HOME,
)


def told(computer: Computer, *paths: str) -> tuple[Any, ...]:
    found = gather(computer)
    return tuple(found[path] for path in paths)


EDITIONS = [
    ("Windows 10 22H2 Pro", (19045, 6456, "22H2", "Professional", "Client", 1)),
    ("Windows 11 24H2 Enterprise", (26100, 7171, "24H2", "Enterprise", "Client", 1)),
    ("Windows 11 25H2 Home", (26200, 7019, "25H2", "Core", "Client", 1)),
    ("Enterprise multi-session", (26100, 7171, "24H2", "ServerRdsh", "Client", 3)),
    ("Server 2022", (20348, 4405, "21H2", "ServerStandard", "Server", 3)),
    ("Parallels on Apple silicon", (26200, 7019, "25H2", "Professional", "Client", 1)),
    ("Boot Camp", (19045, 6456, "22H2", "Core", "Client", 1)),
    ("Hyper-V", (26100, 7171, "24H2", "Professional", "Client", 1)),
    ("Citrix", (22631, 6199, "23H2", "Enterprise", "Client", 1)),
]
EDITION_FIELDS = "build revision display_version edition_id installation_type product_type".split()


@pytest.mark.parametrize(("name", "edition"), EDITIONS)
def test_each_windows_is_told_apart(name: str, edition: tuple[Any, ...]) -> None:
    assert told(COMPUTERS[name], *(f"windows.{field}" for field in EDITION_FIELDS)) == edition


def test_every_computer_is_among_them() -> None:
    assert [name for name, _ in EDITIONS] == list(COMPUTERS)


@pytest.mark.parametrize("name", COMPUTERS)
def test_on_no_computer_does_a_part_fail_for_our_own_fault(name: str) -> None:
    assert gather(COMPUTERS[name]).raised == {}


def test_a_good_pc_leaves_nothing_unknown() -> None:
    found = gather(WINDOWS_10_PRO)
    assert found.missing == {}
    open_questions = {f"{section}.{name}" for section, values in found.values.items() for name in values}
    unknown = {path for path in open_questions if found[path] is None}
    assert unknown == {"smartcard.identity_agent", "smartcard.smartcard_connect"}, "neither program is installed"


def test_a_good_pc_in_full() -> None:
    found = gather(WINDOWS_10_PRO)
    assert found.screens == (
        ScreenFacts(
            name="DISPLAY1", width=1366, height=768, bits=32, scale=1.25, width_mm=309, height_mm=174, is_primary=True
        ),
    )
    assert found.values["processor"] == {
        "name": "11th Gen Intel(R) Core(TM) i5-1135G7 @ 2.40GHz",
        "max_mhz": 2419,
        "physical_cores": 4,
        "logical_cores": 8,
        "machine": "x64",
    }
    assert found.values["memory"] == {
        "installed": 16 * GIB,
        "usable": 16 * GIB - 300 * 2**20,
        "available": 9 * GIB,
        "systmone_in_use": 0,
    }
    assert found.values["disk"] == {
        "path": "C:\\",
        "free_for_user": 180 * GIB,
        "free": 181 * GIB,
        "size": 476 * GIB,
    }
    assert found.values["power"] == {
        "standby_after_s": 1800,
        "hibernate_after_s": 0,
        "on_mains": True,
        "up_for_s": 93_784,
    }
    assert found.values["office"] == {
        "word_path_exists": True,
        "word_version": "16",
        "product_ids": ("O365ProPlusRetail", "VisioProRetail"),
        "version": "16.0.18227.20162",
        "is_64_bit": True,
        "opens_rtf": "WINWORD.EXE",
        "opens_csv": "EXCEL.EXE",
    }
    assert found.values["security"] == {
        "antivirus_health": 0,
        "antivirus_service_runs": True,
        "antivirus": (AntivirusProduct(name="Windows Defender", state="on", up_to_date=True),),
        "bitlocker": 1,
        "outbound_blocked": False,
        "personal_cloud_folders": (),
        "work_cloud_folders": (),
        "edge_installed": True,
        "is_admin": False,
        "can_elevate": True,
    }
    assert found["windows.last_update_installed"] == date(2026, 11, 11)
    assert found["windows.last_update_search"] == date(2026, 11, 19)
    assert found["windows.activated"] is True
    assert found["windows.esu_years"] == ()
    assert found["windows.s_mode"] is False
    assert (found["windows.system_drive"], found["windows.system_drive_variable"]) == ("C", "C:")


def test_a_ward_pc_shows_its_client_its_reader_and_its_domain() -> None:
    found = gather(WINDOWS_11_ENTERPRISE)
    assert found["client.installed"] == (
        Software(name="TPP SystmOne Client", version="7.2", detail="The Phoenix Partnership (Leeds) Ltd"),
        Software(name="systmone live", detail="shortcut on the desktop"),
        Software(name="systmone live", detail="shortcut in the Start menu"),
    )
    assert found["client.running"] == ("SystmOne.exe", "javaw.exe")
    assert found["memory.systmone_in_use"] == 750_000_000
    assert (found["smartcard.service_code"], found["smartcard.readers"]) == (0, ("OMNIKEY CardMan 3x21 0",))
    assert found["smartcard.identity_agent"] == Software(
        name="Identity Agent", version="2.4.5.0", detail="registry key"
    )
    assert (found["platform.domain_joined"], found["platform.dns_suffix_is_nhs"]) == (True, True)
    assert (found["security.is_admin"], found["security.can_elevate"]) == (False, False)
    assert found["windows.esu_years"] is None, "only Windows 10 has paid updates to ask for"


def test_a_home_laptop_shows_its_personal_cloud_and_its_waiting_encryption() -> None:
    found = gather(WINDOWS_11_HOME)
    assert found["security.personal_cloud_folders"] == ("documents",)
    assert found["security.work_cloud_folders"] == ()
    assert found["security.bitlocker"] == 8
    assert (found["office.word_path_exists"], found["office.word_version"]) == (False, None)
    assert (found["office.opens_rtf"], found["office.opens_csv"]) == ("", "")
    assert found["memory.installed"] == 4 * GIB


def test_a_mac_with_apple_silicon_is_seen_through_its_emulation() -> None:
    found = gather(PARALLELS_ARM)
    assert (found["windows.process_machine"], found["windows.native_machine"]) == (0x8664, 0xAA64)
    assert found["processor.machine"] == "arm64"
    assert found["platform.manufacturer"] == "Parallels International GmbH."
    assert found["platform.guest_tools"] == ("prl_tools_service",)
    assert found["processor.max_mhz"] == 3200
    assert found.missing["memory.installed"] == "The firmware does not say how much memory is fitted."
    assert found.screens[0].scale == 2.0


def test_boot_camp_is_apple_with_no_guest_tools() -> None:
    found = gather(BOOT_CAMP)
    assert (found["platform.manufacturer"], found["platform.product"]) == ("Apple Inc.", "MacBookPro14,3")
    assert found["platform.guest_tools"] == ()
    assert found["platform.keyboard_layouts"] == ("0809", "0407")
    assert found["platform.mouse_buttons"] == 2


def test_a_server_lacks_a_security_centre_and_says_so() -> None:
    found = gather(SERVER_2022)
    for name in ("antivirus", "antivirus_health", "antivirus_service_runs"):
        assert found.missing[f"security.{name}"]
    assert found.missing["windows.activated"] == "This Windows has no is_activated."
    assert found["platform.guest_tools"] == ("VMTools",)
    assert (found["security.is_admin"], found["security.can_elevate"]) == (True, True)


SESSIONS = [
    (WINDOWS_10_PRO, (False, "Console", 0)),
    (MULTI_SESSION, (True, "rdp-sxs231018700#0", 2)),
    (CITRIX, (True, "ICA-CGP#1", 1)),
    (HYPER_V, (True, "RDP-Tcp#0", 2)),  # only the comparison with the session at the screen tells
]


@pytest.mark.parametrize(("computer", "session"), SESSIONS)
def test_a_session_on_another_computer_is_seen(computer: Computer, session: tuple[Any, ...]) -> None:
    fields = ("remote_session", "session_name", "client_protocol")
    assert told(computer, *(f"platform.{field}" for field in fields)) == session


BROKERS = [
    (WINDOWS_10_PRO, ()),
    (HYPER_V, ()),
    (MULTI_SESSION, (Software(name="avd", version="1.0.9742.2500", detail="Azure Virtual Desktop agent"),)),
    (CITRIX, (Software(name="citrix", version="2402.0.100.629", detail="Citrix agent"),)),
]


@pytest.mark.parametrize(("computer", "brokers"), BROKERS)
def test_an_agent_of_virtual_desktops_is_named(computer: Computer, brokers: tuple[Software, ...]) -> None:
    assert told(computer, "platform.brokers") == (brokers,)
