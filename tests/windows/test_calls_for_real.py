"""Every call to Windows is really made, and gives what is true of this computer and of Wine."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from inpatient_hub.readiness.collectors.part import NotAvailable
from inpatient_hub.readiness.collectors.windows.answers import DiskRoom, Machines, Version
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.calls_programs import DESKTOP, DOCUMENTS, START_MENU
from inpatient_hub.readiness.collectors.windows.calls_system import STANDBY_AFTER
from tests.windows.new_process import in_new_process

pytestmark = pytest.mark.win32

SCREEN = tuple(int(one) for one in os.environ.get("INPATIENT_HUB_SCREEN", "0x0x0").split("x"))


@pytest.fixture
def api() -> WinApi:
    return WinApi()


# The system


def test_the_version_is_that_of_the_running_system(api: WinApi) -> None:
    running = sys.getwindowsversion()  # type: ignore[attr-defined]
    assert api.version() == Version(build=running.platform_version[2], product_type=1)
    assert api.version().build >= 10_240


def test_wine_is_told_apart_from_windows(api: WinApi) -> None:
    assert api.is_wine()
    assert not api.has("ntdll", "a_function_that_nobody_has")


def test_this_is_a_program_for_x64_on_x64(api: WinApi) -> None:
    assert api.machines() == Machines(process=0x8664, native=0x8664)


def test_an_older_windows_tells_its_processor_in_the_older_way(api: WinApi, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = WinApi.call

    def without(self: WinApi, library: str, name: str, *given: object, **named: object) -> object:
        if name == "IsWow64Process2":
            raise NotAvailable("too old")
        return whole(self, library, name, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(WinApi, "call", without)
    assert api.machines() == Machines(process=0x8664, native=0x8664)


def test_windows_is_on_its_system_drive(api: WinApi) -> None:
    assert api.windows_folder().lower() == "c:\\windows"
    assert api.environment("SystemDrive") == "C:"
    assert api.environment("SURELY_NOT_SET") is None


def test_memory_is_what_psutil_says(api: WinApi) -> None:
    by_psutil, memory = psutil.virtual_memory(), api.memory()
    assert memory.total == by_psutil.total
    assert abs(memory.available - by_psutil.available) < 500_000_000
    assert api.installed_memory() >= memory.total
    assert api.installed_memory() % 1024 == 0


def test_room_on_the_drive_is_what_python_says(api: WinApi) -> None:
    room, by_psutil = api.disk_room("C:\\"), psutil.disk_usage("C:\\")
    assert isinstance(room, DiskRoom)
    assert room.size == by_psutil.total
    assert abs(room.free - by_psutil.free) < 500_000_000
    assert 0 < room.free_for_user <= room.free <= room.size


def test_a_drive_that_is_not_there_is_an_error(api: WinApi) -> None:
    with pytest.raises(OSError, match="GetDiskFreeSpaceExW") as caught:
        api.disk_room("Q:\\nowhere\\")
    assert caught.value.winerror in {2, 3}  # type: ignore[attr-defined]


def test_the_processor_is_counted(api: WinApi) -> None:
    assert api.cores(physical=False) == os.cpu_count()
    assert 1 <= (api.cores(physical=True) or 0) <= (os.cpu_count() or 0)
    assert api.clock_mhz() > 500


def test_power_is_told_as_far_as_wine_knows(api: WinApi) -> None:
    assert api.is_on_mains() in {True, False, None}
    with pytest.raises(OSError, match="PowerGetActiveScheme"):
        api.seconds_on_mains(STANDBY_AFTER)


def test_the_time_since_the_start_grows(api: WinApi) -> None:
    first = api.up_for_ms()
    assert first > 0
    assert first <= api.up_for_ms() < first + 60_000


def test_this_session_is_at_the_computers_own_screen(api: WinApi) -> None:
    assert not api.is_remote()
    assert api.session() >= 0
    assert api.client_protocol() == 0
    with pytest.raises(OSError, match="WTSQuerySessionInformationW"):
        api.session_name()  # Wine names no session


def test_this_computer_belongs_to_no_domain(api: WinApi) -> None:
    assert api.is_joined_to_domain() is False
    assert isinstance(api.dns_domain(), str)


def test_rights_are_those_of_the_token(api: WinApi) -> None:
    assert api.is_administrator() is bool(ctypes.windll.shell32.IsUserAnAdmin())  # type: ignore[attr-defined]
    assert api.elevation() in {1, 2, 3}


# Devices


def test_the_screen_is_as_large_as_it_was_made(api: WinApi) -> None:
    [screen] = api.displays()
    assert (screen.width, screen.height) == SCREEN[:2]
    assert screen.bits == 32
    assert screen.is_primary
    assert screen.name == r"\\.\DISPLAY1"
    assert screen.dpi == 96
    assert screen.monitor_id.startswith("\\\\?\\DISPLAY#")


def test_asking_for_screens_leaves_the_programs_own_view_of_them_alone(api: WinApi) -> None:
    user32 = ctypes.WinDLL("user32")  # type: ignore[attr-defined]
    user32.GetThreadDpiAwarenessContext.restype = ctypes.c_void_p
    before = user32.GetThreadDpiAwarenessContext()
    api.displays()
    assert user32.GetThreadDpiAwarenessContext() == before


def test_devices_are_counted(api: WinApi) -> None:
    assert api.mouse_buttons() >= 1
    assert api.audio_inputs() == 0, "the harness gives this Windows no sound"
    assert api.audio_outputs() == 0
    assert all(layout & 0xFFFF for layout in api.keyboard_layouts())
    assert len(api.keyboard_layouts()) >= 1


def test_there_is_no_default_printer(api: WinApi) -> None:
    assert api.has_default_printer() is False


def test_there_is_no_smartcard_service(api: WinApi) -> None:
    service = api.smartcards()
    assert service.code in {0x80100001, 0x8010001D}
    assert service.readers == ()


# Programs and files


def test_files_and_folders_are_looked_for(api: WinApi) -> None:
    assert api.file_exists(sys.executable)
    assert not api.file_exists(r"C:\windows")
    assert api.folder_exists(r"C:\windows")
    assert not api.folder_exists(r"C:\iPlato")


def test_windows_own_folders_are_named(api: WinApi) -> None:
    for which in (DOCUMENTS, DESKTOP, START_MENU):
        assert api.known_folder(which).lower().startswith("c:\\")
    with pytest.raises(OSError, match="SHGetKnownFolderPath"):
        api.known_folder("00000000-0000-0000-0000-000000000001")


def test_shortcuts_are_found_in_a_folder_and_right_below(api: WinApi, tmp_path: Path) -> None:
    (tmp_path / "TPP" / "deep").mkdir(parents=True)
    for name in ("SystmOne Live.lnk", "word.LNK", "notes.txt", r"TPP\SystmOne.lnk", r"TPP\deep\hidden.lnk"):
        (tmp_path / name).touch()
    assert sorted(api.shortcuts(str(tmp_path))) == ["systmone", "systmone live", "word"]
    with pytest.raises(OSError, match="nowhere"):
        api.shortcuts(str(tmp_path / "nowhere"))


def test_what_opens_a_file_is_a_program_or_nothing(api: WinApi) -> None:
    assert api.program_for(".rtf").lower().endswith("wordpad.exe")
    assert api.program_for(".surelynobody") == ""


def test_every_running_program_is_named_with_its_memory(api: WinApi) -> None:
    ours = [one for one in api.processes() if one.path and Path(one.path).samefile(sys.executable)]
    assert ours
    assert {one.name.lower() for one in ours} == {"python.exe"}
    mine = psutil.Process().memory_info().rss
    assert any(mine / 2 < one.memory < mine * 2 for one in ours)
    assert {one.name.lower() for one in api.processes()} >= {"explorer.exe", "services.exe"}


def test_a_program_that_has_ended_is_no_longer_named(api: WinApi) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    before = sum(one.name.lower() == "python.exe" for one in api.processes())
    child.communicate(b"\n")
    assert sum(one.name.lower() == "python.exe" for one in api.processes()) == before - 1


# What Wine lacks


@pytest.mark.parametrize(
    ("ask", "library"), [(WinApi.is_activated, "slwga"), (WinApi.antivirus_health, "wscapi")], ids=["slwga", "wscapi"]
)
def test_a_library_that_this_windows_lacks_is_told(api: WinApi, ask: object, library: str) -> None:
    with pytest.raises(NotAvailable, match=f"This Windows has no {library}"):
        ask(api)  # type: ignore[operator]


def test_a_function_that_this_windows_lacks_is_told(api: WinApi) -> None:
    with pytest.raises(NotAvailable, match="no GetSurelyNothing"):
        api.call("kernel32", "GetSurelyNothing")


def test_a_library_beside_the_program_is_never_taken_for_windows_own(api: WinApi) -> None:
    assert (Path(sys.executable).parent / "answers.dll").is_file()
    assert not (Path(api.windows_folder()) / "system32" / "answers.dll").exists()
    said = in_new_process(
        """
        from inpatient_hub.readiness.collectors.windows.api import WinApi
        try:
            WinApi().call("answers", "PowerGetActiveScheme")
        except Exception as error:
            print(type(error).__name__, error)
        """
    )
    assert said == "NotAvailable This Windows has no answers."
