"""The ways forward when a store cannot be opened, and going one of them."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from inpatient_hub.bootstrap.auditing import head_before, record_outside, replaced
from inpatient_hub.bootstrap.elsewhere import second_backups
from inpatient_hub.bootstrap.locks import key_at_hand, vault_of
from inpatient_hub.bootstrap.restoring import put_key_file_back, rescue_store, restore_backup
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.day_names import short_month
from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from datetime import datetime

    from inpatient_hub.domain.rescue import Rescue


@dataclass(frozen=True, slots=True)
class Way:
    """One way forward when a store cannot be opened: a button and what it does."""

    id: str
    label: str
    explanation: str


START_EMPTY = "start_empty"
RESTORE = "restore:"
USE_COPY = "use_copy"
GO_ON = "go_on"
RESCUE = "rescue"

_START_EMPTY = Way(
    START_EMPTY, "Start with an empty store", "The old file is set aside and kept, so that IT can look at it."
)
_USE_COPY = Way(
    USE_COPY,
    "Use the copy that lies with the backups",
    "The file that is there is kept beside it. Nothing else is touched.",
)
_RESCUE = Way(
    RESCUE,
    "Save what can be read",
    "What cannot be read is taken from the last backup, and what differs is told. The damaged store is kept.",
)
_KEPT_BESIDE = "The damaged store is kept beside it."
_FROM_SECOND = "It lies in the second place; here there is none."
_GO_ON = Way(GO_ON, "Go on with what is there", "What is left of the newest work is kept for IT. Look what is missing.")


def ways_forward(place: Place, error: HubError) -> tuple[Way, ...]:
    """What a person may choose when this error stopped the opening; empty when only trying again can help. Nothing is
    ever removed: the store that could not be opened is kept under another name. Where no backup lies beside the store
    the second place is asked, which may take its time on a network."""
    from inpatient_hub.domain.lock_troubles import KeyFileDamaged, KeyFileMissing, KeyFileOfAnother
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.store.backup import backups_in, newest_first
    from inpatient_hub.store.errors import StoreFault

    if isinstance(error, KeyFileOfAnother):
        return (_USE_COPY,)
    if isinstance(error, KeyFileMissing | KeyFileDamaged):
        return (_USE_COPY if error.has_copy else _START_EMPTY,)
    if not isinstance(error, StoreFault) or not (error.can_set_aside or error.can_go_on):
        return ()
    clock = SystemClock()
    ways = [_GO_ON] if error.can_go_on else [_RESCUE] if error.can_be_rescued else []
    here = newest_first(backups_in(place.data_folder), clock.now())[:3]
    ways += [_restore(backup.path.name, clock.local(backup.made_at), _KEPT_BESIDE) for backup in here]
    if not here:
        far = newest_first(second_backups(place), clock.now())[:3]
        ways += [_restore(str(backup.path), clock.local(backup.made_at), _FROM_SECOND) for backup in far]
    return tuple(ways) if error.can_go_on else (*ways, _START_EMPTY)


def _restore(backup: str, local: "datetime", explanation: str) -> Way:
    label = f"Restore the backup of {local.day} {short_month(local)} {local.year}, {local:%H:%M}"
    return Way(f"{RESTORE}{backup}", label, f"The ward goes back to that moment. {explanation}")


def go_way(place: Place, way: str) -> "Rescue | None":
    """Goes one of the `ways_forward`; what RESCUE gives back is to be shown. Raises Locked when a person has to open
    the lock first, and HubError in words when it cannot be done."""
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.store.salvage import go_on_without_log, start_empty

    clock, vault = SystemClock(), vault_of(place)
    if way == USE_COPY:
        put_key_file_back(place)
        return None
    if way == RESCUE:
        return rescue_store(place, clock=clock)
    if way == GO_ON:
        # Asking nobody: where the lock has to be opened by hand, this is not recorded.
        place = place._replace(key=key_at_hand(place))
        before = head_before(place)
        go_on_without_log(place.data_folder, clock=clock)
        record_outside(place, AuditAction.STORE_WITHOUT_LOG, clock=clock, before=before)
        return None
    if way == START_EMPTY:
        place = place._replace(key=place.key or vault.key_to_start_again())
        begin = partial(start_empty, place.data_folder, key=place.key, clock=clock)
        replaced(place, AuditAction.STORE_BEGUN_EMPTY, begin, clock=clock)
        return None
    restore_backup(place, way.removeprefix(RESTORE), clock=clock)
    return None
