"""Backups: made when they are due and when somebody asks, thinned out, and copied to a second place."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.backup_diary import AT_QUIT, BackupDiary, Mishap
from inpatient_hub.domain.backups import BackupContents, BackupPlan, export_is_due, is_due, worth_keeping
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.room import LowRoom, Room, low_room
from inpatient_hub.services.backup_health import NONE_FOR, Concern, concerns
from inpatient_hub.services.ports import Clock
from inpatient_hub.services.seat import Seat, needs, open_to_all

BY_HAND = "copy"
AUTO = "auto"
THINNED = frozenset({AUTO, AT_QUIT})
"""Labels of backups that the program makes by itself and removes by itself. All others stay."""

_BEFORE = "before-"
_MADE_FOR = {AUTO: "by itself", AT_QUIT: "at the end of a sitting", BY_HAND: "by hand"}


def made_for(label: str) -> str:
    """What a backup was made for, in words, by its label."""
    return _MADE_FOR.get(label) or (f"before version {label.removeprefix(_BEFORE)}" if _BEFORE in label else label)


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


@dataclass(frozen=True, slots=True)
class ListedBackup:
    """A backup as it stands in the list: beside the store, in the second place, or in both. `file` is what
    `contents` and a restore are asked for: its name or, where only the second place has it, its path."""

    line: BackupLine
    is_here: bool
    is_copied: bool
    file: str


class Diary(Protocol):
    """Keeps what went wrong. Neither method fails: what cannot be written is kept until the program ends."""

    def read(self) -> BackupDiary: ...
    def write(self, diary: BackupDiary) -> None: ...


class NoDiary:
    """Keeps it as long as the program runs."""

    def __init__(self) -> None:
        self._diary = BackupDiary()

    def read(self) -> BackupDiary:
        """See `Diary`."""
        return self._diary

    def write(self, diary: BackupDiary) -> None:
        """See `Diary`."""
        self._diary = diary


class Backups(Protocol):
    """Where a store's backups are kept. Every method raises HubError in words."""

    def all(self) -> Sequence[BackupLine]: ...
    def make(self, label: str) -> BackupLine: ...
    def has_changed(self) -> bool: ...
    def remove(self, names: Sequence[str]) -> None: ...
    def contents(self, name: str) -> BackupContents: ...
    def present(self) -> BackupContents: ...
    def copied(self, second: str) -> Sequence[tuple[BackupLine, str]]: ...
    def exported_at(self) -> datetime | None: ...
    def export(self, file: str | None = None) -> str: ...
    def room(self, second: str) -> Sequence[Room]: ...
    def copy_to(self, second: str, name: str, keep: Callable[[Sequence[BackupLine]], Sequence[str]]) -> None: ...


class BackupService:
    """Keeps a store's backups. Making one takes a second for some fifty megabytes, and a second place on the network
    may not answer for half a minute: so away from the window's thread, and from the one that saves the ward's work. It
    may be called from a thread of its own, as it works on files and not through the store that is open."""

    def __init__(
        self,
        *,
        backups: Backups | None,
        clock: Clock,
        plan: BackupPlan,
        second: Callable[[], str] = lambda: "",
        wants_no_second: Callable[[], bool] = lambda: False,
        ward_plan: Callable[[BackupPlan], BackupPlan] = lambda plan: plan,
        diary: Diary | None = None,
        seat: Seat,
    ) -> None:
        """`plan` is what the trust or the program has set, over which `ward_plan` lays the ward's own choices;
        `wants_no_second` says whether somebody chose to have no second place."""
        self._backups = backups
        self._clock = clock
        self._set_plan = plan
        self._second = second
        self._wants_no_second = wants_no_second
        self._ward_plan = ward_plan
        self._diary = diary or NoDiary()
        self._seat = seat
        self._record: Callable[[AuditAction, str], None] = lambda _action, _label: None

    @property
    def _plan(self) -> BackupPlan:
        return self._ward_plan(self._set_plan)

    @property
    @open_to_all
    def are_kept(self) -> bool:
        """Whether this store's backups are made here: not those of a server, nor of a ward that is thrown away."""
        return self._backups is not None

    @needs(Right.MAKE_BACKUP)
    def all(self) -> tuple[BackupLine, ...]:
        """Every backup, newest first."""
        return self._all()

    def _all(self) -> tuple[BackupLine, ...]:
        return tuple(self._backups.all()) if self._backups else ()

    @needs(Right.MAKE_BACKUP)
    def listed(self, *, with_second: bool = True) -> tuple[ListedBackup, ...]:
        """Every backup here and in the second place, newest first, and last of all those from the future. Asking a
        second place on the network may take its time; `with_second` off leaves it alone."""
        if self._backups is None:
            return ()
        second = self._second() if with_second else ""
        copied = {line.name: (line, file) for line, file in self._backups.copied(second)} if second else {}
        here = {line.name: line for line in self._all()}
        found = [ListedBackup(line, True, line.name in copied, line.name) for line in here.values()]
        found += [ListedBackup(line, False, True, file) for name, (line, file) in copied.items() if name not in here]
        now = self._clock.now()
        return tuple(sorted(found, key=lambda one: (one.line.made_at <= now, one.line.made_at), reverse=True))

    @needs(Right.MAKE_BACKUP)
    def make(self, label: str = BY_HAND) -> BackupMade:
        """Makes one now, checks it, thins out the older ones and copies it to the second place. Raises HubError when
        none could be made; what goes wrong with the second place is told in what it gives back. Both are kept in mind
        until it goes well again: see `concerns`."""
        return self._make(label)

    def _make(self, label: str) -> BackupMade:
        backups = self._kept()
        try:
            line = self._made(backups, label)
        except HubError as fault:
            diary = self._diary.read()
            failed = Mishap.of(fault, self._clock.now(), before=diary.failed, label=label)
            self._diary.write(replace(diary, failed=failed))
            raise
        self._diary.write(replace(self._diary.read(), failed=None))
        backups.remove(self._superfluous(backups.all()))
        return BackupMade(line, self._copy(line.name))

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

    def _copy(self, name: str) -> HubError | None:
        """Copies a backup to the second place, where there is one. Returns what kept it from there."""
        second, diary = self._second(), self._diary.read()
        if not second:
            self._diary.write(replace(diary, second=None))
            return None
        now = self._clock.now()
        try:
            self._kept().copy_to(second, name, self._superfluous)
        except HubError as fault:
            self._diary.write(replace(diary, second=Mishap.of(fault, now, before=diary.second)))
            return fault
        self._diary.write(replace(diary, second=None, copied_at=now, copied_to=second))
        return None

    @needs(Right.MAKE_BACKUP)
    def copy_newest(self) -> HubError | None:
        """Copies the newest backup to the second place: when one was just chosen, or can be reached again. Returns what
        kept it from there."""
        return self._copy_newest()

    def _copy_newest(self) -> HubError | None:
        newest = next(iter(self._all()), None)
        return self._copy(newest.name) if newest is not None else None

    @needs(Right.MAKE_BACKUP)
    def copied_at(self) -> datetime | None:
        """When a backup was last copied to the second place, in UTC; None when it is not known."""
        return self._diary.read().copied_at

    @needs(Right.MAKE_BACKUP)
    def exported_at(self) -> datetime | None:
        """When the newest nightly export was made, in UTC."""
        return self._backups.exported_at() if self._backups else None

    @open_to_all
    def concerns(self) -> tuple[Concern, ...]:
        """What somebody has to know about the backups and the room for them, the weightiest first. Never raises."""
        if self._backups is None:
            return ()
        now, last = self._clock.now(), self._last_made()
        diary = self._diary.read()
        return concerns(
            diary,
            last=last if last is None or last <= now else now,
            has_changed=diary.failed is not None or (last is not None and now - last >= NONE_FOR and self._changed()),
            rooms=self.low_room(),
            now=now,
            is_second_lost=not self._second() and not self._wants_no_second(),
        )

    def _last_made(self) -> datetime | None:
        """When the newest backup was made. One from the future, made before a clock was put right, is not the newest
        while there is another."""
        now, made = self._clock.now(), [line.made_at for line in self._all()]
        return next((moment for moment in made if moment <= now), made[0] if made else None)

    def _changed(self) -> bool:
        try:
            return self._kept().has_changed()
        except HubError:
            return True

    @open_to_all
    def make_if_due(self) -> BackupMade | None:
        """Makes one when the last is old enough and something changed since, and the nightly export when that is due:
        neither waits for the other to go well. Raises HubError for the backup; `concerns` tells of the export."""
        if self._backups is None:
            return None
        try:
            return self._make_due(self._backups)
        finally:
            self._export_if_due(self._backups)

    def _make_due(self, backups: Backups) -> BackupMade | None:
        if is_due(self._last_made(), self._clock.now(), self._plan) and backups.has_changed():
            return self._make(AUTO)
        if self._diary.read().second is not None:
            self._copy_newest()  # the drive may be back
        return None

    def _export_if_due(self, backups: Backups) -> None:
        now, diary = self._clock.now(), self._diary.read()
        if not export_is_due(backups.exported_at(), now, self._clock.local):
            return
        try:
            backups.export()
        except HubError as fault:
            failed = Mishap.of(fault, now, before=diary.exported)
            self._diary.write(replace(diary, exported=failed))
            return
        self._diary.write(replace(diary, exported=None))

    @open_to_all
    def make_at_quit(self) -> BackupMade | None:
        """Makes one when something changed since the last. Raises HubError; it is told at the next start."""
        if self._backups is None or not self._backups.has_changed():
            return None
        return self._make(AT_QUIT)

    @needs(Right.MAKE_BACKUP)
    def export(self, file: str | None = None) -> str:
        """Writes everything as sealed lines of text, to this file or beside the backups. Returns where. Raises
        HubError."""
        self._record(AuditAction.STORE_EXPORTED, "")
        where = self._kept().export(file)
        if file is None:
            self._diary.write(replace(self._diary.read(), exported=None))
        return where

    @open_to_all
    def low_room(self) -> tuple[LowRoom, ...]:
        """What to say about a disk that is filling up: the one that holds the store, and that of the second place.
        Empty while there is room. To be asked now and then while work goes on; it takes no time."""
        rooms = self._backups.room(self._second()) if self._backups else ()
        return tuple(low for room in rooms if (low := low_room(room)))

    @needs(Right.MAKE_BACKUP)
    def contents(self, name: str) -> BackupContents:
        """What a backup holds. Raises HubError when it cannot be used."""
        return self._kept().contents(name)

    @needs(Right.MAKE_BACKUP)
    def present(self) -> BackupContents:
        """What the store holds now, told as a backup is. Raises HubError."""
        return self._kept().present()

    @needs(Right.RESTORE_BACKUP)
    def may_put_back(self) -> None:
        """Raises when whoever is signed in may not put a backup back, which is done while the store is closed."""
        self._kept()

    def _kept(self) -> Backups:
        if self._backups is None:
            raise HubError(
                "No backup is made here",
                "This store is kept on a database server, or is a ward for trial that is thrown away.",
                remedy="Ask IT when the server was last backed up.",
            )
        return self._backups

    def _superfluous(self, lines: Sequence[BackupLine]) -> list[str]:
        """Which of these can go. Those from the future, made before a clock was put right, are thinned out when their
        time has come: they count for no hour, day or week before."""
        now = self._clock.now()
        thinned = [line for line in lines if line.label in THINNED and line.made_at <= now]
        kept = worth_keeping((line.made_at for line in thinned), self._plan, self._clock.local)
        newest = lines[0].name if lines else ""
        return [line.name for line in thinned if line.made_at not in kept and line.name != newest]
