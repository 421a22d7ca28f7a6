"""The file of drafts: readable with the ward's key alone, and worth nothing when it is spoilt."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inpatient_hub.domain.drafts import Draft, KeptDraft
from inpatient_hub.store.draft_file import DRAFTS_FILE, SealedDrafts
from inpatient_hub.store.errors import StoreFault
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.sealed_files import read_sealed, write_sealed
from tests.spill.test_no_plaintext import spellings
from tests.spill.worker import MARKER

KEY = DataKey.new()
KEPT = KeptDraft(
    id="one",
    staff_id="esther",
    kept_at=datetime(2026, 11, 20, 16, 42, tzinfo=UTC),
    draft=Draft(
        page="run",
        about="imha",
        title=f"The note of {MARKER}",
        ward="keats",
        typed={"words": f"{MARKER} asked for \u00e9clairs", "answers": {"helps": ["rights"], "agreed": True, "n": 1.5}},
    ),
)


def test_what_is_kept_is_read_again_word_for_word(tmp_path: Path) -> None:
    drafts = SealedDrafts(tmp_path, KEY)
    assert drafts.read() == ()
    drafts.write([KEPT])
    assert SealedDrafts(tmp_path, KEY).read() == (KEPT,)


def test_nothing_of_it_can_be_read_in_the_folder(tmp_path: Path) -> None:
    SealedDrafts(tmp_path, KEY).write([KEPT])
    assert [file.name for file in tmp_path.iterdir()] == [DRAFTS_FILE]
    body = (tmp_path / DRAFTS_FILE).read_bytes()
    assert not any(spelling in body for spelling in (*spellings(MARKER), b"esther", b"words"))
    assert (tmp_path / DRAFTS_FILE).stat().st_mode & 0o077 == 0


def test_the_last_draft_takes_the_file_with_it(tmp_path: Path) -> None:
    drafts = SealedDrafts(tmp_path, KEY)
    drafts.write([KEPT])
    drafts.write([])
    drafts.write([])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("spoil", [lambda body: body[:-1], lambda body: b"", lambda body: body[:90] + b"x" + body[91:]])
def test_a_spoilt_file_holds_nothing_and_can_be_written_anew(tmp_path: Path, spoil: object) -> None:
    drafts = SealedDrafts(tmp_path, KEY)
    drafts.write([KEPT])
    file = tmp_path / DRAFTS_FILE
    file.write_bytes(spoil(file.read_bytes()))  # type: ignore[operator]
    assert drafts.read() == ()
    drafts.write([KEPT])
    assert drafts.read() == (KEPT,)


def test_another_lock_s_drafts_are_nobody_s_here(tmp_path: Path) -> None:
    SealedDrafts(tmp_path, DataKey.new()).write([KEPT])
    assert SealedDrafts(tmp_path, KEY).read() == ()
    assert not (tmp_path / DRAFTS_FILE).exists(), "whoever knew the old key must not find them"


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreFault):
        SealedDrafts(tmp_path / "gone", KEY).write([KEPT])


def test_a_file_of_an_older_version_names_no_ward_and_is_read_all_the_same(tmp_path: Path) -> None:
    drafts = SealedDrafts(tmp_path, KEY)
    drafts.write([KEPT])
    said = json.loads(b"".join(read_sealed(tmp_path / DRAFTS_FILE, KEY)))
    del said[0]["ward"]
    write_sealed(tmp_path / DRAFTS_FILE, KEY, [json.dumps(said).encode()])
    (read,) = drafts.read()
    assert read.draft.ward == ""
    assert read.draft.typed == KEPT.draft.typed
