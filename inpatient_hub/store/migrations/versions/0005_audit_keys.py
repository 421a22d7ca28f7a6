"""What the audit trail says of a patient's values is sealed from now on, under a key of that patient.

Entries that are there stay as they are. Only stores of form 0001 were ever released, and their entries hold no values
before and after a change; none has to be written anew.

Importing nothing of the program: what it makes must stay the same for ever.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

_ID = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the table of keys. A key can be there only as long as its patient is."""
    op.create_table(
        "audit_keys",
        sa.Column("patient_id", _ID, sa.ForeignKey("patients.id", name="fk_audit_keys_patient_id"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("patient_id", name="pk_audit_keys"),
        sa.CheckConstraint("length(key) = 44", name="ck_audit_keys_key"),
        sa.CheckConstraint("version >= 1", name="ck_audit_keys_version"),
    )


def downgrade() -> None:
    """There is no way back: the backup made before an upgrade is."""
    raise NotImplementedError("Restore the backup that was made before the upgrade.")
