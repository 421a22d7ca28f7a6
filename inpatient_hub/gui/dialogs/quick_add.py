"""A new task in one line: what was understood stands below it in chips, and nothing is saved that is not shown."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, Choice, Question, QuickAdd
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.gui.dialogs import quick_add_chips as chips
from inpatient_hub.gui.dialogs.quick_add_draft import line_draft
from inpatient_hub.gui.dialogs.quick_add_line import ends_with, split_preset, still_there, with_instead
from inpatient_hub.gui.dialogs.quick_add_shown import QuickAddShown
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.dialog import ConfirmDialog, Dialog
from inpatient_hub.services.new_tasks import LONGEST_TITLE
from inpatient_hub.services.quick_adding import Wordbook
from inpatient_hub.services.quick_wanted import Extras, kind_of

if TYPE_CHECKING:
    from inpatient_hub.gui.context import Context
    from inpatient_hub.gui.returning import Returning

_WIDTH = 720
_NOT_MET = (ChipKind.APPOINTMENT, ChipKind.PLACE)
Told = Callable[[str, Callable[[], None] | None], None]
"""Is told what was done, in a sentence, with what undoes it."""


class QuickAddDialog(Dialog):
    """Shows and collects; its presenter reads the ward's words and saves."""

    add_wanted = Signal(object, object, bool)
    """(the `QuickAdd` and the `Extras` that are shown, whether another one follows)."""
    added = Signal(str)
    """Id of the task that was made."""
    dates_wanted = Signal(str)
    """Id of the patient whose dates from an event are to be shown."""

    def __init__(self, parent: QWidget | None, ward_time: Callable[[Wordbook], WardTime], line: str = "") -> None:
        super().__init__(parent, "New task", width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._preset_patient, self._preset = split_preset(line)
        self._ward_time = ward_time
        self._book: Wordbook | None = None
        self.ward_id = ""
        """Of the ward it was opened for: the window may have gone back from an emergency meanwhile."""
        self._kept: tuple[str, ...] = ()
        self._chosen: dict[str, str] = {}
        self._no_day = False
        self._is_mine = False
        self._is_saving = False
        self._understood = QuickAdd(title="")
        self.shown = QuickAddShown()
        self.notice = BannerMessage("warn")
        self.cancel_button = Button("Cancel")
        self.another_button = Button("Save and another", key="Ctrl+Enter")
        self.save_button = Button("Save", kind="primary", key="Enter")
        self._build()
        self._connect()
        self.shown.line.set_value(self._preset)

    def _build(self) -> None:
        self.body.addWidget(self.shown)
        self.add_told(self.notice)
        self.notice.hide()
        for button in (self.cancel_button, self.another_button, self.save_button):
            button.setAutoDefault(False)
            self.add_button(button)

    def _connect(self) -> None:
        shown = self.shown
        shown.line.line.textChanged.connect(self._on_typed)
        shown.line.line.inputRejected.connect(self._on_full)
        shown.line.line.installEventFilter(self)
        shown.chip_closed.connect(self._on_chip_closed)
        shown.example_chosen.connect(self._on_example)
        shown.question.answered.connect(self._on_answered)
        shown.more_changed.connect(self._on_more_changed)
        shown.dates_wanted.connect(self._on_dates)
        self.cancel_button.clicked.connect(self.reject)
        self.another_button.clicked.connect(self._on_another)
        self.save_button.clicked.connect(self._on_save)

    @classmethod
    def open_for(
        cls,
        context: "Context",
        window: QWidget,
        line: str = "",
        told: Told | None = None,
        *,
        returning: "Returning | None" = None,
    ) -> "QuickAddDialog":
        """Opens it for the ward shown. `line` is how it begins, as `Page.new_task_wanted` gives it; `returning` brings
        what was typed before the window was locked; `told` hears what was added, and how it is undone."""
        from inpatient_hub.gui.dialogs.quick_add_presenter import open_quick_add

        return open_quick_add(context, window, line, told, returning=returning)

    # What it shows

    def set_book(self, book: Wordbook) -> None:
        """Read lines against this from now on."""
        is_first = self._book is None
        self._book = book
        self.shown.set_book(book, self._ward_time(book).today)
        if is_first and self._preset_patient:
            self.shown.more.set_patient(self._preset_patient)
        if is_first and self._is_mine:
            self.set_mine()
        self._read()

    def set_mine(self) -> None:
        """What is typed here is claimed at once by whoever types it, unless they untick that."""
        self._is_mine = True
        if self._book is not None:  # until the ward's words are read there is nothing to tick
            self.shown.more.mine.setChecked(True)

    def understood(self) -> QuickAdd:
        """Return what is shown."""
        return self._understood

    def extras(self) -> Extras:
        """Return what was chosen beside the line."""
        return replace(self.shown.more.extras(), no_day=self._no_day)

    def saved(self, words: str, *, another: bool) -> None:
        """It is saved: close, or begin the next one."""
        self._set_saving(saving=False)
        if not another:
            self.accept()
            return
        self._kept, self._chosen, self._no_day = (), {}, False
        self.shown.more.clear(patient_id=self._preset_patient)
        if self._is_mine:
            self.set_mine()
        self.shown.line.set_value(self._preset)
        self.shown.line.focus_field()
        self._read()
        self._say("ok", words, "Type the next one, or close.")

    def show_refusal(self, error: HubError) -> None:
        """Say why it was not saved; what was typed stays."""
        self._set_saving(saving=False)
        if isinstance(error, InvalidAnswer) and error.field in ("title", "line"):
            self.shown.line.set_error(f"{error.message} {error.remedy}")
            self.shown.line.focus_field()
            return
        self._say("warn", f"{error.title}. {error.message}", error.remedy)

    # Drafts

    def draft(self) -> Draft | None:
        """Return what is typed and not saved, for the window that is about to be locked."""
        if not self.is_changed():
            return None
        typed = {
            "line": self.shown.line.line.text(),
            "preset": self._preset,
            "patient": self._preset_patient,
            "kept": list(self._kept),
            "chosen": dict(self._chosen),
            "no_day": self._no_day,
            "more": self.shown.more.plain() if self._book is not None else None,
        }
        return line_draft(typed, ward=self.ward_id)

    def put_back(self, typed: Mapping[str, Any]) -> None:
        """Show again what `draft` gave, once the ward's words are there."""
        self._preset, self._preset_patient = typed["preset"], typed["patient"]
        if typed["more"] is not None:  # None: nothing but the line was there yet
            self.shown.more.put_back(typed["more"])
        self.shown.line.set_value(typed["line"])
        self._kept, self._chosen = tuple(typed["kept"]), dict(typed["chosen"])
        self._no_day = bool(typed["no_day"])
        self._read()

    def is_changed(self) -> bool:
        """Say whether something was typed that closing would lose."""
        return self.shown.line.value() != self._preset.strip()

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._save(another=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        line = self.shown.line.line
        if watched is line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if self.shown.question.answers_from_line(event):
                return True
            plain = event.key() == Qt.Key.Key_Backspace and not event.modifiers()
            if plain and not line.hasSelectedText() and not event.isAutoRepeat():
                return self._reject_before(line.text()[: line.cursorPosition()])
        return super().eventFilter(watched, event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.line.focus_field()

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        if visible:
            # Qt selects what is in the first field when a dialog opens: the day typed beforehand would be typed over.
            self.shown.line.line.deselect()
            self.shown.line.line.end(False)

    @override
    def reject(self) -> None:
        if not self.is_changed():
            super().reject()
            return
        ask = ConfirmDialog(
            self, "Close without saving?", "What you typed will be lost.", verb="Close", cancel="Keep typing"
        )
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ask.accepted.connect(self._on_leave_confirmed)
        ask.open()

    def _on_leave_confirmed(self) -> None:
        super().reject()

    # What is done

    def _read(self) -> None:
        if self._book is None:
            return
        line = self.shown.line.line.text()
        self._kept = still_there(line, self._kept)
        self._chosen = {typed: who for typed, who in self._chosen.items() if still_there(line, [typed])}
        ward = self._ward_time(self._book)
        extras, book = self.extras(), self._book
        self._understood = taken_apart(
            line,
            ward,
            book.beds,
            rejected=_NOT_MET if extras.kind not in (None, TaskKind.APPOINTMENT) else (),
            kept=self._kept,
            chosen=self._chosen,
            people=book.patients,
            about=book.patient(extras.patient_id),
        )
        repeats = self._understood.chip(ChipKind.REPEAT) is not None
        self.shown.more.show_for(kind_of(self._understood, extras), is_repeat=repeats)
        extras = self.extras()
        self.shown.more.show_from_line(self._understood, extras, ward)
        shown = chips.chips_of(self._understood, extras, self._book, ward)
        self.shown.show_understood(self._understood, shown, chips.next_words(self._understood, extras, ward))

    def _on_more_changed(self) -> None:
        self.notice.hide()
        self._read()

    def _on_typed(self, _text: str) -> None:
        self.notice.hide()
        self.shown.line.clear_error()
        self._read()
        self._show_too_long()

    def _on_full(self) -> None:
        self._say("warn", "The line is full: nothing more was taken.", "Shorten it, or add two tasks.")

    def _show_too_long(self) -> bool:
        """Say under the line that its title is too long; False where it is not."""
        count = len(self._understood.title)
        if count > LONGEST_TITLE:
            said = f"What is left as the title has {count} letters, and may have {LONGEST_TITLE}. Shorten it."
            self.shown.line.set_error(said)
        return count > LONGEST_TITLE

    def _reject_before(self, before: str) -> bool:
        """Backspace right behind the words of a chip throws the chip out first; once more, and it deletes."""
        chip = next((one for one in self._understood.chips if ends_with(before, one.typed)), None)
        if chip is None:
            return False
        self._keep(chip.typed)
        return True

    def _on_chip_closed(self, chip: chips.ShownChip) -> None:
        if chip.typed:
            self._keep(chip.typed)
        elif chip.key == chips.MEETS:
            met = (self._understood.chip(ChipKind.APPOINTMENT), self._understood.chip(ChipKind.PLACE))
            self._kept = (*self._kept, *(one.because or one.typed for one in met if one is not None))
            self._read()
            self._say("info", "It is a task, and no appointment.", "")
        else:
            self._no_day = {chips.ASSUMED: True, chips.NO_DAY: False}.get(chip.key, self._no_day)
            if chip.key == chips.MORE_PATIENT:
                self._preset_patient = ""
            self.shown.more.take_back(chip.key)
            self._read()

    def _keep(self, typed: str) -> None:
        self._kept = (*self._kept, typed)
        self._read()
        self._say("info", f"'{typed}' stays in the title.", "")

    def _on_example(self, line: str) -> None:
        self.shown.line.set_value(line)
        self.shown.line.focus_field()

    def _on_answered(self, question: Question, choice: Choice) -> None:
        self.notice.hide()
        line, among_answers = self.shown.line, self.shown.question.has_keyboard()
        if choice.patient_id is not None:
            self._chosen[question.typed.casefold()] = choice.patient_id
            if self.extras().patient_id is not None:  # the dialog was opened for somebody, or somebody was chosen
                self.shown.more.set_patient(choice.patient_id)
        elif choice.instead is None:
            self._kept = (*self._kept, question.typed)
        line.focus_field()
        if choice.instead is not None:
            line.set_value(with_instead(line.line.text(), choice.of or question.typed, choice.instead))
        self._read()
        if among_answers and self._understood.questions:
            self.shown.question.focus_first()

    def _on_dates(self) -> None:
        chip = self._understood.chip(ChipKind.PATIENT)
        patient = self.extras().patient_id or (chip.patient_id if chip else None)
        if patient:
            self.dates_wanted.emit(patient)
        else:
            self._say("warn", "No patient is named yet.", "Type the bed, or choose the patient.")

    def _on_save(self) -> None:
        self._save(another=False)

    def _on_another(self) -> None:
        self._save(another=True)

    def _save(self, *, another: bool) -> None:
        """Saves what is on the screen. Where the moment changes what a line means, the new meaning is shown first."""
        if self._is_saving or self._book is None:
            return
        self.notice.hide()
        seen = self._seen()
        self._read()
        if self._seen() != seen:
            self._say("warn", "Time has moved on, and the line means something else now.", "Look, then save again.")
        elif self._understood.questions:
            self._say("warn", "One thing is not clear yet.", "Press Alt and the number of what is meant.")
            self.shown.line.focus_field()
        elif not self._understood.title:
            self.shown.line.set_error("Type what is to be done.")
            self.shown.line.focus_field()
        elif self._show_too_long():
            self.shown.line.focus_field()
        elif (problem := self.shown.more.problem()) is not None:
            problem.focus_field()
            self._reveal(problem)
        else:
            self._set_saving(saving=True)
            self.add_wanted.emit(self._understood, self.extras(), another)

    def _seen(self) -> tuple[object, ...]:
        return self._understood, self.shown.shown()

    def _set_saving(self, *, saving: bool) -> None:
        self._is_saving = saving
        for button in (self.another_button, self.save_button):
            button.setEnabled(not saving)
        self.say_reason("Saving" if saving else "")

    def _say(self, kind: str, sentence: str, remedy: str) -> None:
        self.notice.set_message(kind, sentence, remedy)
        self.notice.show()
