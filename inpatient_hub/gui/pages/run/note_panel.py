"""The note step: the form, the exact text, its checks, and the copy."""

import re
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSizeF, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.note_checks import CheckKind, NoteCheck, Verdict
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.moments import clock
from inpatient_hub.gui.pages.run.note_form import SAVE_AFTER_MS, NoteForm
from inpatient_hub.gui.pages.run.shown import RunShown
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.note_preview import NotePreview
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.gui.widgets.segment import Segment
from inpatient_hub.services.note_previews import NotePreview as Preview

_LOOKS = {
    Verdict.PASSED: ("circle-check", "ok-text"),
    Verdict.TOLD: ("info-circle", "info-text"),
    Verdict.WARNED: ("alert-triangle", "warn-text"),
    Verdict.REFUSED: ("circle-x", "act-text"),
}
_WHERE = {
    CheckKind.EXAMPLE_CONTACT: "They are under Referrals, Show contacts.",
    CheckKind.LEGAL_STATUS: "Change the answer here, or the patient's details.",
}
"""What is to be met before a copy, and where it is put right."""
FORM_WIDTH = 332
WIDEST = 16_777_215
"""Qt's own word for no greatest width."""
LEAST_SHEET, MOST_SHEET, SHEET_MARGIN = 150, 520, 40


class NotePanel(QWidget):
    """Form at the left, text and checks at the right."""

    answered = Signal(str, object)
    edited = Signal(str)
    remake_requested = Signal()
    copy_requested = Signal(int, bool)
    """(which part, counted from 1; whether something typed is on its way to the store and not in the text yet)."""
    keep_longer_requested = Signal()

    def __init__(self, shown: RunShown, now: Callable[[], time]) -> None:
        super().__init__()
        self._shown = shown
        self._part = 1
        self._is_edited = False
        self._is_unsaved = False
        self.form = NoteForm(shown, now)
        self.sheet = NotePreview()
        self.copy_button = Button("Copy", kind="primary", icon="copy", key=key_of("copy"))
        self.edit_button = Button("Edit the words", icon="pencil", small=True)
        self.remake_button = Button("Make it again from the answers", icon="refresh", small=True)
        self._count = text_label("", "small", "subtle")
        self._is_narrow = False
        self._is_editing = False
        self._answers = text_label("Answers", "strong")
        self._turn = Segment((("answers", "Answers"), ("note", "The note")), name="Answers or note")
        self._turn.set_current("answers")
        self._copied = IconLine("circle-check", "", "ok-text")
        self._clears = IconLine("clock", "", "subtle", action="Keep 2 more minutes")
        self._message = BannerMessage("info", "")
        self._checks = Card("Checks")
        self._check_lines: dict[CheckKind, IconLine] = {}
        self._build()
        self._edits = QTimer(self)
        self._edits.setSingleShot(True)
        self._edits.setInterval(SAVE_AFTER_MS)
        self._edits.timeout.connect(self._on_edits_quiet)
        self._turn.chosen.connect(self._on_turn_chosen)
        self.form.answered.connect(self.answered)
        self.sheet.edited.connect(self._on_sheet_edited)
        self.sheet.installEventFilter(self)
        self.sheet.document().documentLayout().documentSizeChanged.connect(self._on_sheet_grown)
        self.copy_button.clicked.connect(self._on_copy_clicked)
        self.edit_button.clicked.connect(self._on_edit_clicked)
        self.remake_button.clicked.connect(self._on_remake_clicked)
        self._clears.action_pressed.connect(self.keep_longer_requested)
        self._message.action_pressed.connect(self._on_words_confirmed)
        self.update_from(shown)

    def set_narrow(self, narrow: bool) -> None:
        """With little room, form and note take turns."""
        self._is_narrow = narrow
        self._turn.setVisible(narrow)
        self._answers.setVisible(not narrow)
        for button in (self.edit_button, self.remake_button):
            button.set_brief(narrow)
        self._left.setMaximumWidth(WIDEST if narrow else scaled(FORM_WIDTH))
        self._left.setMinimumWidth(0 if narrow else scaled(FORM_WIDTH))
        self._show_turn()

    def _show_turn(self) -> None:
        note = self._turn.current() == "note"
        self._left.setVisible(not self._is_narrow or not note)
        self._right.setVisible(not self._is_narrow or note)

    def turn_to_note(self) -> bool:
        """Where form and note take turns, shows the note; False when it is in sight already."""
        if not self._is_narrow or self._turn.current() == "note":
            return False
        self._turn.set_current("note")
        self._show_turn()
        self._right.reveal(self.copy_button)
        self.copy_button.setFocus()
        return True

    def _on_turn_chosen(self, _turn: str) -> None:
        self._show_turn()

    def _build(self) -> None:
        self._left = left = ScrollPage()
        left.body.addWidget(self._answers)
        left.body.addWidget(self.form)
        head = QHBoxLayout()
        head.addWidget(text_label("Exactly what will be pasted", "strong"))
        head.addSpacing(6)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.remake_button)
        head.addWidget(self.edit_button)
        act = QHBoxLayout()
        act.setSpacing(12)
        act.addWidget(self.copy_button)
        act.addWidget(self._copied, 1)
        self._clears.hide()
        self._right = right = ScrollPage()
        right.body.addLayout(head)
        right.body.addWidget(self._message)
        right.body.addWidget(self.sheet)
        right.body.addLayout(act)
        right.body.addWidget(self._clears)
        right.body.addWidget(self._checks)
        right.body.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(left)
        across.addWidget(right, 1)
        turn = QHBoxLayout()
        turn.setContentsMargins(12, 8, 12, 0)
        turn.addWidget(self._turn)
        turn.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(turn)
        whole.addLayout(across, 1)
        self.set_narrow(False)
        self._build_checks()

    def _build_checks(self) -> None:
        holder = QWidget()
        self._check_grid = grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for kind in CheckKind:
            self._check_lines[kind] = line = IconLine("circle-check", "", "ok-text")
            line.action_pressed.connect(self._shower(kind))
        self._checks.add_padded(holder)

    def update_from(self, shown: RunShown) -> None:
        """Shows the note as it stands now. Words being typed are left alone."""
        self._shown = shown
        preview = shown.preview
        if preview is None:
            return
        self.form.update_from(shown)
        self.sheet.set_source(Kind.RUN, shown.view.run.id)
        is_typing = self._is_unsaved or (self._is_edited and self.sheet.hasFocus())
        if not is_typing and self.sheet.text() != preview.text:
            self.sheet.set_text(preview.text)
        self._show_count(preview)
        self._show_checks(preview.checks)
        self._show_editing(shown, preview)
        self._show_copy(shown, preview)
        self._show_message(shown, preview)

    def show_seconds(self, seconds: int) -> None:
        """How long the note stays on the clipboard."""
        self._clears.setVisible(seconds > 0)
        minutes, rest = divmod(seconds, 60)
        left = f"{minutes} min {rest} s" if minutes else f"{rest} s"
        self._clears.set_line("clock", f"The note is taken off the clipboard in {left}.", "subtle")

    def flush(self) -> bool:
        """Saves at once what was typed last. True when there was anything."""
        had_answers, had_edits = self.form.flush(), self._edits.isActive() or self._is_unsaved
        if had_edits:
            self._on_edits_quiet()
        return had_answers or had_edits

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.sheet and event.type() == QEvent.Type.FocusOut and self._edits.isActive():
            self._on_edits_quiet()
        return super().eventFilter(watched, event)

    def _on_words_confirmed(self) -> None:
        if self._shown.preview is not None:
            self.edited.emit(self._shown.preview.text)

    def _on_sheet_grown(self, size: QSizeF) -> None:
        """The whole note is in sight as far as the page allows: nobody should paste what they have not seen."""
        self.sheet.setFixedHeight(min(max(int(size.height()) + SHEET_MARGIN, LEAST_SHEET), MOST_SHEET))

    def _on_sheet_edited(self, _text: str) -> None:
        self._is_edited = True
        self._edits.start()

    def keep_words(self) -> None:
        """Words that could not be saved stay on the sheet, and are tried again with whatever is saved next."""
        self._is_unsaved = not self.sheet.isReadOnly()

    def unsaved(self) -> dict[str, Any]:
        """What is typed here and not saved."""
        words = self.sheet.text() if self._is_unsaved or self._edits.isActive() else ""
        return {**self.form.unsaved(), "words": words}

    def put_unsaved(self, kept: Mapping[str, Any]) -> None:
        """Puts back what `unsaved` gave; it is saved like what was just typed."""
        self.form.put_unsaved(kept)
        if kept.get("words"):
            self._is_editing = self._is_edited = True
            self.sheet.set_editable(True)
            self.sheet.set_text(str(kept["words"]))
            self._edits.start()
            self.turn_to_note()

    def _on_edits_quiet(self) -> None:
        self._edits.stop()
        self._is_unsaved = False
        self.edited.emit(self.sheet.text())

    def focus_first(self) -> None:
        """Puts the keyboard on the first blank, or on Copy when nothing is missing."""
        if self.copy_button.isEnabled():
            self.copy_button.setFocus()
        else:
            self.form.focus_first_blank()

    def _show_count(self, preview: Preview) -> None:
        self._count.setText(f"{preview.characters:,} of {preview.limit:,} characters")

    def _show_checks(self, found: tuple[NoteCheck, ...]) -> None:
        failed = [check for check in found if check.verdict is Verdict.REFUSED]
        warned = [check for check in found if check.verdict is Verdict.WARNED]
        words = f"{len(failed)} to put right" if failed else f"{len(warned)} to look at" if warned else "all passed"
        self._checks.set_count(words)
        for line in self._check_lines.values():
            line.hide()
        quiet = [check for verdict in (Verdict.TOLD, Verdict.PASSED) for check in found if check.verdict is verdict]
        loud = [*failed, *warned]  # each has a line of its own; what is in order stands two to a line below
        for row, check in enumerate(loud):
            self._show_check(check, row, 0, 2)
        for place, check in enumerate(quiet):
            self._show_check(check, len(loud) + place // 2, place % 2, 1)

    def _show_check(self, check: NoteCheck, row: int, column: int, across: int) -> None:
        line = self._check_lines[check.kind]
        self._check_grid.addWidget(line, row, column, 1, across)
        icon, token = _LOOKS[check.verdict]
        line.set_line(icon, check.words, token)
        line.set_action("Show me" if check.places and check.verdict is not Verdict.PASSED else "")
        line.show()

    def _show_editing(self, shown: RunShown, preview: Preview) -> None:
        waits = preview.note is not None and preview.note.state is NoteState.COPIED
        may_edit = shown.is_open and not waits  # what was pasted must stay what the record holds
        self.edit_button.setVisible(may_edit and not preview.edited)
        self.remake_button.setVisible(may_edit and preview.edited)
        editable = may_edit and (preview.edited or self._is_editing)
        if self.sheet.isReadOnly() == editable:
            self.sheet.set_editable(editable)

    def _show_copy(self, shown: RunShown, preview: Preview) -> None:
        note = preview.note
        was_copied = note is not None and note.state in (NoteState.COPIED, NoteState.FILED)
        stands = preview.refusals
        self.copy_button.setEnabled(not stands and shown.is_open)
        self.copy_button.set_kind("plain" if was_copied and not preview.changed_since_copy else "primary")
        self.copy_button.set_label(self._copy_words(preview, was_copied=was_copied))
        if stands:
            self._copied.set_line("lock", f"Copy needs this first: {_lower(stands[0].words)}", "muted")
        elif note is not None and was_copied and note.copied_at is not None:
            at = clock(note.copied_at.astimezone(shown.local.tzinfo))
            self._copied.set_line("circle-check", f"Copied at {at}", "ok-text")
        elif first := _look_first(preview):
            self._copied.set_line("alert-triangle", f"Look first: {_beside_copy(first)}", "warn-text")
        else:
            self._copied.set_line(
                "clipboard-list", "Then paste it into SystmOne, save there, and press Filed.", "muted"
            )

    def _copy_words(self, preview: Preview, *, was_copied: bool) -> str:
        if preview.parts > 1:
            self._part = min(self._part, preview.parts)
            return f"Copy part {self._part} of {preview.parts}"
        return "Copy again" if was_copied else "Copy"

    def _show_message(self, shown: RunShown, preview: Preview) -> None:
        note = preview.note
        kind, words, remedy, action = "", "", "", ""
        outdated = any(check.kind is CheckKind.UP_TO_DATE for check in preview.refusals)
        if note is not None and note.state is NoteState.FILED:
            kind, words = "ok", "Filed. Someone has said that this note is saved in SystmOne."
        elif note is not None and note.state is NoteState.NOT_FILED:
            kind, words, remedy = (
                "warn",
                f"Not filed. Reason: {note.not_filed_reason}",
                "Copy it again if it is needed.",
            )
        elif preview.changed_since_copy:
            kind, words = "warn", "An answer was changed after the note was copied."
            remedy = "Copy it again, so that SystmOne gets what is shown here."
        elif outdated:
            kind, words, action = (
                "warn",
                "Answers were changed after the words were edited by hand.",
                "These words are right",
            )
            remedy = "Look at them once more, or make the note again from the answers."
        elif first := _look_first(preview):
            kind, words, remedy = "warn", first.words, _WHERE[first.kind]
        elif preview.edited and shown.is_open:
            kind, words = "info", "The words were edited by hand, so answers no longer change them."
        self._message.setVisible(bool(kind))
        if kind:
            self._message.set_message(kind, words, remedy, action)

    def _on_copy_clicked(self) -> None:
        is_saving = self.flush()
        self.copy_button.setFocus()  # the sheet then shows the words as they were copied, not as they were typed
        part = self._part
        parts = self._shown.preview.parts if self._shown.preview else 1
        self._part = part + 1 if part < parts else 1
        self.copy_requested.emit(part, is_saving)

    def _on_edit_clicked(self) -> None:
        self._is_editing = True
        if not self.form.flush():
            self.sheet.set_editable(True)  # else once the last answer is in the text: see _show_editing
        self.sheet.setFocus()

    def _on_remake_clicked(self) -> None:
        self._edits.stop()
        self._is_editing = self._is_edited = self._is_unsaved = False
        self.remake_requested.emit()

    def _shower(self, kind: CheckKind) -> Callable[[], None]:
        def show() -> None:
            if kind is CheckKind.NO_BLANKS:
                self.sheet.show_next_blank()
                return
            preview = self._shown.preview
            check = next((one for one in preview.checks if one.kind is kind), None) if preview else None
            if check is not None and check.places:
                self.sheet.show_span(check.places[0] - 1, check.wide)

        return show


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _beside_copy(check: NoteCheck) -> str:
    """What there is room for: the first clause."""
    head = re.split(r"[.;] ", check.words, maxsplit=1)[0]
    return head if head == check.words else f"{head}."


def _look_first(preview: Preview) -> NoteCheck | None:
    """The warning to be met before the copy: of an invented contact, or of another legal status than the ward has."""
    return next((check for check in preview.checks if check.kind in _WHERE), None)
