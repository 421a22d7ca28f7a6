"""What stands in a quick add: the line, the title and the chips made of it, a question, examples, and more."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inpatient_hub.domain.quick_add_parts import QuickAdd
from inpatient_hub.gui.dialogs import quick_add_chips as chips
from inpatient_hub.gui.dialogs.flow_layout import FlowLayout
from inpatient_hub.gui.dialogs.quick_add_chips import ShownChip
from inpatient_hub.gui.dialogs.quick_add_more import QuickAddMore
from inpatient_hub.gui.dialogs.quick_add_question import QuestionBox
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.chip import WrapChip
from inpatient_hub.gui.widgets.fold_head import FoldFacts, FoldHead
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.text_fields import TextField
from inpatient_hub.services.quick_adding import Wordbook

EXAMPLES = (
    "Bed 4 ECG before handover !urgent @HCA",
    "Fluids chart review every mon wed fri early",
    "Ring housing for bed 7 in 3 working days",
)
_LONGEST = 1000
"""More than a title may have: what is understood is taken out of it."""
_HELP = "A bed, a day or time, how often, !urgent and @team are understood."


class QuickAddShown(QWidget):
    """The inside of the dialog. It understands nothing by itself."""

    chip_closed = Signal(object)
    """Carries the `ShownChip` that was thrown out."""
    example_chosen = Signal(str)
    more_changed = Signal()
    dates_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = TextField("What is to be done, and when", max_length=_LONGEST, help=_HELP)
        self._title = WrapLabel("", "strong")
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder, gap=6)
        self.chips: dict[str, WrapChip] = {}
        self._shown: list[ShownChip] = []
        self._next = WrapLabel("", "small", "muted")
        self.question = QuestionBox()
        self._examples = QWidget()
        self.example_buttons = [Button(line, kind="text", small=True) for line in EXAMPLES]
        self.fold = FoldHead(
            FoldFacts("More", "adjustments", "muted", "kind, category, note, day and time, place, who checks")
        )
        self._more: QuickAddMore | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        for button in self.example_buttons:
            button.setAutoDefault(False)
        examples = QVBoxLayout(self._examples)
        examples.setContentsMargins(0, 0, 0, 0)
        examples.setSpacing(2)
        examples.addWidget(text_label("For example", "small", "muted"))
        for button in self.example_buttons:
            examples.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        for part in (self.line, self.question, self._title, self._holder, self._next, self._examples, self.fold):
            self._column.addWidget(part)
        self._title.hide()
        self._next.hide()

    def _connect(self) -> None:
        self.fold.open_changed.connect(self._on_fold)
        self.question.left.connect(self.line.focus_field)
        for button in self.example_buttons:
            button.clicked.connect(self._on_example)

    @property
    def more(self) -> QuickAddMore:
        """The folded part. Only asked once the ward's words are there."""
        if self._more is None:
            raise RuntimeError("the ward's words have not been read yet")
        return self._more

    def set_book(self, book: Wordbook, today: date) -> None:
        """Offer the ward's patients and shifts under More."""
        if self._more is None:
            self._more = QuickAddMore(today)
            self._more.hide()
            self._more.changed.connect(self.more_changed)
            self._more.dates_wanted.connect(self.dates_wanted)
            self._column.addWidget(self._more)
        self._more.set_book(book)

    def show_understood(self, understood: QuickAdd, shown: Sequence[ShownChip], following: str) -> None:
        """Show the title, the chips, the first question, and the next days of a repeat."""
        has_words = bool(self.line.value())
        self._title.setText(understood.title or "No title yet")
        self._title.setVisible(has_words)
        self._next.setText(following)
        self._next.setVisible(bool(following))
        self.question.ask(understood.questions[0] if understood.questions else None)
        for before, after in pairwise((self.line.line, *self.question.buttons)):
            QWidget.setTabOrder(before, after)  # Tab in the line goes to the answers
        self._show_chips(list(shown) if has_words or any(one.key == chips.MORE_PATIENT for one in shown) else [])
        self.show_examples(visible=not has_words and not any(one.key == chips.MORE_PATIENT for one in shown))

    def show_examples(self, *, visible: bool) -> None:
        """Show the example lines, or not."""
        self._examples.setVisible(visible)

    def shown(self) -> tuple[ShownChip, ...]:
        """Return the chips that are shown."""
        return tuple(self._shown)

    def _show_chips(self, shown: list[ShownChip]) -> None:
        if shown == self._shown:
            return
        focused = next((one.key for one in self._shown if self.chips[one.key].hasFocus()), None)
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._shown, self.chips = shown, {}
        for one in shown:
            words = f"{one.facts.words}. Delete takes it back." if one.closable else one.facts.words
            chip = WrapChip(closable=one.closable)
            chip.set_facts(replace(one.facts, accessible=words))
            chip.close_requested.connect(self._closer(one))
            self._flow.addWidget(chip)
            chip.show()  # the keyboard may be wanted on it before the layout comes round to it
            self.chips[one.key] = chip
        self._holder.setVisible(bool(shown))
        if focused is not None:
            self._focus_after(focused)

    def _focus_after(self, key: str) -> None:
        """The keyboard stays on a chip that is still there; of one that was thrown out it goes back to the line, where
        Enter saves: on the next chip it would throw that out as well."""
        chip = self.chips.get(key)
        (chip if chip is not None else self.line.line).setFocus(Qt.FocusReason.OtherFocusReason)

    def _closer(self, one: ShownChip) -> Callable[[], None]:
        def close() -> None:
            self.chip_closed.emit(one)

        return close

    def _on_fold(self, is_open: bool) -> None:
        if self._more is not None:
            self._more.setVisible(is_open)

    def _on_example(self) -> None:
        pressed = self.sender()
        for button, line in zip(self.example_buttons, EXAMPLES, strict=True):
            if button is pressed:
                self.example_chosen.emit(line)
