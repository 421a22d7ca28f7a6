"""Backups: made when they are due and when somebody asks, thinned out, and copied to a second place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from inpatient_hub.domain.backups import BackupContents, BackupPlan, export_is_due, is_due, worth_keeping
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.room import LowRoom, Room, low_room
from inpatient_hub.services.ports import Clock

BY_HAND = "copy"
AUTO = "auto"
AT_QUIT = "quit"
THINNED = frozenset({AUTO, AT_QUIT})
"""Labels of backups that the program makes by itself and removes by itself. All others stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupLine:
    """One backup. `made_at` is in UTC, `size` in bytes."""

    name: str
    label: str
    made_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was made, and what kept it from the second place, if anything did."""

    line: BackupLine
    second_fault: HubError | None = None


class Backups(Protocol):
    """Where a store's backups are kept. Every method raises HubError in words."""

    def all(self) -> Sequence[BackupLine]: ...
    def make(self, label: str) -> BackupLine: ...
    def has_changed(self) -> bool: ...
    def remove(self, names: Sequence[str]) -> None: ...
    def contents(self, name: str) -> BackupContents: ...
    def exported_at(self) -> datetime | None: ...
    def export(self, file: str | None = None) -> str: ...
    def room(self, second: str) -> Sequence[Room]: ...
    def copy_to(self, second: str, name: str, keep: Callable[[Sequence[BackupLine]], Sequence[str]]) -> None: ...


class BackupService:
    """Keeps a store's backups. Making one takes a second for some fifty megabytes: away from the window's thread."""

    def __init__(
        self, *, backups: Backups | None, clock: Clock, plan: BackupPlan, second: Callable[[], str] = lambda: ""
    ) -> None:
        self._backups = backups
        self._clock = clock
        self._plan = plan
        self._second = second

    @property
    def are_kept(self) -> bool:
        """Whether this store's backups are made here: not those of a server, nor of a ward that is thrown away."""
        return self._backups is not None

    def all(self) -> tuple[BackupLine, ...]:
        """Every backup, newest first."""
        return tuple(self._backups.all()) if self._backups else ()

    def make(self, label: str = BY_HAND) -> BackupMade:
        """Makes one now, checks it, thins out the older ones and copies it to the second place. Raises HubError when
        none could be made; what goes wrong with the second place is told in what it gives back."""
        backups = self._kept()
        line = backups.make(label)
        backups.remove(self._superfluous(backups.all()))
        second = self._second()
        if not second:
            return BackupMade(line)
        try:
            backups.copy_to(second, line.name, self._superfluous)
        except HubError as fault:
            return BackupMade(line, fault)
        return BackupMade(line)

    def make_if_due(self) -> BackupMade | None:
        """Makes one when the last is old enough and something changed since, and the nightly export when that is due.
        Raises HubError."""
        if self._backups is None:
            return None
        if export_is_due(self._backups.exported_at(), self._clock.now(), self._clock.local):
            self._backups.export()
        last = next((line.made_at for line in self._backups.all()), None)
        if is_due(last, self._clock.now(), self._plan) and self._backups.has_changed():
            return self.make(AUTO)
        return None

    def make_at_quit(self) -> BackupMade | None:
        """Makes one when something changed since the last. Raises HubError."""
        if self._backups is None or not self._backups.has_changed():
            return None
        return self.make(AT_QUIT)

    def export(self, file: str | None = None) -> str:
        """Writes everything as sealed lines of text, to this file or beside the backups. Returns where. Raises
        HubError."""
        return self._kept().export(file)

    def low_room(self) -> tuple[LowRoom, ...]:
        """What to say about a disk that is filling up: the one that holds the store, and that of the second place.
        Empty while there is room. To be asked now and then while work goes on; it takes no time."""
        rooms = self._backups.room(self._second()) if self._backups else ()
        return tuple(low for room in rooms if (low := low_room(room)))

    def contents(self, name: str) -> BackupContents:
        """What a backup holds. Raises HubError when it cannot be used."""
        return self._kept().contents(name)

    def _kept(self) -> Backups:
        if self._backups is None:
            raise HubError(
                "No backup is made here",
                "This store is kept on a database server, or is a ward for trial that is thrown away.",
                remedy="Ask IT when the server was last backed up.",
            )
        return self._backups

    def _superfluous(self, lines: Sequence[BackupLine]) -> list[str]:
        thinned = [line for line in lines if line.label in THINNED]
        kept = worth_keeping((line.made_at for line in thinned), self._plan, self._clock.local)
        newest = lines[0].name if lines else ""
        return [line.name for line in thinned if line.made_at not in kept and line.name != newest]
