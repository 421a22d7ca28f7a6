"""A ward's computer, as far as a setup changes it: runs setups, and says what is there afterwards."""

import ctypes
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

LOCAL = Path(os.environ.get("LOCALAPPDATA", "."))
PER_USER = LOCAL / "Programs" / "InpatientHub"
FOR_ALL = Path(os.environ.get("PROGRAMFILES", ".")) / "InpatientHub"
TRUST = Path(os.environ.get("PROGRAMDATA", ".")) / "InpatientHub"
DATA = LOCAL / "InpatientHub"
START_MENU = Path("Microsoft", "Windows", "Start Menu", "Programs", "Inpatient Hub.lnk")
ENTRY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\InpatientHub"
CHOICES = r"Software\InpatientHub\Setup"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
LONGEST_S = 180
UNINSTALLERS = {"uninstall.exe", "remove.exe"}
"""What a setup puts beside the program."""

WHEN = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d ")
"""How each line of the setups' log begins."""


def wine_path(path: str) -> str:
    """A path of the computer that Wine runs on, as Windows sees it."""
    return "Z:" + path.replace("/", "\\") if path.startswith("/") else path


def built_facts() -> dict[str, str]:
    """What was built: the paths of setups and facts about them."""
    told = Path(wine_path(os.environ["INPATIENT_HUB_SETUPS"]))
    facts: dict[str, str] = json.loads(told.read_text(encoding="utf-8"))
    return facts


def machine_of(program: Path) -> int:
    """What a program was compiled for, as its head says: 0x14C is 32-bit Windows, 0x8664 is 64-bit."""
    head = program.read_bytes()[:4096]
    at = int.from_bytes(head[0x3C:0x40], "little") + 4
    return int.from_bytes(head[at : at + 2], "little")


def run(command: str | Sequence[str], environ: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program to its end. Its output is a pipe: the Python of Wine dies of a plain file."""
    environ = {**os.environ, **(environ or {})}
    return subprocess.run(
        command,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=LONGEST_S,
        check=False,
    )


def setup(file: str, *options: str) -> int:
    """Run a setup silently; its exit code. `/D=` comes last and is never quoted, as NSIS wants it."""
    return run(" ".join([f'"{wine_path(file)}"', "/S", *options])).returncode


def uninstall_code(root: str = "HKCU") -> int:
    """The exit code of the very command by which Windows, and what rolls programs out, uninstall without a question."""
    return run((registry(root, ENTRY) or {})["QuietUninstallString"]).returncode


def uninstall_string() -> str:
    """The command by which Windows has a person uninstall what is this user's own."""
    return str((registry("HKCU", ENTRY) or {})["UninstallString"])


def uninstall(root: str = "HKCU") -> None:
    """Uninstall silently; it must go well."""
    assert uninstall_code(root) == 0


def log_lines() -> list[str]:
    """What the setups and uninstallers of this person wrote down, without the day and the time."""
    log = Path(os.environ["TEMP"]) / "InpatientHub-setup.log"
    lines = log.read_text(encoding="utf-16").splitlines() if log.exists() else []
    return [WHEN.sub("", line) for line in lines]


def registry(root: str, key: str) -> dict[str, Any] | None:
    """All values of a key in the 64-bit registry; None where there is no such key."""
    import winreg

    roots = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
    try:
        with winreg.OpenKeyEx(roots[root], key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
            count = winreg.QueryInfoKey(opened)[1]
            return {name: value for name, value, _ in (winreg.EnumValue(opened, at) for at in range(count))}
    except FileNotFoundError:
        return None


def version_of(root: str = "HKCU") -> str | None:
    """The version in the list of apps."""
    return (registry(root, ENTRY) or {}).get("DisplayVersion")


def start_menu(*, all_users: bool = False) -> Path:
    """The shortcut in the start menu."""
    return Path(os.environ["PROGRAMDATA" if all_users else "APPDATA"]) / START_MENU


def desktop() -> Path:
    """The shortcut on the desktop."""
    return Path(os.environ["USERPROFILE"]) / "Desktop" / "Inpatient Hub.lnk"


def tree(folder: Path) -> dict[str, int]:
    """Each file below a folder, with its size."""
    found: dict[str, int] = {}
    for one in os.scandir(folder):  # tells sizes at no cost, which for thousands of files counts
        if one.is_dir():
            found |= {f"{one.name}/{name}": size for name, size in tree(Path(one.path)).items()}
        else:
            found[one.name] = one.stat().st_size
    return found


def shipped(folder: Path) -> dict[str, int]:
    """Each file of the program itself in a folder, with its size."""
    return {name: size for name, size in tree(folder).items() if name not in UNINSTALLERS}


def inside(program: Path, script: Path, *arguments: str, platform: str = "") -> subprocess.CompletedProcess[str]:
    """Run a script in the program as it is set up: its Python, its packages, its Qt."""
    [dll] = program.glob("python3??.dll")
    starter = built_facts().get("starter", sys.executable)
    return run([starter, str(script), platform, *arguments], {"INPATIENT_HUB_PYTHON": str(dll)})


def rights(path: Path) -> str:
    """Who owns a file or folder, and who may do what with it, in Windows' own short spelling (SDDL)."""
    security, kernel = ctypes.WinDLL("advapi32"), ctypes.WinDLL("kernel32")
    found, text = ctypes.c_void_p(), ctypes.c_wchar_p()
    owner_and_rights, a_file, nothing = 5, 1, None
    wanted = (str(path), a_file, owner_and_rights, nothing, nothing, nothing, nothing, ctypes.byref(found))
    assert security.GetNamedSecurityInfoW(*wanted) == 0
    spelled = (found, 1, owner_and_rights, ctypes.byref(text), nothing)
    assert security.ConvertSecurityDescriptorToStringSecurityDescriptorW(*spelled)
    sddl = str(text.value)
    kernel.LocalFree(text)
    kernel.LocalFree(found)
    return sddl


def wait_until(there: Callable[[], Any], process: "subprocess.Popen[bytes]") -> Any:
    """Wait until something is there, looking five times a second for a minute at most, while a process lives."""
    for _ in range(5 * 60):
        found = there()
        if found:
            return found
        try:
            raise AssertionError(f"it ended with {process.wait(timeout=0.2)}")
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError("it never came")


def is_named(name: str) -> bool:
    """Whether some process holds the mutex of this name."""
    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenMutexW.restype = ctypes.c_void_p
    handle = kernel.OpenMutexW(0x100000, False, name)
    if handle:
        kernel.CloseHandle(ctypes.c_void_p(handle))
    return bool(handle)


def windows_of(pid: int) -> list[tuple[int, str]]:
    """The visible windows of a process: each with its handle and its title."""
    user = ctypes.WinDLL("user32")
    found: list[tuple[int, str]] = []

    @ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    def each(handle: int, _: int) -> int:
        owner = ctypes.c_ulong()
        user.GetWindowThreadProcessId(ctypes.c_void_p(handle), ctypes.byref(owner))
        if owner.value == pid and user.IsWindowVisible(ctypes.c_void_p(handle)):
            title = ctypes.create_unicode_buffer(300)
            user.GetWindowTextW(ctypes.c_void_p(handle), title, 300)
            found.append((handle, title.value))
        return 1

    user.EnumWindows(each, None)
    return found


def close_windows(pid: int) -> None:
    """Ask every window of a process to close, as the cross in its corner does."""
    for handle, _title in windows_of(pid):
        ctypes.WinDLL("user32").PostMessageW(ctypes.c_void_p(handle), 0x0010, 0, 0)
