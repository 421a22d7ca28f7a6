"""The parts together fill every field of every section that Windows can fill, each field once, each in its time."""

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from inpatient_hub.domain.readiness_facts import Facts, FactsModel
from inpatient_hub.readiness.collectors.part import NotAvailable
from inpatient_hub.readiness.collectors.windows import parts
from tests.readiness.collectors.windows.fake_api import FakeWinApi
from tests.readiness.collectors.windows.recorded import COMPUTERS, WINDOWS_10_PRO

SECTIONS = "windows processor memory disk screens platform power smartcard office security client".split()
NOT_ON_WINDOWS = {"platform.hypervisor", "security.disk_encrypted"}


def fields_of(section: str) -> set[str]:
    kinds = [kind for kind in FactsModel.__subclasses__() if kind.__name__.lower() == f"{section}facts"]
    return {f"{section}.{name}" for name in kinds[0].model_fields}


def test_every_section_is_one_of_the_facts() -> None:
    assert {part.section for part in parts()} == set(SECTIONS)
    assert set(SECTIONS) <= set(Facts.model_fields)


@pytest.mark.parametrize("section", [one for one in SECTIONS if one != "screens"])
def test_every_field_is_filled_by_one_part(section: str) -> None:
    mine = [part for part in parts() if part.section == section]
    if len(mine) == 1:
        assert mine[0].fields == (), "a section that is one part is filled whole"
        return
    filled = Counter(f"{section}.{name}" for part in mine for name in part.fields)
    assert filled == Counter(fields_of(section) - NOT_ON_WINDOWS)


def test_what_asks_a_service_stands_alone() -> None:
    alone = {
        ("esu_years",),
        ("last_update_installed", "last_update_search"),
        ("activated",),
        ("antivirus",),
        ("bitlocker",),
        ("outbound_blocked",),
        ("has_default_printer",),
        ("service_code", "readers"),
        ("domain_joined", "dns_suffix_is_nhs"),
    }
    assert alone <= {part.fields for part in parts()}


def test_nothing_may_take_longer_than_a_person_waits() -> None:
    assert max(part.limit_s for part in parts()) == 6.0


@pytest.mark.parametrize("name", ["Windows 11 24H2 Enterprise", "Windows 11 25H2 Home", "Citrix"])
def test_wmi_is_asked_nothing_where_there_is_another_way(name: str) -> None:
    api = FakeWinApi(COMPUTERS[name].answers)
    for part in COMPUTERS[name].parts(api):
        part.collect()
    assert "antivirus_products" in api.asked
    assert "wmi" not in api.asked


def test_the_sections_ask_by_name_and_call_no_library_themselves() -> None:
    for name, computer in COMPUTERS.items():
        api = FakeWinApi(computer.answers)
        for part in computer.parts(api):
            with suppress(NotAvailable):
                part.collect()
        assert not {"call", "has", "failed", "create", "property"} & set(api.asked), name


def test_parts_may_run_at_once() -> None:
    one_by_one = [repr(part.collect()) for part in WINDOWS_10_PRO.parts()]
    with ThreadPoolExecutor(8) as pool:
        at_once = list(pool.map(lambda part: repr(part.collect()), WINDOWS_10_PRO.parts()))
    assert at_once == one_by_one


@pytest.mark.parametrize("name", COMPUTERS)
def test_what_is_found_is_facts_that_can_be_saved(name: str) -> None:
    for part in COMPUTERS[name].parts():
        try:
            found = part.collect()
        except NotAvailable:
            continue
        for one in found if isinstance(found, tuple) else (found,):
            assert type(one).model_validate_json(one.model_dump_json()) == one


@pytest.mark.skipif(sys.platform == "win32", reason="this is about the other systems")
def test_elsewhere_every_part_says_that_this_is_not_windows_or_finds_nothing() -> None:
    for part in parts():
        try:
            found = part.collect()
        except NotAvailable:
            continue
        unknown = type(found)() if isinstance(found, FactsModel) else ()
        named = {name for name in part.fields if getattr(found, name) != getattr(unknown, name)}
        assert named <= {"system_drive_variable", "is_wine", "physical_cores", "logical_cores", "iplato_java_exists"}
