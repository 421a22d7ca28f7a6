"""Which form of the store this version of the program reads and writes."""

from dataclasses import dataclass
from pathlib import Path

APPLICATION_ID = 0x49704875
"""Marks a SQLite file as an Inpatient Hub store (`IpHu`); kept in the file's own header."""

LAST_PROGRAM = "SELECT program FROM schema_history ORDER BY seq DESC LIMIT 1"
"""Asks which program version last brought the store to another form. The table's shape never changes, so that an old
program can say which newer one it met."""


@dataclass(frozen=True, slots=True)
class SchemaPlan:
    """A form of the store and the scripts that lead to it. `revision` is Alembic's name for it, and `version`, the same
    as a number, is kept in a SQLite file's header so that it is recognised at once."""

    revision: str
    scripts: Path

    @property
    def version(self) -> int:
        """The form as a number from 1."""
        return int(self.revision)


CURRENT_SCHEMA = SchemaPlan(revision="0008", scripts=Path(__file__).resolve().parent / "migrations")
"""The form this program works with. Raised with each new file in `migrations/versions`."""
