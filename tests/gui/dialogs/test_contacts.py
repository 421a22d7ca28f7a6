"""The ward's contacts: what is still to be set, where the ward's own file lives, and making one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.bootstrap import Place, load_content
from inpatient_hub.domain.directory import AreaSpec, ChannelSpec, ContactSpec, Directory, Method
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.dialogs.contacts import ContactsDialog, ContactsView, contact_rows
from inpatient_hub.gui.models.rows import GroupFacts, RowFacts
from inpatient_hub.services.content import ContentService
from tests.gui.desk import Desk, Shown, click, heard
from tests.gui.made_up import ESTHER, WARD
from tests.gui.ward import a_ward

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def a_contact(contact_id: str, service: str, *, area: str = "", unset: bool = False) -> ContactSpec:
    return ContactSpec(
        id=contact_id,
        service=service,
        name=f"The {service} team",
        area=area,
        channels=(ChannelSpec(method=Method.EMAIL, value="team@example.invalid"),),
        reviewed_on=date(2026, 9, 1),
        needs_setting=unset,
    )


DIRECTORY = Directory(
    areas=(AreaSpec(id="north", name="North"),),
    contacts=(a_contact("set", "housing_options"), a_contact("unset", "advocacy", area="north", unset=True)),
)


def a_view(folder: Path, **changed: object) -> ContactsView:
    view = ContactsView(directory=DIRECTORY, folder=folder, has_own_file=False)
    return replace(view, **changed)  # type: ignore[arg-type]


def test_contacts_still_to_be_set_stand_first_and_are_marked() -> None:
    rows = contact_rows(DIRECTORY)
    assert [row.title for row in rows if isinstance(row, GroupFacts)] == ["Still to be set", "Housing options"]
    unset, own = (row for row in rows if isinstance(row, RowFacts))
    assert (unset.second, [chip.words for chip in unset.chips]) == ("North, team@example.invalid", ["Set your own"])
    assert (own.second, own.chips) == ("Every area, team@example.invalid, checked 1 Sep 2026", ())


def test_it_says_how_many_are_made_up_and_where_the_wards_own_file_lives(shown: Shown, tmp_path: Path) -> None:
    dialog: ContactsDialog = shown(ContactsDialog(None, a_view(tmp_path)), None)
    assert dialog.message._sentence.text() == "1 contact is still made up"
    assert dialog.place.text() == str(tmp_path / "contacts.yaml")
    assert dialog.make_file.isVisible()


def test_what_is_wrong_in_the_wards_own_pack_is_said_first(shown: Shown, tmp_path: Path) -> None:
    view = a_view(tmp_path, problems=("contacts.yaml, line 3: oh dear",), has_own_file=True)
    dialog: ContactsDialog = shown(ContactsDialog(None, view), None)
    assert dialog.message.accessibleName().startswith("Error: Part of the ward's own pack is not in force")
    assert not dialog.make_file.isVisible()


def test_a_starting_file_is_asked_for_and_its_making_is_told(shown: Shown, tmp_path: Path) -> None:
    dialog: ContactsDialog = shown(ContactsDialog(None, a_view(tmp_path)), None)
    asked = heard(dialog.starting_file_requested)
    click(dialog.make_file)
    assert len(asked) == 1
    dialog.show_made(a_view(tmp_path, has_own_file=True), [tmp_path / "contacts.yaml"])
    assert dialog.made.text() == "Made: contacts.yaml"
    assert not dialog.make_file.isVisible()
    dialog.show_problem(HubError("Not made", "The folder cannot be written to.", remedy="Ask for the right."))
    assert dialog.message.accessibleName() == "Error: Not made. The folder cannot be written to. Ask for the right."


def test_opened_over_a_page_it_reads_the_directory_and_makes_the_file_for_real(
    desks: Callable[..., Desk], shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    place = Place(data_folder=tmp_path)
    desk = desks(a_ward(), ward=WARD, person=ESTHER)
    library = ContentService(content=load_content(place), clock=desk.context.hub.clock)
    hub = replace(desk.context.hub, place=place, library=library)
    parent: QWidget = shown(QWidget())
    ContactsDialog.open_for(replace(desk.context, hub=hub), parent)
    desk.settle()
    [dialog] = [one for one in QApplication.topLevelWidgets() if isinstance(one, ContactsDialog) and one.isVisible()]
    assert dialog.rows.row_model().rowCount() > 3
    click(dialog.make_file)
    desk.settle()
    assert (tmp_path / "packs" / "local" / "contacts.yaml").exists()
    assert dialog.made.isVisible()
    dialog.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
