"""Pictures of the window on Windows, and how long it takes to start there: python -m tests.windows.look.

No test judges them: the pictures are to be looked at, in build/windows-tests/pictures, and the time is told as a ratio
to a bare window of the same Qt in the same Windows, since Wine's own seconds say nothing about a ward's computer.
"""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass

from tests.windows.run import display, ready_prefix, settle, wine, wine_environment
from tests.windows.setups import BUILD, setups
from tests.windows.windows_python import HERE, make
from windows.packages import CannotBuild, say

PICTURES = BUILD / "pictures"
LONGEST_S = 600
STARTS = 2


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen as it is found on wards: its size in pixels, and Windows' scaling in dots per inch (96 is 100 %)."""

    width: int
    height: int
    dots: int

    @property
    def name(self) -> str:
        """`1366x768-150`."""
        return f"{self.width}x{self.height}-{round(self.dots / 0.96)}"

    def settings(self) -> list[tuple[str, str, str, str]]:
        """What Windows is told: the scaling, and to draw a desktop of its own, so that windows have their frames."""
        dots = ("LogPixels", "REG_DWORD", str(self.dots))
        explorer = r"HKCU\Software\Wine\Explorer"
        return [
            (r"HKCU\Control Panel\Desktop", *dots),
            (r"HKCU\Software\Wine\Fonts", *dots),
            (explorer, "Desktop", "REG_SZ", "ward"),
            (rf"{explorer}\Desktops", "ward", "REG_SZ", f"{self.width}x{self.height}"),
        ]


SCREENS = (Screen(1366, 768, 96), Screen(1366, 768, 144), Screen(1920, 1080, 96))


def inside(environment: Mapping[str, str], script: str, *arguments: str) -> str:
    """Run a script in the built program, and return what it prints."""
    [dll] = (BUILD / "first" / "InpatientHub").glob("python3??.dll")
    told = {**environment, "INPATIENT_HUB_PYTHON": "Z:" + str(dll).replace("/", "\\")}
    done = subprocess.run(
        ["wine", str(make() / "python.exe"), str(HERE / "setup" / script), "windows", *arguments],
        env=told,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=LONGEST_S,
        check=False,
    )
    said = done.stdout.decode(errors="replace")
    if done.returncode:
        raise CannotBuild(f"{script} ended with {done.returncode}:\n{said[-2_000:]}")
    return said


def draw(screen: Screen) -> None:
    """Draw the window on one screen."""
    with display(f"{screen.width}x{screen.height}x24") as on:
        environment = wine_environment(on)
        try:
            ready_prefix(environment, make())
            for key, name, kind, value in screen.settings():
                wine(environment, "reg", "add", key, "/v", name, "/t", kind, "/d", value, "/f")
            settle(environment, "-k")
            inside(environment, "pictures.py", "Z:" + str(PICTURES).replace("/", "\\"), screen.name)
        finally:
            settle(environment, "-k")


def start_seconds() -> tuple[float, float]:
    """The shortest of some starts, from the first line of Python to the first paint: a bare window's, the program's."""
    with display() as on:
        environment = wine_environment(on)
        try:
            ready_prefix(environment, make())
            best = {"bare": 1e9, "hub": 1e9}
            for what in ["bare", "hub"] * (STARTS + 1):
                seconds = float(inside(environment, "first_paint.py", what).rpartition("seconds ")[2])
                best[what] = min(best[what], seconds)
            return best["bare"], best["hub"]
        finally:
            settle(environment, "-k")


def look() -> None:
    """Draw all pictures, and tell the time."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for screen in SCREENS:
        draw(screen)
    bare, hub = start_seconds()
    told = f"To the first paint under Wine: {hub / bare:.1f} times a bare window ({hub:.2f} s, {bare:.2f} s)"
    (PICTURES / "start.txt").write_text(f"{told}\n", encoding="ascii")
    say(f"Pictures of the window on Windows are in {PICTURES}")
    say(told)


if __name__ == "__main__":
    setups()
    look()
