"""Runs tests inside a Windows Python under Wine: python -m tests.windows.run [arguments for pytest].

Everything it needs is made once in the folder .windows: the Windows Python, and Wine's own Windows (its "prefix"),
whose registry is put back as it was new before each run.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.windows.windows_python import CACHE, COMPILER, WINE_LACKS, make
from windows.packages import ROOT, CannotBuild, say

SCREEN = "1366x768x24"
"""A small laptop's, as it is found on wards."""

LONGEST_S = 1500
"""After this the whole Windows is ended, and the tests with it."""

HERE = Path(__file__).resolve().parent
USUAL = ("tests/windows", "tests/readiness/collectors/windows", "tests/readiness/test_collecting.py")
"""What is run unless told otherwise: what only Windows can run, and what Windows should do as every system does."""

SETUP_TESTS = "tests/windows/setup"
"""What runs setups, which are built first."""

REGISTRY = ("system.reg", "user.reg", "userdef.reg")
NETWORK = """
ip link set lo up
ip address add 192.0.2.61/32 dev lo
ip address add 192.0.2.62/32 dev lo
ip link add ward0 type veth peer name nowhere
ip address add 192.0.2.10/24 dev ward0
ip link set ward0 up
ip link set nowhere up
ip route add default via 192.0.2.1 dev ward0
"""
"""All that this Windows sees of a network: an adapter that leads nowhere, and two servers' addresses on itself."""

WINE_ASIDE = re.compile(r"wine: Read access denied for device .*\n")
"""Wine says this to the terminal when a program lists the drives."""

DISABLED = "winedbg.exe,winemenubuilder.exe,mscoree,mshtml=d;mscms=n,b"
"""A crash ends at once rather than in a debugger, nothing offers to download .NET or a browser, and our mscms.dll goes
before Wine's."""


@contextmanager
def display(screen: str = SCREEN) -> Iterator[str]:
    """One screen for a whole run; the name of the display."""
    told, tell = os.pipe()
    command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(tell,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(tell)
    try:
        with os.fdopen(told) as line:
            number = line.readline().strip()
        if not number:
            raise CannotBuild("Xvfb, which draws the screen, did not start.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def wine_environment(on: str) -> dict[str, str]:
    """The environment in which every program of this Windows runs. It sees nothing of the person's own folders."""
    home = CACHE / "home"
    home.mkdir(parents=True, exist_ok=True)
    return {
        **{name: value for name, value in os.environ.items() if name in {"PATH", "TMPDIR", "USER"}},
        "DISPLAY": on,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": DISABLED,
        "WINEPREFIX": str(CACHE / "prefix"),
        "INPATIENT_HUB_TESTS": "steady",
        "INPATIENT_HUB_SCREEN": SCREEN,
        "INPATIENT_HUB_NETWORK": "apart",
    }


def wine(environment: dict[str, str], *command: str) -> None:
    """Run one of Windows' own programs to its end. Raises CannotBuild when it fails."""
    done = subprocess.run(
        ["wine", *command],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=180,
        check=False,
    )
    if done.returncode:
        raise CannotBuild(f"wine {' '.join(command)} failed:\n{done.stdout.decode(errors='replace')[-2_000:]}")


def settle(environment: dict[str, str], how: str) -> None:
    """Wait (`-w`) until all of this Windows has ended, or end it (`-k`)."""
    subprocess.run(["wineserver", how], env=environment, capture_output=True, timeout=120, check=False)


def ready_prefix(environment: dict[str, str], home: Path) -> None:
    """Make Wine's Windows when there is none, as Windows 10, and put its registry back as it was new."""
    prefix, new = CACHE / "prefix", CACHE / "registry"
    version = subprocess.run(["wine", "--version"], capture_output=True, text=True, check=True).stdout
    stamp = new / "wine-version.txt"
    if not (stamp.is_file() and stamp.read_text(encoding="utf-8") == version):
        say("Making a Windows with Wine (some seconds, the first time)")
        for folder in (prefix, new):
            shutil.rmtree(folder, ignore_errors=True)
        new.mkdir(parents=True)
        wine(environment, "wineboot", "-i")
        wine(environment, "winecfg", "-v", "win10")
        wine(environment, "reg", "add", r"HKCU\Software\Wine\Drivers", "/v", "Audio", "/d", "", "/f")
        settle(environment, "-w")
        for name in REGISTRY:
            shutil.copy2(prefix / name, new / name)
        stamp.write_text(version, encoding="utf-8")
    for name in REGISTRY:
        shutil.copy2(new / name, prefix / name)
    for file in (home / WINE_LACKS).glob("*.dll"):
        shutil.copyfile(file, prefix / "drive_c" / "windows" / "system32" / file.name)


def apart() -> list[str]:
    """The beginning of a command that runs in a network of its own, from which nothing reaches outside."""
    rights = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    command = ["unshare", *rights, "--net", "sh", "-ec", f'{NETWORK}\nexec "$@"', "sh"]
    tried = subprocess.run([*command, "true"], capture_output=True, text=True, errors="replace", check=False)
    if tried.returncode:
        raise CannotBuild(f"They must not reach a real network, and none can be made apart: {tried.stderr.strip()}")
    return command


def run_tests(home: Path, environment: dict[str, str], arguments: list[str]) -> int:
    """Run pytest in the Windows Python, passing on what it prints as it comes; its exit code."""
    root = "Z:" + str(ROOT).replace("/", "\\")
    # The Python is told where the checkout is by this file: with it, nothing else can add to its path.
    paths = (root, ".", "Lib", r"Lib\site-packages")
    (home / "python311._pth").write_text("\n".join(paths) + "\n", encoding="utf-8")
    python = [*apart(), "wine", str(home / "python.exe"), "-B", "-X", "utf8", "-m", "pytest"]
    pytest = ["-c", str(HERE / "pytest.ini"), "--rootdir", str(ROOT), "-p", "no:cacheprovider"]
    # A plain file as output ends the Windows Python at once; a pipe does not.
    with subprocess.Popen(
        [*python, *pytest, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as running:
        too_long = threading.Timer(LONGEST_S, settle, (environment, "-k"))
        too_long.daemon = True
        too_long.start()
        for line in running.stdout or ():
            sys.stdout.write(WINE_ASIDE.sub("", line.decode("utf-8", "replace").replace("\r\n", "\n")))
            sys.stdout.flush()
        too_long.cancel()
        return running.wait(timeout=60)


def look_for_tools() -> None:
    """Raise CannotBuild when a program that this needs is not on this computer."""
    needed = ("wine", "wineserver", "Xvfb", "unshare", "ip", COMPILER)
    missing = [name for name in needed if not shutil.which(name)]
    if missing:
        raise CannotBuild(f"There is no {', '.join(missing)}; dev.py names the packages of Debian.")


def names_files(arguments: list[str]) -> bool:
    """Whether some tests were named."""
    return any((ROOT / one.partition("::")[0]).exists() for one in arguments)


def chosen_tests(arguments: list[str]) -> list[str]:
    """What pytest is given: what was named, else what is usually run."""
    return arguments if names_files(arguments) else [*arguments, *USUAL]


def want_setups(arguments: list[str]) -> bool:
    """Whether tests were chosen that run a setup."""
    return any(f"{SETUP_TESTS}/".startswith(f"{one}/") or one.startswith(f"{SETUP_TESTS}/") for one in arguments)


def looked() -> bool:
    """Draw the pictures and tell the time of a start. What goes wrong there is told, and keeps no test from running."""
    from tests.windows.look import look

    try:
        look()
    except (CannotBuild, subprocess.TimeoutExpired) as problem:
        say(f"The window could not be looked at. {problem}")
        return False
    return True


def run(arguments: list[str]) -> int:
    """Make what is missing, run the tests, and leave nothing running; returns pytest's exit code."""
    look_for_tools()
    home = make()
    is_whole = not names_files(arguments)
    arguments = chosen_tests(arguments)
    told, failed = {}, 0
    if want_setups(arguments):
        from tests.windows import setups

        setups.setups()
        setups.begin_real()
        setups.unpack_qt_test()
        failed = 0 if not is_whole or looked() else 1
        told = {"INPATIENT_HUB_SETUPS": str(setups.TOLD), "INPATIENT_HUB_REAL_SETUP": str(setups.REAL)}
    with display() as on:
        environment = wine_environment(on) | told
        try:
            ready_prefix(environment, home)
            return run_tests(home, environment, arguments) or failed
        finally:
            settle(environment, "-k")


def main(arguments: list[str]) -> int:
    """Run the tests, one run at a time; when they could not run, say why and return 1."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "lock").open("w") as only_one:
        fcntl.flock(only_one, fcntl.LOCK_EX)
        try:
            return run(arguments)
        except CannotBuild as problem:
            say(f"The tests on Windows could not run. {problem}")
            return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
