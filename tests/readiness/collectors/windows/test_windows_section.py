"""Windows itself: S mode, paid updates, activation, and what a screen and a processor are."""

from dataclasses import replace
from typing import Any

import pytest

from inpatient_hub.readiness.collectors.windows.answers import Display, Machines, UpdateDates, Version
from inpatient_hub.readiness.collectors.windows.screens import size_by_edid
from inpatient_hub.readiness.collectors.windows.windows import ESU_LICENCES
from tests.readiness.collectors.windows.fake_api import Computer, gather
from tests.readiness.collectors.windows.recorded import VERSION, WINDOWS_10_PRO, WINDOWS_11_ENTERPRISE, edid

POLICY = r"HKLM\SYSTEM\CurrentControlSet\Control\CI\Policy"
YEAR_1, YEAR_2, YEAR_3 = ESU_LICENCES


def asking(computer: Computer = WINDOWS_10_PRO, **answers: Any) -> Any:
    return gather(replace(computer, answers={**computer.answers, **answers}))


def keeping(**keys: dict[str, Any]) -> Any:
    return gather(replace(WINDOWS_10_PRO, tree={**WINDOWS_10_PRO.tree, **keys}))


@pytest.mark.parametrize(
    ("policy", "s_mode"), [({}, False), ({"SkuPolicyRequired": 0}, False), ({"SkuPolicyRequired": 1}, True)]
)
def test_s_mode_is_read_from_its_policy(policy: dict[str, int], s_mode: bool) -> None:
    assert keeping(**{POLICY: policy})["windows.s_mode"] is s_mode


@pytest.mark.parametrize("edition", ["Cloud", "CloudN", "CloudEdition"])
def test_an_edition_made_for_s_mode_is_in_it(edition: str) -> None:
    assert keeping(**{VERSION: {"EditionID": edition}})["windows.s_mode"] is True


def test_the_build_of_the_running_system_goes_before_what_is_written_down() -> None:
    assert asking(version=Version(build=19044, product_type=1))["windows.build"] == 19044
    assert asking(version=OSError(5, "refused"))["windows.build"] == 19045


def test_a_windows_on_wine_is_told() -> None:
    assert asking(is_wine=True)["windows.is_wine"] is True


@pytest.mark.parametrize(
    ("rows", "years"),
    [
        ((), ()),
        (((YEAR_1, 1),), (1,)),
        (((YEAR_2.upper(), 1), (YEAR_1, 1)), (1, 2)),
        (((YEAR_2, 0), (YEAR_3, 5)), ()),
        ((("an-unknown-licence", 1), (None, 1)), ()),
    ],
)
def test_only_years_that_are_licensed_count(rows: tuple[tuple[Any, int], ...], years: tuple[int, ...]) -> None:
    wmi = tuple({"ID": licence, "LicenseStatus": status} for licence, status in rows)
    assert asking(wmi=wmi)["windows.esu_years"] == years


def test_wmi_is_asked_for_two_values_of_three_licences_and_only_on_windows_10() -> None:
    asked: list[tuple[Any, ...]] = []

    def note(*given: Any) -> tuple[()]:
        asked.append(given)
        return ()

    asking(WINDOWS_11_ENTERPRISE, wmi=note)
    assert asked == []
    asking(wmi=note)
    [(namespace, query, names)] = asked
    assert (namespace, names) == (r"ROOT\CIMV2", ("ID", "LicenseStatus"))
    assert query.startswith("SELECT ID, LicenseStatus FROM SoftwareLicensingProduct WHERE LicenseStatus=1 AND (")
    assert all(f"ID='{licence}'" in query for licence in ESU_LICENCES)


def test_a_computer_that_never_updated_has_no_dates_and_no_fault() -> None:
    found = asking(update_dates=UpdateDates(installed=None, searched=None))
    assert found["windows.last_update_installed"] is None
    assert "windows.last_update_installed" not in found.missing


@pytest.mark.parametrize(("answer", "activated"), [(True, True), (False, False)])
def test_activation_is_as_windows_says(answer: bool, activated: bool) -> None:
    assert asking(is_activated=answer)["windows.activated"] is activated


def test_a_windows_that_cannot_say_whether_it_is_activated_is_unknown() -> None:
    assert asking(is_activated=None).missing["windows.activated"]


@pytest.mark.parametrize(
    ("machines", "process", "native", "kind"),
    [
        (Machines(0x014C, 0x8664), 0x014C, 0x8664, "x64"),
        (Machines(0x014C, 0x014C), 0x014C, 0x014C, "x86"),
        (Machines(0xAA64, 0xAA64), 0xAA64, 0xAA64, "arm64"),
        (Machines(0, 0x01C4), None, 0x01C4, None),
        (Machines(0x8664, 0), 0x8664, None, None),
    ],
)
def test_the_processor_is_told_from_what_the_program_was_built_for(
    machines: Machines, process: int | None, native: int | None, kind: str | None
) -> None:
    found = asking(machines=machines)
    assert (found["windows.process_machine"], found["windows.native_machine"]) == (process, native)
    assert found["processor.machine"] == kind


@pytest.mark.parametrize(
    ("registry", "system", "greatest"), [(2419, 4200, 4200), (2419, 0, 2419), (0, 0, None), (0, 1800, 1800)]
)
def test_the_greatest_clock_that_is_known_counts(registry: int, system: int, greatest: int | None) -> None:
    cpu = r"HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0"
    computer = replace(WINDOWS_10_PRO, tree={**WINDOWS_10_PRO.tree, cpu: {"~MHz": registry}})
    assert asking(computer, clock_mhz=system)["processor.max_mhz"] == greatest


# Screens


def display(**changed: Any) -> Display:
    usual: dict[str, Any] = {
        "name": r"\\.\DISPLAY1",
        "width": 1920,
        "height": 1080,
        "bits": 32,
        "is_primary": True,
        "dpi": 96,
        "monitor_id": "",
    }
    return Display(**usual | changed)


def test_every_screen_is_listed_in_its_own_pixels_and_scale() -> None:
    small = display(name=r"\\.\DISPLAY2", width=1080, height=1920, is_primary=False, dpi=144)
    screens = asking(displays=(display(), small)).screens
    assert [(one.name, one.width, one.height, one.scale, one.is_primary) for one in screens] == [
        ("DISPLAY1", 1920, 1080, 1.0, True),
        ("DISPLAY2", 1080, 1920, 1.5, False),
    ]


def test_an_old_windows_gives_one_scale_for_all_screens() -> None:
    desktop = {r"HKCU\Control Panel\Desktop": {"LogPixels": 144}}
    computer = replace(WINDOWS_10_PRO, tree={**WINDOWS_10_PRO.tree, **desktop})
    assert asking(computer, displays=(display(dpi=None),)).screens[0].scale == 1.5
    assert asking(displays=(display(dpi=None),)).screens[0].scale is None


@pytest.mark.parametrize("size", [{"width": 0}, {"height": 0}, {"width": 2**31}, {"height": -1}])
def test_a_screen_of_no_size_is_no_screen(size: dict[str, int]) -> None:
    found = asking(displays=(display(**size),))
    assert found.screens == ()
    assert found.missing["screens."] == "Windows names no screen."


@pytest.mark.parametrize(("field", "value"), [("bits", 0), ("bits", 5000), ("dpi", 10**6)])
def test_an_odd_property_of_a_screen_is_left_out(field: str, value: int) -> None:
    screen = asking(displays=(display(**{field: value}),)).screens[0]
    assert (screen.width, screen.height) == (1920, 1080)
    assert (screen.bits if field == "bits" else screen.scale) is None


def test_a_monitors_own_data_gives_its_size_to_the_millimetre() -> None:
    assert size_by_edid(edid(309, 174)) == (309, 174)
    assert size_by_edid(edid(1210, 680)) == (1210, 680)


def test_a_monitor_that_names_no_exact_size_gives_it_in_centimetres() -> None:
    block = bytearray(edid(376, 301))
    block[54] = block[55] = 0
    block[127] = 0
    block[127] = -sum(block) % 256
    assert size_by_edid(bytes(block)) == (370, 300)


@pytest.mark.parametrize("block", [b"", edid(309, 174)[:127], edid(309, 174)[:127] + b"\x00", bytes(128), edid(0, 0)])
def test_damaged_data_gives_no_size(block: bytes) -> None:
    assert size_by_edid(block) is None


@pytest.mark.parametrize(
    "monitor", ["", "DISPLAY", r"\\?\DISPLAY#DEL40A9", r"\\?\ROOT#BasicDisplay#0000#{e6f0}", "#" * 50]
)
def test_a_monitor_without_data_has_no_size(monitor: str) -> None:
    screen = asking(displays=(display(monitor_id=monitor),)).screens[0]
    assert (screen.width_mm, screen.height_mm) == (None, None)
