"""What was typed and not saved when the window was locked is offered to whoever typed it, and to nobody else."""

from pathlib import Path

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.pages.run.page import RunPage
from inpatient_hub.store.draft_file import DRAFTS_FILE
from tests.e2e import walking, walks
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward
from tests.e2e.sitting import Sitting
from tests.e2e.test_quick_lock import CATHY, watched

ASKED = "Put back what you were writing?"


def lock(who: Sitting) -> None:
    """As idle time does it, whatever dialog is open; and the window is gone."""
    replaced = watched(who)
    assert who.opening.quick_lock is not None
    who.opening.quick_lock.lock()
    who.wait(lambda: replaced)
    who.close()


def sign_in(who: Sitting, name: str) -> None:
    who.dialog("Who is using this computer?")
    who.type(name)
    who.press("Return")
    who.wait_for(f"Signed in: {name}")
    who.settle()


def edit_cathy(who: Sitting, bed: str) -> None:
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("cath")
    who.wait(lambda: CATHY in who.words(who.shown))
    who.press("Return")
    who.settle()
    who.press("E")
    who.dialog("Change Catherine Earnshaw's details")
    who.fill_in("Bed", bed)


def test_a_patient_form_comes_back_to_its_writer_after_another_person_signed_in(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path, alone=False)
    who = sit(tmp_path, waits_for="Who is using this computer?")
    sign_in(who, "Jane Eyre")
    edit_cathy(who, "12")
    who.fill_in("Date of birth", "14 Ma")
    lock(who)
    assert (tmp_path / DRAFTS_FILE).exists()

    other = sit(tmp_path, waits_for="Who is using this computer?")
    sign_in(other, "Esther Summerson")
    assert not other.sees(ASKED, within=other.shown)
    lock(other)

    again = sit(tmp_path, waits_for="Who is using this computer?")
    sign_in(again, "Jane Eyre")
    again.dialog(ASKED)
    assert again.sees("The details of Catherine Earnshaw", "16:42", within=again.shown)
    again.click("Put it back")
    again.dialog("Change Catherine Earnshaw's details")
    assert again.field("Bed").value() == "12"
    assert again.field("Date of birth").line.text() == "14 Ma"  # type: ignore[attr-defined]
    assert "not a date" in again.field("Date of birth").error()
    again.settle()
    assert (tmp_path / DRAFTS_FILE).exists()  # it is not saved yet: a power cut now loses nothing
    again.fill_in("Date of birth", "14 Mar 1994")
    again.press("Ctrl+Return")
    again.wait_for("details saved")
    again.wait(lambda: not (tmp_path / DRAFTS_FILE).exists())
    assert again.opening.hub is not None
    patients = again.opening.hub.patients.find(again.opening.hub.wards.all()[0].id, "cath").items
    assert patients[0].patient.bed == "12"


def test_a_new_patient_half_typed_can_be_thrown_away_or_left_for_later(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.press("Ctrl+4")
    who.wait(lambda: who.sees(CATHY))
    who.settle()
    who.press("N")
    who.dialog("Add a patient to Keats Ward")
    who.fill_in("Family name", "Pirrip")
    lock(who)
    again = sit(tmp_path)
    again.dialog(ASKED)
    again.press("Esc")
    again.settle()
    again.close()
    assert (tmp_path / DRAFTS_FILE).exists()
    third = sit(tmp_path)
    third.dialog(ASKED)
    third.click("Throw away")
    third.wait(lambda: not (tmp_path / DRAFTS_FILE).exists())


def test_words_that_the_store_refused_come_back_to_the_note(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    walking.start(who, walks.IMHA)
    walking.answer_steps(who, walks.IMHA)
    walking.fill_in_note(who, walks.IMHA)
    who.click("Edit the words")
    who.wait(lambda: not who.sheet().isReadOnly())
    who.sheet().setFocus()
    who.press("Ctrl+End")
    who.settle()
    hub = who.opening.hub
    assert hub is not None

    def refuse(*_given: object, **_named: object) -> None:
        raise HubError("The note was not saved", "The disk did not take it.", remedy="Try again.")

    object.__setattr__(hub.notes, "edit", refuse)
    who.type(" Refused.")
    lock(who)
    again = sit(tmp_path)
    again.dialog(ASKED)
    assert again.sees("Independent mental health advocate for EARNSHAW, Catherine", within=again.shown)
    again.click("Put it back")
    again.wait(lambda: isinstance(again.window.stack.currentWidget(), RunPage))
    again.wait(lambda: again.note().endswith("Refused."))
    again.settle()
    assert (tmp_path / DRAFTS_FILE).exists()
    again.press("Ctrl+1")
    again.wait(lambda: not (tmp_path / DRAFTS_FILE).exists())
    again.settle()
    walking.open_run(again, walks.IMHA.title)
    assert again.note().endswith("Refused.")


def test_a_note_all_of_which_is_saved_leaves_no_draft(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    walking.start(who, walks.IMHA)
    walking.answer_steps(who, walks.IMHA)
    walking.fill_in_note(who, walks.IMHA)
    lock(who)
    assert not (tmp_path / DRAFTS_FILE).exists()


def test_half_a_time_in_the_note_s_form_comes_back(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    walking.start(who, walks.IMHA)
    walking.answer_steps(who, walks.IMHA)
    who.tab_to(who.field("Time of the event"))
    who.press("Ctrl+A")
    who.type("27")
    lock(who)
    again = sit(tmp_path)
    again.dialog(ASKED)
    again.click("Put it back")
    again.wait(lambda: isinstance(again.window.stack.currentWidget(), RunPage))
    again.wait(lambda: again.field("Time of the event").line.text() == "27")  # type: ignore[attr-defined]
