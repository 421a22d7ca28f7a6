"""People get a role, an own secret to sign in with, other wards, and a record of emergencies.

Importing nothing of the program: what it makes must stay the same for ever.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

_ID = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
_MOMENT = sa.Text().with_variant(sa.DateTime(timezone=True), "postgresql")
_STRUCTURE = sa.Text().with_variant(sa.JSON(), "postgresql")
_ROLES = "access IN ('lead', 'manager', 'senior_admin', 'staff', 'ward_admin')"


def upgrade() -> None:
    """Whoever set a ward up, or else its first person, looks after it from now on: somebody has to be able to."""
    _staff()
    _staff_secrets()
    _emergency_accesses()
    _first_admins()


def downgrade() -> None:
    """There is no way back: the backup made before an upgrade is."""
    raise NotImplementedError("Restore the backup that was made before the upgrade.")


def _staff() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _widen_staff()
    else:
        _copy_staff()


def _widen_staff() -> None:
    op.add_column("staff", sa.Column("access", sa.Text(), nullable=False, server_default="staff"))
    op.add_column("staff", sa.Column("editor", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("staff", sa.Column("other_wards", _STRUCTURE, nullable=False, server_default="[]"))
    op.add_column("staff", sa.Column("account", sa.Text()))
    op.create_check_constraint("ck_staff_access", "staff", sa.text(_ROLES))
    for name in ("access", "editor", "other_wards"):
        op.alter_column("staff", name, server_default=None)


def _copy_staff() -> None:
    # SQLite changes a table's rules only by copying it; foreign keys are off while this runs.
    op.execute("CREATE TABLE staff_before AS SELECT * FROM staff")
    op.drop_table("staff")
    op.create_table(
        "staff",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ward_id", _ID, sa.ForeignKey("wards.id", name="fk_staff_ward_id"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_order", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(create_constraint=True, name="ck_staff_active"), nullable=False),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("editor", sa.Boolean(create_constraint=True, name="ck_staff_editor"), nullable=False),
        sa.Column("other_wards", _STRUCTURE, nullable=False),
        sa.Column("account", sa.Text()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.CheckConstraint("length(id) = 32", name="ck_staff_id"),
        sa.CheckConstraint("version >= 1", name="ck_staff_version"),
        sa.CheckConstraint(_ROLES, name="ck_staff_access"),
    )
    op.execute(
        "INSERT INTO staff (id, ward_id, name, name_order, role, active, access, editor, other_wards, version) "
        "SELECT id, ward_id, name, name_order, role, active, 'staff', 0, '[]', version FROM staff_before"
    )
    op.drop_table("staff_before")
    op.create_index("ix_staff_ward", "staff", ["ward_id", "name_order"])


def _staff_secrets() -> None:
    op.create_table(
        "staff_secrets",
        sa.Column("staff_id", _ID, sa.ForeignKey("staff.id", name="fk_staff_secrets_staff_id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name="pk_staff_secrets"),
        sa.CheckConstraint("kind IN ('passphrase', 'pin', 'start_code')", name="ck_staff_secrets_kind"),
        sa.CheckConstraint("wrong_tries >= 0", name="ck_staff_secrets_wrong_tries"),
        sa.CheckConstraint("version >= 1", name="ck_staff_secrets_version"),
    )


def _emergency_accesses() -> None:
    op.create_table(
        "emergency_accesses",
        sa.Column("id", _ID, nullable=False),
        sa.Column("staff_id", _ID, sa.ForeignKey("staff.id", name="fk_emergency_accesses_staff_id"), nullable=False),
        sa.Column("ward_id", _ID, sa.ForeignKey("wards.id", name="fk_emergency_accesses_ward_id"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("begins_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("reviewed_by", _ID, sa.ForeignKey("staff.id", name="fk_emergency_accesses_reviewed_by")),
        sa.Column("reviewed_at", _MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_emergency_accesses"),
        sa.CheckConstraint("length(id) = 32", name="ck_emergency_accesses_id"),
        sa.CheckConstraint("version >= 1", name="ck_emergency_accesses_version"),
    )
    op.create_index("ix_emergency_accesses_ward", "emergency_accesses", ["ward_id", "begins_at"])


def _first_admins() -> None:
    op.execute(
        "UPDATE staff SET access = 'senior_admin' WHERE id IN ("
        "SELECT actor_id FROM audit_events WHERE action = 'ward.set_up')"
    )
    op.execute(
        "UPDATE staff SET access = 'senior_admin' WHERE active AND id = ("
        "SELECT min(other.id) FROM staff AS other WHERE other.ward_id = staff.ward_id AND other.active) "
        "AND NOT EXISTS (SELECT 1 FROM staff AS admin WHERE admin.ward_id = staff.ward_id "
        "AND admin.active AND admin.access = 'senior_admin')"
    )
