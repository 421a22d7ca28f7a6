"""Which kind of computer this is: asked once, with a suggestion and why, and changed whenever somebody likes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList

if TYPE_CHECKING:
    from inpatient_hub.readiness.profiles import Profile

_WIDEST = 900


class QuestionCard(Card):
    """The first question. What is suggested stands first and is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.options = OptionList(name="What is this computer used for?")
        self._because = IconLine("bulb", "", "info-text")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(12)
        column.addWidget(WrapLabel("What is this computer used for?", "question"))
        column.addWidget(
            WrapLabel(
                "What SystmOne needs depends on it. Choose, then press Check this computer. It is only looked at, "
                "nothing is changed on it, and nothing is sent over the network.",
                "body",
                "muted",
            )
        )
        column.addWidget(self._because)
        column.addWidget(self.options)
        self.add_padded(inside)
        look_feed().look_changed.connect(self._on_look_changed)
        self._on_look_changed()

    def show_profiles(self, profiles: "Sequence[Profile]", suggested: str, because: str) -> None:
        """Offers these, the suggested one first and chosen."""
        ordered = sorted(profiles, key=lambda one: one.id != suggested)
        self.options.set_options([_option(one, is_suggested=one.id == suggested) for one in ordered])
        self.options.set_chosen((suggested,))
        title = next((one.title for one in profiles if one.id == suggested), "")
        self._because.set_line("bulb", f"Suggested: {title}. {because}", "info-text")
        self._because.setVisible(bool(title))

    def _on_look_changed(self) -> None:
        self.setMaximumWidth(scaled(_WIDEST))

    def chosen(self) -> str:
        """The id of the profile chosen; empty when none is."""
        return next(iter(self.options.chosen()), "")


class ProfileDialog(Dialog):
    """Chooses another profile; the computer is then checked against it."""

    profile_chosen = Signal(str)

    def __init__(self, parent: QWidget | None, profiles: "Sequence[Profile]", current: str, suggested: str) -> None:
        super().__init__(
            parent,
            "What is this computer used for?",
            consequence="It is checked against what SystmOne needs for that. The choice is remembered.",
            width=640,
        )
        self.options = OptionList(
            [_option(one, is_suggested=one.id == suggested) for one in profiles], name="Kinds of computer"
        )
        self.options.set_chosen((current,))
        self.body.addWidget(self.options)
        self.body.addStretch(1)
        cancel = self.add_button(Button("Cancel"))
        self.choose = self.add_button(Button("Check as this", kind="primary"))
        cancel.clicked.connect(self.reject)
        self.choose.clicked.connect(self._on_choose)
        self.options.focus_first()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.options.handle_key(event):
            super().keyPressEvent(event)

    def _on_choose(self) -> None:
        chosen = self.options.chosen()
        self.accept()
        if chosen:
            self.profile_chosen.emit(chosen[0])


def _option(profile: "Profile", *, is_suggested: bool) -> OptionFacts:
    chips = [ChipFacts("Suggested", "outline", "bulb")] if is_suggested else []
    if profile.overlay:
        chips.append(ChipFacts("Changed by your trust", "outline"))
    return OptionFacts(profile.id, profile.title, profile.summary, tuple(chips))
