"""A person at the windows of setup and uninstaller."""

from pathlib import Path

import pytest

from inpatient_hub import __version__
from tests.windows.setup.ward_pc import (
    ENTRY,
    FOR_ALL,
    PER_USER,
    desktop,
    registry,
    setup,
    shipped,
    start_menu,
    tree,
    uninstall_string,
    version_of,
    wine_path,
)
from tests.windows.setup.wizard import opened

pytestmark = [pytest.mark.win32, pytest.mark.usefixtures("clean_pc")]

PROGRAM = 0
IN_MENU, ON_DESKTOP = 1, 2


def test_the_program_itself_cannot_be_left_out_of_it(built: dict[str, str]) -> None:
    assert setup(built["small"]) == 0
    with opened(uninstall_string()) as wizard:
        wizard.tick(wizard.window(), PROGRAM)
        wizard.go_on("Uninstall")
        assert wizard.close("Close") == 0
    assert registry("HKCU", ENTRY) is None
    assert not PER_USER.exists()


def test_a_person_goes_through_the_setup_and_chooses_an_icon_on_the_desktop(
    built: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "NOTICE.txt").write_text("The ward's own", encoding="utf-8")
    with opened(f'"{wine_path(built["small"])}"') as wizard:
        window = wizard.window()
        assert wizard.reads(window, "This installs Inpatient Hub for you alone")
        wizard.go_on("Next >")
        wizard.tick(window, ON_DESKTOP)
        wizard.go_on("Next >")
        wizard.fill(window, str(tmp_path))  # as Browse does
        wizard.go_on("Install")
        wizard.answer("The program goes into a folder of its own in it.")
        wizard.go_on("Install")
        assert wizard.reads(window, "You find it in the start menu.")
        wizard.untick_run(window)
        assert wizard.close("Finish") == 0
    assert version_of() == __version__
    assert {one.name for one in tmp_path.iterdir()} == {"InpatientHub", "NOTICE.txt"}
    assert shipped(tmp_path / "InpatientHub") == tree(Path(wine_path(built["small_program"])))
    assert desktop().exists()
    assert start_menu().exists()


def test_for_all_users_the_pages_say_so_and_an_administrator_is_not_offered_to_open_it(built: dict[str, str]) -> None:
    with opened(f'"{wine_path(built["small"])}" /AllUsers') as wizard:
        window = wizard.window()
        assert wizard.reads(window, "This installs Inpatient Hub for everybody who uses this computer.")
        wizard.go_on("Next >")
        wizard.tick(window, IN_MENU)
        wizard.go_on("Next >")
        wizard.fill(window, r"C:\Apps\Inpatient Hub")
        wizard.go_on("Install")
        wizard.answer("where nobody but an administrator can change it. Choose another folder.")
        wizard.fill(window, str(FOR_ALL))
        wizard.go_on("Install")
        assert wizard.reads(window, f"You find it in {FOR_ALL}.")
        assert not wizard.offers(window, "Open Inpatient Hub now")
        assert wizard.close("Finish") == 0
    assert version_of("HKLM") == __version__
    assert not start_menu(all_users=True).exists()
