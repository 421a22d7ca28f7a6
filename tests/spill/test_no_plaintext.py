"""Nothing about a patient can be read in any file that the program leaves, whatever it did and however it ended."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from inpatient_hub.store.backup import backups_in
from inpatient_hub.store.database import open_store
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, put_empty_store, raw, target_in
from tests.e2e.window_process import WindowProcess
from tests.spill.worker import MARKER

resource = pytest.importorskip("resource")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    """The folders in which a program may leave something: its data, its home and its temporary files."""
    made = {name: tmp_path / name for name in ("data", "home", "temporary", "runtime")}
    for folder in made.values():
        folder.mkdir(mode=0o700)
    return made


def surroundings(places: Mapping[str, Path]) -> dict[str, str]:
    """The environment of a program that has these folders and no others of its own."""
    homes = {name: str(places["home"] / name) for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), str(places["temporary"]))
    runtime = {"XDG_RUNTIME_DIR": str(places["runtime"]), "HOME": str(places["home"])}
    return {**os.environ, **homes, **temporary, **runtime, "PYTHONDONTWRITEBYTECODE": "1"}


def spellings(marker: str) -> Iterator[bytes]:
    """How a marker may stand in a file."""
    for word in {marker, marker.upper(), marker.lower(), marker.casefold()}:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            yield word.encode(encoding)
        yield word.encode("unicode_escape")


def readable_in(places: Mapping[str, Path], *markers: str) -> list[str]:
    """The files of these folders, names and all, in which a marker can be read."""
    wanted = [spelling for marker in markers for spelling in spellings(marker)]
    found = []
    for folder in places.values():
        for path in sorted(folder.rglob("*")):
            body = path.read_bytes() if path.is_file() and not path.is_socket() else b""
            if any(spelling in body or spelling in str(path.name).encode() for spelling in wanted):
                found.append(str(path.relative_to(folder.parent)))
    return found


def open_files(process: int) -> list[str]:
    """The files a process has open, also those that have lost their name."""
    links = [link for link in Path(f"/proc/{process}/fd").iterdir() if link.is_symlink()]
    targets = [str(link.readlink()) for link in links]
    return [target for target in targets if target.startswith("/") and "/dev/" not in target]


def test_the_search_finds_what_is_plain(places: dict[str, Path]) -> None:
    for number, spelling in enumerate(spellings(MARKER)):
        (places["home"] / str(number)).write_bytes(b"\0\xff" + spelling + b"\0")
    assert len(readable_in(places, MARKER)) == len(list(spellings(MARKER)))
    (places["temporary"] / MARKER).touch()
    assert f"temporary/{MARKER}" in readable_in(places, MARKER)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into the process as Linux shows it")
def test_after_a_shifts_work_a_backup_and_a_kill_no_name_can_be_read_anywhere(places: dict[str, Path]) -> None:
    put_empty_store(places["data"])
    command = [sys.executable, "-m", "tests.spill.worker", str(places["data"])]
    with (places["temporary"] / "said").open("w") as said:
        worker = subprocess.Popen(
            command, cwd=ROOT, env=surroundings(places), stdout=subprocess.PIPE, stderr=said, text=True
        )
    try:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "working\n"
        assert readable_in(places, MARKER) == []
        if os.geteuid() == 0:
            mine = [str(places["data"]), str(places["temporary"] / "said")]
            assert [name for name in open_files(worker.pid) if not name.startswith(tuple(mine))] == []
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
    left = {path.name for path in places["data"].rglob("*") if path.is_file()}
    assert {STORE_FILE, f"{STORE_FILE}-wal", f"{STORE_FILE}-shm", "hub.keys", "inpatient-hub.log"} <= left
    assert readable_in(places, MARKER) == []
    log = (places["data"] / "logs" / "inpatient-hub.log").read_text(encoding="utf-8")
    assert "RuntimeError" in log
    # It was all there to be read: with the key, it can be.
    with open_store(target_in(places["data"]), clock=CLOCK) as store, store.reading() as work:
        (ward,) = work.wards.all()
        assert len(work.patients.current(ward.id)) == 30
        assert MARKER in ward.name
    assert readable_in(places, MARKER) == []
    (backup,) = backups_in(places["data"])
    with closing(raw(backup.path)) as copy:
        texts = [text for (text,) in copy.execute("SELECT text FROM notes")]
    assert any(MARKER in text for text in texts)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks into the process as Linux shows it")
def test_after_a_note_was_copied_in_the_window_and_a_kill_no_name_can_be_read_anywhere(
    places: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in surroundings(places).items():
        monkeypatch.setenv(name, value)
    window = WindowProcess(places["data"])
    window.tell("set_up")
    window.tell("open")
    window.tell("to_the_note")
    copied = window.tell("copy")
    assert "Catherine" in copied
    assert readable_in(places, "Earnshaw", "Catherine", "Durbeyfield") == []
    window.kill()
    assert (places["data"] / f"{STORE_FILE}-wal").stat().st_size > 0
    assert readable_in(places, "Earnshaw", "Catherine", "Durbeyfield") == []


@pytest.mark.skipif(sys.platform != "linux", reason="a crash leaves its picture as Linux does it")
@pytest.mark.skipif(
    resource.getrlimit(resource.RLIMIT_CORE)[1] == 0
    or Path("/proc/sys/kernel/core_pattern").read_text().startswith(("|", "/")),
    reason="this system keeps pictures of crashed programs elsewhere, or none",
)
def test_a_crash_leaves_no_picture_of_what_was_in_memory(places: dict[str, Path]) -> None:
    put_empty_store(places["data"])
    environ = surroundings(places) | {"PYTHONPATH": str(ROOT)}

    def crash(folder: str) -> list[Path]:
        command = [sys.executable, "-m", "tests.spill.crashing", folder]
        done = subprocess.run(command, cwd=places["temporary"], env=environ, capture_output=True, check=False)
        assert done.returncode == -signal.SIGABRT
        return list(places["temporary"].glob("core*"))

    assert crash(str(places["data"])) == []
    assert len(crash("")) == 1
    shutil.rmtree(places["temporary"])
