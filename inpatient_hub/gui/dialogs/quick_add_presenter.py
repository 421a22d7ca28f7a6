"""Reads what lines of the ward are read against, and adds the task that was shown."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.due_words import WardTime
from inpatient_hub.domain.quick_add_parts import QuickAdd
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.dialogs.keys_before_active import KeysBeforeActive
from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog, Told
from inpatient_hub.gui.dialogs.quick_add_chips import saved_words
from inpatient_hub.gui.dialogs.task_notes import note_choices
from inpatient_hub.gui.presenter import Presenter
from inpatient_hub.gui.returning import Returning, unreadable
from inpatient_hub.services.quick_adding import Added, Wordbook, ward_time
from inpatient_hub.services.quick_wanted import Extras


class QuickAddPresenter(Presenter):
    """For one dialog."""

    shows = (Kind.PATIENT, Kind.WARD)

    def __init__(
        self,
        context: Context,
        dialog: QuickAddDialog,
        window: QWidget,
        told: Told | None,
        returning: Returning | None,
    ) -> None:
        super().__init__(context, dialog)
        self._dialog = dialog
        self._window = window
        self._told = told
        self._returning = returning
        self._book: Wordbook | None = None
        dialog.add_wanted.connect(self._on_add_wanted)
        dialog.dates_wanted.connect(self._on_dates_wanted)
        self.refresh()

    @property
    @override
    def ward_id(self) -> str:
        """The ward the line was opened for, whichever is shown now."""
        return self._dialog.ward_id

    def refresh(self) -> None:
        """Reads who is in which bed again."""
        quick_add, ward_id = self.context.hub.quick_add, self.ward_id
        notes = note_choices(self.context.hub)
        refused = self._returning.failed if self._returning is not None else None
        self.read(lambda: replace(quick_add.wordbook(ward_id), notes=notes), self._on_book, refused)

    def _on_book(self, book: Wordbook) -> None:
        self._book = book
        self._dialog.set_book(book)
        returning, self._returning = self._returning, None
        if returning is not None:
            self._put_back(returning)

    def _put_back(self, returning: Returning) -> None:
        try:
            self._dialog.put_back(returning.draft.typed)
        except (KeyError, TypeError, ValueError, ArithmeticError):
            returning.failed(unreadable())
            return
        returning.shown_in(self._dialog)
        self._dialog.added.connect(returning.added)

    def _on_add_wanted(self, understood: QuickAdd, extras: Extras, another: bool) -> None:
        hub, ward_id, by = self.context.hub, self.ward_id, self.by
        if self._book is None:
            return
        words = saved_words(understood, extras, self._book, ward_time(self._book.ward, hub.clock))

        def task() -> tuple[Added, Changes]:
            added = hub.quick_add.add(ward_id, understood, by=by, extras=extras)
            return added, added.acted

        def then(added: Added) -> None:
            if added.task_id is not None:
                self._dialog.added.emit(added.task_id)
            self._dialog.saved(words, another=another)
            if self._told is not None:
                self._told(words, self._undo_of(added))

        self.write_for(task, then, self._dialog.show_refusal)

    def _undo_of(self, added: Added) -> Callable[[], None]:
        """Takes what was just added off every list, unless somebody has done anything with it since; the dialog may be
        gone by then."""
        hub, by, context, window = self.context.hub, self.by, self.context, self._window

        def task() -> Changes:
            if added.series is not None:
                return hub.series.undo(added.series, by=by)
            return hub.tasks.undo_all(added.acted.ways_back, by=by)

        def undo() -> None:
            context.background.run(task, owner=window, then=context.feed.announce)

        return undo

    def _on_dates_wanted(self, patient_id: str) -> None:
        from inpatient_hub.gui.dialogs.clock_dates import ClockDatesDialog

        ClockDatesDialog.open_for(self.context, self._dialog, patient_id, told=self._told)


def open_quick_add(
    context: Context, window: QWidget, line: str, told: Told | None, *, returning: Returning | None = None
) -> QuickAddDialog:
    """Opens the dialog over the window, for the ward shown."""
    clock = context.hub.clock

    def time_of(book: Wordbook) -> WardTime:
        return ward_time(book.ward, clock)

    dialog = QuickAddDialog(window, time_of, line)
    dialog.ward_id = context.session.ward.id
    KeysBeforeActive(dialog, dialog.shown.line.line)
    dialog.open()  # at once, before the ward's words are read: the next letter is typed already
    QuickAddPresenter(context, dialog, window, told, returning)
    return dialog
