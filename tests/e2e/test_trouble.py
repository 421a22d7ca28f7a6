"""What goes wrong outside the program is said in plain words at the window, with a way on, never as a traceback."""

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inpatient_hub.host import resources
from inpatient_hub.host.paths import local_pack_folder
from inpatient_hub.store.backup import back_up
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import KEY
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.window_process import WindowProcess
from tests.store import hostile_disks
from tests.store.filling import contents, is_whole

CATHY = "EARNSHAW, Catherine"


@pytest.fixture(autouse=True)
def _no_traceback(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    said = capfd.readouterr().err
    assert "Traceback" not in said
    assert "Error:" not in said


def namespace(mount: str) -> list[str]:
    """Starts a program where this mount is made first, seen by it alone. Skips where nobody may."""
    namespace = hostile_disks._namespace()
    reason = hostile_disks._missing_reason(*namespace)
    if reason:
        pytest.skip(reason)
    return [*namespace, "sh", "-c", f'{mount} && exec "$@"', "sh"]


def test_a_second_copy_is_told_where_the_first_is_and_opens_when_that_is_closed(tmp_path: Path) -> None:
    a_ward(tmp_path)
    first, second = WindowProcess(tmp_path), WindowProcess(tmp_path)
    first.tell("open")
    words = second.tell("open", "Inpatient Hub is already open")
    assert "Use the window that is already open, or close it and start again." in words
    second.tell("click", "Try again")
    second.tell("wait_for", "Inpatient Hub is already open")
    first.close()
    second.tell("click", "Try again")
    second.tell("wait_for", "Signed in: Esther Summerson, RMN")
    second.close()


def test_a_folder_that_cannot_be_written_is_said_to_be_so_and_nothing_in_it_changes(tmp_path: Path) -> None:
    a_ward(tmp_path)
    before = contents(tmp_path)
    place = shlex.quote(str(tmp_path))
    window = WindowProcess(
        tmp_path, prefix=namespace(f"mount --bind {place} {place} && mount -o remount,ro,bind {place}")
    )
    words = window.tell("open", "The data folder cannot be written to")
    assert "Ask IT for permission to write there, or choose another folder with --data-dir." in words
    assert str(tmp_path) in words
    window.tell("click", "Try again")
    window.tell("wait_for", "The data folder cannot be written to")
    window.close()
    assert contents(tmp_path) == before


def test_on_a_full_disk_an_answer_is_refused_and_what_was_saved_stays(tmp_path: Path) -> None:
    place = shlex.quote(str(tmp_path))
    window = WindowProcess(tmp_path, prefix=namespace(f"mount -t tmpfs -o size=4096k tmpfs {place}"))
    window.tell("set_up")
    window.tell("open")
    window.tell("start")
    window.tell("go_on")
    window.tell("answer", "12")
    assert window.tell("go_on")["step"] == 3
    window.tell("fill_disk")
    refused = window.tell("answer_refused", "3")
    assert "Nothing was saved because the disk is full" in refused
    assert "Free some space on that disk, then do it again." in refused
    window.tell("press", "Return")
    shown = window.tell("shown")
    assert (shown["step"], shown["chosen"]) == (3, [])
    assert "Next needs the legal status." in shown["words"]
    assert "Step 2, Criteria, done, 2 of 2 ticked" in shown["words"]
    window.tell("free_disk")
    assert window.tell("answer", "3")["chosen"] == ["Section 3"]
    assert window.tell("go_on")["step"] == 4
    window.tell("close_window")
    window.tell("open")
    shown = window.tell("resume")
    assert shown["step"] == 4
    assert "Step 3, Legal status, done, Section 3" in shown["words"]
    window.close()


def test_a_copy_on_a_full_disk_puts_nothing_on_the_clipboard(tmp_path: Path) -> None:
    """A note on the clipboard that nobody tracks could be pasted and never be filed."""
    window = at_a_note_on_a_full_disk(tmp_path)
    window.tell("press", "Ctrl+Shift+C")
    window.tell("wait_for", "Nothing was saved because the disk is full")
    assert window.tell("clipboard") == ""
    window.tell("press", "Return")
    assert "No notes waiting" in window.tell("words")
    window.tell("free_disk")
    assert window.tell("copy") == window.tell("shown")["note"]
    assert "1 note not filed" in window.tell("words")
    window.close()


def spoil(folder: Path) -> bytes:
    """Overwrites the beginning of the store. Returns the file as it is then."""
    file = folder / STORE_FILE
    file.write_bytes(b"no store any more" + file.read_bytes()[17:])
    return file.read_bytes()


def kept(folder: Path, spoilt: bytes) -> bool:
    """Whether the spoilt file is still somewhere in the folder, whole."""
    return spoilt in contents(folder).values()


def put_back(who: Sitting) -> None:
    """Looks into the backup, and puts it back."""
    who.click("Restore the backup of 20 Nov 2026, 16:42")
    dialog = who.dialog("Put the backup of today, 16:42 back?")
    assert who.sees("Keats Ward", "Patients on the ward", "In the backup", within=dialog)
    who.click("Put this backup back")
    who.wait_for("The backup of 20 Nov 2026, 16:42 is in the store's place")
    who.settle()
    assert who.sees("The damaged store is kept") is any(who.folder.glob("hub.*-*.db"))
    who.click("Open the ward")


def test_a_spoilt_store_can_be_set_aside_and_is_kept(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    spoilt = spoil(tmp_path)
    who = sit(tmp_path, waits_for="This file is not an Inpatient Hub store")
    assert who.sees("Nothing has been changed or removed.", "The old file is set aside and kept")
    assert not who.sees("Restore the backup")
    assert not who.sees("Close Inpatient Hub, then choose")
    who.click("Start with an empty store")
    who.wait_for("Set up my ward", "Explore a demo ward")
    who.settle()
    assert kept(tmp_path, spoilt)


def test_a_spoilt_store_is_brought_back_from_its_backup(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    back_up(tmp_path, key=KEY, clock=at())
    spoilt = spoil(tmp_path)
    who = sit(tmp_path, waits_for="This file is not an Inpatient Hub store")
    put_back(who)
    who.wait_for("Signed in: Esther Summerson, RMN", "Nothing is waiting on Keats Ward")
    who.settle()
    who.press("Ctrl+4")
    who.wait_for(CATHY)
    who.close()
    assert kept(tmp_path, spoilt)
    assert is_whole(tmp_path)


def test_a_spoilt_backup_is_refused_and_another_way_is_still_offered(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    back_up(tmp_path, key=KEY, clock=at())
    spoilt = spoil(tmp_path)
    (backup,) = (tmp_path / "backups").glob("*.db")
    backup.write_bytes(b"no backup any more")
    who = sit(tmp_path, waits_for="This file is not an Inpatient Hub store")
    who.click("Restore the backup of 20 Nov 2026, 16:42")
    who.wait_for("This backup cannot be used")
    who.settle()
    who.click("Close")
    who.settle()
    assert who.sees("This file is not an Inpatient Hub store")
    who.click("Start with an empty store")
    who.wait_for("Set up my ward")
    who.settle()
    assert kept(tmp_path, spoilt)


def test_a_store_that_vanished_is_not_shown_as_an_empty_ward(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    back_up(tmp_path, key=KEY, clock=at())
    (tmp_path / STORE_FILE).unlink()
    who = sit(tmp_path, waits_for="The store is missing")
    put_back(who)
    who.wait_for("Signed in: Esther Summerson, RMN")


def test_a_broken_local_pack_leaves_the_program_working_and_is_told_on_referrals(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    pack = local_pack_folder(tmp_path)
    pack.mkdir(parents=True)
    (pack / "contacts.yaml").write_text("contacts: [unclosed", encoding="utf-8")
    who = sit(tmp_path)
    who.press("Ctrl+5")
    who.wait_for("Part of this ward's own content is not in use.", "contacts.yaml")
    assert len(who.rows("Referrals that can be started")) > 4


def test_broken_core_content_is_said_plainly_and_put_right_by_trying_again(
    tmp_path: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_ward(tmp_path)
    core, broken = resources.resource_path("packs", "core"), tmp_path / "core"
    shutil.copytree(core, broken)
    workflow = broken / "workflows" / "imha.yaml"
    workflow.write_text(
        workflow.read_text(encoding="utf-8").replace("kind: consent", "kind: consnet"), encoding="utf-8"
    )
    whole = resources.resource_path
    monkeypatch.setattr(
        resources, "resource_path", lambda *parts: broken if parts == ("packs", "core") else whole(*parts)
    )
    who = sit(tmp_path, waits_for="Try again")
    words = who.words()
    assert "content" in words
    assert "imha.yaml" in words
    assert not who.sees("Start with an empty store")
    monkeypatch.undo()
    who.click("Try again")
    who.wait_for("Signed in: Esther Summerson, RMN")


def at_a_note_on_a_full_disk(folder: Path) -> WindowProcess:
    """A window at a note that could be copied, on a disk that has just become full."""
    place = shlex.quote(str(folder))
    window = WindowProcess(folder, prefix=namespace(f"mount -t tmpfs -o size=4096k tmpfs {place}"))
    window.tell("set_up")
    window.tell("open")
    window.tell("to_the_note")
    window.tell("fill_disk")
    return window


def test_what_was_typed_on_a_full_disk_is_saved_once_there_is_room(tmp_path: Path) -> None:
    window = at_a_note_on_a_full_disk(tmp_path)
    window.tell("type_in", "Anything else the advocate should know", " and quiet")
    window.tell("wait_for", "Nothing was saved because the disk is full")
    window.tell("press", "Return")
    assert "and quiet" not in window.tell("shown")["note"]
    window.tell("free_disk")
    assert "Prefers the afternoon and quiet." in window.tell("copy")
    window.close()


def test_words_edited_on_a_full_disk_stay_and_are_saved_once_there_is_room(tmp_path: Path) -> None:
    window = at_a_note_on_a_full_disk(tmp_path)
    window.tell("click", "Edit the words")
    window.tell("press", "Ctrl+End")
    window.tell("type", " She smiled.")
    window.tell("wait_for", "Nothing was saved because the disk is full")
    window.tell("press", "Return")
    assert window.tell("shown")["note"].endswith(" She smiled.")
    window.tell("free_disk")
    copied = window.tell("copy")
    assert copied.endswith("16:42. She smiled.")
    assert window.tell("shown")["note"] == copied
    window.close()
