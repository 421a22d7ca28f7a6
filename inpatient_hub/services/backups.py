"""Backups: made when they are due and when somebody asks, thinned out, and copied to a second place."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.backups import BackupContents, BackupPlan, export_is_due, is_due, worth_keeping
from inpatient_hub.domain.errors import HubError
from inpatient_hub.services.ports import Clock
from inpatient_hub.services.seat import Seat, needs, open_to_all

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
    def copy_to(self, second: str, name: str, keep: Callable[[Sequence[BackupLine]], Sequence[str]]) -> None: ...


class BackupService:
    """Keeps a store's backups. Making one takes a second for some fifty megabytes: away from the window's thread."""

    def __init__(
        self,
        *,
        backups: Backups | None,
        clock: Clock,
        plan: BackupPlan,
        seat: Seat,
        second: Callable[[], str] = lambda: "",
    ) -> None:
        self._seat = seat
        self._backups = backups
        self._clock = clock
        self._plan = plan
        self._second = second
        self._record: Callable[[AuditAction, str], None] = lambda _action, _label: None

    @property
    @open_to_all
    def are_kept(self) -> bool:
        """Whether this store's backups are made here: not those of a server, nor of a ward that is thrown away."""
        return self._backups is not None

    @needs(Right.MAKE_BACKUP)
    def all(self) -> tuple[BackupLine, ...]:
        """Every backup, newest first."""
        return tuple(self._backups.all()) if self._backups else ()

    @needs(Right.MAKE_BACKUP)
    def make(self, label: str = BY_HAND) -> BackupMade:
        """Makes one now, checks it, thins out the older ones and copies it to the second place. Raises HubError when
        none could be made; what goes wrong with the second place is told in what it gives back."""
        return self._make(label)

    def _make(self, label: str) -> BackupMade:
        backups = self._kept()
        line = self._made(backups, label)
        backups.remove(self._superfluous(backups.all()))
        second = self._second()
        if not second:
            return BackupMade(line)
        try:
            backups.copy_to(second, line.name, self._superfluous)
        except HubError as fault:
            return BackupMade(line, fault)
        return BackupMade(line)

    @open_to_all
    def recorded_by(self, record: Callable[[AuditAction, str], None]) -> None:
        """Has every backup and export recorded in the audit trail, from now on."""
        self._record = record

    def _made(self, backups: Backups, label: str) -> BackupLine:
        """The entry comes first, so that the backup holds it: one that is made after it would count as a change that
        wants another backup."""
        self._record(AuditAction.BACKUP_MADE, label)
        try:
            return backups.make(label)
        except HubError:
            with suppress(HubError):
                self._record(AuditAction.BACKUP_FAILED, label)
            raise

    @open_to_all
    def make_if_due(self) -> BackupMade | None:
        """Makes one when the last is old enough and something changed since, and the nightly export when that is due.
        Raises HubError. The clock asks for it, so that nobody need be signed in."""
        if self._backups is None:
            return None
        if export_is_due(self._backups.exported_at(), self._clock.now(), self._clock.local):
            self._backups.export()
        last = next((line.made_at for line in self._backups.all()), None)
        if is_due(last, self._clock.now(), self._plan) and self._backups.has_changed():
            return self._make(AUTO)
        return None

    @open_to_all
    def make_at_quit(self) -> BackupMade | None:
        """Makes one when something changed since the last, whoever was there. Raises HubError."""
        if self._backups is None or not self._backups.has_changed():
            return None
        return self._make(AT_QUIT)

    @needs(Right.MAKE_BACKUP)
    def export(self, file: str | None = None) -> str:
        """Writes everything as sealed lines of text, to this file or beside the backups. Returns where. Raises
        HubError."""
        self._record(AuditAction.STORE_EXPORTED, "")
        return self._kept().export(file)

    @needs(Right.MAKE_BACKUP)
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
