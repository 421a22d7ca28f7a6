"""The cards of the Today page: follow-ups at the left, notes and referrals at the right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from inpatient_hub.gui.pages.today.rows import CLAIM_KEY, DONE_KEY, follow_up_rows, run_rows
from inpatient_hub.gui.unfiled_list import UnfiledList
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.today import TodayView

_MOST_UNFILED = 6
_NO_LIMIT = 16777215


class FollowUpsCard(Card):
    """Open follow-ups by how near they are; the head's buttons act on the row chosen."""

    done_requested = Signal(str)
    claim_requested = Signal(str)
    give_back_requested = Signal(str)
    patient_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("Follow-ups")
        self._me = ""
        self._lines: dict[str, TaskLine] = {}
        self.rows = RowList(name="Follow-ups")
        self.done = Button("Done", kind="text", key=DONE_KEY, small=True)
        self.claim = Button("Claim", kind="text", key=CLAIM_KEY, small=True)
        self.empty = EmptyState(
            "No follow-up is due in the next 7 days",
            "When a referral's note is filed, its follow-up is put here with the day it is due.",
        )
        self.add_head(self.claim)
        self.add_head(self.done)
        self.add(self.rows, 1)
        self.add(self.empty)
        self._show_buttons()
        self.rows.row_activated.connect(self._on_row_activated)
        self.rows.key_pressed.connect(self._on_key_pressed)
        self.rows.current_changed.connect(self._on_current_changed)
        self.done.clicked.connect(self._on_done_clicked)
        self.claim.clicked.connect(self._on_claim_clicked)

    def show_view(self, view: TodayView, me: str) -> None:
        """Shows the follow-ups of this view."""
        self._me = me
        lines = (*view.overdue, *view.due_today, *view.coming)
        self._lines = {line.task.id: line for line in lines}
        good = "" if view.overdue else ", nothing overdue"
        self.set_count(f"{len(lines)} to do{good}" if lines else "")
        self.rows.set_rows(follow_up_rows(view, me))
        self.rows.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self._show_buttons()

    def _chosen(self) -> TaskLine | None:
        current = self.rows.current_id()
        return self._lines.get(current) if isinstance(current, str) else None

    def _show_buttons(self) -> None:
        line = self._chosen()
        self.done.setVisible(line is not None)
        self.claim.setVisible(line is not None and line.task.claimed_by in (None, self._me))
        self.claim.set_label("Give back" if line is not None and line.task.claimed_by else "Claim")

    def _claim_or_give_back(self, line: TaskLine) -> None:
        claimed_by = line.task.claimed_by
        if claimed_by is None:
            self.claim_requested.emit(line.task.id)
        elif claimed_by == self._me:
            self.give_back_requested.emit(line.task.id)

    def _on_current_changed(self, _task_id: object) -> None:
        self._show_buttons()

    def _on_row_activated(self, task_id: str) -> None:
        line = self._lines.get(task_id)
        if line is not None and line.task.patient_id:
            self.patient_wanted.emit(line.task.patient_id)

    def _on_key_pressed(self, task_id: str, key: str) -> None:
        line = self._lines.get(task_id)
        if line is None:
            return
        if key == DONE_KEY:
            self.done_requested.emit(task_id)
        else:
            self._claim_or_give_back(line)

    def _on_done_clicked(self) -> None:
        line = self._chosen()
        if line is not None:
            self.done_requested.emit(line.task.id)

    def _on_claim_clicked(self) -> None:
        line = self._chosen()
        if line is not None:
            self._claim_or_give_back(line)


class SideColumn(ScrollPage):
    """The unfiled notes over the referrals in progress; scrolls when there are many."""

    start_requested = Signal()
    run_wanted = Signal(str)
    all_notes_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(padded=False)
        self.unfiled = UnfiledList(fit=True)
        self.runs = RowList(name="Referrals in progress", fit=True)
        self.unfiled_card = Card("Copied, not yet filed", tone="warn", icon="clipboard-list")
        self.runs_card = Card("Referrals in progress")
        self.all_notes = Button("All", kind="text", small=True, accessible="All notes not filed yet")
        self.all_filed = Card()
        self.no_runs = EmptyState(
            "No referral is under way",
            "A referral stays here from its first step until its note is filed.",
            "Start a referral",
        )
        self._build()
        self.all_notes.clicked.connect(self.all_notes_wanted)
        self.no_runs.button_pressed.connect(self.start_requested)
        self.runs.row_activated.connect(self._on_run_chosen)
        self.runs.row_clicked.connect(self._on_run_chosen)
        for rows in (self.unfiled, self.runs):
            rows.current_changed.connect(self._on_current_changed)

    def show_view(self, view: TodayView, me: str) -> None:
        """Shows the notes and referrals of this view."""
        count = len(view.unfiled)
        self.unfiled_card.set_count(str(count))
        self.unfiled_card.setVisible(bool(count))
        self.all_filed.setVisible(not count)
        self.all_notes.set_label(f"All {count}")
        self.all_notes.setVisible(count > _MOST_UNFILED)
        self.unfiled.show_lines(view.unfiled[:_MOST_UNFILED], view.at)
        self.runs_card.set_count(str(len(view.runs)) if view.runs else "")
        self.runs.set_rows(run_rows(view.runs, me))
        self.runs.setVisible(bool(view.runs))
        self.no_runs.setVisible(not view.runs)

    def set_width(self, width: int) -> None:
        """Takes this width in pixels; 0 takes what there is."""
        self.setMinimumWidth(width)
        self.setMaximumWidth(width or _NO_LIMIT)

    def _build(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.unfiled_card.add_head(self.all_notes)
        self.unfiled_card.add(self.unfiled)
        self.runs_card.add(self.runs)
        self.runs_card.add(self.no_runs)
        self.all_filed.add(_padded(IconLine("circle-check", "Every copied note is filed", "ok-text")))
        self.body.setSpacing(12)
        for card in (self.unfiled_card, self.all_filed, self.runs_card):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def _on_run_chosen(self, run_id: str) -> None:
        self.run_wanted.emit(run_id)

    def _on_current_changed(self, _item_id: object) -> None:
        rows = self.sender()
        if isinstance(rows, RowList) and rows.hasFocus() and rows.currentIndex().isValid():
            where = rows.visualRect(rows.currentIndex()).center()
            sheet = self.widget()
            if sheet is not None:
                seen = rows.viewport().mapTo(sheet, where)
                self.ensureVisible(seen.x(), seen.y(), 0, 48)


def _padded(widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(14, 10, 14, 10)
    column.addWidget(widget)
    return holder
