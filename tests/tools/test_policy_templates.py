"""What Group Policy offers is what the program reads: the templates follow one table; `--accept` writes them anew."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import dev
from inpatient_hub.host.policy_table import REGISTRY_KEY, SETTINGS, TABLES, Kind
from tests.tools.policy_templates import adml, admx

FOLDER = dev.ROOT / "windows" / "policy"
ADMX, ADML = FOLDER / "InpatientHub.admx", FOLDER / "en-GB" / "InpatientHub.adml"
FALLBACK = FOLDER / "en-US" / "InpatientHub.adml"
"""Group Policy falls back to it on a server that is not British, and Intune takes no other."""
WRITTEN = [(ADMX, admx), (ADML, adml), (FALLBACK, adml)]
N = "{http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions}"


def tree(file: Path) -> ET.Element:
    return ET.fromstring(file.read_bytes())


@pytest.mark.parametrize(("file", "written"), WRITTEN, ids=["admx", "en-GB", "en-US"])
def test_the_templates_are_those_of_the_table(file: Path, written: Callable[[], str], accept: bool) -> None:
    if accept:
        file.write_text(written(), encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == written()


def test_every_setting_is_offered_where_the_program_reads_it() -> None:
    policies = {one.get("name"): one for one in tree(ADMX).iter(f"{N}policy")}
    assert list(policies) == [setting.value for setting in SETTINGS]
    for setting in SETTINGS:
        policy = policies[setting.value]
        assert policy.get("key") == REGISTRY_KEY
        assert policy.get("class") == "Both"
        assert next(policy.iter(f"{N}parentCategory")).get("ref") == f"InpatientHub_{setting.table}"


def test_numbers_have_the_limits_the_program_keeps() -> None:
    limits = {
        one.get("valueName"): (int(one.get("minValue", "")), int(one.get("maxValue", "")))
        for one in tree(ADMX).iter(f"{N}decimal")
        if one.get("valueName")
    }
    assert limits == {one.value: (one.least, one.most) for one in SETTINGS if one.kind is Kind.NUMBER}


def test_a_number_is_offered_as_it_usually_is() -> None:
    """Whoever switches a policy on and presses OK must not have set the least that is allowed."""
    offered = {one.get("refId"): int(one.get("defaultValue", "")) for one in tree(ADML).iter(f"{N}decimalTextBox")}
    assert offered == {one.value: one.usual for one in SETTINGS if one.kind is Kind.NUMBER}
    assert offered["RetentionPatientMonths"] == 24
    assert all(one.least <= one.usual <= one.most for one in SETTINGS if one.kind is Kind.NUMBER)


def references(root: ET.Element, kind: str) -> Iterator[str]:
    for element in root.iter():
        for value in element.attrib.values():
            yield from re.findall(rf"\$\({kind}\.(\w+)\)", value)


def test_every_word_and_box_that_is_asked_for_is_there_and_no_other() -> None:
    words, definitions = tree(ADML), tree(ADMX)
    assert set(references(definitions, "string")) == {one.get("id") for one in words.iter(f"{N}string")}
    assert set(references(definitions, "presentation")) == {one.get("id") for one in words.iter(f"{N}presentation")}
    boxes = {box.get("refId") for one in words.iter(f"{N}presentation") for box in one}
    assert boxes == {one.get("id") for elements in definitions.iter(f"{N}elements") for one in elements}


def test_every_category_and_system_that_is_named_is_defined() -> None:
    root = tree(ADMX)
    categories = {one.get("name") for one in root.iter(f"{N}category")}
    assert {one.get("ref") for one in root.iter(f"{N}parentCategory")} <= categories
    assert categories == {"InpatientHub", *(f"InpatientHub_{table}" for table in TABLES)}
    systems = {one.get("name") for one in root.iter(f"{N}definition")}
    assert {policy[1].get("ref") for policy in root.iter(f"{N}policy")} == systems


def test_no_two_settings_share_a_name() -> None:
    for names in ([one.name for one in SETTINGS], [one.value.casefold() for one in SETTINGS]):
        assert len(set(names)) == len(names)


def test_a_release_holds_what_intune_takes_and_the_folders_of_group_policy() -> None:
    steps = (dev.ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    assert "cp windows/policy/InpatientHub.admx release/" in steps
    assert "cp windows/policy/en-US/InpatientHub.adml release/" in steps
    assert "InpatientHub-policy.zip InpatientHub.admx en-GB en-US" in steps
