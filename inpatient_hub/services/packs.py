"""Brings a content pack that came as one file into the ward's own place, and keeps what was there before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.audit import THE_STORE, AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.services.ports import Clock, Store
from inpatient_hub.services.seat import Seat, needs, open_to_all
from inpatient_hub.services.trail import AuditTrail

if TYPE_CHECKING:
    from inpatient_hub.content.pack_file import PackLook


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What was brought in, and where the pack that was there before is kept; None where there was none."""

    look: "PackLook"
    kept: Path | None


class PackService:
    """The ward's own pack lies in one folder. What is brought in takes its place as a whole, from the next start on:
    what is under way keeps the content it began with."""

    def __init__(self, *, folder: Path, store: Store, clock: Clock, trail: AuditTrail, seat: Seat) -> None:
        """`folder` is the ward's own pack's, whether it is there or not."""
        self._folder = folder
        self._store = store
        self._clock = clock
        self._trail = trail
        self._seat = seat

    @open_to_all
    def look(self, file: Path) -> "PackLook":
        """What a pack's file holds, and what is wrong with it. Changes nothing. Raises HubError when it is no pack."""
        from tempfile import TemporaryDirectory

        from inpatient_hub.content.pack_file import look_into, unpack

        with TemporaryDirectory(prefix="inpatient-hub-pack-") as folder:
            unpack(file, Path(folder))
            return look_into(Path(folder))

    @needs(Right.EDIT_CONTENT)
    def bring_in(self, file: Path) -> BroughtIn:
        """Puts the pack in the place of the ward's own. Raises HubError when anything is wrong with it: then nothing is
        changed."""
        from inpatient_hub.content.pack_file import look_into

        with self._unpacked(file) as fresh:
            look = look_into(fresh)
            if look.problems:
                raise HubError(
                    "The pack was not brought in",
                    f"Something is wrong in it: {look.problems[0]}",
                    remedy="Send the list of what is wrong to whoever made it. Nothing has been changed.",
                )
            with self._store.writing() as work:
                work.audit.append(self._event(look))
                kept = self._swap(fresh)  # when this fails the entry is not kept either
        return BroughtIn(look, kept)

    @contextmanager
    def _unpacked(self, file: Path) -> Iterator[Path]:
        """Beside the ward's own pack, on the same disk, so that it can take its place in one step."""
        from tempfile import TemporaryDirectory

        from inpatient_hub.content.pack_file import unpack

        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=self._folder.parent, prefix=".incoming-") as scratch:
                fresh = Path(scratch) / "pack"
                fresh.mkdir()
                unpack(file, fresh)
                yield fresh
        except OSError as error:
            raise HubError(
                "The pack was not brought in",
                f"Its folder cannot be written to: {error.strerror or 'the computer gave no reason'}.",
                remedy="Close whatever has files of the ward's own pack open, then try again.",
            ) from error

    def _swap(self, fresh: Path) -> Path | None:
        kept = None
        if self._folder.is_dir():
            name = f"{self._folder.name}-before-{self._clock.now():%Y%m%dT%H%M%SZ}"
            kept = self._folder.rename(self._folder.with_name(name))
        try:
            fresh.rename(self._folder)
        except OSError:
            if kept is not None:
                kept.rename(self._folder)
            raise
        return kept

    def _event(self, look: "PackLook") -> AuditEvent:
        person = self._seat.person
        return self._trail.event(
            AuditAction.CONTENT_EDITED,
            Kind.STORE,
            THE_STORE,
            by=person.id if person else None,
            detail={"pack": look.title, "version": look.version},
        )
