"""A thousand damaged data folders: each is told in words with a way forward, or shows all there is. None crashes, and
none shows an empty ward, or the ward as it once was, as if all were well.

The key file and its copy, the store, its log with index and mark, the lock's file and the backups are damaged, one or
two at a time, in folders as they are found after a crash and after a proper end.
"""

import logging
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.bootstrap import Place, unlocked
from inpatient_hub.domain.errors import HubError
from inpatient_hub.services.ports import PatientFilter
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.backup import back_up
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.first_look import FirstLook, first_look
from inpatient_hub.store.keys.key_file import KEY_FILE, load, save
from inpatient_hub.store.log_mark import MARK
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, target_in
from tests.contracts.making import TODAY, a_ward
from tests.contracts.making import save as keep
from tests.damaged.spoiling import spoilt
from tests.ended.seeds import the_seed
from tests.store.filling import SURNAME, contents, fill

DAMAGED = 1_000
LOG = f"{STORE_FILE}-wal"
WEIGHTS = {STORE_FILE: 10, LOG: 6, KEY_FILE: 4, MARK: 2, f"{STORE_FILE}-shm": 1, "hub.lock": 1, "backups": 1}
STAYS_PLAIN = "A plain file of an older version is damaged and stays plain: %s"
"""Said of a backup of which nothing is left but the first bytes of a plain store."""

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Sound:
    """A folder that is well, and what is shown of it."""

    files: dict[str, bytes]
    shown: tuple[Any, ...]
    look: FirstLook | None


def everything(store: SqlStore) -> tuple[Any, ...]:
    """All that is shown of a store."""
    told: list[Any] = []
    with store.reading() as work:
        for ward in work.wards.all():
            told += [ward, *work.staff.of_ward(ward.id), work.patients.count(PatientFilter(ward_id=ward.id))]
            told += work.notes.unfiled(ward.id)
            for patient in work.patients.current(ward.id):
                told += [patient, *work.audit.of_patient(patient.id), *work.tasks.of_patient(patient.id)]
                for line in work.runs.of_patient(patient.id):
                    told += [line, *work.runs.answers(line.run.id)]
    return tuple(told)


def looked(folder: Path) -> FirstLook | None:
    """What the program shows of this folder in its first moment."""
    try:
        place = unlocked(Place(data_folder=folder), clock=CLOCK, make=False)
    except HubError:
        return None
    return first_look(StoreTarget.in_folder(folder, place.key), day=TODAY)


def shown(folder: Path) -> tuple[Any, ...] | HubError:
    """What the program shows of this folder when it is open, or the words in which it says what is wrong."""
    try:
        place = unlocked(Place(data_folder=folder), clock=CLOCK, make=False)
        with open_store(StoreTarget.in_folder(folder, place.key), clock=CLOCK, make=False) as store:
            return everything(store)
    except HubError as fault:
        return fault


@pytest.fixture(scope="module")
def sound_ones(tmp_path_factory: pytest.TempPathFactory) -> list[Sound]:
    """A folder after a crash, with much of the work in its log, and one after a proper end with a backup."""
    folder = tmp_path_factory.mktemp("sound")
    put_empty_store(folder)
    save(folder, load(folder))
    with open_store(target_in(folder), clock=CLOCK) as store:
        fill(store, 3)
        for number in range(4):
            keep(store, a_ward(name=f"Ward {number}"))
        crashed = tmp_path_factory.mktemp("copied") / "crashed"
        shutil.copytree(folder, crashed)
    back_up(folder, key=KEY, clock=CLOCK)
    sound = []
    for place in (crashed, folder):
        files = contents(place) | {"hub.lock": b"{}"}
        look, found = looked(place), shown(place)
        assert look is not None
        assert not isinstance(found, HubError)
        sound.append(Sound(files, found, look))
    assert LOG in sound[0].files
    assert len(sound[0].shown) > 20
    return sound


def test_a_thousand_damaged_stores_are_told_in_words_or_shown_whole(
    sound_ones: list[Sound],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(sqlite_file, "_pause", lambda _seconds: None)
    seed = the_seed()
    chance = random.Random(seed)
    told: Counter[str] = Counter()
    for number in range(DAMAGED):
        sound = sound_ones[chance.randrange(2)]
        folder = tmp_path / "found"
        shutil.rmtree(folder, ignore_errors=True)
        said = _lay_out(sound, folder, chance)
        told[_outcome(sound, folder, f"number {number} of seed {seed}: {said}")] += 1
    assert {record.msg for record in caplog.records if record.levelno >= logging.WARNING} <= {STAYS_PLAIN}
    assert told["told"] > DAMAGED / 4
    assert told["shown"] > DAMAGED / 20
    record_property("proven", f"{DAMAGED} damaged folders: {dict(told)}, none crashed, none looked empty (seed {seed})")


def _lay_out(sound: Sound, folder: Path, chance: random.Random) -> str:
    """Writes the folder with one or two of its files damaged. Says which and how."""
    files: dict[str, bytes | None] = dict(sound.files)
    names = [name for name in files if name.split("/")[0] in WEIGHTS]
    weights = [WEIGHTS[name.split("/")[0]] for name in names]
    chosen = chance.choices(names, weights, k=chance.choice((1, 1, 1, 2)))
    if {LOG, MARK} <= set(chosen):
        chosen = [LOG]  # whoever removes both leaves nothing by which it could be told
    said = []
    for name in chosen:
        way, files[name] = spoilt(sound.files[name], chance)
        said.append(f"{name} {way}")
    for name, body in files.items():
        if body is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(body)
    return ", ".join(said)


def _outcome(sound: Sound, folder: Path, where: str) -> str:
    there = (folder / STORE_FILE).exists()
    try:
        look, found = looked(folder), shown(folder)
    except BaseException as bug:
        bug.add_note(where)
        raise
    assert look in (None, sound.look), where
    if not isinstance(found, HubError):
        assert found == sound.shown, where
        return "shown"
    assert all((found.title, found.message, found.remedy)), where
    assert SURNAME not in found.one_line(), where
    assert (folder / STORE_FILE).exists() is there, where
    return "told"
