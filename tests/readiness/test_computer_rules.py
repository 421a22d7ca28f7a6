"""Screens, antivirus, smartcards, kinds of computer, virtual desktops and Gateways, where the pitfalls are."""

from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.domain.readiness import Status
from inpatient_hub.domain.readiness_facts import AntivirusProduct, PlatformFacts, ScreenFacts, Software
from inpatient_hub.domain.readiness_network import (
    AddressFacts,
    NetworkFacts,
    PortFact,
    PortState,
    TargetFacts,
)
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.profile_files import load_profiles
from tests.readiness.judged import result
from tests.readiness.making import TODAY

KNOWN = load_knowledge()


def screen(width: int, height: int, scale: float | None = 1.0) -> ScreenFacts:
    return ScreenFacts(width=width, height=height, scale=scale, bits=32)


# Screens


def test_one_screen_that_is_large_enough_will_do() -> None:
    one = result("ward", "HW-07", screens=(screen(800, 600), screen(1920, 1080)))
    assert one.status is Status.PASS
    assert len(one.evidence) == 2


def test_two_screens_that_are_each_too_small_do_not_add_up() -> None:
    assert result("ward", "HW-07", screens=(screen(1023, 2000), screen(1500, 767))).status is not Status.PASS
    assert result("ward", "HW-07", screens=(screen(800, 600), screen(800, 600))).status is Status.FAIL


@pytest.mark.parametrize(
    ("size", "passes"),
    [
        ((1366, 768), {"ward", "mobile", "iplato", "home"}),
        ((1280, 720), {"mobile", "iplato"}),
        ((1280, 1024), {"ward", "mobile", "iplato", "home", "byod_windows"}),
        ((1920, 1080), {"ward", "mobile", "iplato", "home", "byod_windows"}),
        ((1024, 720), {"mobile", "iplato"}),
    ],
)
def test_which_screen_meets_which_document(size: tuple[int, int], passes: set[str]) -> None:
    profiles = {"ward", "mobile", "iplato", "home", "byod_windows"}
    found = {id_ for id_ in profiles if result(id_, "HW-07", screens=(screen(*size),)).status is Status.PASS}
    assert found == passes


def test_scaling_leaves_less_room_than_the_pixels_promise() -> None:
    one = result("ward", "HW-08", screens=(screen(1366, 768, 1.5),))
    assert (one.status, one.reason) == (Status.WARN, "screen.scaled")
    assert "911 x 512 at 150%" in one.found
    assert "Lower the scaling" in one.remedies[0].text
    assert result("ward", "HW-07", screens=(screen(1366, 768, 1.5),)).status is Status.PASS


def test_24_bits_of_colour_are_as_good_as_32() -> None:
    screens = (ScreenFacts(width=1920, height=1080, bits=24),)
    assert result("ward", "HW-10", screens=screens).status is Status.PASS


@pytest.mark.parametrize("millimetres", [(0, 0), (None, None), (16, 9), (4000, 3000)])
def test_a_screen_that_invents_its_size_is_not_believed(millimetres: tuple[int | None, int | None]) -> None:
    screens = (ScreenFacts(width=1920, height=1080, width_mm=millimetres[0], height_mm=millimetres[1]),)
    one = result("ward", "HW-09", screens=screens)
    assert one.status is Status.PASS
    assert "inches" not in one.found


# Processors


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Intel(R) Core(TM) i3-2100 CPU @ 3.10GHz", Status.PASS),
        ("12th Gen Intel(R) Core(TM) i5-1235U", Status.PASS),
        ("Intel(R) Core(TM) Ultra 7 155H", Status.PASS),
        ("Intel(R) Core(TM) 5 120U", Status.PASS),
        ("Intel(R) Core(TM) i3-N305", Status.PASS),
        ("AMD Ryzen 3 3250U with Radeon Graphics", Status.PASS),
        ("Intel(R) Xeon(R) W-1250 CPU @ 3.30GHz", Status.PASS),
        ("Snapdragon(R) X Elite - X1E80100 - Qualcomm(R) Oryon(TM) CPU", Status.PASS),
        ("Apple M2", Status.PASS),
        ("Intel(R) Core(TM)2 Duo CPU E8400 @ 3.00GHz", Status.WARN),
        ("Intel(R) Core(TM) m3-6Y30 CPU @ 0.90GHz", Status.WARN),
        ("Intel(R) Celeron(R) N4020 CPU @ 1.10GHz", Status.WARN),
        ("Intel(R) Pentium(R) Silver N6000", Status.WARN),
        ("Intel(R) N100", Status.WARN),
        ("Intel(R) Atom(TM) x5-Z8350", Status.WARN),
        ("AMD A6-9225 RADEON R4, 5 COMPUTE CORES 2C+3G", Status.WARN),
        ("AMD Athlon Silver 3050U with Radeon Graphics", Status.WARN),
        ("Zhaoxin KaiXian KX-6640MA", Status.MANUAL),
    ],
)
def test_a_processor_is_judged_by_its_class_and_never_measured(name: str, status: Status) -> None:
    assert result("byod_windows", "HW-02", processor={"name": name}).status is status


def test_a_processor_that_does_not_tell_its_clock_is_unknown_and_not_too_slow() -> None:
    for clock in (None, 0):
        assert result("ward", "HW-01", processor={"max_mhz": clock}).status is Status.UNKNOWN


def test_cores_that_are_not_told_are_unknown_where_cores_are_asked_for() -> None:
    assert result("iplato", "HW-01", processor={"physical_cores": None}).status is Status.UNKNOWN
    assert result("ward", "HW-01", processor={"physical_cores": None}).status is Status.PASS
    slow = {"physical_cores": None, "max_mhz": 500}
    assert result("iplato", "HW-01", processor=slow).status is Status.FAIL


# Memory


def test_memory_of_an_unknown_windows_or_at_an_unknown_moment_is_not_judged() -> None:
    for check in ("HW-04", "HW-05"):
        assert result("ward", check, windows={"build": None}).status is Status.UNKNOWN
        assert result("ward", check, memory={"installed": None, "usable": None}).status is Status.UNKNOWN
    assert result("ward", "HW-04", memory={"available": None}).status is Status.UNKNOWN


def test_a_32_bit_office_wants_less_memory_and_no_office_none() -> None:
    assert "Office 2 GB" in result("ward", "HW-05", office={"is_64_bit": False}).needed
    assert "Office" not in result("ward", "HW-05", office={"word_path_exists": False}).needed


def test_what_is_fitted_and_what_is_usable_are_two_things() -> None:
    memory = {"installed": 8 * 2**30, "usable": int(7.4 * 2**30)}
    assert result("byod_windows", "HW-03", memory=memory).status is Status.PASS
    only_usable = {"installed": None, "usable": int(7.4 * 2**30)}
    one = result("byod_windows", "HW-03", memory=only_usable)
    assert one.status is Status.PASS
    assert "What is fitted is not told" in one.note


def test_the_sum_is_printed_as_the_wes_prints_it() -> None:
    one = result("ward", "HW-05", windows={"build": 19045})
    assert one.needed == "Windows 10, 64-bit 2 GB + Office 4 GB + SystmOne 512 MB = 6.5 GB"


# Antivirus


def products(*states: Any) -> dict[str, Any]:
    made = tuple(AntivirusProduct(name=f"P{i}", state=state, up_to_date=late) for i, (state, late) in enumerate(states))
    return {"antivirus": made, "antivirus_health": None}


@pytest.mark.parametrize(
    ("security", "on", "current"),
    [
        (products(("off", True), ("on", True)), Status.PASS, Status.PASS),
        (products(("expired", False), ("on", True)), Status.PASS, Status.PASS),
        (products(("on", False)), Status.PASS, Status.WARN),
        (products(("on", True), ("on", False)), Status.WARN, Status.PASS),
        (products(("unknown", None)), Status.UNKNOWN, Status.NOT_APPLICABLE),
        (products(("snoozed", True)), Status.FAIL, Status.NOT_APPLICABLE),
        ({"antivirus": (), "antivirus_health": 1}, Status.UNKNOWN, Status.NOT_APPLICABLE),
        ({"antivirus": (), "antivirus_health": 2}, Status.FAIL, Status.NOT_APPLICABLE),
        ({"antivirus": None, "antivirus_health": 0}, Status.PASS, Status.PASS),
        ({"antivirus": (), "antivirus_health": None, "antivirus_service_runs": False}, Status.UNKNOWN,
         Status.NOT_APPLICABLE),
    ],
)  # fmt: skip
def test_the_best_antivirus_counts_and_an_unregistered_one_is_unknown(
    security: dict[str, Any], on: Status, current: Status
) -> None:
    assert result("ward", "AV-01", security=security).status is on
    assert result("ward", "AV-02", security=security).status is current


@pytest.mark.parametrize(
    ("states", "reason", "remedy"),
    [
        (("unknown", "off"), "av.off", "switch P1 on"),
        (("off", "snoozed"), "av.off", "switch P1 on"),
        (("off", "expired"), "av.expired", "Renew P1, or remove it so that Microsoft Defender takes over."),
    ],
)
def test_the_remedy_names_the_antivirus_that_it_is_about(states: tuple[str, ...], reason: str, remedy: str) -> None:
    one = result("ward", "AV-01", security=products(*((state, True) for state in states)))
    assert one.reason == reason
    assert remedy in one.remedies[0].text


@pytest.mark.parametrize(
    ("code", "status"),
    [(1, Status.PASS), (2, Status.WARN), (3, Status.WARN), (4, Status.WARN), (5, Status.WARN), (6, Status.UNKNOWN),
     (7, Status.WARN), (8, Status.WARN), (0, Status.UNKNOWN), (99, Status.UNKNOWN)],
)  # fmt: skip
def test_only_a_drive_whose_encryption_is_on_counts_as_encrypted(code: int, status: Status) -> None:
    assert result("byod_windows", "EN-01", security={"bitlocker": code}).status is status


# Smartcards


@pytest.mark.parametrize("code", [0, 0x8010001D, 0x8010001E, 0x8010002E, 0x8010002E - 2**32])
def test_a_silent_smartcard_service_means_no_reader(code: int) -> None:
    one = result("byod_windows", "HW-17", smartcard={"readers": (), "service_code": code})
    assert (one.status, one.reason) == (Status.FAIL, "reader.none")


def test_identity_agent_is_fine_through_28_february_2027_and_not_a_day_longer() -> None:
    smartcard = {"smartcard_connect": None, "identity_agent": Software(name="Identity Agent", version="2.4.10")}
    day = KNOWN.smartcards.identity_agent.works_until
    assert day is not None
    assert f"{day:%d %m %Y}" == "28 02 2027"
    assert result("ward", "HW-18", smartcard=smartcard, today=day).status is Status.PASS
    assert result("ward", "HW-18", smartcard=smartcard, today=day.replace(month=3, day=1)).status is Status.WARN
    now = result("ward", "HW-18", smartcard=smartcard, today=TODAY)
    assert now.found == "Identity Agent 2.4.10, ends 28 Feb 2027"
    assert "100 days more" in now.note


# Kinds of computer


@pytest.mark.parametrize(
    ("manufacturer", "product", "kind", "is_virtual"),
    [
        ("Parallels International GmbH.", "Parallels ARM Virtual Machine", "parallels", True),
        ("Parallels Software International Inc.", "Parallels Virtual Platform", "parallels", True),
        ("VMware, Inc.", "VMware7,1", "vmware", True),
        ("innotek GmbH", "VirtualBox", "virtualbox", True),
        ("Microsoft Corporation", "Virtual Machine", "hyperv", True),
        ("Microsoft Corporation", "Surface Pro 9", "physical", False),
        ("Microsoft Corporation", "Cloud PC Enterprise 2vCPU/8GB", "windows365", True),
        ("QEMU", "Standard PC (Q35 + ICH9, 2009)", "qemu", True),
        ("QEMU", "QEMU Virtual Machine", "qemu", True),
        ("Xen", "HVM domU", "cloud", True),
        ("Amazon EC2", "t3.large", "cloud", True),
        ("Google", "Google Compute Engine", "cloud", True),
        ("Google", "Pixelbook", "physical", False),
        ("Apple Inc.", "MacBookPro16,1", "mac", False),
        ("APPLE INC. ", "iMac19,1", "mac", False),
        ("Dell Inc.", "OptiPlex 7010", "physical", False),
    ],
)
def test_a_computer_is_known_by_what_its_firmware_calls_itself(
    manufacturer: str, product: str, kind: str, is_virtual: bool
) -> None:
    found = KNOWN.platforms.of(PlatformFacts(manufacturer=manufacturer, product=product))
    assert found is not None
    assert (found.kind, found.is_virtual) == (kind, is_virtual)
    gateway = result("gateway", "GW-01", platform={"manufacturer": manufacturer, "product": product})
    assert gateway.is_to_fix == is_virtual


def test_a_hypervisor_alone_does_not_make_a_virtual_machine() -> None:
    facts = PlatformFacts(manufacturer="LENOVO", product="21CB", hypervisor="microsoft")
    found = KNOWN.platforms.of(facts)
    assert found is not None
    assert not found.is_virtual


def test_guest_tools_tell_a_virtual_machine_whose_firmware_is_silent() -> None:
    found = KNOWN.platforms.of(PlatformFacts(guest_tools=("prl_tools_service",)))
    assert found is not None
    assert found.kind == "parallels"
    assert KNOWN.platforms.of(PlatformFacts()) is None


def test_a_mac_guest_is_to_have_more_than_the_least_and_it_is_told_once() -> None:
    small = {"disk": {"free_for_user": 4_000_000_000}}
    assert result("mac_guest", "HW-06", **small).status is Status.WARN
    assert result("home", "HW-06", **small).status is Status.PASS
    whole = result("mac_guest", "VM-02", **small)
    assert whole.status is Status.NOT_APPLICABLE
    assert whole.found == "Told at: There is room on drive C"


def test_a_person_who_says_where_the_mac_is_knows_better_than_windows() -> None:
    at_work = {"platform": {"domain_joined": True}}
    assert result("mac_guest", "VM-05", **at_work).status is Status.WARN
    assert result("mac_guest", "VM-05", said={"VM-05": "yes"}, **at_work).status is Status.PASS
    assert result("mac_guest", "VM-05", said={"VM-05": "no"}).status is Status.WARN


@pytest.mark.parametrize(
    ("platform", "found"),
    [
        ({"client_protocol": 2}, "Remote Desktop"),
        ({"client_protocol": 1}, "Citrix"),
        ({"session_name": "RDP-Tcp#3"}, "Remote Desktop"),
        ({"session_name": "ICA-CGP#1"}, "Citrix"),
        ({"remote_session": True}, "Remote session"),
    ],
)
def test_a_remote_session_is_told_by_any_of_its_signs(platform: dict[str, Any], found: str) -> None:
    one = result("ward", "VD-01", platform=platform)
    assert (one.status, one.found) == (Status.WARN, found)


@pytest.mark.parametrize(
    ("software", "status"),
    [
        (Software(name="horizon", version="8.12.0"), Status.PASS),
        (Software(name="horizon", version="2312"), Status.PASS),
        (Software(name="citrix", version="1912.0.4000"), Status.PASS),
        (Software(name="citrix", version="five"), Status.UNKNOWN),
        (Software(name="windows365"), Status.WARN),
        (Software(name="workspot", version="9"), Status.WARN),
    ],
)
def test_a_virtual_desktop_is_judged_by_its_agent(software: Software, status: Status) -> None:
    assert result("vdi", "VD-02", platform={"brokers": (software,)}).status is status


def test_that_tpp_was_asked_is_never_passed_by_itself_and_says_who_said_so() -> None:
    assert result("vdi", "VD-03").status is Status.MANUAL
    one = result("vdi", "VD-03", said={"VD-03": "yes"})
    assert (one.status, one.found) == (Status.PASS, "Yes, said on 20 Nov 2026")
    assert [(said.label, said.value) for said in one.evidence] == [("Said by", "Esther Summerson")]
    assert result("vdi", "VD-03", said={"VD-03": "maybe"}).status is Status.MANUAL


# iPLATO's addresses, which only a trust's own file can give


def iplato(tmp_path: Path, network: NetworkFacts | None) -> Any:
    file = tmp_path / "profiles.toml"
    file.write_text('[iplato]\ntcp_addresses = ["192.0.2.7:443", "192.0.2.8:443"]\n', encoding="utf-8")
    return result(load_profiles(file)["iplato"], "GW-07", network=network)


def tried(*states: PortState) -> NetworkFacts:
    """A network test in which the addresses came to these states, each a server of its own as the probe tells it."""
    targets = []
    for number, state in enumerate(states, 7):
        ports = (PortFact(protocol="tcp", port=443, state=state),)
        at = AddressFacts(address=f"192.0.2.{number}", from_document=True, from_name=False, ports=ports)
        targets.append(TargetFacts(host=f"{at.address}:443", documented=at.address, addresses=(at,)))
    return NetworkFacts(ran_for_ms=100, targets=tuple(targets))


def test_iplatos_servers_are_tried_only_when_the_network_is_tested(tmp_path: Path) -> None:
    assert iplato(tmp_path, None).reason == "network.not_run"
    assert iplato(tmp_path, tried(PortState.OPEN, PortState.OPEN)).reason == "iplato.reached"
    dropped = iplato(tmp_path, tried(PortState.OPEN, PortState.NO_REPLY))
    assert (dropped.reason, dropped.is_to_fix) == ("iplato.unreached", True)
    assert "192.0.2.8:443" in dropped.remedies[0].text


@pytest.mark.parametrize("states", [(), (PortState.CANCELLED,), (PortState.ERROR,)])
def test_iplatos_servers_that_could_not_be_tried_are_not_called_out_of_reach(
    tmp_path: Path, states: tuple[PortState, ...]
) -> None:
    assert iplato(tmp_path, tried(PortState.OPEN, *states)).reason == "iplato.untried"


# Answers that are no day


@pytest.mark.parametrize("value", ["", "tomorrow", "2026-02-30", "9999-12-31", "0001-01-01", "2026-11-21"])
def test_a_countdown_that_was_not_started_on_a_day_that_can_be_believed_has_not_started(value: str) -> None:
    assert result("home", "N-01", said={"N-01": value}).reason == "device.not_started"
    assert result("home", "N-01", said={"N-01": value}).status is Status.MANUAL
