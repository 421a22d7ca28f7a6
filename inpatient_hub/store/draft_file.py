"""Keeps drafts in one sealed file beside the store: `drafts.sealed`, which only the ward's key opens."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from inpatient_hub.domain.drafts import Draft, KeptDraft
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.judging import judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.sealed_files import NotSealedSo, lock_id_in, read_sealed, write_sealed

DRAFTS_FILE = "drafts.sealed"


class SealedDrafts:
    """The drafts of one folder. One that was changed holds nothing for anybody here; one of another lock is removed."""

    def __init__(self, folder: Path, key: DataKey) -> None:
        self._file = folder / DRAFTS_FILE
        self._key = key

    def read(self) -> tuple[KeptDraft, ...]:
        """All that are there. Raises StoreFault when the disk fails."""
        try:
            if lock_id_in(self._file) not in (None, self._key.lock_id):
                self._file.unlink()  # everything was locked with a new key, as somebody may have had the old one
            said = json.loads(b"".join(read_sealed(self._file, self._key)))
            return tuple(_from_plain(one) for one in said)
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise judged_os(error, self._file.parent) from None
        except (NotSealedSo, ValueError, KeyError, TypeError, RecursionError):
            return ()

    def write(self, drafts: Sequence[KeptDraft]) -> None:
        """Keeps exactly these; without any the file goes. Raises StoreFault when the disk fails."""
        try:
            if drafts:
                plain = json.dumps([_as_plain(one) for one in drafts]).encode()
                write_sealed(self._file, self._key, [plain])
                return
            with suppress(FileNotFoundError):
                self._file.unlink()
                sqlite_file.sync(self._file.parent)
        except OSError as error:
            raise judged_os(error, self._file.parent) from None


def _as_plain(kept: KeptDraft) -> dict[str, Any]:
    draft = kept.draft
    return {
        "id": kept.id,
        "staff": kept.staff_id,
        "kept_at": kept.kept_at.isoformat(),
        "page": draft.page,
        "about": draft.about,
        "title": draft.title,
        "ward": draft.ward,
        "typed": dict(draft.typed),
    }


def _from_plain(said: dict[str, Any]) -> KeptDraft:
    if not isinstance(said["typed"], dict):
        raise TypeError
    return KeptDraft(
        id=str(said["id"]),
        staff_id=str(said["staff"]),
        kept_at=datetime.fromisoformat(said["kept_at"]),
        draft=Draft(
            page=str(said["page"]),
            about=str(said["about"]),
            title=str(said["title"]),
            typed=said["typed"],
            ward=str(said.get("ward", "")),
        ),
    )
