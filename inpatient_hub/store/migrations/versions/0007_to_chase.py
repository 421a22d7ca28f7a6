"""What was handed back part done comes up on the day to chase it, as what waits does: one index finds both.

Importing nothing of the program: what it makes must stay the same for ever.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None

_TO_CHASE = "state IN ('claimed', 'to_do', 'waiting') AND chase_on IS NOT NULL"


def upgrade() -> None:
    """Another index takes the place of the one of what waits."""
    op.drop_index("ix_tasks_waiting", table_name="tasks")
    where = sa.text(_TO_CHASE)
    op.create_index("ix_tasks_to_chase", "tasks", ["ward_id", "chase_on"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """There is no way back: the backup made before an upgrade is."""
    raise NotImplementedError("Restore the backup that was made before the upgrade.")
