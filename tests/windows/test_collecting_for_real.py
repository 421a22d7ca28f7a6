"""All parts together, as the program runs them, on a real Windows Python and on several versions of Windows."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from inpatient_hub.domain.readiness_facts import Facts, MissingWhy, System
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.readiness.collecting import collect
from inpatient_hub.readiness.collectors.choose import local_parts
from tests.windows.new_process import facts_in_new_process, in_new_process, tell_wine
from tests.windows.test_calls_for_real import SCREEN
from tests.windows.windows_registry import Keys, RealRegistry

pytestmark = pytest.mark.win32

CLOCK = FixedClock(datetime(2026, 11, 20, 14, 5, tzinfo=UTC))
VERSION = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"

NOT_IN_WINE = {
    "windows.esu_years": "Windows did not say which updates are paid for.",
    "windows.last_update_installed": "Windows Update does not say when it last ran.",
    "windows.last_update_search": "Windows Update does not say when it last ran.",
    "windows.activated": "This Windows has no slwga.",
    "security.antivirus_health": "This Windows has no wscapi.",
    "security.antivirus_service_runs": "This Windows has no wscapi.",
    "security.antivirus": "Windows' security centre does not answer.",
    "security.bitlocker": "Windows does not say whether the drive is encrypted.",
    "security.outbound_blocked": "Windows' firewall does not answer.",
}


@pytest.fixture(scope="module")
def facts() -> Facts:
    return collect(local_parts(), clock=CLOCK, app_version="test")


def test_every_part_answers_or_says_why_not(facts: Facts) -> None:
    assert {one.path: one.detail for one in facts.missing} == NOT_IN_WINE
    assert {one.why for one in facts.missing} == {MissingWhy.UNAVAILABLE}


def test_what_is_found_is_true(facts: Facts) -> None:
    assert facts.system is System.WINDOWS
    assert facts.windows is not None
    assert facts.windows.is_wine
    assert (facts.windows.native_machine, facts.windows.system_drive) == (0x8664, "C")
    assert facts.processor.machine == "x64"
    assert [(one.width, one.height, one.scale) for one in facts.screens] == [(*SCREEN[:2], 1.0)]
    assert facts.memory.usable
    assert 0 < (facts.memory.available or 0) <= facts.memory.usable <= (facts.memory.installed or 0)
    assert facts.disk.path == "C:\\"
    assert 0 < (facts.disk.free_for_user or 0) < (facts.disk.size or 0)
    assert facts.smartcard.service_code in {0x80100001, 0x8010001D}
    assert facts.platform.remote_session is False
    assert facts.platform.domain_joined is False
    assert facts.office.word_path_exists is False
    assert facts.client.running == ()
    assert facts.power.up_for_s


def test_the_facts_can_be_saved_and_read_back(facts: Facts) -> None:
    assert Facts.model_validate_json(facts.model_dump_json()) == facts


def test_all_of_it_takes_less_than_the_time_of_one_slow_answer(facts: Facts) -> None:
    assert max(facts.durations_ms.values()) < 3_000, facts.durations_ms


def test_nothing_slow_or_strange_is_loaded_for_it() -> None:
    loaded = json.loads(
        in_new_process(
            """
            import json, sys
            from inpatient_hub.readiness.collectors.choose import local_parts
            for part in local_parts():
                try:
                    part.collect()
                except Exception:
                    pass
            print(json.dumps(sorted({name.partition(".")[0] for name, module in sys.modules.items() if module})))
            """
        )
    )
    assert "psutil" in loaded
    unwanted = {"_wmi", "platform", "comtypes", "win32com", "PySide6", "sqlalchemy", "alembic", "jinja2", "yaml"}
    assert unwanted & set(loaded) == set()


def test_a_part_that_hangs_or_dies_inside_windows_costs_only_itself() -> None:
    said = in_new_process(
        """
        import ctypes, json
        from datetime import UTC, datetime
        from inpatient_hub.domain.readiness_facts import MemoryFacts, WindowsFacts
        from inpatient_hub.host.clock import FixedClock
        from inpatient_hub.readiness.collecting import collect
        from inpatient_hub.readiness.collectors.choose import local_parts
        from inpatient_hub.readiness.collectors.part import Part

        def hang():
            # A call into Windows that does not come back while anybody waits: no Python code can end it.
            ctypes.windll.kernel32.WaitForSingleObject(ctypes.c_void_p(-1), 20_000)
            return MemoryFacts(usable=1)

        def die():
            ctypes.cdll.msvcrt.memset(ctypes.c_void_p(8), 0, 1)
            return WindowsFacts(activated=True)

        parts = (
            Part("memory", ("usable",), hang, 0.3),
            Part("windows", ("activated",), die),
            *(part for part in local_parts() if part.section == "disk"),
        )
        clock = FixedClock(datetime(2026, 11, 20, 14, 5, tzinfo=UTC))
        found = collect(parts, clock=clock, app_version="test")
        print(json.dumps([{one.path: one.why for one in found.missing}, found.disk.path]))
        """
    )
    assert json.loads(said) == [{"memory.usable": "timed_out", "windows.activated": "error"}, "C:\\"]


# Other versions, scalings and programs


@pytest.fixture
def windows_version() -> Iterator[Callable[[str], None]]:
    """Lets Wine call itself another Windows, until the end of the test."""
    yield lambda name: tell_wine("winecfg", "-v", name)
    tell_wine("winecfg", "-v", "win10")


def test_the_build_that_windows_runs_is_told(write_keys: Callable[[Keys], None]) -> None:
    write_keys(
        {
            VERSION: {
                "CurrentBuildNumber": "26100",
                "CurrentBuild": "26100",
                "UBR": 7171,
                "DisplayVersion": "24H2",
                "EditionID": "Professional",
                "InstallationType": "Client",
                "ProductName": "Windows 10 Pro",
            }
        }
    )
    facts = facts_in_new_process()
    windows = facts["windows"]
    assert (windows["build"], windows["revision"], windows["display_version"]) == (26100, 7171, "24H2")
    assert (windows["edition_id"], windows["installation_type"]) == ("Professional", "Client")
    assert facts["system_name"] == "Windows 11 24H2, build 26100.7171"


@pytest.mark.parametrize(("name", "build"), [("win81", 9600), ("win8", 9200)])
def test_another_version_is_told(windows_version: Callable[[str], None], name: str, build: int) -> None:
    windows_version(name)
    windows = facts_in_new_process()["windows"]
    assert (windows["build"], windows["product_type"]) == (build, 1)


def test_a_server_is_told(windows_version: Callable[[str], None]) -> None:
    windows_version("win2008r2")
    windows = facts_in_new_process()["windows"]
    assert windows["product_type"] == 3


@pytest.mark.parametrize(("dots", "scale"), [(120, 1.25), (144, 1.5), (192, 2.0)])
def test_a_scaled_screen_keeps_its_pixels(write_keys: Callable[[Keys], None], dots: int, scale: float) -> None:
    write_keys({r"HKCU\Control Panel\Desktop": {"LogPixels": dots}})
    [screen] = facts_in_new_process()["screens"]
    assert (screen["width"], screen["height"], screen["scale"]) == (*SCREEN[:2], scale)


def test_a_systmone_that_runs_is_seen_with_its_memory(tmp_path: Any) -> None:
    import shutil
    import subprocess
    from pathlib import Path

    home, program = Path(sys.executable).parent, tmp_path / "SystmOne.exe"
    shutil.copyfile(sys.executable, program)
    for name in ("python311.dll", "VCRUNTIME140.dll", "python311._pth"):
        shutil.copyfile(home / name, tmp_path / name)
    shutil.copytree(home / "Lib" / "encodings", tmp_path / "Lib" / "encodings")
    for name in ("codecs", "io", "abc", "os", "stat", "ntpath", "genericpath", "_collections_abc", "site"):
        shutil.copyfile(home / "Lib" / f"{name}.py", tmp_path / "Lib" / f"{name}.py")
    running = subprocess.Popen(
        [str(program), "-c", "print('ready', flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    try:
        assert running.stdout.readline().strip() == b"ready"
        parts = tuple(part for part in local_parts() if part.section in {"client", "memory"})
        facts = collect(parts, clock=CLOCK, app_version="test")
    finally:
        running.communicate(b"\n")
    assert facts.client.running == ("SystmOne.exe",)
    assert facts.memory.systmone_in_use > 1_000_000
    after = collect(parts, clock=CLOCK, app_version="test")
    assert (after.client.running, after.memory.systmone_in_use) == ((), 0)


def test_what_a_test_writes_into_the_registry_is_taken_out_again() -> None:
    registry = RealRegistry()
    registry.write({r"HKCU\Software\Inpatient Hub tests\deep": {"it": 1}, VERSION: {"EditionID": "Core"}})
    assert registry._read(VERSION, "EditionID") == ("Core", 1)
    registry.put_back()
    assert registry._read(VERSION, "EditionID") is None
    assert registry._read(r"HKCU\Software\Inpatient Hub tests\deep", "it") is None
