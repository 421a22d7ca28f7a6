"""Which tables of a SQLite file are the full-text index: made of other tables, so that they are never copied or
compared, and whoever fills those fills them."""

TASK_INDEX = "task_index"
"""The index over the titles of tasks. SQLite keeps it in tables of its own, whose names begin with this one."""


def is_index(table: str) -> bool:
    """Whether a table is the index, or one of those it is kept in."""
    return table == TASK_INDEX or table.startswith(f"{TASK_INDEX}_")
