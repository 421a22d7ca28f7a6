"""Whatever file is handed to the program, it is read or refused in words, soon, and without filling the memory."""

import random
import re
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, import_export, preview_backup, restore_backup
from inpatient_hub.cli.answer_file import read_answers
from inpatient_hub.cli.runs import answer_value
from inpatient_hub.content.check import check_folder
from inpatient_hub.content.loader import load_packs
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import LockTrouble
from inpatient_hub.host.paths import settings_file
from inpatient_hub.host.settings import read_settings
from inpatient_hub.host.trust_policy import read_trust_policy
from inpatient_hub.readiness.facts_file import read_facts
from inpatient_hub.store.backup import back_up, backups_in
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.export import export_store
from inpatient_hub.store.importing import import_store
from inpatient_hub.store.keys.key_file import read_file
from inpatient_hub.store.keys.sealed_files import read_sealed, write_sealed
from inpatient_hub.store.keys.slots import Unreadable
from inpatient_hub.store.lock import LOCK_FILE, holder_in
from inpatient_hub.store.target import STORE_FILE
from tests.content.making import CORE
from tests.contracts.keepers import CLOCK, KEY
from tests.damaged.hostile import TEXTS
from tests.damaged.spoiling import spoilt
from tests.ended.seeds import the_seed
from tests.store.filling import a_filled_store

MOST_SECONDS = 10
"""Of the processor's time; what takes longest takes a tenth of it."""
MOST_MEMORY = 120_000_000

every_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


@contextmanager
def soon_and_with_little_memory() -> Iterator[None]:
    tracemalloc.start()
    began = time.process_time()
    try:
        yield
        seconds, (_, most) = time.process_time() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert seconds < MOST_SECONDS
    assert most < MOST_MEMORY


def refused_or_read(read: Callable[[], object]) -> str:
    """The words in which it is refused, or nothing when it is read."""
    with soon_and_with_little_memory():
        try:
            read()
        except HubError as told:
            refused = told
        else:
            return ""
    words = refused.one_line()
    assert all((refused.title, refused.message, refused.remedy))
    assert len(words) < 6_000
    assert "\x1b" not in words
    return words


@every_text
def test_any_file_of_facts(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "facts.json").write_bytes(text)
    assert refused_or_read(lambda: read_facts(tmp_path / "facts.json"))


@every_text
def test_any_file_of_answers(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "answers.json").write_bytes(text)
    refused_or_read(lambda: read_answers(str(tmp_path / "answers.json")))


@every_text
def test_any_answer_that_is_typed(text: bytes) -> None:
    refused_or_read(lambda: answer_value(text.decode("utf-8", "replace")))


def test_a_file_of_answers_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "answers.json").open("wb") as file:
        file.truncate(3_000_000_000)
    assert refused_or_read(lambda: read_answers(str(tmp_path / "answers.json")))


@every_text
def test_any_policy_settings_and_lock_file(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "trust-policy.toml").write_bytes(text)
    (tmp_path / LOCK_FILE).write_bytes(text)
    settings_file(tmp_path).parent.mkdir(parents=True, exist_ok=True)
    settings_file(tmp_path).write_bytes(text)
    refused_or_read(lambda: read_trust_policy(tmp_path))
    refused_or_read(lambda: read_settings(tmp_path))
    refused_or_read(lambda: holder_in(tmp_path))


@every_text
def test_any_key_file(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "hub.keys").write_bytes(text)
    with pytest.raises((Unreadable, LockTrouble)):
        read_file(tmp_path / "hub.keys")


PACK_FILES = sorted(str(path.relative_to(CORE)) for path in CORE.rglob("*.yaml"))


@every_text
def test_any_file_in_a_content_pack(tmp_path: Path, text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The core pack is used, and every problem told with its file; nothing that stands in a file is carried out."""
    monkeypatch.chdir(tmp_path)
    pack = tmp_path / "pack"
    for name in ("pack.yaml", "areas.yaml", "workflows/dentist.yaml", "templates/dentist.yaml"):
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        (pack / name).write_bytes(text)
    with soon_and_with_little_memory():
        problems = check_folder(pack)
    with soon_and_with_little_memory():
        assert load_packs(CORE, pack).workflows
    assert problems
    assert all(problem.sentence and "\x1b" not in str(problem) for problem in problems)
    assert not (tmp_path / "hub-was-here").exists()


def test_a_pack_that_leads_out_of_its_folder_reads_nothing_there(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("id: secretword\n", encoding="utf-8")
    pack = tmp_path / "pack"
    (pack / "workflows").mkdir(parents=True)
    (pack / "pack.yaml").write_text("id: ../../secret\nname: ../secret.yaml\nversion: '1'\n", encoding="utf-8")
    (pack / "workflows" / "endless").symlink_to(pack)
    problems = check_folder(pack)
    assert problems
    assert not any("secretword" in str(problem) for problem in problems)


@pytest.fixture
def ward(tmp_path: Path) -> Place:
    """A folder with a store, a backup and an export."""
    folder = tmp_path / "ward"
    folder.mkdir()
    a_filled_store(folder, patients=3)
    back_up(folder, key=KEY, clock=CLOCK)
    export_store(folder, key=KEY, clock=CLOCK)
    return Place(data_folder=folder, key=KEY)


def test_any_file_that_is_called_a_backup_or_an_export(ward: Place, tmp_path: Path) -> None:
    before = (ward.data_folder / STORE_FILE).read_bytes()
    for name, text in TEXTS.items():
        file = tmp_path / "hub.copy.20261120T140500Z.db"
        file.write_bytes(text)
        for act in (preview_backup, restore_backup, import_export):
            assert refused_or_read(lambda act=act, file=file: act(ward, str(file))), (name, act)
    assert (ward.data_folder / STORE_FILE).read_bytes() == before


@pytest.mark.parametrize(
    "name",
    ["../hub.db", "../../etc/passwd", "/etc/hostname", "C:\\Windows\\win.ini", "hub.\0.db", "", ".", "x" * 5_000],
)
def test_a_name_that_leads_elsewhere_is_no_backup(ward: Place, name: str) -> None:
    for act in (preview_backup, restore_backup, import_export):
        assert refused_or_read(lambda act=act: act(ward, name))


@pytest.mark.slow
def test_three_hundred_damaged_backups_and_exports_are_refused_and_change_nothing(
    ward: Place, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    seed = the_seed()
    chance = random.Random(seed)
    store = (ward.data_folder / STORE_FILE).read_bytes()
    (backup,) = backups_in(ward.data_folder)
    (export,) = (ward.data_folder / "backups").glob("*.sealed")
    for number in range(300):
        source, act = ((backup.path, restore_backup), (export, import_export))[number % 2]
        way, body = spoilt(source.read_bytes(), chance)
        file = tmp_path / source.name
        file.unlink(missing_ok=True)
        if body is not None:
            file.write_bytes(body)
        where = f"number {number} of seed {seed}: {source.suffix} {way}"
        try:
            act(ward, str(file), clock=CLOCK)
        except HubError as refused:
            assert refused.remedy, where  # noqa: PT017 - in a loop over many files
            assert (ward.data_folder / STORE_FILE).read_bytes() == store, where
        else:
            _was_sound(ward, where)
            (ward.data_folder / STORE_FILE).write_bytes(store)
    record_property(
        "proven", f"300 damaged backups and exports, none put a store in place that was not whole (seed {seed})"
    )


def _was_sound(ward: Place, where: str) -> None:
    contents = preview_backup(ward, str(ward.data_folder / STORE_FILE))
    assert (contents.patients, contents.notes) == (3, 3), where


HOSTILE_LINES = {
    "nothing": b"",
    "no line's end": b"{}",
    "a line without end": b"x" * 20_000_000,
    "brackets without end": b"[" * 100_000 + b"\n",
    "a number without end": b'{"table": ' + b"9" * 100_000 + b"}\n",
    "no start": b'{"table": "wards", "row": {}}\n',
    "a form that is a path": b'{"inpatient_hub_export": 1, "form": "../1", "tables": []}\n',
    "a form of other figures": '{"inpatient_hub_export": 1, "form": "000\u00b2", "tables": []}\n'.encode(),
    "a form to come": b'{"inpatient_hub_export": 1, "form": "9999", "tables": []}\n',
    "a key twice": b'{"inpatient_hub_export": 1, "inpatient_hub_export": 1, "form": "0001"}\n',
    "no end": b'{"inpatient_hub_export": 1, "form": "0001", "tables": []}\n',
    "another table": b'{"inpatient_hub_export": 1, "form": "0001"}\n{"table": "sqlite_master", "row": {"rowid": 1}}\n',
    "a table's name that goes on": b'{"inpatient_hub_export": 1, "form": "0001"}\n'
    b'{"table": "wards\\" DROP", "row": {}}\n',
    "not a number": b'{"inpatient_hub_export": 1, "form": "0001"}\n{"table": "wards", "row": {"rowid": NaN}}\n',
    "half a character": b'{"inpatient_hub_export": 1, "form": "0001"}\n{"end": "\\ud800"}\n',
}


@pytest.mark.parametrize("lines", HOSTILE_LINES.values(), ids=HOSTILE_LINES.keys())
def test_an_export_sealed_with_the_right_key_that_says_what_none_says(
    ward: Place, tmp_path: Path, lines: bytes
) -> None:
    file = tmp_path / "export.sealed"
    write_sealed(file, KEY, [lines[at : at + 65_536] for at in range(0, len(lines), 65_536)])
    before = (ward.data_folder / STORE_FILE).read_bytes()
    with pytest.raises(StoreFault) as refused, soon_and_with_little_memory():
        import_store(ward.data_folder, file, key=KEY, file_key=KEY, clock=CLOCK)
    assert refused.value.fault is Fault.EXPORT_UNUSABLE
    assert (ward.data_folder / STORE_FILE).read_bytes() == before
    assert b"".join(read_sealed(file, KEY)) == lines


def test_nothing_that_is_packed_is_ever_unpacked_but_a_content_pack() -> None:
    """So there is nothing that a packed bomb, or a packed file that leads out of its folder, could do. Of a content
    pack only files of known names are read, and no more than any pack holds: tests/content/test_pack_file.py."""
    package = Path(__file__).resolve().parents[2] / "inpatient_hub"
    packing = re.compile(
        r"^\s*(?:import|from)\s+(zipfile|tarfile|gzip|bz2|lzma|zlib|pickle|marshal|shelve)\b", re.MULTILINE
    )
    told = [path for path in package.rglob("*.py") if packing.search(path.read_text(encoding="utf-8"))]
    assert told == [package / "content" / "pack_file.py"]
    unpacking = re.compile(r"unpack_archive|yaml\.(?:unsafe_|full_)?load\(|(?<![.\w])(?:eval|exec)\(")
    assert [str(path) for path in package.rglob("*.py") if unpacking.search(path.read_text(encoding="utf-8"))] == []
