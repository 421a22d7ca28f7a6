"""What every screen works with: the application, who is at the computer, and where to send work and news."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.background import Background
from inpatient_hub.gui.changes import ChangeFeed
from inpatient_hub.gui.clipboard import SensitiveClipboard
from inpatient_hub.gui.doctor import Doctor

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub
    from inpatient_hub.gui.backup_words import Preview


class Session(QObject):
    """Which ward is shown and who is at the computer."""

    person_changed = Signal()
    ward_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ward: Ward | None = None
        self._person: Staff | None = None

    @property
    def ward(self) -> Ward:
        """The ward shown. Only asked once a ward is open."""
        if self._ward is None:
            raise RuntimeError("no ward is open yet")
        return self._ward

    @property
    def person(self) -> Staff:
        """The person at the computer. Only asked once someone has said who they are."""
        if self._person is None:
            raise RuntimeError("nobody has said who they are yet")
        return self._person

    @property
    def is_open(self) -> bool:
        """Whether a ward and a person are known."""
        return self._ward is not None and self._person is not None

    def set_ward(self, ward: Ward) -> None:
        """Shows this ward."""
        if ward != self._ward:
            self._ward = ward
            self.ward_changed.emit()

    def set_person(self, person: Staff | None) -> None:
        """This person is at the computer now; None when they left."""
        if person != self._person:
            self._person = person
            self.person_changed.emit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Given to every presenter."""

    hub: "Hub"
    background: Background
    feed: ChangeFeed
    session: Session
    clipboard: SensitiveClipboard
    doctor: Doctor
    archive: Background = field(default_factory=lambda: Background(name="backups"))
    """Makes, copies and lists backups: a drive on the network that does not answer must not keep the ward's work
    waiting."""
    tell_backups: Callable[[], None] = lambda: None
    """Called when the backups stand otherwise than before, so that the window says what is to be known of them."""
    put_back: "Callable[[Preview], None]" = lambda _preview: None
    """Closes the ward and puts this backup in the store's place; a fresh process follows."""
    lock_anew: Callable[[str | None], None] = lambda _passphrase: None
    """Closes the ward and locks everything with a new key, with this passphrase if there is to be one."""
