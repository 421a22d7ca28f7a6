"""The Referrals page: what can be started, and what is under way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.staff import initials_of
from inpatient_hub.domain.workflows import WorkflowSpec
from inpatient_hub.gui.models.rows import GroupFacts, Owner, Progress, RowButton, RowFacts
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.theme import design_width, look_feed
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.gui.widgets.patient_banner import BannerFacts, PatientBanner
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.services.content import WorkflowLine
from inpatient_hub.services.ports import RunLine

_BESIDE_FROM = 800
"""Page width, in pixels at 100 %, from which the two lists stand side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralsView:
    """What the page shows: workflows on offer, runs under way, and what is still to be set."""

    workflows: Sequence[WorkflowLine]
    runs: Sequence[RunLine]
    unset_contacts: int
    local_problems: Sequence[str]
    today: date


class ReferralsPage(Page):
    """Workflows on offer at the left, runs in progress at the right."""

    start_requested = Signal(str)
    """The id of the workflow to start."""
    contacts_requested = Signal()
    patient_dropped = Signal()
    """The person no longer wants to start for the patient the page was opened for."""

    def __init__(self) -> None:
        super().__init__()
        self._header = PageHeader("Referrals")
        self._banner = PatientBanner()
        self._contacts = BannerMessage("warn", "", action="Show contacts")
        self._problems = BannerMessage("warn", "")
        self._computer = BannerMessage("warn", "", action="Show")
        self._offered = RowList(name="Referrals that can be started", fit=True)
        self._running = RowList(name="Referrals in progress", fit=True)
        self._none_running = EmptyState(
            "No referral is in progress",
            "Start one from the list. Every answer is saved as it is given, so it can be left and taken up again.",
        )
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._header.find_requested.connect(self.find_requested)
        self._header.back_requested.connect(self._on_back)
        self._offered.button_pressed.connect(self._on_offered_button)
        self._offered.row_activated.connect(self._on_offered_activated)
        self._running.row_activated.connect(self._on_running_activated)
        self._running.button_pressed.connect(self._on_running_button)
        self._contacts.action_pressed.connect(self.contacts_requested)
        look_feed().look_changed.connect(self._fit)
        self._computer.action_pressed.connect(self._on_computer)

    def _build(self) -> None:
        self._start_card = Card("Start a referral")
        self._start_card.add(self._offered)
        self._run_card = Card("In progress")
        self._run_card.add(self._running)
        self._run_card.add(self._none_running)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._start_card)
        left.addStretch(1)
        right.addWidget(self._run_card)
        right.addStretch(1)
        self._columns.setSpacing(16)
        self._columns.addLayout(left, 3)
        self._columns.addLayout(right, 2)
        body = ScrollPage()
        for message in (self._computer, self._problems, self._contacts):
            body.body.addWidget(message)
            message.hide()
        body.body.addLayout(self._columns)
        body.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._header)
        whole.addWidget(self._banner)
        whole.addWidget(body, 1)
        self._banner.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Two columns where both have room for a title, else what is under way below what can be started."""
        beside = design_width(self.width()) >= _BESIDE_FROM
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def show_view(self, view: ReferralsView) -> None:
        """Shows workflows and runs."""
        self._offered.set_rows(_offered_rows(view))
        self._running.set_rows([_run_row(line) for line in view.runs])
        self._run_card.set_count(str(len(view.runs)) if view.runs else "")
        self._running.setVisible(bool(view.runs))
        self._none_running.setVisible(not view.runs)
        self._show_messages(view)

    def show_patient(self, facts: BannerFacts | None) -> None:
        """The patient a referral is to be started for; None asks for the patient after the choice."""
        self._banner.setVisible(facts is not None)
        self._header.set_compact(facts is not None)
        self._header.set_back("Back" if facts is not None else "")
        if facts is not None:
            self._banner.set_facts(facts)

    def show_computer(self, words: str) -> None:
        """Says that the computer was not ready when it was last checked; empty when there is nothing to say. It keeps
        nobody from starting."""
        self._computer.setVisible(bool(words))
        if words:
            self._computer.set_message("warn", words, action="Show")

    def focus_offer(self) -> None:
        """Puts the keyboard on the workflows."""
        self._offered.setFocus()

    def dialog_parent(self) -> QWidget:
        """What a dialog of this page belongs to."""
        return self.window()

    def _show_messages(self, view: ReferralsView) -> None:
        unset = view.unset_contacts
        self._contacts.setVisible(unset > 0)
        if unset:
            words = "1 contact is an example" if unset == 1 else f"{unset} contacts are examples"
            self._contacts.set_message(
                "warn", f"{words}, marked 'set your own'.", "Nothing can be sent to them.", "Show contacts"
            )
        self._problems.setVisible(bool(view.local_problems))
        if view.local_problems:
            more = f" and {len(view.local_problems) - 1} more" if len(view.local_problems) > 1 else ""
            self._problems.set_message(
                "act", "Part of this ward's own content is not in use.", f"{view.local_problems[0]}{more}"
            )

    def _on_offered_button(self, row_id: object, _button: str) -> None:
        self.start_requested.emit(str(row_id))

    def _on_offered_activated(self, row_id: object) -> None:
        self.start_requested.emit(str(row_id))

    def _on_running_activated(self, row_id: object) -> None:
        self.go_requested.emit(Destination(PageId.RUN, str(row_id)))

    def _on_running_button(self, row_id: object, _button: str) -> None:
        self.go_requested.emit(Destination(PageId.RUN, str(row_id)))

    def _on_computer(self) -> None:
        self.go_requested.emit(Destination(PageId.COMPUTER))

    def _on_back(self) -> None:
        self.patient_dropped.emit()
        self.back_requested.emit()


def _offered_rows(view: ReferralsView) -> list[RowFacts | GroupFacts]:
    rows: list[RowFacts | GroupFacts] = []
    category = ""
    for line in view.workflows:
        if line.workflow.category != category:
            category = line.workflow.category
            rows.append(GroupFacts(category))
        rows.append(_offered_row(line))
    return rows


def _offered_row(line: WorkflowLine) -> RowFacts:
    workflow = line.workflow
    chips = []
    if line.past_review:
        chips.append(ChipFacts("Past its review date", "warn", "clock"))
    return RowFacts(
        workflow.id,
        workflow.title,
        second=workflow.summary,
        state_icon="route",
        state_token="primary",
        chips=tuple(chips),
        buttons=(RowButton("start", "Start"),),
        accessible=f"{workflow.title}. {workflow.summary} {review_words(workflow)}",
    )


def review_words(workflow: WorkflowSpec) -> str:
    """`Version 1.0, reviewed 2 Nov 2026`."""
    return f"Version {workflow.version}, reviewed {day(workflow.reviewed_on)}"


def _run_row(line: RunLine) -> RowFacts:
    run = line.run
    where = f"Bed {line.bed}, {line.patient_name}" if line.bed else line.patient_name
    return RowFacts(
        run.id,
        run.title,
        second=where,
        second_icon="bed",
        state_icon="circle-half-2",
        state_token="info-text",
        state_words="in progress",
        owner=Owner(initials_of(line.started_by_name), line.started_by_name),
        progress=Progress(f"Step {run.step_number} of {run.step_count}", run.step_number, run.step_count),
        accessible=(
            f"{run.title}, {where}, step {run.step_number} of {run.step_count}, started by {line.started_by_name}"
        ),
    )
