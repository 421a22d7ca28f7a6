"""The keys under which the audit trail seals what it says of a patient are never replaced, and go only when that
patient is erased, as answers and task events do.

Importing nothing of the program: what it makes must stay the same for ever.
"""

from alembic import op

revision = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None

_ERASED = "SELECT patient_id FROM erasing"
_THERE = "EXISTS (SELECT 1 FROM audit_keys WHERE patient_id = NEW.patient_id)"

_GUARDS = {
    "no_update": "UPDATE ON audit_keys",
    "no_delete": f"DELETE ON audit_keys WHEN OLD.patient_id NOT IN ({_ERASED})",
    # INSERT OR REPLACE removes the old row without firing the trigger above.
    "no_replace": f"INSERT ON audit_keys WHEN {_THERE}",
}
"""When SQLite refuses. The name of each trigger says what it is for."""


def upgrade() -> None:
    """Sets the guards. No row is changed."""
    if op.get_bind().dialect.name == "postgresql":
        _on_postgresql()
        return
    for name, when in _GUARDS.items():
        refuse = "SELECT RAISE(ABORT, 'rows of audit_keys may only be added')"
        op.execute(f"CREATE TRIGGER audit_keys_{name} BEFORE {when} BEGIN {refuse}; END")


def downgrade() -> None:
    """There is no way back: the backup made before an upgrade is."""
    raise NotImplementedError("Restore the backup that was made before the upgrade.")


def _on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION hub_refuse_audit_keys() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF OLD.patient_id IN ({_ERASED}) THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'rows of % may only be added', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
    )
    for name, when, function in (
        ("no_update", "UPDATE ON audit_keys FOR EACH ROW", "hub_refuse_change"),
        ("no_delete", "DELETE ON audit_keys FOR EACH ROW", "hub_refuse_audit_keys"),
        ("no_truncate", "TRUNCATE ON audit_keys FOR EACH STATEMENT", "hub_refuse_change"),
    ):
        op.execute(f"CREATE TRIGGER audit_keys_{name} BEFORE {when} EXECUTE FUNCTION {function}()")
