"""The audit trail becomes a chain: each entry is hashed together with the hash of the one before it.

Importing nothing of the program: what it makes must stay the same for ever.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

_ID = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
_MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
_SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_COLUMNS = "seq, id, at, actor_id, action, kind, entity_id, patient_id, detail, text_hash"
_START = "0" * 64
_MANY = 1_000

_ONLY_ADDED = "rows of audit_events may only be added"
_AT_THE_END = "rows of audit_events may only be added at the end"

_GUARDS = {
    "no_update": "UPDATE ON audit_events",
    "no_delete": "DELETE ON audit_events",
    # INSERT OR REPLACE removes the old row without firing the trigger above on connections made elsewhere.
    "no_replace": "INSERT ON audit_events WHEN EXISTS (SELECT 1 FROM audit_events WHERE seq = NEW.seq OR id = NEW.id)",
    "in_order": "INSERT ON audit_events "
    "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_events) OR NEW.prev IS NOT "
    "coalesce((SELECT hash FROM audit_events ORDER BY seq DESC LIMIT 1), "
    "'0000000000000000000000000000000000000000000000000000000000000000')",
}
"""When SQLite refuses. The name of each trigger says what it is for."""

_IN_ORDER = (
    "CREATE FUNCTION hub_audit_in_order() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "DECLARE head audit_head%ROWTYPE; BEGIN "
    "SELECT * INTO head FROM audit_head FOR UPDATE; "
    "IF NEW.seq IS DISTINCT FROM head.seq + 1 OR NEW.prev IS DISTINCT FROM head.hash THEN "
    "RAISE EXCEPTION 'rows of audit_events may only be added at the end' USING ERRCODE = 'restrict_violation'; END IF; "
    "UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash; RETURN NEW; END $$"
)
_text_of = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode


def upgrade() -> None:
    """Chains what is there in the order in which it was added, numbered without gaps; nothing of it is lost."""
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
    else:
        _on_sqlite()


def downgrade() -> None:
    """There is no way back: the backup made before an upgrade is."""
    raise NotImplementedError("Restore the backup that was made before the upgrade.")


def _on_sqlite() -> None:
    # Dropping the table drops its triggers with it.
    op.execute("CREATE TABLE audit_before AS SELECT * FROM audit_events")
    op.drop_table("audit_events")
    op.create_table(
        "audit_events",
        sa.Column("seq", _SEQUENCE, autoincrement=False, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor_id", _ID),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity_id", _ID, nullable=False),
        sa.Column("patient_id", _ID),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("prev", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_events"),
        sa.CheckConstraint("length(id) = 32", name="ck_audit_events_id"),
        sa.UniqueConstraint("id", name="uq_audit_events_id"),
    )
    insert = sa.text(
        "INSERT INTO audit_events (seq, id, at, actor_id, action, kind, entity_id, patient_id, body, prev, hash) "
        "VALUES (:seq, :id, :at, :actor_id, :action, :kind, :entity_id, :patient_id, :body, :prev, :hash)"
    )
    for entries in _chained("audit_before"):
        op.get_bind().execute(insert, entries)
    op.drop_table("audit_before")
    op.create_index("ix_audit_events_entity", "audit_events", ["kind", "entity_id", "seq"])
    op.create_index(
        "ix_audit_events_patient",
        "audit_events",
        ["patient_id", "seq"],
        sqlite_where=sa.text("patient_id IS NOT NULL"),
    )
    for name, when in _GUARDS.items():
        said = _AT_THE_END if name == "in_order" else _ONLY_ADDED
        op.execute(f"CREATE TRIGGER audit_events_{name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{said}'); END")


def _on_postgresql() -> None:
    op.execute("DROP TRIGGER audit_events_no_change ON audit_events")
    for name in ("body", "prev", "hash"):
        op.add_column("audit_events", sa.Column(name, sa.Text()))
    # The number goes down or stays, in the order of the numbers: it never meets one that is taken.
    update = sa.text("UPDATE audit_events SET seq = :seq, body = :body, prev = :prev, hash = :hash WHERE id = :id")
    head = {"seq": 0, "hash": _START}
    for entries in _chained("audit_events"):
        op.get_bind().execute(update, entries)
        head = {"seq": entries[-1]["seq"], "hash": entries[-1]["hash"]}
    for name in ("body", "prev", "hash"):
        op.alter_column("audit_events", name, nullable=False)
    op.drop_column("audit_events", "detail")
    op.drop_column("audit_events", "text_hash")
    op.alter_column("audit_events", "seq", server_default=None)
    op.execute("DROP SEQUENCE audit_events_seq_seq")
    op.execute(
        "CREATE TRIGGER audit_events_no_change BEFORE UPDATE OR DELETE ON audit_events "
        "FOR EACH ROW EXECUTE FUNCTION hub_refuse_change()"
    )
    _head(head)


def _head(head: dict[str, Any]) -> None:
    """One row that says where the chain ends. Who adds an entry holds it, so that entries are added one by one."""
    op.execute(
        "CREATE TABLE audit_head (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), "
        "seq bigint NOT NULL, hash text NOT NULL)"
    )
    op.get_bind().execute(sa.text("INSERT INTO audit_head (seq, hash) VALUES (:seq, :hash)"), head)
    op.execute(_IN_ORDER)
    op.execute(
        "CREATE TRIGGER audit_events_in_order BEFORE INSERT ON audit_events "
        "FOR EACH ROW EXECUTE FUNCTION hub_audit_in_order()"
    )
    # The head is moved by the trigger above and by nothing else.
    op.execute(
        "CREATE FUNCTION hub_head_moves_alone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF pg_trigger_depth() < 2 THEN RAISE EXCEPTION 'rows of audit_head may only be added' "
        "USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_head_no_update BEFORE UPDATE ON audit_head "
        "FOR EACH ROW EXECUTE FUNCTION hub_head_moves_alone()"
    )
    op.execute(
        "CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head "
        "FOR EACH ROW EXECUTE FUNCTION hub_refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON audit_head "
        "FOR EACH STATEMENT EXECUTE FUNCTION hub_refuse_change()"
    )


def _chained(table: str) -> Iterator[list[dict[str, Any]]]:
    """The entries of a table, chained, many at a time."""
    select = f"SELECT {_COLUMNS} FROM {table} WHERE seq > :last ORDER BY seq LIMIT {_MANY}"  # noqa: S608 - names above
    number, prev, last = 0, _START, -1
    while rows := op.get_bind().execute(sa.text(select), {"last": last}).mappings().all():
        last = rows[-1]["seq"]
        entries = []
        for row in rows:
            number += 1
            entries.append(_entry(dict(row), number, prev))
            prev = entries[-1]["hash"]
        yield entries


def _entry(row: dict[str, Any], number: int, prev: str) -> dict[str, Any]:
    detail = row["detail"]
    told = dict(json.loads(detail) if isinstance(detail, str) else detail)
    reason = told.pop("reason", None)
    body = _text_of(
        {
            "id": row["id"],
            "patient": row["patient_id"],
            "ward_at": "",
            "role": None,
            "workstation": "",
            "detail": told,
            "text_hash": row["text_hash"],
            "reason": reason,
            "before": {},
            "after": {},
        }
    )
    at = row["at"]
    moment = at if isinstance(at, str) else at.astimezone(UTC).isoformat(timespec="microseconds")
    who, what = row["actor_id"] or "", (row["action"], row["kind"], row["entity_id"])
    text = "\x1f".join(("hub-audit-1", str(number), moment, who, *what, body, prev))
    mine = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return row | {"seq": number, "body": body, "prev": prev, "hash": mine}
