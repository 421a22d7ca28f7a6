"""For one user and for all: who gets which, what each refuses of the other, and folders that nobody else can change."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inpatient_hub import __version__
from tests.windows.older import OLDER, STALE
from tests.windows.setup.test_held_for_real import named
from tests.windows.setup.ward_pc import (
    CHOICES,
    ENTRY,
    FOR_ALL,
    PER_USER,
    RUN_KEY,
    TRUST,
    log_lines,
    registry,
    rights,
    run,
    setup,
    shipped,
    tree,
    uninstall,
    uninstall_code,
    version_of,
    wine_path,
)
from tests.windows.windows_registry import Keys

pytestmark = [pytest.mark.win32, pytest.mark.usefixtures("clean_pc")]

SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


def test_for_all_users_it_is_upgraded_not_downgraded_and_left_alone_while_open(built: dict[str, str]) -> None:
    assert setup(built["small_older"], "/AllUsers", "/STARTUP=1") == 0
    assert (FOR_ALL / STALE).is_file()
    mine = FOR_ALL / "of the trust.txt"
    mine.write_text("ours", encoding="utf-8")
    with named("Global\\InpatientHub"):
        assert (setup(built["small"], "/AllUsers"), uninstall_code("HKLM")) == (1618, 1618)
    assert version_of("HKLM") == OLDER
    assert setup(built["small"], "/AllUsers") == 0
    assert shipped(FOR_ALL) == tree(Path(wine_path(built["small_program"]))) | {mine.name: 4}
    assert (version_of("HKLM"), version_of("HKCU")) == (__version__, None)
    assert (registry("HKLM", CHOICES) or {})["STARTUP"] == 1
    assert "InpatientHub" in (registry("HKLM", RUN_KEY) or {})
    assert setup(built["small_older"], "/AllUsers") == 1638
    assert version_of("HKLM") == __version__
    assert setup(built["small_older"], "/AllUsers", "/FORCE") == 0
    assert version_of("HKLM") == OLDER
    uninstall("HKLM")
    assert tree(FOR_ALL) == {mine.name: 4}
    assert registry("HKLM", ENTRY) is None


def test_whoever_has_it_from_the_computer_gets_no_copy_of_their_own(built: dict[str, str]) -> None:
    assert setup(built["small"]) == 0
    assert setup(built["small_older"], "/AllUsers") == 1638
    assert (version_of("HKLM"), version_of("HKCU")) == (None, __version__)
    assert setup(built["small"], "/AllUsers") == 0
    assert "People who are signed in and have a copy of their own, which goes before this one: 1." in log_lines()[-1]
    assert setup(built["small"]) == 183
    assert f"183 Inpatient Hub {__version__} is installed for everybody" in log_lines()[-1]
    uninstall("HKLM")
    assert shipped(PER_USER) == tree(Path(wine_path(built["small_program"])))
    assert (version_of("HKLM"), version_of("HKCU")) == (None, __version__)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ((r"/D=relative\x",), "has to be the whole path of a folder"),
        (("/D=C:\\",), "has to be the whole path of a folder"),
        (("/AllUsers", "/D="), "has to be the whole path of a folder"),
        (("/AllUsers", r"/D=C:\Apps\Inpatient Hub"), "nobody but an administrator"),
        (("/AllUsers", rf"/D={PER_USER}"), "nobody but an administrator"),
        (("/AllUsers", rf"/D={FOR_ALL.parent}\\"), "nobody but an administrator"),
        (("/AllUsers", rf"/D={FOR_ALL}\..\..\Apps"), "nobody but an administrator"),
        ((rf"/D={FOR_ALL}",), "is for what is installed for all users"),
        ((rf"/D={TRUST}",), "holds the ward's data"),
    ],
)
def test_each_goes_only_where_it_belongs(built: dict[str, str], options: tuple[str, ...], why: str) -> None:
    assert setup(built["small"], *options) == 87
    assert why in log_lines()[0]
    assert (version_of("HKLM"), version_of("HKCU")) == (None, None)
    assert not FOR_ALL.exists()


def test_an_account_of_windows_own_gets_it_for_all_users_or_not_at_all(
    built: dict[str, str], write_keys: Callable[[Keys], None]
) -> None:
    write_keys({SHELL_FOLDERS: {"Local AppData": r"C:\windows\system32\config\systemprofile\AppData\Local"}})
    assert setup(built["small"]) == 87
    assert "Add /AllUsers" in log_lines()[0]
    assert (setup(built["small"], "/AllUsers"), version_of("HKCU")) == (0, None)


def test_other_people_cannot_come_by_the_folder_of_the_trusts_policy_under_wine(built: dict[str, str]) -> None:
    everybody = ";;;WD)"  # Wine keeps of what is asked for the owner's part and everybody's
    assert setup(built["small"], "/AllUsers") == 0
    assert everybody not in rights(TRUST)
    uninstall("HKLM")
    assert not TRUST.exists()
    TRUST.mkdir()
    assert everybody in rights(TRUST)
    assert setup(built["small"], "/AllUsers") == 0
    assert everybody not in rights(TRUST)
    policy = TRUST / "trust-policy.toml"
    policy.touch()
    uninstall("HKLM")
    assert policy.is_file()
    assert [line for line in log_lines() if "could not be closed" in line] == []


def test_a_start_up_script_as_the_guide_has_it_installs_each_version_once(
    built: dict[str, str], tmp_path: Path
) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "deploy.md").read_text(encoding="utf-8")
    words = guide.partition("```bat\n")[2].partition("```")[0]
    there = r"\\files.example\wards\InpatientHub-0.1.0-x64-setup.exe"
    assert words.count(there) == 1
    script = tmp_path / "start-up.cmd"
    script.write_text(words.replace(there, wine_path(built["small"])).replace("0.1.0", __version__), encoding="ascii")
    assert setup(built["small_older"], "/AllUsers") == 0
    for _ in range(2):
        run(["cmd", "/c", str(script)])
    assert log_lines() == [f"{version}: 0 Installed in {FOR_ALL}." for version in (OLDER, __version__)]


WINE = r"HKCU\Software\Wine\AppDefaults"


@pytest.mark.parametrize(("build", "code"), [("19045", 1654), ("22000", 0)])
def test_on_arm_it_takes_windows_11_under_wine(
    built: dict[str, str], write_keys: Callable[[Keys], None], build: str, code: int
) -> None:
    write_keys({r"HKLM\Software\Microsoft\Windows NT\CurrentVersion": {"CurrentBuildNumber": build}})
    assert setup(built["small_on_arm"]) == code
    assert (version_of() is None) == (code != 0)


def test_what_cannot_look_does_nothing_under_wine(built: dict[str, str], write_keys: Callable[[Keys], None]) -> None:
    assert setup(built["small_older"]) == 0
    for program in ("small.exe", "remove.exe"):
        write_keys({rf"{WINE}\{program}\DllOverrides": {"system": ""}})
    assert (setup(built["small"]), uninstall_code()) == (1625, 1625)
    assert version_of() == OLDER
    assert "1625 Windows does not let this setup load its own library" in log_lines()[-1]
