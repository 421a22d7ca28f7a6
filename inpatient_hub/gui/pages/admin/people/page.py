"""People, emergency accesses and signing in, one of them at a time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.models.rows import RowButton, RowFacts
from inpatient_hub.gui.moments import clock, moment
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.admin.people.table import PeopleTable
from inpatient_hub.gui.pages.admin.people.view import PeopleView, sign_in_words
from inpatient_hub.gui.theme import look_feed, page_padding
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.data_table import DataTable
from inpatient_hub.gui.widgets.empty_state import EmptyState
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.gui.widgets.segment import Segment
from inpatient_hub.services.emergencies import EmergencyLine
from inpatient_hub.services.people import PersonLine

_PEOPLE, _EMERGENCIES, _SIGN_IN = "people", "emergencies", "sign_in"
_WORDS_FROM = 720
"""Page width, in pixels at 100 %, from which the buttons show their words."""


class PeoplePage(Page):
    """What is changed is asked in dialogs; this shows how things are."""

    add_requested = Signal()
    change_requested = Signal(object)
    """Carries a `PersonLine`, as do the two below."""
    reset_requested = Signal(object)
    left_requested = Signal(object)
    reviewed_requested = Signal(str)
    """The id of an emergency access."""
    settings_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._view: PeopleView | None = None
        self.parts = Segment(
            ((_PEOPLE, "People"), (_EMERGENCIES, "Emergency access"), (_SIGN_IN, "Signing in")), name="Shown"
        )
        self.model = PeopleTable()
        self.table = DataTable(name="People of this ward")
        self.table.set_model(self.model)
        self.add_button = Button("Add a person", kind="primary", icon="user-plus")
        self.change_button = Button("Change", icon="pencil")
        self.reset_button = Button("Reset sign-in", icon="refresh")
        self.left_button = Button("Mark as left", icon="logout")
        self.why = IconLine("lock", "")
        """Why something cannot be done with whoever is chosen."""
        self.emergencies = RowList(name="Emergency accesses")
        self.none = EmptyState(
            "Nobody has opened this ward in an emergency", "When somebody who is not on its list does, it stands here."
        )
        self.settings_button = Button("Change how people sign in", icon="adjustments")
        self._lines = [IconLine("lock", "", "text", role="body") for _ in range(3)]
        self._stack = QStackedWidget()
        self._places = {
            _PEOPLE: self._stack.addWidget(self._people()),
            _EMERGENCIES: self._stack.addWidget(self._emergency_access()),
            _SIGN_IN: self._stack.addWidget(self._signing_in()),
        }
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(12)
        self._whole.addWidget(self.parts)
        self._whole.addWidget(self._stack, 1)
        self.parts.set_current(_PEOPLE)
        self._connect()
        self._on_look_changed()
        self._judge()

    def show_view(self, view: PeopleView) -> None:
        """Shows how things are."""
        self._view = view
        self.model.show_people(view)
        self.parts.set_label(_EMERGENCIES, "Emergency access" + (f" ({view.unreviewed})" if view.unreviewed else ""))
        self.emergencies.set_rows([_row(line, view) for line in view.emergencies])
        self.emergencies.setVisible(bool(view.emergencies))
        self.none.setVisible(not view.emergencies)
        for shown, (icon, words) in zip(self._lines, sign_in_words(view.ward), strict=True):
            shown.set_line(icon, words, "text")
        self._judge()

    def show_part(self, part: str) -> None:
        """Shows people, emergencies or signing in."""
        self.parts.set_current(part)
        self._stack.setCurrentIndex(self._places[part])

    def chosen(self) -> PersonLine | None:
        """The person whose row is chosen."""
        return self.model.item_at(self.table.currentIndex().row())

    @override
    def opened(self, about: str) -> None:
        super().opened(about)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _people(self) -> QWidget:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for button in (self.change_button, self.reset_button, self.left_button):
            tools.addWidget(button)
        tools.addWidget(self.why, 1000)
        tools.addStretch(1)
        tools.addWidget(self.add_button)
        card = Card()
        card.add(self.table, 1)
        return _column(tools, card)

    def _emergency_access(self) -> QWidget:
        card = Card()
        card.add(self.emergencies, 1)
        card.add(self.none)
        return _column(None, card)

    def _signing_in(self) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for line in self._lines:
            column.addWidget(line)
        column.addWidget(self.settings_button, 0, Qt.AlignmentFlag.AlignLeft)
        card = Card("How people of this ward sign in")
        card.add_padded(words)
        scroll = ScrollPage(padded=False)
        scroll.body.addWidget(card)
        scroll.body.addStretch(1)
        return scroll

    def _connect(self) -> None:
        self.parts.chosen.connect(self.show_part)
        self.table.current_changed.connect(self._on_current_changed)
        self.table.row_activated.connect(self._on_change)
        self.add_button.clicked.connect(self.add_requested)
        self.change_button.clicked.connect(self._on_change)
        self.reset_button.clicked.connect(self._on_reset)
        self.left_button.clicked.connect(self._on_left)
        self.emergencies.button_pressed.connect(self._on_row_button)
        self.emergencies.key_pressed.connect(self._on_row_button)
        self.settings_button.clicked.connect(self.settings_requested)
        look_feed().look_changed.connect(self._on_look_changed)

    def _judge(self) -> None:
        """Leaves out what would be refused for the person chosen."""
        line, view = self.chosen(), self._view
        active = line is None or line.person.active
        may_change = line is not None and view is not None and view.may_change(line)
        is_other = may_change and line is not None and view is not None and line.person.id != view.me
        self.change_button.setEnabled(may_change)
        self.reset_button.setEnabled(is_other and active and line is not None and line.needs_secret)
        self.left_button.setEnabled(is_other)
        self.left_button.set_label("Mark as left" if active else "Works here again")
        words = self._why_not(line)
        self.why.set_line("lock" if line is not None else "info-circle", words)
        self.why.setVisible(bool(words))

    def _why_not(self, line: PersonLine | None) -> str:
        """In a few words why one of the buttons is off; empty where all are on."""
        if line is None or self._view is None:
            return "Choose somebody from the list."
        if not self._view.may_change(line):
            return "Only a senior admin changes this one."
        if line.person.id == self._view.me:
            return "Another admin does the rest for you."
        if not line.person.active:
            return "Has left: there is no sign-in to reset."
        return "" if line.needs_secret else "Signs in by name: there is nothing to reset."

    def _fit(self) -> None:
        roomy = self.width() >= scaled(_WORDS_FROM)
        for button in (self.change_button, self.reset_button, self.left_button):
            button.set_brief(not roomy)

    def _on_look_changed(self) -> None:
        side = page_padding()
        self._whole.setContentsMargins(side, min(14, side), side, min(16, side))
        self._fit()

    def _on_current_changed(self, _staff_id: object) -> None:
        self._judge()

    def _on_change(self, _row: object = None) -> None:
        line = self.chosen()
        if line is not None and self.change_button.isEnabled():
            self.change_requested.emit(line)

    def _on_reset(self) -> None:
        line = self.chosen()
        if line is not None:
            self.reset_requested.emit(line)

    def _on_left(self) -> None:
        line = self.chosen()
        if line is not None:
            self.left_requested.emit(line)

    def _on_row_button(self, access_id: str, _button: str) -> None:
        self.reviewed_requested.emit(access_id)


def _column(tools: QHBoxLayout | None, card: Card) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    if tools is not None:
        column.addLayout(tools)
    column.addWidget(card, 1)
    return holder


def _row(line: EmergencyLine, view: PeopleView) -> RowFacts:
    access, local = line.access, view.local
    begun, ended = local(access.begins_at), clock(local(access.ends_at))
    own = access.staff_id == view.me
    reviewed = ""
    if access.reviewed_at is not None and line.reviewer is not None:
        reviewed = f"Reviewed by {line.reviewer.name}, {moment(local(access.reviewed_at), view.at.date())}"
    return RowFacts(
        id=access.id,
        title=f"{line.person.signature}, {moment(begun, view.at.date())} to {ended}",
        second=access.reason,  # a line of its own: it is what is reviewed
        state_icon="circle-check" if reviewed else "alert-triangle",
        state_token="ok-text" if reviewed else "warn-text",
        state_words="reviewed" if reviewed else "not reviewed yet",
        trailing=reviewed or ("Another admin reviews it" if own else ""),
        buttons=() if reviewed or own else (RowButton("reviewed", "Reviewed", "check"),),
    )
