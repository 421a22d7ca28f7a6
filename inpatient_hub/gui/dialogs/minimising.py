"""The question before a ward keeps only name, ward and dates: how much goes, and that nothing brings it back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.record_words import counted
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.icon_line import IconLine

if TYPE_CHECKING:
    from inpatient_hub.services.minimisation import Removable

T = TypeVar("T")

_KEPT = (
    "Kept are each patient's name, the ward, and the days of admission and expected discharge. Notes begin with the "
    "name alone, and forms do not ask for more."
)


class MinimisingDialog(ConfirmDialog):
    """Says in figures what goes."""

    def __init__(self, parent: QWidget | None, ward: Ward, found: "Removable") -> None:
        again = ward.minimal
        super().__init__(
            parent,
            "Remove what was finished since?" if again else f"Shall {ward.name} keep only name, ward and dates?",
            "" if again else _KEPT,
            verb="Remove it for good",
            danger=True,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.addWidget(BannerMessage("warn", removed_words(found), "Nothing brings it back."))
        if found.still_open:
            open_ones = counted(found.still_open, "note is", "notes are")
            self.body.addWidget(
                IconLine(
                    "info-circle", f"{open_ones} not finished: their words stay until you remove what was finished."
                )
            )
        self.set_ready(bool(found) or not again, "There is nothing to remove")


def removed_words(found: "Removable") -> str:
    """What goes, in figures: `Removed are the details of 20 patients and the texts of 61 finished notes.`."""
    parts = [
        f"the details of {counted(found.patients, 'patient', 'patients')}" if found.patients else "",
        f"the {'text' if found.notes == 1 else 'texts'} of {counted(found.notes, 'finished note', 'finished notes')}"
        if found.notes
        else "",
        f"{counted(found.answers, 'answer', 'answers')} of ended referrals" if found.answers else "",
    ]
    named = [part for part in parts if part]
    if not named:
        return "There is nothing that would be removed now."
    listed = named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"
    return f"Removed are {listed}."


class Minimising(QObject):
    """Asks with the figures of this moment, and does it."""

    done = Signal(object, str)
    """(the ward as it is now, what is to be told)."""
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent

    def ask(self) -> None:
        """Counts, then asks."""
        hub, ward = self._context.hub, self._context.session.ward

        def show(found: "Removable") -> None:
            dialog = MinimisingDialog(self._window, ward, found)
            dialog.accepted.connect(self._on_accepted)
            dialog.open()

        self._run(lambda: hub.minimisation.removable(ward.id), show)

    def switch_off(self) -> None:
        """Lets the ward choose its details again."""
        hub, ward_id, by = self._context.hub, self._context.session.ward.id, self._context.session.person.id

        def task() -> tuple[Ward, Changes, str]:
            changes = hub.minimisation.switch_off(ward_id, by=by)
            return hub.wards.get(ward_id), changes, "The ward chooses its details again"

        self._run(task, self._done)

    def _on_accepted(self) -> None:
        hub, ward_id, by = self._context.hub, self._context.session.ward.id, self._context.session.person.id

        def task() -> tuple[Ward, Changes, str]:
            removed, changes = hub.minimisation.switch_on(ward_id, by=by)
            return hub.wards.get(ward_id), changes, removed.trouble or "Only name, ward and dates are kept now"

        self._run(task, self._done)

    def _done(self, outcome: tuple[Ward, Changes, str]) -> None:
        ward, changes, words = outcome
        self._context.session.set_ward(ward)
        self._context.feed.announce(changes)
        self.done.emit(ward, words)

    def _run(self, task: Callable[[], T], then: Callable[[T], None]) -> None:
        self._context.background.run(task, owner=self, then=then, otherwise=self._fail)

    def _fail(self, error: HubError) -> None:
        self.failed.emit(error)
