"""Asks what a change of a repeat is for: this one time, or from now on; and from when a repeat ends."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.series import Series
from inpatient_hub.gui.moments import short_day
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.dialog import ConfirmDialog, Dialog
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList

THIS_ONE, FROM_NOW_ON = "this_one", "from_now_on"


class ScopeDialog(Dialog):
    """Two answers. Where one time alone cannot be changed so, that answer is off and says why."""

    scope_chosen = Signal(str)

    def __init__(self, parent: QWidget | None, *, this_one: str, why_not: str, from_day: date) -> None:
        super().__init__(parent, "This one, or from now on?")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        options = (
            OptionFacts(
                THIS_ONE,
                f"This one: {this_one}" if this_one else "This one",
                why_not or "Only this time is changed. The repeat stays as it is.",
                enabled=not why_not,
            ),
            OptionFacts(
                FROM_NOW_ON,
                f"From now on: {short_day(from_day)} and after",
                "Times from this day on follow the change, but for those that somebody claimed, did, moved or changed.",
            ),
        )
        self.trouble = BannerMessage("act", "")
        self.trouble.hide()
        self.options = OptionList(options, name="Which times to change")
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.options)
        self.cancel_button = self.add_button(Button("Cancel"))
        self.save_button = self.add_button(Button("Change", kind="primary"))
        self.options.set_chosen((FROM_NOW_ON if why_not else THIS_ONE,))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._on_save)
        self.options.focus_first()

    def show_problem(self, error: HubError) -> None:
        """Says why it was not changed."""
        self.trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self.trouble.show()

    def _on_save(self) -> None:
        chosen = self.options.chosen()
        if chosen:
            self.scope_chosen.emit(chosen[0])


class EndDialog(ConfirmDialog):
    """Asks for the last day of a repeat."""

    def __init__(self, parent: QWidget | None, series: Series, today: date) -> None:
        super().__init__(
            parent,
            f"End this repeat: {series.title}?",
            "Times after its last day that nobody has are taken off the list. What somebody has claimed stays theirs, "
            "and what was done or missed is kept.",
            verb="End it",
            danger=True,
        )
        self.last = DateField(
            "Its last day", today=today, earliest=today, help="Empty: there is no more of it, not even today."
        )
        self.last.set_value(today)
        self.body.addWidget(self.last)
        self.verb_button.clicked.disconnect(self.accept)


def leave_out_dialog(parent: QWidget | None, series: Series, day: date) -> ConfirmDialog:
    """Asks whether one day is to be taken out of a repeat."""
    return ConfirmDialog(
        parent,
        f"Leave out {short_day(day)}?",
        f"{series.title} does not come up on this day, on none of its shifts. The repeat goes on after it. What "
        "somebody has claimed on this day stays theirs.",
        verb="Leave it out",
    )
