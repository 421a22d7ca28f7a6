"""Asks for a reason before something is abandoned or left undone: pick one, or write it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList
from inpatient_hub.gui.widgets.patient_banner import BannerFacts
from inpatient_hub.gui.widgets.text_fields import ParagraphField

_OTHER = "other"


class ReasonDialog(ConfirmDialog):
    """A list of reasons with one to write; the verb is off until there is one, and says so."""

    reason_given = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        question: str,
        consequence: str,
        reasons: Sequence[str],
        *,
        verb: str,
        cancel: str = "Cancel",
        banner: BannerFacts | None = None,
        other: str = "Another reason",
        danger: bool = False,
    ) -> None:
        super().__init__(parent, question, consequence, verb=verb, cancel=cancel, banner=banner, danger=danger)
        self._reasons = {str(place): words for place, words in enumerate(reasons)}
        options = [OptionFacts(key, words) for key, words in self._reasons.items()]
        self._options = OptionList([*options, OptionFacts(_OTHER, other)], name="Reason")
        self._words = ParagraphField("What is the reason?", lines=2, most=4, required=True)
        self._words.hide()
        self.body.addWidget(self._options)
        self.body.addWidget(self._words)
        self._options.choice_changed.connect(self._on_choice_changed)
        self._words.value_changed.connect(self._on_words_changed)
        self.accepted.connect(self._on_accepted)
        self._judge()
        self._options.focus_first()

    def reason(self) -> str:
        """Return the reason picked or written, "" when there is none yet."""
        chosen = self._options.chosen()
        if not chosen:
            return ""
        return str(self._words.value()) if chosen[0] == _OTHER else self._reasons[chosen[0]]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        confirms = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if confirms and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.verb_button.click()
            return
        if not self._options.handle_key(event):
            super().keyPressEvent(event)

    def _on_choice_changed(self, chosen: tuple[str, ...]) -> None:
        writes = chosen == (_OTHER,)
        self._words.setVisible(writes)
        if writes:
            self._words.focus_field()
        self._judge()

    def _on_words_changed(self, _words: object) -> None:
        self._judge()

    def _judge(self) -> None:
        self.set_ready(bool(self.reason()), "Needs a reason")

    def _on_accepted(self) -> None:
        self.reason_given.emit(self.reason())
