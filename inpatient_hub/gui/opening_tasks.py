"""What opening and closing a ward asks of the store's thread."""

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from inpatient_hub.domain.errors import HubError
from inpatient_hub.host.place import Place

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub
    from inpatient_hub.domain.staff import Staff
    from inpatient_hub.domain.wards import Ward
    from inpatient_hub.services.ports import Clock
    from inpatient_hub.services.today import TodayView

_log = logging.getLogger(__name__)

QUIT_BACKUP_MS = 1_500
"""How long a person who closes the window sees that a backup is being made; what takes longer goes on without them."""
QUIT_BACKUP_MOST_S = 30.0
"""A second place that does not answer by then is left alone; what was saved is in the store."""


class Once:
    """Calls something at most once, whoever is first."""

    def __init__(self, then: Callable[[], None]) -> None:
        self._then: Callable[[], None] | None = then

    def __call__(self, _result: object = None) -> None:
        """Calls it, unless that was done."""
        then, self._then = self._then, None
        if then is not None:
            then()


def known_on(hub: "Hub", ward_id: str) -> "tuple[Ward | None, Sequence[Staff]]":
    """The ward last shown here, or the first there is, with its staff."""
    wards = hub.wards.all()
    ward = next((one for one in wards if one.id == ward_id), wards[0] if wards else None)
    return ward, hub.wards.staff(ward.id) if ward else ()


def back_up_at_quit(hub: "Hub") -> None:
    """Makes the backup of this sitting. One that fails keeps nobody from leaving, and is told at the next start."""
    try:
        hub.backups.make_at_quit()
    except HubError as fault:
        _log.warning("No backup was made: %s", fault.title)


def unlocked_unasked(place: Place, clock: "Clock | None") -> Place:
    from inpatient_hub.bootstrap import unlocked

    return unlocked(place, clock=clock)


def look(place: Place, ward_id: str, clock: "Clock | None") -> "TodayView | None":
    """Reads the first rows, and loads what their page is made of, both on the store's thread."""
    import inpatient_hub.gui.pages.today.page  # noqa: F401  so that the window's thread need not
    from inpatient_hub.bootstrap import first_look

    return first_look(place, ward_id, clock)


def open_ward(place: Place, clock: "Clock | None") -> "Hub":
    import inpatient_hub.gui.guarding  # noqa: F401  loaded here, with the rest, so that the window's thread need not
    from inpatient_hub.bootstrap import open_hub

    return open_hub(place, clock=clock)


def pass_over(_error: HubError) -> None:
    return


def put_a_fresh_process_in_place() -> None:
    """Ends this process, and has a fresh one in its place."""
    from PySide6.QtWidgets import QApplication

    from inpatient_hub.host.replacing import replace_process

    replace_process()
    QApplication.exit(0)  # Windows cannot replace a process: the fresh one stands beside this one now
