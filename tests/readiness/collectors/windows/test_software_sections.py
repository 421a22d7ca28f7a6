"""Word and what opens files, antivirus, folders and rights, and the traces of SystmOne."""

from typing import Any

import pytest

from inpatient_hub.domain.readiness_facts import AntivirusProduct, Software
from inpatient_hub.readiness.collectors.windows.answers import Process, SecurityProduct
from inpatient_hub.readiness.collectors.windows.calls_programs import DESKTOP, DOCUMENTS
from inpatient_hub.readiness.collectors.windows.security import by_product_state
from inpatient_hub.readiness.collectors.windows.traces import is_systmone
from tests.readiness.collectors.windows.fake_api import Computer, Gathered, gather
from tests.readiness.collectors.windows.recorded import (
    APP_PATHS,
    CLICK_TO_RUN,
    UNINSTALL,
    WINDOWS_10_PRO,
    WINDOWS_11_HOME,
    WINWORD,
)

CURRENT_WORD = r"HKCR\Word.Application\CurVer"
ACCOUNTS = r"HKCU\Software\Microsoft\OneDrive\Accounts"


def found_with(
    keys: dict[str, dict[str, Any]] | None = None, computer: Computer = WINDOWS_10_PRO, **answers: Any
) -> Gathered:
    return gather(Computer({**computer.tree, **(keys or {})}, {**computer.answers, **answers}))


# Office


@pytest.mark.parametrize("root", ["HKLM", "HKLM32", "HKCU"])
def test_word_is_found_wherever_it_is_written_down(root: str) -> None:
    path = r"D:\Office\winword.exe"
    keys = {rf"{root}{APP_PATHS.removeprefix('HKLM')}\Winword.exe": {"": f'"{path}"'}}
    found = found_with(keys, WINDOWS_11_HOME, file_exists=lambda asked: asked == path)
    assert found["office.word_path_exists"] is True


def test_a_word_whose_file_is_gone_is_not_there() -> None:
    assert found_with(file_exists=False)["office.word_path_exists"] is False


@pytest.mark.parametrize(("root", "is_64_bit"), [("HKLM", True), ("HKLM32", False)])
def test_a_word_without_click_to_run_is_found_by_its_own_folder(root: str, is_64_bit: bool) -> None:
    folder = r"C:\Program Files\Microsoft Office\Office16" + "\\"
    keys = {
        CURRENT_WORD: {"": "Word.Application.16"},
        rf"{root}\SOFTWARE\Microsoft\Office\16.0\Word\InstallRoot": {"Path": folder},
    }
    found = found_with(keys, WINDOWS_11_HOME, file_exists=lambda asked: asked == f"{folder}winword.exe")
    assert found["office.word_path_exists"] is True
    assert found["office.is_64_bit"] is is_64_bit
    assert found["office.product_ids"] == ()


@pytest.mark.parametrize(("platform", "is_64_bit"), [("x64", True), ("x86", False), ("arm64", True), ("x128", None)])
def test_office_is_of_32_or_64_bits(platform: str, is_64_bit: bool | None) -> None:
    assert found_with({CLICK_TO_RUN: {"Platform": platform}})["office.is_64_bit"] is is_64_bit


@pytest.mark.parametrize(
    "odd", ["Word.Application", "Word.Application.x", "Word.Application.16.1", "Excel.Application.16"]
)
def test_an_odd_version_of_word_is_none(odd: str) -> None:
    assert found_with({CURRENT_WORD: {"": odd}})["office.word_version"] is None


@pytest.mark.parametrize(
    ("ids", "products"),
    [
        ("ProPlus2021Volume", ("ProPlus2021Volume",)),
        ("O365ProPlusRetail, ,ProPlus2019Retail,", ("O365ProPlusRetail", "ProPlus2019Retail")),
        ("", ()),
    ],
)
def test_each_product_of_office_is_named(ids: str, products: tuple[str, ...]) -> None:
    assert found_with({CLICK_TO_RUN: {"ProductReleaseIds": ids}})["office.product_ids"] == products


@pytest.mark.parametrize(
    ("program", "name"),
    [
        (WINWORD, "WINWORD.EXE"),
        ("", ""),
        (r"C:\Windows\System32\OPENWITH.exe", ""),
        ("wordpad.exe", "wordpad.exe"),
        (OSError(5, "refused"), None),
    ],
)
def test_what_opens_a_file_is_named_and_windows_own_question_is_nothing(program: Any, name: str | None) -> None:
    def answer(ending: str) -> str:
        if isinstance(program, OSError):
            raise program
        return str(program)

    found = found_with(program_for=answer)
    assert (found["office.opens_rtf"], found["office.opens_csv"]) == (name, name)


# Antivirus


def test_every_antivirus_is_listed_with_its_state() -> None:
    products = (
        SecurityProduct("Windows Defender", 1, up_to_date=True),
        SecurityProduct("Sophos  Endpoint", 0, up_to_date=False),
        SecurityProduct("Old\x00Scan", 3, up_to_date=False),
        SecurityProduct("Pausing", 2, up_to_date=True),
        SecurityProduct("Odd", 77, up_to_date=True),
        SecurityProduct("", 0, up_to_date=True),
    )
    assert found_with(antivirus_products=products)["security.antivirus"] == (
        AntivirusProduct(name="Windows Defender", state="off", up_to_date=True),
        AntivirusProduct(name="Sophos Endpoint", state="on", up_to_date=False),
        AntivirusProduct(name="Old Scan", state="expired", up_to_date=False),
        AntivirusProduct(name="Pausing", state="snoozed", up_to_date=True),
        AntivirusProduct(name="Odd", state="unknown", up_to_date=True),
    )


@pytest.mark.parametrize(
    ("state", "told", "up_to_date"),
    [
        (397568, 0, True),
        (393472, 1, True),
        (0x61110, 0, False),
        (0x62100, 2, True),
        (0x63110, 3, False),
        (0x6F100, 15, True),
    ],
)
def test_the_number_that_wmi_gives_is_taken_apart(state: int, told: int, up_to_date: bool) -> None:
    assert by_product_state("Any", state) == SecurityProduct("Any", told, up_to_date)


def test_wmi_is_asked_where_the_list_is_refused() -> None:
    rows = (
        {"displayName": "Windows Defender", "productState": 397568},
        {"displayName": None, "productState": 397568},
        {"displayName": "Odd", "productState": "397568"},
    )

    def wmi(namespace: str, query: str, names: tuple[str, ...]) -> Any:
        return rows if namespace == r"ROOT\SecurityCenter2" and "AntiVirusProduct" in query else ()

    found = found_with(antivirus_products=OSError(5, "refused"), wmi=wmi)
    assert found["security.antivirus"] == (AntivirusProduct(name="Windows Defender", state="on", up_to_date=True),)


def test_no_antivirus_is_told_apart_from_not_knowing() -> None:
    assert found_with(antivirus_products=())["security.antivirus"] == ()
    refused = found_with(antivirus_products=OSError(5), wmi=OSError(5))
    assert "antivirus" not in refused.values["security"]
    assert refused.missing["security.antivirus"]


@pytest.mark.parametrize(
    ("answer", "health", "runs"), [((0, 0), 0, True), ((0, 2), 2, True), ((0, 1), 1, True), ((1, 0), None, False)]
)
def test_the_security_centres_word_is_passed_on(answer: tuple[int, int], health: int | None, runs: bool) -> None:
    found = found_with(antivirus_health=answer)
    assert (found["security.antivirus_health"], found["security.antivirus_service_runs"]) == (health, runs)


def test_a_security_centre_that_fails_is_unknown() -> None:
    assert found_with(antivirus_health=(-2147467259, 0)).missing["security.antivirus_health"]


# Folders and rights


def environment(**variables: str) -> Any:
    return {"SystemDrive": "C:", **variables}.get


@pytest.mark.parametrize(
    ("variables", "keys", "personal", "work"),
    [
        ({}, {}, (), ()),
        ({"OneDriveConsumer": r"C:\Users\n\OneDrive"}, {}, ("documents",), ()),
        ({"OneDrive": r"c:\users\N\onedrive"}, {}, ("documents",), ()),
        ({"OneDriveCommercial": r"C:\Users\n\OneDrive", "OneDrive": r"C:\Users\n\OneDrive"}, {}, (), ("documents",)),
        ({}, {rf"{ACCOUNTS}\Personal": {"UserFolder": r"C:\Users\n\OneDrive"}}, ("documents",), ()),
        ({}, {rf"{ACCOUNTS}\Business1": {"UserFolder": r"C:\Users\n\OneDrive" + "\\"}}, (), ("documents",)),
        ({"OneDrive": r"C:\Users\n\One"}, {}, (), ()),
        ({"OneDriveConsumer": r"C:\Users\n"}, {}, ("documents", "desktop"), ()),
    ],
)
def test_folders_in_a_cloud_are_told_by_whose_cloud_it_is(
    variables: dict[str, str], keys: dict[str, Any], personal: tuple[str, ...], work: tuple[str, ...]
) -> None:
    places = {DOCUMENTS: r"C:\Users\n\OneDrive\Documents", DESKTOP: r"C:\Users\n\Desktop"}
    found = found_with(
        keys, environment=environment(**variables), known_folder=lambda which: places.get(which, r"C:\Public")
    )
    assert found["security.personal_cloud_folders"] == personal
    assert found["security.work_cloud_folders"] == work


@pytest.mark.parametrize(
    ("admin", "elevation", "is_admin", "can_elevate"),
    [
        (True, 2, True, True),
        (False, 3, False, True),
        (False, 1, False, False),
        (True, 1, True, True),
        (OSError(5), 1, None, None),
        (OSError(5), 3, None, True),
        (True, OSError(5), True, None),
    ],
)
def test_rights_are_told_as_far_as_they_are_known(
    admin: Any, elevation: Any, is_admin: bool | None, can_elevate: bool | None
) -> None:
    found = found_with(is_administrator=admin, elevation=elevation)
    assert (found["security.is_admin"], found["security.can_elevate"]) == (is_admin, can_elevate)


# SystmOne and iPLATO


@pytest.mark.parametrize(
    ("name", "path", "is_it"),
    [
        ("SystmOne.exe", "", True),
        ("systmone-live.exe", "", True),
        ("javaw.exe", r"C:\apps\Tpp\jre\bin\javaw.exe", True),
        ("java.exe", r"D:\SystmOne\java.exe", True),
        ("java.exe", r"C:\iPlato\jre\bin\java.exe", False),
        ("java.exe", r"C:\apps\tppish\java.exe", False),
        ("httpd.exe", "", False),
        ("InpatientHub.exe", r"C:\Program Files\Inpatient Hub\InpatientHub.exe", False),
    ],
)
def test_a_running_systmone_is_known_by_name_or_folder(name: str, path: str, is_it: bool) -> None:
    assert is_systmone(Process(name, path, 1)) is is_it


def test_running_programs_are_named_once_and_their_memory_added_up() -> None:
    processes = (Process("SystmOne.exe", "", 5), Process("SystmOne.exe", "", 7), Process("word.exe", "", 100))
    found = found_with(processes=processes)
    assert found["client.running"] == ("SystmOne.exe",)
    assert found["memory.systmone_in_use"] == 12


@pytest.mark.parametrize(
    ("values", "is_it"),
    [
        ({"DisplayName": "SystmOne", "DisplayVersion": "7"}, True),
        ({"DisplayName": "Gateway", "Publisher": "TPP"}, True),
        ({"DisplayName": "Some client", "Publisher": "The Phoenix Partnership"}, True),
        ({"DisplayName": "HTTPPing", "Publisher": "Somebody"}, False),
        ({"Publisher": "TPP"}, False),
        ({"DisplayName": 7, "Publisher": "TPP"}, False),
    ],
)
@pytest.mark.parametrize("root", ["HKLM", "HKLM32", "HKCU"])
def test_an_installed_client_is_found_in_every_list(root: str, values: dict[str, Any], is_it: bool) -> None:
    found = found_with({rf"{root}\{UNINSTALL}\Something": values})
    assert bool(found["client.installed"]) is is_it


def test_folders_hint_at_a_client() -> None:
    found = found_with(folder_exists=lambda folder: folder == r"C:\TPP")
    assert found["client.installed"] == (Software(name=r"C:\TPP", detail="folder"),)


@pytest.mark.parametrize(("exists", "told"), [(True, True), (False, False)])
def test_iplatos_java_is_looked_for_where_iplato_puts_it(exists: bool, told: bool) -> None:
    found = found_with(file_exists=lambda path: exists and path == r"C:\iPlato\jre\bin\java.exe")
    assert found["client.iplato_java_exists"] is told
