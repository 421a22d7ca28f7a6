"""The first tab of a patient: what is due, what is unfinished, the dates, and what happened last."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.pages.patient.file_rows import file_rows
from inpatient_hub.gui.pages.patient.history_words import history_items
from inpatient_hub.gui.pages.patient.stay_card import StayCard
from inpatient_hub.gui.pages.patient.task_rows import appointments, open_row, open_tasks
from inpatient_hub.gui.pages.patient.view import PatientShown
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.history_list import HistoryList
from inpatient_hub.gui.widgets.key_hint import KeyHint
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.scroll_page import ScrollPage

MOST_TASKS, MOST_FILES, MOST_EVENTS = 6, 6, 12
_SIDE_BY_SIDE_FROM = 680
_SIDE_LEAST, _SIDE_MOST = 280, 340
_NO_LIMIT = 16_777_215
"""Qt's own greatest width."""


class Overview(ScrollPage):
    """Tasks, then referrals and notes; at the side the dates and the history."""

    tab_wanted = Signal(str)
    """`tasks`, `referrals` or `history`: the person wants all of them."""
    new_task_requested = Signal()
    dates_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tasks = RowList(name="Open tasks", fit=True)
        self.appointments = RowList(name="Appointments", fit=True)
        self.files = RowList(name="Referrals and notes", fit=True)
        self.history = HistoryList(name="History", fit=True)
        self.stay = StayCard()
        self._task_card, self._file_card = Card("Open tasks"), Card("Referrals and notes")
        self._history_card, self._meet_card = Card("History"), Card("Appointments")
        self._no_tasks = EmptyState(
            "No open tasks", "Add one with N. Filing a note makes its follow-up task.", "New task", "plus"
        )
        self._no_files = EmptyState(
            "No referrals or notes yet", "Start a referral with R. Every answer is saved as it is given."
        )
        self._no_history = EmptyState("Nothing has happened yet", "What people do for this patient is listed here.")
        self._all_tasks = Button("", kind="text", small=True)
        self._all_files = Button("", kind="text", small=True)
        self._all_history = Button("All history", kind="text", small=True)
        self._task_head = _TaskHead(self._all_tasks)
        self._dates = Button("From an event…", kind="text", small=True, accessible="Dates from an event")
        self._build()
        self._no_tasks.button_pressed.connect(self.new_task_requested)
        self._dates.clicked.connect(self.dates_requested)
        self._all_tasks.clicked.connect(self._on_all_tasks)
        self._all_files.clicked.connect(self._on_all_files)
        self._all_history.clicked.connect(self._on_all_history)
        look_feed().look_changed.connect(self._arrange)

    def _build(self) -> None:
        for card, rows, empty in (
            (self._task_card, self.tasks, self._no_tasks),
            (self._file_card, self.files, self._no_files),
            (self._history_card, self.history, self._no_history),
        ):
            card.add(rows)
            card.add(empty)
        self._meet_card.add(self.appointments)
        self._task_card.add_head(self._task_head)
        self._file_card.add_head(self._all_files)
        self.stay.add_head(self._dates)
        self._history_card.add_head(self._all_history)
        main, self._side = QWidget(), QWidget()
        for column, cards in (
            (QVBoxLayout(main), (self._task_card, self._meet_card, self._file_card)),
            (QVBoxLayout(self._side), (self.stay, self._history_card)),
        ):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(14)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(14)
        self._columns.addWidget(main, 1)
        self._columns.addWidget(self._side)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        self._arrange()

    def show_patient(self, shown: PatientShown) -> None:
        """Show this reading."""
        tasks, files, meets = open_tasks(shown), file_rows(shown), appointments(shown)
        self.tasks.set_rows([open_row(line, shown) for line in tasks[:MOST_TASKS]])
        self.appointments.set_rows([open_row(line, shown) for line in meets[:MOST_TASKS]])
        self._meet_card.set_count(str(len(meets)) if meets else "")
        self._meet_card.setVisible(bool(meets))
        self.files.set_rows(files[:MOST_FILES])
        self.history.set_items(history_items(shown, brief=True, most=MOST_EVENTS))
        self.stay.show_stay(shown)
        self._task_card.set_count(str(len(tasks)) if tasks else "")
        self._file_card.set_count(str(len(files)) if files else "")
        self._say_all(self._all_tasks, len(tasks), MOST_TASKS, "tasks")
        self._say_all(self._all_files, len(files), MOST_FILES, "referrals")
        self._task_head.setVisible(bool(tasks))
        for rows, empty, has_any in (
            (self.tasks, self._no_tasks, bool(tasks)),
            (self.files, self._no_files, bool(files)),
            (self.history, self._no_history, bool(shown.view.history)),
        ):
            rows.setVisible(has_any)
            empty.setVisible(not has_any)
        self._all_history.setVisible(bool(shown.view.history))

    def focus_first(self) -> bool:
        """Put the keyboard on the first list that holds something; False when none does."""
        for rows in (self.tasks, self.appointments, self.files):
            if rows.isVisibleTo(self):
                rows.setFocus()
                return True
        return False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Side by side where there is room, else one under the other."""
        width = self.viewport().width()
        beside = width >= scaled(_SIDE_BY_SIDE_FROM)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        if beside:
            self._side.setFixedWidth(min(scaled(_SIDE_MOST), max(scaled(_SIDE_LEAST), width * 3 // 10)))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_NO_LIMIT)

    @staticmethod
    def _say_all(button: Button, count: int, most: int, what: str) -> None:
        button.set_label(f"All {count} {what}")
        button.setVisible(count > most)

    def _on_all_tasks(self) -> None:
        self.tab_wanted.emit("tasks")

    def _on_all_files(self) -> None:
        self.tab_wanted.emit("referrals")

    def _on_all_history(self) -> None:
        self.tab_wanted.emit("history")


class _TaskHead(QWidget):
    """In the head of the tasks: the keys that do something to a row, and the way to all of them."""

    def __init__(self, all_tasks: Button) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for key, words in ((key_of("done"), "done"), (key_of("claim"), "claim")):
            row.addWidget(KeyHint(key))
            row.addWidget(text_label(words, "caption", "muted"))
        row.addWidget(all_tasks)
