"""The dated lists: each row says where it is from, nothing stands twice, and what is recognised is recognised."""

import re
from datetime import timedelta

import pytest
from pydantic import ValidationError

from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.names import ProcessorClass, is_named, words
from inpatient_hub.readiness.support_dates import Row
from tests.readiness.making import GIB, TODAY

KNOWN = load_knowledge()


def rows() -> list[tuple[str, Row]]:
    """Every row of every list, with its list's name."""
    found: list[tuple[str, Row]] = []
    for name in type(KNOWN).model_fields:
        for value in vars(getattr(KNOWN, name)).values() if name not in ("dates", "catalogue", "remedies") else ():
            found += [(name, row) for row in (value if isinstance(value, tuple) else (value,)) if isinstance(row, Row)]
    return found


def test_every_list_has_a_day_that_is_not_in_the_future() -> None:
    assert set(KNOWN.dates) == set(type(KNOWN).model_fields) - {"dates"}
    assert all(day <= TODAY for day in KNOWN.dates.values())


def test_every_row_says_where_it_is_from() -> None:
    found = rows()
    assert {name for name, _ in found} == set(KNOWN.dates) - {"catalogue", "remedies"}
    assert len(found) > 120
    assert all(len(row.source) > 5 for _, row in found)
    assert all(re.match(r"https://\S+$", row.link) for _, row in found if row.link)


def test_no_build_stands_twice_for_one_kind_of_edition() -> None:
    seen = [(row.build, channel) for row in KNOWN.windows_support.builds for channel in row.channels]
    assert len(seen) == len(set(seen))


def test_a_build_has_its_last_day_or_says_what_is_not_sure() -> None:
    for row in KNOWN.windows_support.builds:
        assert (row.ends is None) == bool(row.unsure)


def test_the_years_of_security_fixes_follow_each_other() -> None:
    extended = KNOWN.windows_support.extended_updates
    first, second, third = extended.last_year_ends
    assert timedelta(360) < second - first < timedelta(370)
    assert timedelta(360) < third - second < timedelta(370)
    assert extended.last_day() == third
    assert extended.licensed_until(()) is None
    assert extended.licensed_until((1, 3)) == third


@pytest.mark.parametrize(
    ("edition", "channel"),
    [
        ("Core", "home_pro"), ("CoreSingleLanguage", "home_pro"), ("Professional", "home_pro"),
        ("ProfessionalWorkstation", "home_pro"), ("ProfessionalEducation", "home_pro"), ("CloudEdition", "home_pro"),
        ("Enterprise", "enterprise"), ("EnterpriseN", "enterprise"), ("Education", "enterprise"),
        ("EducationN", "enterprise"), ("IoTEnterprise", "enterprise"), ("ServerRdsh", "enterprise"),
        ("EnterpriseS", "ltsc"), ("EnterpriseSN", "ltsc"), ("IoTEnterpriseS", "iot_ltsc"),
        ("EnterpriseG", None), ("ServerStandard", None), ("", None),
    ],
)  # fmt: skip
def test_an_edition_belongs_to_its_kind(edition: str, channel: str | None) -> None:
    assert KNOWN.windows_support.channel(edition) == channel


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("PANGP Virtual Ethernet Adapter Secure", "GlobalProtect"),
        ("Cisco AnyConnect Virtual Miniport Adapter for Windows x64", "Cisco AnyConnect or Secure Client"),
        ("Fortinet SSL VPN Virtual Ethernet Adapter", "FortiClient"),
        ("WireGuard Tunnel", "WireGuard"),
        ("TAP-Windows Adapter V9", "OpenVPN"),
        ("Zscaler Network Adapter 1.0.2.0", "Zscaler"),
        ("Juniper Networks Virtual Adapter", "Ivanti (Pulse) Secure"),
        ("Intel(R) Ethernet Connection (14) I219-LM", None),
        ("Hyper-V Virtual Ethernet Adapter", None),
    ],
)
def test_a_vpn_is_known_by_its_adapter(description: str, name: str | None) -> None:
    found = KNOWN.vpn_names.of("Ethernet 3", description)
    assert (found.name if found else None) == name


def test_the_latency_table_is_that_of_the_wes_and_nothing_is_read_between_its_columns() -> None:
    table = [(column.name, column.ms, column.retrieval_s) for column in KNOWN.latency.columns]
    assert table == [
        ("1 GbE", 8, 0.07),
        ("Wi-Fi", 10, 0.14),
        ("3G", 265, 0.58),
        ("GPRS", 652, 2.60),
        ("BGAN", 867, 1.86),
    ]
    assert [KNOWN.latency.nearest(ms).name for ms in (1, 10, 60, 200, 5000)] == [
        "1 GbE",
        "Wi-Fi",
        "Wi-Fi",
        "3G",
        "BGAN",
    ]


@pytest.mark.parametrize(
    ("build", "machine", "name", "size"),
    [
        (26200, "x64", "Windows 11", 4 * GIB),
        (26200, "arm64", "Windows 11", 4 * GIB),
        (19045, "x64", "Windows 10, 64-bit", 2 * GIB),
        (19045, "x86", "Windows 10, 32-bit", GIB),
        (7601, "x86", "Windows 7 or 8, 32-bit", GIB),
        (99_999, "x64", "Windows 11", 4 * GIB),
    ],
)
def test_the_least_memory_of_windows(build: int, machine: str, name: str, size: int) -> None:
    row = KNOWN.memory_minima.of_windows(build, machine)
    assert row is not None
    assert (row.name, row.bytes) == (name, size)


def test_the_call_boards_are_the_five_of_the_wes() -> None:
    assert len(words(KNOWN.client_hints.call_boards)) == 5


@pytest.mark.parametrize(
    ("name", "is_systmone"),
    [
        ("SystmOne", True),
        ("SystemOne client", True),
        ("The Phoenix Partnership (Leeds) Ltd", True),
        ("TPP", True),
        ("HTTP Printer", False),
    ],
)
def test_the_client_is_told_by_the_names_in_the_list(name: str, is_systmone: bool) -> None:
    assert is_named(KNOWN.client_hints.installed, name) is is_systmone


def test_a_pattern_that_is_no_regular_expression_is_refused() -> None:
    with pytest.raises(ValidationError, match="no regular expression"):
        ProcessorClass(pattern="(", name="x", is_enough=True, source="made up")


def test_the_lists_are_read_once() -> None:
    assert load_knowledge() is KNOWN
