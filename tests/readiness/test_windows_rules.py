"""Which Windows is supported on which day, and how it is set up."""

from datetime import date, timedelta
from typing import Any

import pytest

from inpatient_hub.domain.readiness import Severity, Status
from inpatient_hub.readiness.knowledge import load_knowledge
from tests.readiness.judged import result
from tests.readiness.making import TODAY

SUPPORT = load_knowledge().windows_support

RESOLVED = [
    # readiness.md section 8, for 20 Nov 2026
    (19045, "Core", Status.WARN, "14 Oct 2025"),
    (19045, "Professional", Status.WARN, "14 Oct 2025"),
    (19045, "Enterprise", Status.WARN, "14 Oct 2025"),
    (19044, "EnterpriseS", Status.PASS, "12 Jan 2027"),
    (19044, "IoTEnterpriseS", Status.PASS, "13 Jan 2032"),
    (17763, "EnterpriseS", Status.PASS, "9 Jan 2029"),
    (14393, "EnterpriseS", Status.FAIL, "13 Oct 2026"),
    (22631, "Professional", Status.FAIL, "11 Nov 2025"),
    (22631, "Enterprise", Status.FAIL, "10 Nov 2026"),
    (26100, "Professional", Status.FAIL, "13 Oct 2026"),
    (26100, "Enterprise", Status.PASS, "12 Oct 2027"),
    (26100, "EnterpriseS", Status.PASS, "9 Oct 2029"),
    (26100, "IoTEnterpriseS", Status.PASS, "10 Oct 2034"),
    (26200, "Core", Status.PASS, "12 Oct 2027"),
    (26200, "Enterprise", Status.PASS, "10 Oct 2028"),
    (26200, "ServerRdsh", Status.PASS, "10 Oct 2028"),
    (28000, "Professional", Status.PASS, "14 Mar 2028"),
    (28000, "Enterprise", Status.PASS, "13 Mar 2029"),
    (26300, "Professional", Status.UNKNOWN, ""),
    (26300, "Enterprise", Status.UNKNOWN, ""),
]


@pytest.mark.parametrize(("build", "edition", "status", "day"), RESOLVED)
def test_support_on_20_november_2026(build: int, edition: str, status: Status, day: str) -> None:
    one = result("ward", "OS-02", windows={"build": build, "edition_id": edition})
    assert one.status is status
    assert day in f"{one.headline} {one.found}"


@pytest.mark.parametrize("row", [row for row in SUPPORT.builds if row.ends], ids=lambda row: f"{row.build}-{row.ends}")
def test_a_windows_is_supported_through_its_last_day_and_not_a_day_longer(row: Any) -> None:
    edition = {"home_pro": "Core", "enterprise": "Enterprise", "ltsc": "EnterpriseS", "iot_ltsc": "IoTEnterpriseS"}
    windows = {"build": row.build, "edition_id": edition[row.channels[0]]}
    assert result("ward", "OS-02", windows=windows, today=row.ends).status is Status.PASS
    after = result("ward", "OS-02", windows=windows, today=row.ends + timedelta(days=1))
    assert after.status is (Status.WARN if row.extended else Status.FAIL)


def test_a_windows_newer_than_the_list_is_unknown_on_any_day_and_never_a_failure() -> None:
    for today in (TODAY, date(2040, 1, 1)):
        for build in (SUPPORT.newest() + 1, 99_999):
            one = result("ward", "OS-02", windows={"build": build, "edition_id": None}, today=today)
            assert (one.status, one.reason) == (Status.UNKNOWN, "os.newer_than_data")
            assert "newer than this program's list of 22 Aug 2026" in one.remedies[0].text


def test_a_date_that_is_not_sure_never_fails_and_says_what_is_known() -> None:
    one = result("ward", "OS-02", windows={"build": 26300, "edition_id": "Core"}, today=date(2040, 1, 1))
    assert one.status is Status.UNKNOWN
    assert "the press says through October 2028" in one.note


def test_an_edition_that_is_not_in_the_list_is_not_guessed() -> None:
    for edition in ("EnterpriseG", "PPIPro", "Andromeda", ""):
        assert result("ward", "OS-02", windows={"edition_id": edition}).status is Status.UNKNOWN


def test_support_that_ends_soon_is_a_pass_with_something_to_do() -> None:
    windows = {"build": 19044, "edition_id": "EnterpriseS"}
    soon = result("ward", "OS-02", windows=windows, today=date(2026, 10, 14))
    assert (soon.status, soon.reason) == (Status.PASS, "os.ends_soon")
    assert "Support ends in 90 days." in soon.note
    assert soon.remedies
    assert result("ward", "OS-02", windows=windows, today=date(2026, 10, 13)).reason == "os.supported"


def test_an_old_list_says_how_old_it_is() -> None:
    assert "last checked" not in result("ward", "OS-02", today=SUPPORT.as_of + timedelta(days=180)).note
    late = result("ward", "OS-02", today=SUPPORT.as_of + timedelta(days=181))
    assert "Support dates last checked 22 Aug 2026." in late.note


def test_a_server_that_calls_itself_enterprise_multi_session_is_a_desktop_windows() -> None:
    windows = {"edition_id": "ServerRdsh", "installation_type": "Client", "product_type": 3}
    one = result("ward", "OS-04", windows=windows)
    assert one.status is Status.PASS
    assert "multi-session" in one.note
    windows = {"edition_id": "ServerRdsh", "installation_type": "Server", "product_type": 3}
    assert result("vdi", "VD-04", windows=windows).status is Status.PASS


@pytest.mark.parametrize("kind", [{"installation_type": "Server Core"}, {"installation_type": None, "product_type": 2}])
def test_a_server_is_not_licensed_and_its_support_is_not_looked_up(kind: dict[str, Any]) -> None:
    windows = {"edition_id": "ServerDatacenter", "build": 26100, **kind}
    assert result("ward", "OS-04", windows=windows).is_to_fix
    assert result("vdi", "VD-04", windows=windows).is_to_fix
    assert result("ward", "OS-02", windows=windows).status is Status.NOT_APPLICABLE


ESU = {"build": 19045, "edition_id": "Professional"}


@pytest.mark.parametrize(
    ("years", "today", "status"),
    [
        ((1,), date(2026, 10, 13), Status.PASS),
        ((1,), date(2026, 10, 14), Status.FAIL),
        ((2,), date(2027, 10, 12), Status.PASS),
        ((2,), date(2027, 10, 13), Status.FAIL),
        ((1, 2, 3), date(2028, 10, 10), Status.PASS),
        ((1, 2, 3), date(2028, 10, 11), Status.FAIL),
        ((), date(2025, 10, 14), Status.NOT_APPLICABLE),
        ((), date(2025, 10, 15), Status.FAIL),
    ],
)
def test_a_licence_for_security_fixes_holds_for_its_year(years: tuple[int, ...], today: date, status: Status) -> None:
    assert result("ward", "OS-03", windows={**ESU, "esu_years": years}, today=today).status is status


def test_a_personal_enrolment_leaves_no_trace_so_the_person_is_asked() -> None:
    assert result("home", "OS-03", windows=ESU).status is Status.UNKNOWN
    assert result("home", "OS-03", windows=ESU, said={"OS-03": "yes"}).status is Status.PASS
    assert result("home", "OS-03", windows=ESU, said={"OS-03": "no"}).status is Status.FAIL
    over = date(2027, 10, 13)
    assert result("home", "OS-03", windows=ESU, said={"OS-03": "yes"}, today=over).status is Status.FAIL


def test_security_fixes_alone_are_a_warning_and_for_tpp_to_judge() -> None:
    one = result("ward", "OS-02", windows={**ESU, "esu_years": (1, 2)})
    assert (one.status, one.severity) == (Status.WARN, Severity.REQUIRED)
    assert "Ask TPP" in one.remedies[0].text
    gone = result("ward", "OS-02", windows=ESU, today=date(2028, 10, 11))
    assert gone.status is Status.FAIL


def test_an_arm_processor_is_neither_forbidden_nor_named_and_not_taken_for_windows_rt() -> None:
    windows = {"native_machine": 0xAA64, "process_machine": 0x8664}
    assert result("mac_guest", "OS-06", windows=windows).status is Status.WARN
    assert result("mac_guest", "OS-05", windows=windows).status is Status.PASS


@pytest.mark.parametrize(
    ("drive", "status"),
    [("C", Status.PASS), ("c:", Status.PASS), ("C:\\", Status.PASS), ("D:", Status.FAIL), ("", Status.UNKNOWN)],
)
def test_windows_has_to_be_on_drive_c(drive: str, status: Status) -> None:
    assert result("ward", "OS-08", windows={"system_drive": drive}).status is status


def test_a_changed_variable_for_the_drive_is_told_and_not_believed() -> None:
    one = result("ward", "OS-08", windows={"system_drive_variable": "X:"})
    assert one.status is Status.PASS
    assert "%SystemDrive% says X" in one.note


@pytest.mark.parametrize(
    ("ids", "status"),
    [
        (("O365ProPlusRetail",), Status.PASS),
        (("O365HomePremRetail", "ProPlus2019Volume"), Status.PASS),
        (("ProPlus2024Volume",), Status.PASS),
        (("ProPlus2021Volume",), Status.WARN),
        (("ProPlus2021Volume", "Standard2024Volume"), Status.PASS),
        (("Standard2019Volume",), Status.WARN),
        (("ProPlusVolume",), Status.WARN),
        (("ProPlus2030Volume",), Status.UNKNOWN),
    ],
)
def test_of_several_offices_the_one_supported_longest_counts(ids: tuple[str, ...], status: Status) -> None:
    assert result("ward", "SW-02", office={"product_ids": ids}).status is status


@pytest.mark.parametrize(
    ("version", "status"), [("15", Status.WARN), ("14.0", Status.WARN), ("16", Status.UNKNOWN), (None, Status.UNKNOWN)]
)
def test_an_office_before_click_to_run_is_told_by_its_word(version: str | None, status: Status) -> None:
    assert result("ward", "SW-02", office={"product_ids": (), "word_version": version}).status is status


def test_visio_alone_is_no_office() -> None:
    office = {"product_ids": ("VisioPro2021Volume",), "word_path_exists": False}
    assert result("ward", "SW-02", office=office).status is Status.NOT_APPLICABLE
