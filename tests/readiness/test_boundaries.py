"""Every figure of every profile binds exactly: one below, the figure itself, one above."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import Any

import pytest

from inpatient_hub.domain.readiness import CheckResult, Status
from inpatient_hub.domain.readiness_facts import ScreenFacts, Software
from inpatient_hub.readiness.knowledge import load_knowledge
from inpatient_hub.readiness.profiles import RuleSpec
from tests.readiness.judged import result
from tests.readiness.making import GIB, NOW, TODAY, profiles

CHECKS = load_knowledge().catalogue.checks


def screen(width: int, height: int, **more: Any) -> dict[str, Any]:
    return {"screens": (ScreenFacts(width=width, height=height, **{"scale": 1.0, "bits": 32, **more}),)}


def broker(name: str, version: int) -> dict[str, Any]:
    return {"platform": {"brokers": (Software(name=name, version=f"{version}.0"),)}}


Facts = Callable[[int, RuleSpec], dict[str, Any]]
"""Changes to a good computer so that just this value is measured by the figure."""

MEASURED: Mapping[tuple[str, str], tuple[Facts, str, str, str]] = {
    ("HW-01", "mhz"): (lambda v, _: {"processor": {"max_mhz": v}}, "cpu.nearly", "cpu.ok", "cpu.ok"),
    ("HW-01", "cores"): (lambda v, _: {"processor": {"physical_cores": v}}, "cpu.few_cores", "cpu.ok", "cpu.ok"),
    ("HW-03", "installed_bytes"): (
        lambda v, _: {"memory": {"installed": v, "usable": v - GIB}}, "ram.low", "ram.ok", "ram.ok",
    ),
    ("HW-04", "dedicated_bytes"): (
        lambda v, _: {"memory": {"installed": 4 * GIB + v, "usable": 4 * GIB}},
        "ram.too_little", "ram.left", "ram.left",
    ),
    ("HW-05", "systmone_bytes"): (
        lambda v, _: {"memory": {"installed": 8 * GIB + v, "usable": 8 * GIB}},
        "ram.budget", "ram.budget_ok", "ram.budget_ok",
    ),
    ("HW-06", "free_bytes"): (lambda v, _: {"disk": {"free_for_user": v}}, "disk.low", "disk.ok", "disk.ok"),
    ("HW-06", "recommended_bytes"): (
        lambda v, _: {"disk": {"free_for_user": v}}, "disk.recommended", "disk.ok", "disk.ok",
    ),
    ("HW-07", "width"): (
        lambda v, rule: screen(v, int(rule.number("height")) + 9), "screen.small", "screen.ok", "screen.ok",
    ),
    ("HW-07", "height"): (
        lambda v, rule: screen(int(rule.number("width")) + 9, v), "screen.small", "screen.ok", "screen.ok",
    ),
    ("HW-08", "width"): (
        lambda v, rule: screen(v, int(rule.number("height"))), "screen.small", "screen.fits", "screen.fits",
    ),
    ("HW-08", "height"): (
        lambda v, rule: screen(int(rule.number("width")), v), "screen.small", "screen.fits", "screen.fits",
    ),
    ("HW-09", "width"): (
        lambda v, rule: screen(v, int(rule.number("height"))),
        "screen.below_recommended", "screen.recommended", "screen.recommended",
    ),
    ("HW-09", "height"): (
        lambda v, rule: screen(int(rule.number("width")), v),
        "screen.below_recommended", "screen.recommended", "screen.recommended",
    ),
    ("HW-10", "bits"): (lambda v, _: screen(1920, 1080, bits=v), "colour.low", "colour.reduced", "colour.reduced"),
    ("HW-10", "recommended_bits"): (
        lambda v, _: screen(1920, 1080, bits=v), "colour.reduced", "colour.ok", "colour.ok",
    ),
    ("HW-11", "buttons"): (
        lambda v, _: {"platform": {"mouse_buttons": v}}, "mouse.few_buttons", "mouse.ok", "mouse.ok",
    ),
    ("HW-14", "inputs"): (
        lambda v, _: {"platform": {"audio_inputs": v}}, "headset.none", "headset.ok", "headset.ok",
    ),
    ("HW-14", "outputs"): (
        lambda v, _: {"platform": {"audio_outputs": v}}, "headset.none", "headset.ok", "headset.ok",
    ),
    ("VD-02", "horizon_version"): (lambda v, _: broker("horizon", v), "broker.old", "broker.ok", "broker.ok"),
    ("VD-02", "citrix_version"): (lambda v, _: broker("citrix", v), "broker.old", "broker.ok", "broker.ok"),
    ("OS-10", "days"): (
        lambda v, _: {"windows": {"last_update_installed": TODAY - timedelta(days=v)}},
        "updates.recent", "updates.recent", "updates.old",
    ),
    ("IN-04", "days"): (
        lambda v, _: {"installation": {"last_backup_at": NOW - timedelta(days=v)}},
        "backup.recent", "backup.recent", "backup.old",
    ),
    ("IN-07", "free_bytes"): (
        lambda v, _: {"installation": {"data_folder_free": v}}, "data.low", "data.room", "data.room",
    ),
}  # fmt: skip
"""By check and figure: how to be measured, and the reason one below, at the figure, and one above."""

JUST = {
    ("HW-01", "mhz"): "cpu.just_enough",
    ("HW-04", "dedicated_bytes"): "ram.just_enough",
    ("HW-06", "free_bytes"): "disk.just_enough",
    ("HW-07", "width"): "screen.just_enough",
    ("HW-07", "height"): "screen.just_enough",
}
"""The reason at the figure itself where the rule asks for more than that."""

OF_THEIR_OWN = {("HW-09", "inches"), ("N-01", "days")}
"""Figures with tests of their own below."""


def numbers() -> list[tuple[str, str, str]]:
    """Every (profile, check, figure) that is a number."""
    return [
        (profile.id, rule.check, name)
        for profile in profiles().values()
        for rule in profile.rules
        for name, value in rule.figures.items()
        if not isinstance(value, str)
    ]


HERE = [one for one in numbers() if not one[1].startswith("NW-") and one[1:] not in OF_THEIR_OWN]


def test_no_number_of_any_profile_is_forgotten() -> None:
    forgotten = {one[1:] for one in HERE} - MEASURED.keys()
    assert forgotten == set()
    assert {check for _, check, _ in numbers() if check.startswith("NW-")} <= {"NW-02", "NW-07", "NW-08"}


def reason_at(profile: str, check: str, name: str, change: int) -> str:
    rule = profiles()[profile].rule(check)
    assert rule is not None
    return at(profile, check, name, int(rule.number(name)) + change).reason


def at(profile: str, check: str, name: str, value: int) -> CheckResult:
    rule = profiles()[profile].rule(check)
    assert rule is not None
    return result(profile, check, **MEASURED[check, name][0](value, rule))


@pytest.mark.parametrize(("profile", "check", "name"), HERE)
def test_one_below_the_figure(profile: str, check: str, name: str) -> None:
    assert reason_at(profile, check, name, -1) == MEASURED[check, name][1]


@pytest.mark.parametrize(("profile", "check", "name"), HERE)
def test_exactly_the_figure(profile: str, check: str, name: str) -> None:
    rule = profiles()[profile].rule(check)
    assert rule is not None
    wanted = JUST[check, name] if rule.strictly_more else MEASURED[check, name][2]
    if (profile, check, name) == ("gateway", "HW-06", "free_bytes"):
        wanted = "disk.recommended"
    assert reason_at(profile, check, name, 0) == wanted


@pytest.mark.parametrize(("profile", "check", "name"), HERE)
def test_one_above_the_figure(profile: str, check: str, name: str) -> None:
    wanted = MEASURED[check, name][3]
    if (profile, check, name) == ("gateway", "HW-06", "free_bytes"):
        wanted = "disk.recommended"
    assert reason_at(profile, check, name, +1) == wanted


@pytest.mark.parametrize(("profile", "check", "name"), HERE)
def test_the_result_says_the_figure_it_was_measured_by(profile: str, check: str, name: str) -> None:
    rule = profiles()[profile].rule(check)
    assert rule is not None
    assert any(character.isdigit() for character in at(profile, check, name, int(rule.number(name))).needed)


@pytest.mark.parametrize("profile", [profile for profile, check, name in HERE if (check, name) == ("HW-01", "mhz")])
def test_up_to_a_tenth_below_the_clock_is_a_warning_and_less_is_too_slow(profile: str) -> None:
    rule = profiles()[profile].rule("HW-01")
    assert rule is not None
    nine_tenths = ceil(rule.number("mhz") * 0.9)
    assert at(profile, "HW-01", "mhz", nine_tenths).status is Status.WARN
    assert at(profile, "HW-01", "mhz", nine_tenths - 1).status is Status.FAIL


@pytest.mark.parametrize("profile", [profile for profile, check, _ in HERE if check == "HW-04"])
def test_too_little_free_at_this_moment_is_a_warning(profile: str) -> None:
    rule = profiles()[profile].rule("HW-04")
    assert rule is not None
    least = int(rule.number("dedicated_bytes"))
    assert result(profile, "HW-04", memory={"available": least - 1}).reason == "ram.busy"
    assert result(profile, "HW-04", memory={"available": least}).reason == "ram.left"
    assert result(profile, "HW-04", memory={"available": least - 1, "systmone_in_use": 1}).reason == "ram.left"


def test_the_memory_usable_alone_may_be_a_tenth_below_what_is_to_be_fitted() -> None:
    nine_tenths = ceil(8 * GIB * 0.9)
    assert result("byod_windows", "HW-03", memory={"installed": None, "usable": nine_tenths}).reason == "ram.ok"
    assert result("byod_windows", "HW-03", memory={"installed": None, "usable": nine_tenths - 1}).reason == "ram.low"


@pytest.mark.parametrize("profile", [one[0] for one in numbers() if one[1:] == ("HW-09", "inches")])
def test_a_screen_under_the_inches_is_told_and_not_held_against_it(profile: str) -> None:
    under = result(profile, "HW-09", **screen(1920, 1080, width_mm=431, height_mm=10))
    over = result(profile, "HW-09", **screen(1920, 1080, width_mm=432, height_mm=10))
    assert under.status is over.status is Status.PASS
    assert "17.0 inches; TPP recommends 17" in under.note
    assert "TPP recommends" not in over.note


@pytest.mark.parametrize("profile", [one[0] for one in numbers() if one[1:] == ("N-01", "days")])
def test_the_device_authentication_counts_down_to_the_day(profile: str) -> None:
    def reason(days_ago: int) -> str:
        return result(profile, "N-01", said={"N-01": (TODAY - timedelta(days=days_ago)).isoformat()}).reason

    assert [reason(days) for days in (29, 30, 31)] == ["device.runs", "device.today", "device.ended"]


def test_a_backup_counts_on_the_day_that_the_wards_clock_showed() -> None:
    just_after_midnight = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    one = result("ward", "IN-04", today=date(2026, 6, 9), installation={"last_backup_at": just_after_midnight})
    assert (one.status, one.found) == (Status.PASS, "Made on 2 Jun 2026")


def test_a_backup_of_the_present_day_is_recent_whatever_the_hour() -> None:
    late = datetime(2026, 11, 20, 23, 59, tzinfo=UTC)
    assert result("ward", "IN-04", installation={"last_backup_at": late}).status is Status.PASS


@pytest.mark.parametrize(("check", "name"), [(check, name) for check, spec in CHECKS.items() for name in spec.figures])
def test_the_bounds_of_a_figure_hold_what_the_profiles_ask(check: str, name: str) -> None:
    spec = CHECKS[check].figures[name]
    values = [rule.figures[name] for profile in profiles().values() if (rule := profile.rule(check))
              and name in rule.figures]  # fmt: skip
    assert values
    assert all(spec.fault(value) == ("", "") for value in values)
