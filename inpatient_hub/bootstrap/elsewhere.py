"""What the keyring and the second place still know of a ward whose store is gone from its folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.bootstrap.auditing import anchors_of
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.store.backup import Backup


def is_missed(place: Place) -> bool:
    """Whether anything outside the folder tells that this place had a store: the anchors of its audit trail, or its
    backups in the second place. `place` has its key. A network may take its time to answer."""
    anchors = anchors_of(place)
    return bool(anchors is not None and anchors.all()) or bool(second_backups(place))


def second_backups(place: Place) -> "Sequence[Backup]":
    """This place's backups in the second place, newest first: where the lock is lost with its file, those of every
    lock there. A network may take its time to answer."""
    from inpatient_hub.bootstrap.policy import settings_of
    from inpatient_hub.store.anchors import folders_of_locks
    from inpatient_hub.store.backup import backups_among
    from inpatient_hub.store.keys.key_file import lock_in

    second = settings_of(place).second_backup_folder
    if place.database_url is not None or not second:
        return ()
    lock = place.key.lock_id if place.key is not None else lock_in(place.data_folder)
    found = [backup for folder in folders_of_locks(Path(second), lock) for backup in backups_among(folder)]
    return sorted(found, key=lambda one: one.made_at, reverse=True)
