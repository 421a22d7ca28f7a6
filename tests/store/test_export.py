"""An export holds everything, nobody reads it without the key, and it leads back to the very same store."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.bootstrap import Place, open_hub
from inpatient_hub.domain.sign_in import EmergencyReason
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.log import stop_log
from inpatient_hub.services.demo_ward import build_demo
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.export import export_store, exports_in
from inpatient_hub.store.importing import import_store
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.sealed_files import NotSealedSo, lock_id_in, read_sealed, write_sealed
from inpatient_hub.store.lock import StoreLock
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, target_in
from tests.contracts.making import NOW, a_patient, a_ward, save
from tests.store.filling import SURNAME, a_filled_store, contents, everything_in, is_whole
from tests.store.personal_rows import keep_own

OTHER = DataKey(bytes(32), bytes(range(16)))


@pytest.fixture(autouse=True)
def _no_log_left() -> Iterator[None]:
    yield
    stop_log()


def held_in(file: Path, key: DataKey = KEY) -> dict[str, Any]:
    """What is in a store, without the order in which SQLite began to count."""
    found = everything_in(file, key)
    found["sqlite_sequence"] = sorted(row[1:] for row in found["sqlite_sequence"])
    return found


def lines_of(file: Path, key: DataKey = KEY) -> list[dict[str, Any]]:
    """What an export says."""
    text = b"".join(read_sealed(file, key)).decode("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def sealed(file: Path, *lines: object, key: DataKey = KEY) -> Path:
    """An export that says these lines; bytes are taken as they are."""
    pieces = [line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines]
    write_sealed(file, key, pieces)
    return file


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """A folder with a ward that has work in every state, somebody with a PIN, an emergency, and what is one's own."""
    folder = tmp_path / "ward"
    folder.mkdir()
    put_empty_store(folder)
    with closing(open_hub(Place(data_folder=folder), clock=FixedClock(NOW))) as hub:
        made = build_demo(hub)
        hub.sign_in.sign_in(made.staff_id)
        hub.sign_in.choose_first_secret("271828")
        hub.emergencies.open_in_emergency(made.ward_id, EmergencyReason.CALLED, "Called by the bleep holder")
    with open_store(target_in(folder), clock=CLOCK) as store:
        with store.reading() as work:
            (there,), nurse = work.wards.all(), work.staff.get(made.staff_id)
            tasks = [line.task for line in work.tasks.claimed_by(nurse.id)]
        keep_own(store, there, nurse, tasks)
    return folder


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "new"
    folder.mkdir()
    return folder


def test_an_export_leads_back_to_the_very_same_store(ward: Path, new: Path) -> None:
    made = export_store(ward, key=KEY, clock=CLOCK)
    assert import_store(new, made, key=KEY, file_key=KEY, clock=CLOCK) is None
    assert held_in(new / STORE_FILE) == held_in(ward / STORE_FILE)
    assert {name for name, rows in held_in(new / STORE_FILE).items() if not rows} <= {
        "erasing",
        "erasures",
        "legal_holds",
    }
    assert is_whole(new)
    with open_store(target_in(new), clock=CLOCK) as store, store.writing() as work:
        (there,) = work.wards.all()
        assert len(work.secrets.all()) == len(work.emergencies.of_ward(there.id)) == 1


def test_an_export_of_an_export_says_the_same(ward: Path, new: Path) -> None:
    first = export_store(ward, key=KEY, clock=CLOCK)
    import_store(new, first, key=KEY, file_key=KEY, clock=CLOCK)
    second = export_store(new, key=KEY, clock=CLOCK)
    assert lines_of(second) == lines_of(first)


def test_texts_of_every_kind_come_back(tmp_path: Path, new: Path) -> None:
    put_empty_store(tmp_path)
    names = ["Zw\u00f6lfboten \u2602", "line\r\nline\tend\u2028", "'\"\\/<&>", "\U0001f600", " ", "0", "null", "1e5"]
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        ward = a_ward()
        save(store, ward, *(a_patient(ward, family_name=name, bed=name) for name in names))
    import_store(new, export_store(tmp_path, key=KEY, clock=CLOCK), key=KEY, file_key=KEY, clock=CLOCK)
    assert held_in(new / STORE_FILE) == held_in(tmp_path / STORE_FILE)


def test_an_export_is_made_while_others_write_and_is_of_one_moment(tmp_path: Path) -> None:
    put_empty_store(tmp_path)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        save(store, a_ward())
        made = export_store(tmp_path, key=KEY, clock=CLOCK)
        save(store, a_ward(name="Later"))
    assert [line["row"]["name"] for line in lines_of(made) if line.get("table") == "wards"] == ["Wuthering Ward"]


def test_it_is_readable_text_for_who_has_the_key_and_for_nobody_else(tmp_path: Path) -> None:
    a_filled_store(tmp_path, patients=30)
    made = export_store(tmp_path, key=KEY, clock=CLOCK)
    lines = lines_of(made)
    assert lines[0]["inpatient_hub_export"] == 1
    assert lines[-1]["end"]["patients"] == 30
    assert SURNAME in json.dumps(lines)
    assert SURNAME.encode() not in made.read_bytes()
    assert made.stat().st_mode & 0o777 == 0o600
    assert lock_id_in(made) == KEY.lock_id
    with pytest.raises(NotSealedSo):
        lines_of(made, OTHER)


def test_of_the_nightly_exports_the_seven_newest_are_kept(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    a_filled_store(tmp_path, patients=1)
    for day in range(10):
        export_store(tmp_path, key=KEY, clock=FixedClock(NOW + timedelta(days=day)))
    names = [path.name for path in exports_in(tmp_path)]
    assert len(names) == 7
    assert names[0] == "hub.export.20261129T140500Z.sealed"
    elsewhere = export_store(tmp_path, key=KEY, clock=CLOCK, file=tmp_path_factory.mktemp("kept") / "mine.sealed")
    assert elsewhere.exists()
    assert len(exports_in(tmp_path)) == 7


def test_the_present_store_is_kept_and_a_store_in_use_is_not_replaced(ward: Path, new: Path) -> None:
    made = export_store(ward, key=KEY, clock=CLOCK)
    file = a_filled_store(new, patients=2)
    before = file.read_bytes()
    with StoreLock.acquire(new, clock=CLOCK), pytest.raises(StoreFault) as refused:
        import_store(new, made, key=KEY, file_key=KEY, clock=CLOCK)
    assert refused.value.fault is Fault.IN_USE
    kept = import_store(new, made, key=KEY, file_key=KEY, clock=CLOCK)
    assert kept is not None
    assert kept.read_bytes() == before


def test_an_export_of_another_lock_is_locked_with_this_one(ward: Path, new: Path) -> None:
    made = export_store(ward, key=KEY, clock=CLOCK)
    import_store(new, made, key=OTHER, file_key=KEY, clock=CLOCK)
    assert held_in(new / STORE_FILE, OTHER) == held_in(ward / STORE_FILE)


def test_an_old_export_that_will_not_go_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virus scanner or a viewer may hold it open: the new one is made all the same."""
    a_filled_store(tmp_path, patients=1)
    unlink = Path.unlink

    def held(file: Path, missing_ok: bool = False) -> None:
        if file.name == "hub.export.20261120T140500Z.sealed":
            raise PermissionError(13, "held")
        unlink(file, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    for day in range(9):
        export_store(tmp_path, key=KEY, clock=FixedClock(NOW + timedelta(days=day)))
    names = [path.name for path in exports_in(tmp_path)]
    assert names[0] == "hub.export.20261128T140500Z.sealed"
    assert len(names) == 8


def test_a_damaged_store_gives_no_export(tmp_path: Path) -> None:
    file = a_filled_store(tmp_path)
    body = bytearray(file.read_bytes())
    for page in range(5, len(body) // 4096, 3):
        body[page * 4096 + 50] ^= 1
    file.write_bytes(bytes(body))
    with pytest.raises(StoreFault) as failed:
        export_store(tmp_path, key=KEY, clock=CLOCK)
    assert failed.value.fault is Fault.DAMAGED
    assert list((tmp_path / "backups").iterdir()) == []


# What is refused


START = {"inpatient_hub_export": 1, "form": "0001", "program": "0.1.0", "made_at": "", "tables": []}


def refused(new: Path, file: Path, key: DataKey = KEY) -> None:
    """The file is refused in words, and nothing is left of it."""
    with pytest.raises(StoreFault) as refusal:
        import_store(new, file, key=KEY, file_key=key, clock=CLOCK)
    assert refusal.value.fault is Fault.EXPORT_UNUSABLE
    assert contents(new) == {}


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """A small export, and its lines."""
    folder = tmp_path_factory.mktemp("small")
    a_filled_store(folder, patients=2)
    made = export_store(folder, key=KEY, clock=CLOCK)
    return made, lines_of(made)


def test_a_file_changed_cut_or_mixed_up_anywhere_is_refused(
    export: tuple[Path, list[dict[str, Any]]], new: Path, tmp_path: Path
) -> None:
    body, chance = export[0].read_bytes(), random.Random(5)
    file = tmp_path / "spoilt.sealed"
    for _ in range(60):
        spoilt = bytearray(body)
        kind = chance.randrange(5)
        place = chance.randrange(len(body))
        if kind == 0:
            spoilt[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del spoilt[place:]
        elif kind == 2:
            spoilt[place : place + 50] = bytes(len(spoilt[place : place + 50]))
        elif kind == 3:
            spoilt += chance.randbytes(chance.randrange(1, 50))
        else:
            spoilt = bytearray(chance.randbytes(chance.randrange(3000)))
        file.write_bytes(bytes(spoilt))
        if bytes(spoilt) != body:
            refused(new, file)


def test_pieces_in_another_order_are_refused(new: Path, tmp_path: Path) -> None:
    """The pieces are sealed for their places: an old one cannot stand in for a new one."""
    a_filled_store(tmp_path, patients=400)
    made = export_store(tmp_path, key=KEY, clock=CLOCK)
    body = made.read_bytes()
    start, piece = 12 + 16 + 24, 4 + 64 * 1024 + 17
    assert len(body) > start + 3 * piece
    one, other = body[start : start + piece], body[start + piece : start + 2 * piece]
    made.write_bytes(body[:start] + other + one + body[start + 2 * piece :])
    refused(new, made)
    made.write_bytes(body[:start] + one + body[start + 2 * piece :])
    refused(new, made)


def test_an_export_of_another_lock_is_refused_without_its_key(new: Path, tmp_path: Path) -> None:
    refused(new, sealed(tmp_path / "other.sealed", START, {"end": {}}, key=OTHER))


def _without_its_end(lines: list[Any]) -> None:
    lines.pop()


def _without_its_beginning(lines: list[Any]) -> None:
    lines.pop(0)


def _with_a_row_missing(lines: list[Any]) -> None:
    del lines[5]


def _with_a_row_twice(lines: list[Any]) -> None:
    lines.insert(5, lines[5])


def _going_on_after_its_end(lines: list[Any]) -> None:
    lines.append({"table": "wards", "row": {}})


def _of_a_newer_form(lines: list[Any]) -> None:
    lines[0]["form"] = "0099"


def _of_no_form(lines: list[Any]) -> None:
    lines[0]["form"] = "../1"


def _of_another_kind(lines: list[Any]) -> None:
    lines[0]["inpatient_hub_export"] = 2


def _first(lines: list[Any], table: str) -> dict[str, Any]:
    row: dict[str, Any] = next(line for line in lines if line.get("table") == table)["row"]
    return row


def _with_an_unknown_column(lines: list[Any]) -> None:
    _first(lines, "wards")["telephone"] = "1"


def _with_a_missing_column(lines: list[Any]) -> None:
    del _first(lines, "wards")["name"]


def _with_an_unknown_table(lines: list[Any]) -> None:
    lines.insert(1, {"table": "sqlite_master", "row": {}})


def _with_sql_for_a_name(lines: list[Any]) -> None:
    lines.insert(1, {"table": 'wards"; DROP TABLE wards; --', "row": {}})


def _with_a_structure_for_a_value(lines: list[Any]) -> None:
    _first(lines, "patients")["bed"] = {"a": [1]}


def _with_a_boolean_for_a_value(lines: list[Any]) -> None:
    _first(lines, "patients")["bed"] = True


def _with_a_reference_to_nothing(lines: list[Any]) -> None:
    _first(lines, "patients")["ward_id"] = "0" * 32


def _with_a_state_nobody_knows(lines: list[Any]) -> None:
    _first(lines, "notes")["state"] = "burnt"


def _with_a_number_beyond_all(lines: list[Any]) -> None:
    _first(lines, "patients")["version"] = 2**70


def _with_half_a_character(lines: list[Any]) -> None:
    _first(lines, "patients")["bed"] = "\ud800"


def _with_a_name_twice(lines: list[Any]) -> None:
    lines.insert(1, b'{"table": "wards", "table": "staff", "row": {}}\n')


def _with_a_number_that_is_none(lines: list[Any]) -> None:
    lines.insert(1, b'{"table": "wards", "row": {"version": NaN}}\n')


def _nested_without_end(lines: list[Any]) -> None:
    lines.insert(1, b'{"row":' * 50_000 + b"\n")


def _with_a_list_for_a_line(lines: list[Any]) -> None:
    lines.insert(1, ["table", "row"])


def _with_bytes_that_are_no_text(lines: list[Any]) -> None:
    lines.insert(1, b"\xff\xfe\n")


def _with_a_line_that_never_ends(lines: list[Any]) -> None:
    lines.append(b"x" * 9_000_000)


def _saying_nothing(lines: list[Any]) -> None:
    lines.clear()


HOSTILE: list[Callable[[list[Any]], None]] = [
    value
    for name, value in list(globals().items())
    if name.startswith(("_with_", "_without_", "_of_", "_going_", "_nested_", "_saying_"))
]


@pytest.mark.parametrize("spoil", HOSTILE, ids=lambda spoil: spoil.__name__)
def test_an_export_that_says_what_it_cannot_say_is_refused(
    export: tuple[Path, list[dict[str, Any]]], new: Path, tmp_path: Path, spoil: Callable[[list[Any]], None]
) -> None:
    lines: list[Any] = json.loads(json.dumps(export[1]))
    spoil(lines)
    refused(new, sealed(tmp_path / "hostile.sealed", *lines))


def test_the_lines_unspoilt_are_taken(export: tuple[Path, list[dict[str, Any]]], new: Path, tmp_path: Path) -> None:
    assert len(HOSTILE) > 20
    import_store(new, sealed(tmp_path / "right.sealed", *export[1]), key=KEY, file_key=KEY, clock=CLOCK)
    assert is_whole(new)


def test_a_file_that_is_not_there_is_refused(new: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreFault):
        import_store(new, tmp_path / "nowhere.sealed", key=KEY, file_key=KEY, clock=CLOCK)
    assert contents(new) == {}
