"""Asks a person whether what they had typed before the window was locked is put back or thrown away."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.wards import Ward
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList

PUT_BACK, THROW_AWAY = 1, 2
"""What a `DraftDialog` finishes with; 0 leaves it for later."""


class DraftDialog(Dialog):
    """One draft. Escape leaves it for later. `among` are the wards it may have been typed for, where that is not known:
    nothing is put back until one is chosen."""

    def __init__(
        self, parent: QWidget | None, title: str, written: str, *, ward: str = "", among: Sequence[Ward] = ()
    ) -> None:
        what = f"{title}, for {ward}" if ward else title
        super().__init__(parent, "Put back what you were writing?", consequence=f"{what}, not saved when {written}.")
        self.among = OptionList([OptionFacts(one.id, one.name) for one in among], name="For which ward was it?")
        self.throw_away = self.add_button(Button("Throw away"))
        self.put_back = self.add_button(Button("Put it back", kind="primary"))
        self.put_back.clicked.connect(self.accept)
        self.throw_away.clicked.connect(self._on_throw_away)
        self.among.choice_changed.connect(self._on_ward_chosen)
        if among:
            self.body.addWidget(text_label("For which ward was it?", "small-medium"))
            self.body.addWidget(self.among)
            self.put_back.setEnabled(False)
            self.say_reason("Needs the ward")
            self.among.focus_first()
        else:
            self.among.hide()
            self.put_back.setFocus()

    def ward_id(self) -> str:
        """The ward that was chosen; empty where it was not asked."""
        return next(iter(self.among.chosen()), "")

    def _on_ward_chosen(self, _chosen: tuple[str, ...]) -> None:
        self.put_back.setEnabled(True)
        self.say_reason("")

    def _on_throw_away(self) -> None:
        self.done(THROW_AWAY)
