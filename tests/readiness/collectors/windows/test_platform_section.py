"""How a person sits at the computer: sessions, agents of virtual desktops, domain, keyboards, readers."""

from dataclasses import replace
from typing import Any

import pytest

from inpatient_hub.domain.readiness_facts import Software
from inpatient_hub.readiness.collectors.windows.answers import SmartcardService
from tests.readiness.collectors.windows.fake_api import Computer, Gathered, gather
from tests.readiness.collectors.windows.recorded import UNINSTALL, WINDOWS_10_PRO

TERMINAL_SERVER = r"HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server"
TCPIP = r"HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"


def asking(**answers: Any) -> Gathered:
    return gather(replace(WINDOWS_10_PRO, answers={**WINDOWS_10_PRO.answers, **answers}))


def keeping(keys: dict[str, dict[str, Any]], **answers: Any) -> Gathered:
    return gather(Computer({**WINDOWS_10_PRO.tree, **keys}, {**WINDOWS_10_PRO.answers, **answers}))


# Sessions


@pytest.mark.parametrize(
    ("says_remote", "at_the_screen", "session", "remote"),
    [
        (True, 1, 1, True),
        (False, 1, 1, False),
        (False, 1, 2, True),
        (False, None, 2, False),
    ],
)
def test_a_session_is_remote_by_its_number_or_by_the_one_at_the_screen(
    says_remote: bool, at_the_screen: int | None, session: int, remote: bool
) -> None:
    keys = {TERMINAL_SERVER: {} if at_the_screen is None else {"GlassSessionId": at_the_screen}}
    assert keeping(keys, is_remote=says_remote, session=session)["platform.remote_session"] is remote


def test_the_sessions_own_name_goes_before_the_environments_stale_one() -> None:
    environment = {"SESSIONNAME": "Console"}.get
    assert asking(session_name="RDP-Tcp#7", environment=environment)["platform.session_name"] == "RDP-Tcp#7"
    assert asking(session_name=OSError(5), environment=environment)["platform.session_name"] == "Console"


# Virtual desktops


@pytest.mark.parametrize(
    ("keys", "version"),
    [
        ({r"HKLM\SOFTWARE\VMware, Inc.\VMware VDM\Agent": {"ProductVersion": "8.12.1"}}, "8.12.1"),
        (
            {
                r"HKLM\SOFTWARE\VMware, Inc.\VMware VDM": {"ProductVersion": "7.13.0"},
                r"HKLM\SOFTWARE\VMware, Inc.\VMware VDM\Agent\Configuration": {"Broker": "vdi"},
            },
            "7.13.0",
        ),
        ({r"HKLM\SOFTWARE\Omnissa\Horizon\Agent": {"Version": "8.14.0"}}, "8.14.0"),
        ({r"HKLM\SOFTWARE\Omnissa\Agent\Configuration": {"Broker": "vdi"}}, ""),
    ],
)
def test_a_horizon_agent_is_named_with_its_version(keys: dict[str, dict[str, Any]], version: str) -> None:
    assert keeping(keys)["platform.brokers"] == (Software(name="horizon", version=version, detail="Horizon agent"),)


def test_a_horizon_client_is_no_agent() -> None:
    keys = {
        r"HKLM\SOFTWARE\VMware, Inc.\VMware VDM\Client": {"Version": "8.12"},
        r"HKLM\SOFTWARE\Omnissa\Horizon\Client": {},
    }
    assert keeping(keys)["platform.brokers"] == ()


@pytest.mark.parametrize("key", [r"HKCU\Volatile Environment", r"HKCU\Volatile Environment\3"])
def test_a_horizon_session_is_seen_in_the_persons_own_variables(key: str) -> None:
    found = keeping({key: {"ViewClient_Protocol": "BLAST"}})
    assert found["platform.brokers"] == (Software(name="horizon", detail="Horizon session"),)


def test_a_cloud_pc_is_named_by_its_product() -> None:
    bios = r"HKLM\HARDWARE\DESCRIPTION\System\BIOS"
    keys = {bios: {"SystemManufacturer": "Microsoft Corporation", "SystemProductName": "Cloud PC Enterprise 2vCPU/8GB"}}
    found = keeping(keys)["platform.brokers"]
    assert found == (Software(name="windows365", detail="Cloud PC Enterprise 2vCPU/8GB"),)


def test_a_citrix_receiver_is_no_agent() -> None:
    keys = {rf"HKLM32\{UNINSTALL}\CitrixOnlinePluginPackWeb": {"DisplayName": "Citrix Workspace 2402"}}
    assert keeping(keys)["platform.brokers"] == ()


def test_one_agent_that_may_not_be_read_hides_no_other() -> None:
    keys = {**WINDOWS_10_PRO.tree, r"HKLM\SOFTWARE\Microsoft\RDInfraAgent": {"IsRegistered": 1}}
    found = gather(
        Computer(keys, WINDOWS_10_PRO.answers, refused=(r"HKLM\SOFTWARE\Citrix", r"HKLM\SOFTWARE\VMware, Inc."))
    )
    assert [one.name for one in found["platform.brokers"]] == ["avd"]


# Domain


@pytest.mark.parametrize(
    ("own", "values", "is_nhs"),
    [
        ("xyz.nhs.uk", {}, True),
        ("", {"DhcpDomain": "leeds.NHS.uk."}, True),
        ("", {"SearchList": "example.org, ward.nhs.uk"}, True),
        ("", {"Domain": "nhs.uk"}, True),
        ("", {}, False),
        ("notnhs.uk", {"Domain": "nhs.uk.example.org"}, False),
        ("home", {"DhcpDomain": "nhs.net"}, False),
    ],
)
def test_a_dns_suffix_of_the_nhs_is_recognised(own: str, values: dict[str, str], is_nhs: bool) -> None:
    assert keeping({TCPIP: values}, dns_domain=own)["platform.dns_suffix_is_nhs"] is is_nhs


def test_no_facts_hold_the_domain_itself() -> None:
    found = keeping({TCPIP: {"Domain": "wuthering.nhs.uk"}}, dns_domain="wuthering.nhs.uk", is_joined_to_domain=True)
    assert "wuthering" not in repr(found)


# Keyboards, sound, printer


@pytest.mark.parametrize(
    ("loaded", "preload", "layouts"),
    [
        ((0x08090809,), {}, ("0809",)),
        ((0x04090809, 0xF0020407), {}, ("0809", "0407")),
        ((0x08090809,), {"1": "00000809", "2": "00000452"}, ("0809", "0452")),
        ((), {"1": "d0010415"}, ("0415",)),
        ((), {"1": "garbage", "2": "809", "3": "0000080G"}, None),
        ((), {}, None),
    ],
)
def test_keyboards_are_named_by_language(
    loaded: tuple[int, ...], preload: dict[str, str], layouts: tuple[str, ...] | None
) -> None:
    found = keeping({r"HKCU\Keyboard Layout\Preload": preload}, keyboard_layouts=loaded)
    assert found["platform.keyboard_layouts"] == layouts


def test_devices_are_counted() -> None:
    found = asking(audio_inputs=0, audio_outputs=3, has_default_printer=False, mouse_buttons=0)
    names = ("audio_inputs", "audio_outputs", "has_default_printer", "mouse_buttons")
    assert [found[f"platform.{name}"] for name in names] == [0, 3, False, 0]


# Smartcards


@pytest.mark.parametrize(
    ("service", "code", "readers"),
    [
        (SmartcardService(0, ("OMNIKEY CardMan 3x21 0",)), 0, ("OMNIKEY CardMan 3x21 0",)),
        (SmartcardService(0, ("Windows Hello for Business 1", "Microsoft Virtual Smart Card 0")), 0, ()),
        (SmartcardService(0, ("", "\x00", "Cherry  ST-1144 0")), 0, ("Cherry ST-1144 0",)),
        (SmartcardService(0x8010001D), 0x8010001D, ()),
        (SmartcardService(0x8010002E), 0x8010002E, ()),
    ],
)
def test_only_readers_that_take_a_card_are_named(
    service: SmartcardService, code: int, readers: tuple[str, ...]
) -> None:
    found = asking(smartcards=service)
    assert (found["smartcard.service_code"], found["smartcard.readers"]) == (code, readers)


AGENTS = [
    ({r"HKLM32\SOFTWARE\HSCIC\Identity Agent": {}}, "identity_agent", ("Identity Agent", "")),
    ({r"HKLM\SOFTWARE\HSCIC\Identity Agent": {"Version": "2.1"}}, "identity_agent", ("Identity Agent", "2.1")),
    (
        {rf"HKLM\{UNINSTALL}\A": {"DisplayName": "NHS Digital Identity Agent", "DisplayVersion": "2.3.2.0"}},
        "identity_agent",
        ("NHS Digital Identity Agent", "2.3.2.0"),
    ),
    ({r"HKLM32\SOFTWARE\NHS\SmartcardConnect": {"Version": "1.2"}}, "smartcard_connect", ("Smartcard Connect", "1.2")),
    (
        {rf"HKLM32\{UNINSTALL}\B": {"DisplayName": "NHS Smartcard Connect", "DisplayVersion": "1.4.1"}},
        "smartcard_connect",
        ("NHS Smartcard Connect", "1.4.1"),
    ),
]


@pytest.mark.parametrize(("keys", "field", "program"), AGENTS)
def test_the_nhss_smartcard_programs_are_found(
    keys: dict[str, dict[str, Any]], field: str, program: tuple[str, str]
) -> None:
    found = keeping(keys)
    one = found[f"smartcard.{field}"]
    assert (one.name, one.version) == program
    other = {"identity_agent", "smartcard_connect"} - {field}
    assert found[f"smartcard.{other.pop()}"] is None


def test_another_makers_smartcard_program_is_not_the_nhss() -> None:
    keys = {
        rf"HKLM\{UNINSTALL}\C": {"DisplayName": "SafeNet Authentication Client"},
        r"HKLM\SOFTWARE\HSCIC": {},
        r"HKLM\SOFTWARE\Policies\HSCIC\Identity Agent": {"Setting": 1},
    }
    found = keeping(keys)
    assert found["smartcard.identity_agent"] is None
    assert found["smartcard.smartcard_connect"] is None
