"""Reads the text of an audit entry, also where a newer program wrote it or somebody tampered with it: what cannot be
read is told as that, and the rest is read."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

Opener = Callable[[str, str], str | None]
"""Opens what an entry about a patient has sealed, given the entry's id and the sealed text; None when nobody can any
more."""

NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a moment that cannot be read."""

_UNREADABLE = {"text": "cannot be read: it was changed, or a newer version wrote it"}


class Told(NamedTuple):
    """What the text of an entry says, each part of the form it should have."""

    detail: Mapping[str, str]
    text_hash: str | None
    role: str | None
    workstation: str
    ward_at: str
    reason: str | None
    before: Mapping[str, str]
    after: Mapping[str, str]
    is_erased: bool


def told_in(body: str, entry_id: str, opener: Opener) -> Told:
    """What a body says, with what is sealed in it where that can be opened."""
    told = _structure(body)
    if told is None:
        return Told(_UNREADABLE, None, None, "", "", None, {}, {}, is_erased=False)
    detail, is_erased = _texts(told.get("detail")), False
    if "sealed" in told:
        opened = opener(entry_id, str(told["sealed"]))
        is_erased = opened is None
        secret = _structure(opened or "{}") or {}
        title = {"title": str(secret.pop("title"))} if "title" in secret else {}
        told, detail = {**told, **secret}, {**title, **detail}
    return Told(
        detail=detail,
        text_hash=_text(told.get("text_hash")),
        role=_text(told.get("role")),
        workstation=_text(told.get("workstation")) or "",
        ward_at=_text(told.get("ward_at")) or "",
        reason=_text(told.get("reason")),
        before=_texts(told.get("before")),
        after=_texts(told.get("after")),
        is_erased=is_erased,
    )


def moment_in(text: str) -> datetime | None:
    """The moment that an entry names; None for a text that is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def _structure(text: str) -> dict[str, Any] | None:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _text(value: object) -> str | None:
    return None if value is None else value if isinstance(value, str) else str(value)


def _texts(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        return {} if value is None else {"text": str(value)}
    return {name: one if isinstance(one, str) else str(one) for name, one in value.items()}
