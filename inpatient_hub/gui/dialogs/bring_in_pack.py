"""Asks whether a content pack that came as one file is to take the place of the ward's own."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.errors import show_error
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.labels import WrapLabel

if TYPE_CHECKING:
    from inpatient_hub.content.pack_file import PackLook
    from inpatient_hub.gui.context import Context
    from inpatient_hub.services.packs import BroughtIn

_MOST_PROBLEMS = 5
_CONSEQUENCE = (
    "It takes the place of the ward's own pack from the next start on. The one before is kept beside it, and every "
    "referral that is under way keeps the content it began with."
)


class BringInPackDialog(Dialog):
    """What the pack says of itself and how much is in it. `bring_in_requested` asks for it to be used."""

    bring_in_requested = Signal()

    def __init__(self, parent: QWidget | None, name: str, look: "PackLook", *, may: bool) -> None:
        super().__init__(parent, "Bring in this content pack?", consequence=_CONSEQUENCE, width=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.addWidget(WrapLabel(" ".join(part for part in (look.title, look.version) if part), "strong"))
        self.body.addWidget(WrapLabel(_from_whom(name, look), "body", "muted"))
        self.body.addWidget(WrapLabel(_holds(look), "body"))
        self.faults = BannerMessage()
        self.faults.hide()
        self.body.addWidget(self.faults)
        self.message = BannerMessage()
        self.message.hide()
        self.add_told(self.message)
        self.not_now = self.add_button(Button("Not now"))
        self.bring_in = self.add_button(Button("Bring it in", kind="primary"))
        self.not_now.clicked.connect(self.reject)
        self.bring_in.clicked.connect(self.bring_in_requested)
        self._judge(look, may=may)

    def show_problem(self, error: HubError) -> None:
        """Says why it was not brought in."""
        self.message.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self.message.show()

    def _judge(self, look: "PackLook", *, may: bool) -> None:
        if look.problems:
            lines = [str(problem) for problem in look.problems[:_MOST_PROBLEMS]]
            count = len(look.problems)
            more = [f"And {count - _MOST_PROBLEMS} more."] if count > _MOST_PROBLEMS else []
            words = "Something is wrong in it" if count == 1 else f"{count} things are wrong in it"
            self.faults.set_message("act", words, "\n".join([*lines, *more]))
            self.faults.show()
        self.bring_in.setEnabled(may and not look.problems)
        if not may:
            self.say_reason("Only an editor of the content may bring it in")
        (self.bring_in if self.bring_in.isEnabled() else self.not_now).setFocus()


def offer_pack(context: "Context", parent: QWidget, file: Path, *, told: Callable[[str], None]) -> None:
    """Looks into the file and opens the dialog; `told` is given the sentence about what was brought in."""

    def show(look: "PackLook") -> None:
        dialog = BringInPackDialog(parent, file.name, look, may=context.hub.seat.may(Right.EDIT_CONTENT))
        dialog.bring_in_requested.connect(lambda: bring_in(dialog))
        dialog.open()

    def bring_in(dialog: BringInPackDialog) -> None:
        def then(done: "BroughtIn") -> None:
            dialog.accept()
            told(f"{done.look.title} is the ward's own pack from the next start on")

        context.background.run(
            lambda: context.hub.packs.bring_in(file), owner=dialog, then=then, otherwise=dialog.show_problem
        )

    def refuse(error: HubError) -> None:
        show_error(parent, error)

    context.background.run(lambda: context.hub.packs.look(file), owner=parent, then=show, otherwise=refuse)


def _from_whom(name: str, look: "PackLook") -> str:
    return f"{name}, looked after by {look.owner}" if look.owner else name


def _holds(look: "PackLook") -> str:
    counts = (
        (look.workflows, "kind of referral", "kinds of referral"),
        (look.templates, "note template", "note templates"),
        (look.contacts, "contact", "contacts"),
        (look.areas, "area", "areas"),
    )
    words = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    return f"It holds {', '.join(words)}." if words else "It holds nothing of its own."
