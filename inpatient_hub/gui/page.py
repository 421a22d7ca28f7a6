"""What every page of the window has in common."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError

if TYPE_CHECKING:
    from inpatient_hub.domain.drafts import Draft
    from inpatient_hub.gui.returning import Returning


class Page(QWidget):
    """Base of all pages. Information goes down by method call and up by signal: a page never calls a service."""

    go_requested = Signal(object)
    """Carries a `Destination`."""
    back_requested = Signal()
    find_requested = Signal()
    toast_wanted = Signal(str, object)
    """(sentence, a callable that undoes it or None): something was done."""
    action_wanted = Signal(str)
    """The id of a window-wide action, such as adding a patient."""
    error_raised = Signal(object)
    """Carries a `HubError` for the window to show."""

    copy_run_requested = Signal(str, object, int, str)
    """(run id, moment of the preview shown, part, hash of its text): this run's note, as it is shown, to the
    clipboard."""
    copy_again_requested = Signal(str, int)
    """(note id, part)."""
    filed_requested = Signal(str)
    """Note id: the person says it is saved in SystmOne."""
    not_filed_requested = Signal(str)
    """Note id: the window asks for the reason."""
    note_offered = Signal(str)
    """The id of a copied note this page is about: the bar asks about it."""
    draft_returned = Signal(object)
    """Carries a `Returning` that the page itself does not show: that of a form over it."""
    task_wanted = Signal(object)
    """Carries a `Task` as it is shown: its panel is opened beside the page."""
    task_act_wanted = Signal(object, str)
    """(a `Task` as it is shown, a `TaskWish`). A time of a repeat that is no task yet may be given too."""
    task_move_wanted = Signal(object)
    """Carries a `TaskMove`."""
    new_task_wanted = Signal(str)
    """A task is to be typed; carries the beginning of its line, such as `Bed 4 ` or `on 20 Nov 2026 `, or nothing."""
    new_tasks_are_mine = False
    """Whether a task that is typed from here is claimed at once by whoever types it."""
    added_unseen = Signal(str)
    """A task was added that the page does not show as it stands; carries what to say of it."""
    shown_for = Signal(str)
    hidden_now = Signal()
    _wants_keyboard = False
    """Whether the keyboard is to come here once what is shown was read."""

    def copy(self) -> None:
        """Ctrl+Shift+C: copies the note the page is about. Overridden by pages that have one."""

    def task_added(self, task_id: str) -> None:
        """A task was typed over this page. Overridden by pages that choose its row, or say why it is not among them."""

    def bar_shown(self, *, is_open: bool) -> None:
        """Whether the bar that asks about a copied note stands under this page."""

    def note_in_hand(self) -> str:
        """The id of a copied note the page is about, which Ctrl+Enter files while the bar is folded; else empty."""
        return ""

    def draft(self) -> "Draft | None":
        """What is typed here and not saved, for the window that is about to be locked; None when there is nothing.
        Overridden by pages in which something is typed."""
        return None

    def restore(self, returning: "Returning") -> None:
        """Puts back what `draft` gave, once the page shows what it is about, and tells `returning` so. Called after the
        window went there."""
        self.draft_returned.emit(returning)

    def show_error(self, error: HubError) -> None:
        """Hands an error to the window, which says what failed, why and what to do."""
        self.error_raised.emit(error)

    def opened(self, about: str) -> None:
        """The window shows the page now; `about` is the id of what it is about, or empty."""
        self.shown_for.emit(about)

    def left(self) -> None:
        """The window shows another page now: what is read late must not take the keyboard away from it."""
        self._wants_keyboard = False
        self.hidden_now.emit()
