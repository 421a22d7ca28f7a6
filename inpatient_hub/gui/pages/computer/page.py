"""The page that says whether this computer is fit for SystmOne: the verdict first, then what to fix, then the rest."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.computer.columns import Columns
from inpatient_hub.gui.pages.computer.desk_text import DeskTextDialog
from inpatient_hub.gui.pages.computer.everything import EverythingCard
from inpatient_hub.gui.pages.computer.file_dialogs import ask_for_facts, ask_where_to_save
from inpatient_hub.gui.pages.computer.findings import FindingsCard
from inpatient_hub.gui.pages.computer.header import ComputerHeader
from inpatient_hub.gui.pages.computer.question import ProfileDialog, QuestionCard
from inpatient_hub.gui.pages.computer.reminders import RemindersCard
from inpatient_hub.gui.pages.computer.result_body import Wishes
from inpatient_hub.gui.pages.computer.verdict_line import VerdictLine
from inpatient_hub.gui.pages.computer.view import RELEASE_NIGHT, ComputerView, could_not_run, to_fix, to_look_at
from inpatient_hub.gui.pages.computer.way_card import WayCard
from inpatient_hub.gui.pages.computer.words import (
    all_changes,
    asks_network,
    checked_against,
    checked_line,
    moment_words,
    verdict_chips,
    verdict_mark,
)
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.fold_head import FoldHead
from inpatient_hub.gui.widgets.labels import WrapLabel, loading_label
from inpatient_hub.gui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from inpatient_hub.readiness.profiles import Profile

_WAIT_MS = 150


class ComputerPage(Page):
    """Shows what it is given and tells what the person wants. It needs no ward and nobody at the computer."""

    check_wanted = Signal()
    stop_wanted = Signal()
    network_wanted = Signal()
    profile_chosen = Signal(str)
    desk_text_wanted = Signal()
    device_started = Signal(object)
    file_chosen = Signal(str, str)
    """(what to save: html, pdf, json or facts, path)."""
    facts_chosen = Signal(str)
    """The path of a facts file to look at."""
    here_wanted = Signal()
    """Back from the facts of another computer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wishes = Wishes(self)
        self._profiles: Sequence[Profile] = ()
        self._profile_id = ""
        self._suggested = ""
        self._view: ComputerView | None = None
        self._is_checking = False
        self._is_empty = True
        self.header = ComputerHeader()
        self.verdict = VerdictLine()
        self.elsewhere = BannerMessage("info")
        self.trouble = BannerMessage("act")
        self.question = QuestionCard()
        self.to_fix = FindingsCard("To fix", self.wishes, is_open=True)
        self.not_run = FindingsCard("Could not be checked", self.wishes, is_open=True)
        self.to_look_at = FindingsCard("To look at", self.wishes, is_open=False)
        self.everything = EverythingCard(self.wishes)
        self.way = WayCard()
        self.reminders = RemindersCard()
        self.against = WrapLabel("", "caption", "subtle")
        self._loading = loading_label()
        self._scroll = _Body()
        urgent = (self.to_fix, self.not_run, self.to_look_at)
        # In one column what may be pressed next comes before what is only to be read.
        self._columns = Columns(
            beside=((*urgent, self.everything, self.against), (self.way, self.reminders)),
            stacked=(*urgent, self.way, self.everything, self.reminders, self.against),
        )
        self._build()
        self._connect()
        QTimer.singleShot(_WAIT_MS, self, self._on_still_waiting)

    # What is shown

    def show_profiles(self, profiles: "Sequence[Profile]", *, suggested: str) -> None:
        """What a computer can be checked as."""
        self._profiles = profiles
        self._suggested = suggested

    def show_question(self, because: str) -> None:
        """Asks what the computer is used for; what is suggested is chosen, and `because` says why."""
        self._arrive()
        if self.question.isVisible():
            return  # asked already: what is chosen by now stays chosen
        self._view = None
        self.header.set_profile("", asked=True)
        self.header.set_report(has_report=False)
        self.header.set_primary(primary=True)
        self.question.show_profiles(self._profiles, self._suggested, because)
        self._show_parts(asks=True)
        self.question.options.focus_first()

    def show_view(self, view: ComputerView) -> None:
        """Shows a report. A keyboard that was in the page stays in it, also when its row is gone."""
        self._arrive()
        had_keyboard = self._has_keyboard()
        self._view, self._profile_id = view, view.profile.id
        report = view.report
        self.header.set_profile(view.profile.title, asked=False)
        self.header.set_report(has_report=True)
        self.header.set_elsewhere(elsewhere=view.elsewhere is not None)
        self._show_elsewhere(view)
        self.to_fix.show_results(to_fix(report), view)
        self.not_run.show_results(could_not_run(report), view)
        self.to_look_at.show_results(to_look_at(report), view)
        self.everything.show_view(view)
        self.way.show_view(view)
        self.reminders.show_view(view)
        self.against.setText(checked_against(view))
        self._show_parts(asks=False)
        if not self._is_checking:
            self._show_verdict(view)
        if had_keyboard and not self._has_keyboard():
            self.header.focus_button()

    def show_waiting(self, profile: "Profile") -> None:
        """A profile is chosen and nothing of it is known yet."""
        self._arrive()
        self._view, self._profile_id = None, profile.id
        self.header.set_profile(profile.title, asked=False)
        self.header.set_report(has_report=False)
        self._show_parts(asks=False)

    def show_progress(self, line: str, done: int, total: int, *, network: bool) -> None:
        """A check is under way."""
        self._is_checking = True
        self.header.set_checking(checking=True)
        self.way.set_testing(testing=network)
        sentence = "Testing the way to SystmOne" if network else "Checking this computer"
        self.verdict.show_progress(sentence, line, done, total)
        self.verdict.show()

    def show_done(self) -> None:
        """No check is under way any more; what is known stays shown."""
        self._is_checking = False
        self.header.set_checking(checking=False)
        self.way.set_testing(testing=False)
        if self._view is not None:
            self._show_verdict(self._view)
        else:
            self.verdict.hide()

    def show_trouble(self, error: HubError | None) -> None:
        """The checks themselves cannot be opened, and why; None when they can."""
        self._arrive()
        if error is not None:
            self.trouble.set_message("act", f"{error.title}. {error.message}", error.remedy, "Try again")
        self.trouble.setVisible(error is not None)

    def set_cooling(self, seconds: int) -> None:
        """So many seconds until the network may be tested again."""
        self.way.set_cooling(seconds)
        self.wishes.set_cooling(seconds)

    def show_desk_text(self, plain: str, named: str) -> None:
        """Shows the text for the help desk, without and with this computer's name."""
        DeskTextDialog(self.window(), plain, named).open()

    @override
    def opened(self, about: str) -> None:
        """The keyboard goes to the check, unless it is somewhere on the page already."""
        if not self._has_keyboard():
            self.header.focus_button()
        super().opened(about)

    def _has_keyboard(self) -> bool:
        here = QApplication.focusWidget()
        return here is not None and here.isVisible() and self.isAncestorOf(here)

    def heads(self) -> tuple[FoldHead, ...]:
        """Every line that folds, from the top."""
        return (*self.to_look_at.results.heads(), *self.everything.heads())

    @property
    def profile_id(self) -> str:
        """What the computer is checked as; while the question is asked, what is chosen there."""
        return self.question.chosen() if self.question.isVisibleTo(self) else self._profile_id

    def _arrive(self) -> None:
        self._is_empty = False
        self._loading.hide()
        self.trouble.hide()

    def _show_verdict(self, view: ComputerView) -> None:
        verdict = view.report.verdict
        icon, kind = verdict_mark(verdict)
        self.verdict.show_verdict(icon, kind, verdict.sentence, checked_line(view), verdict_chips(verdict))
        self.verdict.line.setToolTip(all_changes(view))
        self.verdict.show()
        is_next = not verdict.network_was_run and asks_network(view) and view.elsewhere is None
        self.header.set_primary(primary=not is_next)

    def _show_elsewhere(self, view: ComputerView) -> None:
        where = view.elsewhere
        self.elsewhere.setVisible(where is not None)
        if where is not None:
            self.elsewhere.set_message(
                "info",
                "These are the facts of another computer",
                f"Collected {moment_words(where.collected_at, view.now)}, read from {where.file_name}. Nothing on "
                "this page is about the computer you are at.",
                "Back to this computer",
            )

    def _show_parts(self, *, asks: bool) -> None:
        here = QApplication.focusWidget()
        was_asking = here is not None and self.question.isAncestorOf(here)
        self.question.setVisible(asks)
        if was_asking and not asks:  # the keys of the page work only while the keyboard is in it
            self.header.focus_button()
        has_view = self._view is not None
        self.everything.setVisible(has_view)
        self.way.setVisible(has_view)
        self.against.setVisible(has_view)
        self._columns.side_holder.setVisible(has_view)
        if not has_view:
            for card in (self.to_fix, self.not_run, self.to_look_at, self.reminders, self.elsewhere):
                card.hide()
            if not self._is_checking:
                self.verdict.hide()

    # How it is built

    def _build(self) -> None:
        for part in (
            self.verdict,
            self.elsewhere,
            self.trouble,
            self.question,
            self.everything,
            self.way,
            self.reminders,
            self.against,
            self._loading,
        ):
            part.hide()
        body = self._scroll.body
        for message in (self.trouble, self.elsewhere, self._loading, self.question):
            body.addWidget(message)
        body.addLayout(self._columns)
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.verdict)
        whole.addWidget(self._scroll, 1)
        self._on_look_changed()

    def _connect(self) -> None:
        self.header.back_requested.connect(self.back_requested)
        self.header.check.clicked.connect(self.check_wanted)
        self.header.stop.clicked.connect(self.stop_wanted)
        self.header.profile.clicked.connect(self._on_profile)
        self.header.desk_text.clicked.connect(self.desk_text_wanted)
        self.header.save_wanted.connect(self._on_save)
        self.header.open_wanted.connect(self._on_open)
        self.way.test_wanted.connect(self.network_wanted)
        self.reminders.device_started.connect(self.device_started)
        self.reminders.release_noted.connect(self._on_release_noted)
        self.elsewhere.action_pressed.connect(self.here_wanted)
        self.trouble.action_pressed.connect(self._on_try_again)
        look_feed().look_changed.connect(self._on_look_changed)
        self._bind("check_again", self._on_check_key)
        self._bind("check_stop", self._on_stop_key)
        self._bind("test_network", self._on_test_key)
        self._bind("open_all", self._on_open_all_key)
        self._bind("desk_text", self._on_desk_text_key)

    def _bind(self, action_id: str, do: object) -> None:
        shortcut = QShortcut(QKeySequence(key_of(action_id)), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)  # held down, it must not check again and again
        shortcut.activated.connect(do)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.fit(event.size().width())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._move(event):
            return
        if self.question.isVisible() and self.question.options.handle_key(event):
            return
        super().keyPressEvent(event)

    def _move(self, event: QKeyEvent) -> bool:
        """Up and Down go from one folded line to the next."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        heads = [head for head in self.heads() if head.isVisible()]
        here = QApplication.focusWidget()
        if step is None or event.modifiers() or here not in heads:
            return False
        place = heads.index(here) + step
        if 0 <= place < len(heads):
            heads[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.reveal(heads[place])
        return True

    # What was pressed

    def _on_look_changed(self) -> None:
        self._columns.fit(self.width())

    def _on_still_waiting(self) -> None:
        self._loading.setVisible(self._is_empty)

    def _on_try_again(self) -> None:
        self.opened("")

    def _on_profile(self) -> None:
        dialog = ProfileDialog(self.window(), self._profiles, self._profile_id, self._suggested)
        dialog.profile_chosen.connect(self.profile_chosen)
        dialog.open()

    def _on_release_noted(self, day: date | None) -> None:
        self.wishes.answered.emit(RELEASE_NIGHT, day.isoformat() if day else None, "")

    def _on_check_key(self) -> None:
        if self.header.check.isVisible():
            self.header.check.click()

    def _on_stop_key(self) -> None:
        if self._is_checking:
            self.stop_wanted.emit()

    def _on_test_key(self) -> None:
        if self.way.test.isVisible() and self.way.test.isEnabled():
            self.way.test.click()

    def _on_open_all_key(self) -> None:
        if self.everything.isVisible():
            self.everything.toggle_all()

    def _on_desk_text_key(self) -> None:
        if self._view is not None:
            self.desk_text_wanted.emit()

    def _on_save(self, kind: str) -> None:
        def chosen(path: str) -> None:
            self.file_chosen.emit(kind, path)

        ask_where_to_save(self.window(), kind, chosen)

    def _on_open(self) -> None:
        ask_for_facts(self.window(), self.facts_chosen.emit)


class _Body(ScrollPage):
    """Scrolls with the arrows, but not while they go from line to line."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if isinstance(QApplication.focusWidget(), FoldHead):
            event.ignore()
        else:
            super().keyPressEvent(event)
