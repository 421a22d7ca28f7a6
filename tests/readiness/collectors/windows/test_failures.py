"""Whatever Windows refuses, lacks or garbles becomes unknown, with a reason where there is one; never a wrong value."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from inpatient_hub.readiness.collectors.part import NotAvailable
from inpatient_hub.readiness.collectors.windows.answers import DiskRoom, Memory, OddValue
from tests.readiness.collectors.windows.fake_api import Computer, Gathered, gather
from tests.readiness.collectors.windows.recorded import COMPUTERS, WINDOWS_10_PRO, WINDOWS_11_ENTERPRISE

FAULTS = [OSError(5, "refused"), NotAvailable("not there"), OddValue("odd")]
ODD_VALUES = [b"\x00\xff", ("", 7), (-1, 4), (None, 0), "\ud83d", "x" * 9_000, 2**33]

SOUND = gather(WINDOWS_10_PRO)


def is_unknown(value: Any, no_is_right: bool) -> bool:
    """Whether a fact says nothing. `False` says something, and is right only where the thing is truly not there."""
    return value in (None, (), "") or (value == 0 and (no_is_right or value is not False))


def unlike(found: Gathered, *, no_is_right: bool = False) -> dict[str, Any]:
    """The facts that are neither what they were nor unknown."""
    now = {(section, name): value for section, values in found.values.items() for name, value in values.items()}
    changed = {
        f"{section}.{name}": value
        for (section, name), value in now.items()
        if not is_unknown(value, no_is_right) and value != SOUND[f"{section}.{name}"]
    }
    for screen in found.screens:
        for name, value in screen.model_dump().items():
            if value is not None and value != getattr(SOUND.screens[0], name):
                changed[f"screens.{name}"] = value
    return changed


def asked(computer: Computer) -> list[str]:
    return [name for name in computer.answers if name != "environment"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("name", asked(WINDOWS_10_PRO))
def test_one_refused_call_makes_nothing_wrong(name: str, fault: Exception) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise fault

    found = gather(replace(WINDOWS_10_PRO, answers={**WINDOWS_10_PRO.answers, name: refuse}))
    assert unlike(found) == {}
    assert found.raised.keys() <= {"disk", "memory", "screens"}, "without those a computer cannot be judged"


@pytest.mark.parametrize("odd", ODD_VALUES, ids=lambda odd: ascii(odd)[:20])
@pytest.mark.parametrize("key", WINDOWS_10_PRO.tree)
def test_one_odd_value_in_the_registry_makes_nothing_wrong(key: str, odd: Any) -> None:
    for name in WINDOWS_10_PRO.tree[key]:
        spoilt = {**WINDOWS_10_PRO.tree, key: {**WINDOWS_10_PRO.tree[key], name: odd}}
        found = gather(replace(WINDOWS_10_PRO, tree=spoilt))
        assert found.raised == {}
        assert unlike(found) == {}, name


@pytest.mark.parametrize("key", WINDOWS_10_PRO.tree)
def test_a_missing_key_makes_nothing_wrong(key: str) -> None:
    rest = {other: values for other, values in WINDOWS_10_PRO.tree.items() if other != key}
    found = gather(replace(WINDOWS_10_PRO, tree=rest))
    assert found.raised == {}
    assert unlike(found, no_is_right=True) == {}


@pytest.mark.parametrize("root", ["HKLM", "HKCU", "HKCR", "HKLM32", r"HKLM\SOFTWARE", r"HKLM\SYSTEM", r"HKLM\HARDWARE"])
def test_a_registry_that_may_not_be_read_makes_nothing_wrong(root: str) -> None:
    found = gather(replace(WINDOWS_10_PRO, refused=(root,)))
    assert unlike(found) == {}


def test_refused_keys_are_unknown_rather_than_no() -> None:
    found = gather(replace(WINDOWS_10_PRO, refused=("HKLM", "HKLM32", "HKCR")))
    assert found["windows.s_mode"] is None
    assert found["office.word_path_exists"] is None
    assert found["windows.edition_id"] is None
    assert found["platform.remote_session"] is None
    assert found.missing["security.edge_installed"] == "Windows does not say whether Microsoft Edge is installed."


def test_a_computer_that_answers_nothing_at_all_is_all_unknown() -> None:
    found = gather(Computer({}, {}))
    assert found.raised == {}
    assert {name: value for values in found.values.values() for name, value in values.items() if value} == {}
    assert found.screens == ()
    assert found.missing["screens."] == "This Windows has no displays."


@pytest.mark.parametrize("name", COMPUTERS)
def test_each_computer_without_its_calls_still_tells_its_registry(name: str) -> None:
    found = gather(replace(COMPUTERS[name], answers={}))
    whole = gather(COMPUTERS[name])
    assert found.raised == {}
    for path in ("windows.build", "windows.edition_id", "platform.manufacturer", "processor.name"):
        assert found[path] == whole[path] is not None


WORDS = [
    ("wmi", "windows.esu_years", "Windows did not say which updates are paid for."),
    ("update_dates", "windows.last_update_installed", "Windows Update does not say when it last ran."),
    ("is_activated", "windows.activated", "Windows does not say now whether it is activated."),
    ("bitlocker", "security.bitlocker", "Windows does not say whether the drive is encrypted."),
    ("firewall_blocks_outgoing", "security.outbound_blocked", "Windows' firewall does not answer."),
    ("antivirus_health", "security.antivirus_health", "Windows' security centre does not answer."),
    ("smartcards", "smartcard.service_code", "Windows' smartcard service does not answer."),
    ("has_default_printer", "platform.has_default_printer", "Windows does not say which printer is the usual one."),
    ("installed_memory", "memory.installed", "The firmware does not say how much memory is fitted."),
]


@pytest.mark.parametrize(("call", "path", "reason"), WORDS)
def test_what_windows_refuses_is_told_in_words_for_the_report(call: str, path: str, reason: str) -> None:
    found = gather(changed(WINDOWS_10_PRO, {call: OSError(5, "refused")}))
    assert found.missing[path] == reason


def changed(computer: Computer, answers: Mapping[str, Any]) -> Computer:
    return replace(computer, answers={**computer.answers, **answers})


def test_a_drive_with_impossible_room_is_no_drive() -> None:
    found = gather(changed(WINDOWS_10_PRO, {"disk_room": DiskRoom(free_for_user=2**50, size=2**40, free=2**39)}))
    assert found.raised == {"disk": OddValue}
    assert "disk" not in found.values


def test_less_memory_fitted_than_used_is_a_damaged_table() -> None:
    found = gather(changed(WINDOWS_10_PRO, {"installed_memory": 2**30}))
    assert found.missing["memory.installed"]


def test_the_best_of_three_looks_at_free_memory_counts() -> None:
    free_gib = iter([7, 1, 3, 2, 100])  # the first look only compares with what is fitted
    found = gather(changed(WINDOWS_10_PRO, {"memory": lambda: Memory(8 * 2**30, next(free_gib) * 2**30)}))
    assert found["memory.available"] == 3 * 2**30


@pytest.mark.parametrize("folder", ["", "C", r"\\server\share", "1:\\Windows", "\u00c4:\\Windows"])
def test_an_odd_windows_folder_names_no_drive(folder: str) -> None:
    found = gather(changed(WINDOWS_10_PRO, {"windows_folder": folder}))
    assert found["windows.system_drive"] is None


def test_a_drive_of_another_letter_is_told() -> None:
    found = gather(changed(WINDOWS_10_PRO, {"windows_folder": r"d:\Windows"}))
    assert found["windows.system_drive"] == "D"
    assert found["disk.path"] == "d:\\"


def test_what_one_person_may_not_read_of_anothers_programs_is_left_out() -> None:
    found = gather(replace(WINDOWS_11_ENTERPRISE, refused=("HKLM32",)))
    assert [one.name for one in found["client.installed"]] == ["systmone live", "systmone live"]
    assert found["smartcard.identity_agent"] is None
