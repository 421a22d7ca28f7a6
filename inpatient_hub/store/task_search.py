"""Finds tasks by the words of their titles: by the full-text index of whichever engine keeps the store."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, text

from inpatient_hub.domain.tasks import TaskState
from inpatient_hub.store import task_lists as lists
from inpatient_hub.store.records import table_of
from inpatient_hub.store.search_index import TASK_INDEX
from inpatient_hub.store.searching import sought
from inpatient_hub.store.task_rows import TaskWordsRow

_words = table_of(TaskWordsRow)

_MATCHES = {
    "sqlite": f"task_words.seq IN (SELECT rowid FROM {TASK_INDEX} WHERE {TASK_INDEX} MATCH :words)",  # noqa: S608
    "postgresql": "to_tsvector('simple'::regconfig, task_words.words) @@ to_tsquery('simple'::regconfig, :words)",
}


def found_on(dialect: str, terms: Sequence[str]) -> tuple[Select[Any] | None, Mapping[str, str]]:
    """The question for these folded words and its values; None where there is nothing to look for. Each word may be
    the beginning of one, and none is read as a sign of the engine's own language."""
    words = sought([word for word in terms if word.isalnum()])
    if not words:
        return None, {}
    if dialect == "sqlite":
        return _statement(dialect), {"words": " ".join(f'"{word}"*' for word in words)}
    return _statement(dialect), {"words": " & ".join(f"'{word}':*" for word in words)}


@cache
def _statement(dialect: str) -> Select[Any]:
    return (
        lists.LINES.join(_words, _words.c.task_id == lists.tasks.c.id)
        .where(
            text(_MATCHES[dialect]),
            lists.tasks.c.ward_id == bindparam("ward"),
            lists.tasks.c.state != TaskState.IN_ERROR.value,
        )
        .order_by(_words.c.seq.desc())
        .limit(bindparam("limit"))
    )
