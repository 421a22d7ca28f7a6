"""The first start: set up your own ward, or look around a made-up one."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.shifts import USUAL_SHIFTS
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.pages.setup.secrets import OwnSecrets
from inpatient_hub.gui.pages.setup.shifts import ShiftRows
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.icon_line import IconLine, LineIcon
from inpatient_hub.gui.widgets.labels import WrapLabel, text_label
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.gui.widgets.text_fields import TextField

_WIDEST = 980
_SIDE_BY_SIDE = 860
"""Page width, in pixels at 100 %, from which the two choices stand side by side."""

_DEMO = (
    ("users", "20 fictional patients"),
    ("users-group", "12 fictional members of staff"),
    ("route", "Referrals, notes and follow-ups in every state"),
    ("shield-lock", "Nothing in it is real"),
)


class SetupPage(Page):
    """Two clear choices, everything on one page; Enter moves from field to field and at last sets up the ward."""

    set_up_requested = Signal(str, object, str, str, str)
    """(ward name, tuple of `Shift`, person's name, person's role, their PIN or passphrase: empty where people sign in
    by name alone)."""
    demo_requested = Signal()
    check_requested = Signal()
    """Whether this computer is fit for SystmOne, before anything is set up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ward_name = TextField("Ward name", placeholder="Such as Keats Ward", max_length=80, required=True)
        self.shifts = ShiftRows(USUAL_SHIFTS)
        self.person_name = TextField("Your name", max_length=80, required=True)
        self.person_role = TextField("Your designation", placeholder="Such as RMN", max_length=60)
        self.secret = OwnSecrets()
        self.set_up_button = Button("Set up the ward", kind="primary")
        self.demo_button = Button("Explore the demo ward", icon="eye")
        self.check_button = Button("Check this computer", icon="device-desktop")
        self._fields = {"ward_name": self.ward_name, "person_name": self.person_name, "person_role": self.person_role}
        self._trouble = BannerMessage("act")
        self._trouble.hide()
        self._working = IconLine("hourglass", "")
        self._working.hide()
        self._cards = QHBoxLayout()
        self._build()
        self.set_up_button.clicked.connect(self._on_set_up_clicked)
        self.demo_button.clicked.connect(self.demo_requested)
        self.check_button.clicked.connect(self.check_requested)
        for line in self._lines():
            line.returnPressed.connect(self._on_return_pressed)

    def show_problem(self, error: HubError) -> None:
        """Says why the ward was not set up: beside the field it is about, else above the button."""
        self.set_working("")
        if isinstance(error, InvalidAnswer) and error.field == "secret":
            self.secret.refuse(error.message)
            return
        field = self._fields.get(error.field) if isinstance(error, InvalidAnswer) else None
        if field is not None:
            field.set_error(f"{error.message} {error.remedy}")
            field.focus_field()
            return
        self._trouble.set_message("act", f"{error.title}. {error.message}", error.remedy)
        self._trouble.show()

    def set_working(self, words: str) -> None:
        """Something is being made, in a few words; empty when it is done and the choices are open again."""
        self.set_up_button.setEnabled(not words)
        self.demo_button.setEnabled(not words)
        self._working.set_line("hourglass", words)
        self._working.setVisible(bool(words))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ward_name.focus_field()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= scaled(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._cards.setDirection(way)

    def _build(self) -> None:
        self._cards.setSpacing(16)
        self._cards.addWidget(self._own_ward(), 5)
        self._cards.addWidget(self._demo_ward(), 3, Qt.AlignmentFlag.AlignTop)
        sheet = _Sheet()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(16)
        column.addLayout(_welcome())
        column.addLayout(self._cards)
        column.addWidget(self._working)
        column.addWidget(self._computer())
        column.addStretch(1)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(sheet, 100)
        centred.addStretch(1)
        scroll = ScrollPage()
        scroll.body.addLayout(centred)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _own_ward(self) -> Card:
        person = QHBoxLayout()
        person.setSpacing(12)
        person.addWidget(self.person_name, 3, Qt.AlignmentFlag.AlignTop)
        person.addWidget(self.person_role, 2, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(WrapLabel("You can add the rest of the team afterwards.", "small", "muted"), 1)
        foot.addWidget(self.set_up_button)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.ward_name)
        column.addWidget(self.shifts)
        column.addWidget(
            WrapLabel("Change what is different on your ward. A row left empty is no shift.", "small", "muted")
        )
        column.addLayout(person)
        column.addWidget(self.secret)
        column.addWidget(self._trouble)
        column.addLayout(foot)
        card = Card("Set up my ward", tone="primary")
        card.add_padded(form)
        return card

    def _demo_ward(self) -> Card:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(WrapLabel("A made-up ward to look around in.", "body", "muted"))
        for name, line in _DEMO:
            column.addWidget(IconLine(name, line, "text", role="body"))
        column.addSpacing(4)
        column.addWidget(self.demo_button, 0, Qt.AlignmentFlag.AlignLeft)
        card = Card("Explore a demo ward")
        card.add_padded(words)
        return card

    def _computer(self) -> Card:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        words = "Is this computer fit for SystmOne? It can be checked first: nothing is changed and nothing is sent."
        line.addWidget(WrapLabel(words, "body", "muted"), 1)
        line.addWidget(self.check_button)
        card = Card()
        card.add_padded(row)
        return card

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (
            self.ward_name.line,
            *self.shifts.lines,
            self.person_name.line,
            self.person_role.line,
            *self.secret.lines,
        )

    def _on_return_pressed(self) -> None:
        lines = self._lines()
        place = next((number for number, line in enumerate(lines) if line is self.sender()), len(lines))
        if place + 1 < len(lines):
            lines[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._on_set_up_clicked()

    def _on_set_up_clicked(self) -> None:
        self._trouble.hide()
        if not self.set_up_button.isEnabled():
            return
        fault = self._first_fault()
        if fault is not None:
            fault.focus_field()
            return
        self.set_up_requested.emit(
            self.ward_name.value(),
            self.shifts.shifts(),
            self.person_name.value(),
            self.person_role.value(),
            self.secret.value(),
        )

    def _first_fault(self) -> Field | None:
        """Says beside each field what is still wrong with it, and returns the first of them."""
        self.ward_name.set_error("" if self.ward_name.value() else "The ward needs a name. Type it as staff know it.")
        shift = self.shifts.show_faults()
        self.person_name.set_error(
            "" if self.person_name.value() else "Type your name as it should stand under the notes you write."
        )
        faults: tuple[Field | None, ...] = (self.ward_name, shift, self.person_name, self.secret.show_fault())
        return next((field for field in faults if field is not None and field.error()), None)


class _Sheet(QWidget):
    """What stands in the middle of the page, never wider than is comfortable to read."""

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumWidth(scaled(_WIDEST))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())


def _welcome() -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(text_label("Welcome to Inpatient Hub", "verdict"))
    words.addWidget(
        WrapLabel("Referrals, reminders and notes ready for SystmOne. Begin in one of two ways.", "body", "muted")
    )
    row = QHBoxLayout()
    row.setSpacing(14)
    row.addWidget(LineIcon("hub-mark", "primary", 44), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row
