"""This installation is examined without a byte written, whatever state its folder and store are in."""

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from inpatient_hub.domain.readiness_facts import Facts, InstallationFacts, MissingWhy
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.readiness import installation
from inpatient_hub.readiness.collecting import collect
from inpatient_hub.readiness.collectors.clipboard import desktop_clipboard
from inpatient_hub.readiness.installation import installation_parts, is_in_profile, is_removable_device
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.backup import back_up
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, raw, target_in
from tests.contracts.making import a_ward, save
from tests.readiness.clinic import NOW
from tests.store.filling import SURNAME, a_filled_store

BROKEN_PACK = 'id: local\ntitle: "Ours"\nlanguage: 7\ncolour: blue\n'


def examined(folder: Path, url: str | None = None, key: DataKey | None = KEY) -> Facts:
    return collect(installation_parts(folder, url, lambda: key), clock=FixedClock(NOW), app_version="1")


def found(folder: Path, url: str | None = None) -> InstallationFacts:
    facts = examined(folder, url)
    assert facts.missing == ()
    assert facts.installation is not None
    return facts.installation


def everything_in(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file and folder with its contents, and of files the moment of their last change. SQLite's index into its
    log, which readers share and which says nothing of its own, is left out."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        if path.is_file()
        else (b"", 0)
        for path in folder.rglob("*")
        if not path.name.endswith("-shm")
    }


# What state it is in


def test_a_sound_installation(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    a_filled_store(tmp_path, patients=3)
    back_up(tmp_path, key=KEY, clock=FixedClock(datetime(2026, 11, 19, 7, 0, tzinfo=UTC)))
    back_up(tmp_path, key=KEY, clock=FixedClock(datetime(2026, 11, 20, 7, 0, tzinfo=UTC)))
    one = found(tmp_path)
    assert one.model_copy(update={"data_folder_free": 1, "clipboard": None}) == InstallationFacts(
        data_folder_exists=True,
        data_folder_writable=True,
        data_folder_kind="local",
        data_folder_private=True,
        data_folder_free=1,
        store="sound",
        last_backup_at=datetime(2026, 11, 20, 7, 0, tzinfo=UTC),
        backups=2,
        content_problems=0,
    )
    assert one.data_folder_free
    assert one.clipboard in ("usable", "none")


def test_a_computer_on_which_the_program_was_never_used(tmp_path: Path) -> None:
    one = found(tmp_path / "not" / "there")
    assert (one.data_folder_exists, one.data_folder_writable, one.store) == (False, None, "none")
    assert (one.backups, one.last_backup_at, one.content_problems) == (0, None, 0)
    assert one.data_folder_free
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_store(tmp_path: Path) -> None:
    assert (found(tmp_path).store, found(tmp_path).store_words) == ("none", "")


def _garbage(file: Path) -> None:
    file.write_bytes(b"This is no database at all. " * 200)


def _emptied(file: Path) -> None:
    file.write_bytes(b"")


def _scribbled_over(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 : len(content) : 512] = b"\xff" * len(content[4096 : len(content) : 512])
    file.write_bytes(content)


def _removed(file: Path) -> None:
    back_up(file.parent, key=KEY, clock=CLOCK)
    file.unlink()


def _another_programs(file: Path) -> None:
    file.write_bytes(b"")
    with closing(raw(file, None)) as connection:
        connection.execute("CREATE TABLE other (thing)")


@pytest.mark.parametrize("spoil", [_garbage, _emptied, _scribbled_over, _removed, _another_programs])
def test_a_broken_store_is_called_damaged_in_words_that_tell_nothing_of_what_is_in_it(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(a_filled_store(tmp_path, patients=3))
    one = found(tmp_path)
    assert one.store == "damaged"
    assert one.store_words
    assert SURNAME not in one.store_words
    assert tmp_path.name not in one.store_words


def test_a_locked_store_whose_key_is_not_at_hand_is_not_called_sound(tmp_path: Path) -> None:
    a_filled_store(tmp_path, patients=3)
    one = examined(tmp_path, key=None).installation
    assert one is not None
    assert one.store == "locked"
    assert one.backups == 0


def test_a_store_of_a_newer_program(tmp_path: Path) -> None:
    with closing(raw(put_empty_store(tmp_path))) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert found(tmp_path).store == "newer"


@contextmanager
def held_by_another_program(file: Path) -> Iterator[None]:
    with closing(raw(file)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("PRAGMA user_version = 1")
        yield


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for locks are a hundredth of what they are on a ward."""
    monkeypatch.setattr(sqlite_file, "_BUSY_MS", 50)
    monkeypatch.setattr(sqlite_file, "_OPENING_BUSY_MS", 10)
    monkeypatch.setattr(sqlite_file, "_OPENING_WAITS", (0.01, 0.01))


@pytest.mark.usefixtures("hurried")
def test_a_store_that_another_program_holds(tmp_path: Path) -> None:
    with held_by_another_program(put_empty_store(tmp_path)):
        assert found(tmp_path).store == "in_use"


@contextmanager
def program_open(folder: Path) -> Iterator[SqlStore]:
    """The store as the window has it open."""
    with (
        StoreLock.acquire(folder, clock=CLOCK) as lock,
        open_store(target_in(folder), clock=CLOCK, lock=lock) as store,
    ):
        yield store


def test_a_store_that_this_program_has_open_is_sound(tmp_path: Path) -> None:
    with program_open(tmp_path) as store:
        save(store, a_ward())
        assert found(tmp_path).store == "sound"
        with store.reading() as work:
            assert len(list(work.wards.all())) == 1


def test_a_store_that_hangs_costs_only_what_is_said_of_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "STORE_LIMIT_S", 0.05)
    with held_by_another_program(put_empty_store(tmp_path)):
        facts = examined(tmp_path)
    assert facts.why_missing("installation.store") is not None
    assert {one.why for one in facts.missing} == {MissingWhy.TIMED_OUT}
    assert facts.installation is not None
    assert (facts.installation.store, facts.installation.data_folder_exists) == (None, True)


@pytest.mark.parametrize("url", ["postgresql+psycopg://user:secret@192.0.2.1/hub", "nonsense", ""])
def test_a_database_server_is_not_asked(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    one = found(tmp_path, url)
    assert one.store == "server"
    assert "secret" not in one.store_words


def test_problems_of_the_wards_own_content_are_counted(tmp_path: Path) -> None:
    pack = tmp_path / "packs" / "local"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text(BROKEN_PACK, encoding="utf-8")
    assert found(tmp_path).content_problems


def test_a_broken_installation_of_the_content_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inpatient_hub.content.check.resource_path", lambda *names: tmp_path / "gone")
    assert found(tmp_path).content_problems


# Where it lies


@pytest.mark.parametrize("name", ["OneDrive - Example Trust", "Dropbox"])
def test_a_folder_that_a_cloud_service_copies(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert found(tmp_path / name).data_folder_kind == "onedrive"


def test_a_network_share_is_named_and_not_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inpatient_hub.store.places.mounts", lambda: f"//server/ward {tmp_path} cifs rw 0 0\n")
    one = found(tmp_path)
    assert (one.data_folder_kind, one.data_folder_exists, one.store) == ("network", None, "unreadable")
    assert "server" not in one.store_words


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights in another way")
@pytest.mark.parametrize(
    ("above", "folder", "private"),
    [(0o755, 0o700, True), (0o700, 0o755, True), (0o755, 0o755, False), (0o755, 0o750, False), (0o751, 0o755, False)],
)
def test_a_folder_is_private_when_nobody_else_can_get_in(
    tmp_path: Path, above: int, folder: int, private: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "above" / "folder"
    inner.mkdir(parents=True)
    # pytest's own folders above are private themselves, which would make everything in them so.
    monkeypatch.setattr(installation.Path, "parents", property(lambda self: [tmp_path / "above"]), raising=True)
    (tmp_path / "above").chmod(above)
    inner.chmod(folder)
    assert installation._is_private(inner) is private


@pytest.mark.parametrize(
    ("folder", "private"),
    [
        ("C:\\Users\\nurse\\AppData\\Local\\InpatientHub", True),
        ("c:\\users\\NURSE\\Documents\\hub", True),
        ("C:\\Users\\nurse2\\hub", None),
        ("D:\\hub", None),
    ],
)
def test_on_windows_the_users_own_profile_is_private(folder: str, private: bool | None) -> None:
    assert is_in_profile(PureWindowsPath(folder), {"USERPROFILE": "C:\\Users\\nurse"}) is private
    assert is_in_profile(PurePosixPath("/hub"), {}) is None


@pytest.mark.skipif(os.geteuid() == 0 if os.name == "posix" else True, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert found(tmp_path).data_folder_writable is False


def test_a_place_where_no_file_can_be_made_is_not_writable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", no_room)
    assert found(tmp_path).data_folder_writable is False


@pytest.mark.skipif(not hasattr(os, "major"), reason="Windows names its disks in another way")
@pytest.mark.parametrize(
    ("said", "in_parent", "removable"), [("1", True, True), ("1", False, True), ("0", True, False)]
)
def test_a_stick_is_told_from_a_fixed_disk(tmp_path: Path, said: str, in_parent: bool, removable: bool) -> None:
    number = tmp_path.stat().st_dev
    part = tmp_path / "sda" / "sda1"
    part.mkdir(parents=True)
    (tmp_path / f"{os.major(number)}:{os.minor(number)}").symlink_to(part)
    ((part.parent if in_parent else part) / "removable").write_text(f"{said}\n", encoding="ascii")
    assert is_removable_device(tmp_path, tmp_path) is removable
    assert is_removable_device(tmp_path, tmp_path / "nothing here") is False


# The clipboard


@pytest.mark.parametrize(
    ("environ", "programs", "state"),
    [
        ({}, {"xclip", "wl-copy"}, "none"),
        ({"DISPLAY": ":0"}, {"xclip"}, "usable"),
        ({"DISPLAY": ":0"}, {"xsel"}, "usable"),
        ({"DISPLAY": ":0"}, {"wl-copy"}, "none"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, {"wl-copy"}, "usable"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, {"xclip"}, "none"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, {"xclip"}, "usable"),
    ],
)
def test_a_desktop_session_has_a_clipboard_when_a_program_reaches_it(
    environ: dict[str, str], programs: set[str], state: str
) -> None:
    assert desktop_clipboard(environ, frozenset(programs)) == state


# Nothing is written


def _nothing(folder: Path) -> None:
    """An empty folder."""


def _sound(folder: Path) -> None:
    a_filled_store(folder, patients=3)
    back_up(folder, key=KEY, clock=CLOCK)


def _killed(folder: Path) -> None:
    """As after a crash: the file is shorter than its log makes it, and nobody has tidied up."""
    elsewhere = folder.parent / "running"
    elsewhere.mkdir()
    with open_store(target_in(elsewhere), clock=CLOCK) as store:
        save(store, a_ward())
        for name in (STORE_FILE, f"{STORE_FILE}-wal"):
            shutil.copy(elsewhere / name, folder / name)
    assert (folder / f"{STORE_FILE}-wal").stat().st_size


def _damaged(folder: Path) -> None:
    _scribbled_over(a_filled_store(folder, patients=3))


def _restored(folder: Path) -> None:
    """A store that was copied back from a backup, without a log."""
    a_filled_store(folder, patients=3)
    back_up(folder, key=KEY, clock=CLOCK).replace(folder / STORE_FILE)


def _own_content(folder: Path) -> None:
    (folder / "packs" / "local").mkdir(parents=True)
    (folder / "packs" / "local" / "pack.yaml").write_text(BROKEN_PACK, encoding="utf-8")


@pytest.mark.parametrize("scene", [_nothing, _sound, _killed, _damaged, _restored, _own_content])
def test_checking_writes_nothing(tmp_path: Path, scene: Callable[[Path], None]) -> None:
    folder = tmp_path / "hub"
    folder.mkdir()
    scene(folder)
    before = everything_in(folder)
    found(folder)
    assert everything_in(folder) == before


def test_checking_writes_nothing_while_the_program_is_open(tmp_path: Path) -> None:
    with program_open(tmp_path) as store:
        save(store, a_ward())
        before = everything_in(tmp_path)
        found(tmp_path)
        assert everything_in(tmp_path) == before
