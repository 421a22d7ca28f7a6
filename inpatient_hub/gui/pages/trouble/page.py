"""Shown when the ward's work cannot be opened: what is wrong, what is safe, and the ways forward."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub import __version__
from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.page import Page
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.icon_line import IconLine, LineIcon
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.host.system_words import python_version, system_words

_WIDEST = 680


class TroublePage(Page):
    """One calm card with the error, then one row for each way forward the caller offers."""

    try_again_requested = Signal()
    way_chosen = Signal(str)
    """The id of a way forward."""
    check_requested = Signal()
    """Whether this computer is fit for SystmOne can be asked all the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error = HubError("", "", remedy="")
        self._title = WrapLabel("", "verdict")
        self._message = WrapLabel("")
        self._remedy = WrapLabel("", "strong")
        self._elsewhere = IconLine("external-link", "", "info-text", role="body")
        self._copied = IconLine("check", "Copied. Paste it into a message to your digital lead.", "ok-text")
        self._ways: list[Button] = []
        self._way_ids: dict[Button, str] = {}
        self._ways_card = Card("Ways forward")
        self.try_again = Button("Try again", kind="primary", icon="refresh")
        self.copy_details = Button("Copy details", icon="copy")
        self.check_computer = Button("Check this computer", icon="device-desktop")
        self._build()
        self.try_again.clicked.connect(self.try_again_requested)
        self.copy_details.clicked.connect(self._on_copy_details_clicked)
        self.check_computer.clicked.connect(self.check_requested)

    def show_trouble(self, error: HubError, ways: Sequence[tuple[str, str, str]] = ()) -> None:
        """Shows this error; `ways` are (id, words of the button, explanation), safest first."""
        self._error = error
        self._title.setText(error.title)
        self._message.setText(error.message)
        self._remedy.setText(error.remedy)
        self._copied.hide()
        self._elsewhere.hide()
        self.setAccessibleName(f"{error.title}. {error.message} {error.remedy}")
        self._show_ways(ways)
        self.try_again.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_elsewhere(self, words: str) -> None:
        """Says what was done about it in another window."""
        self._elsewhere.set_line("external-link", words, "info-text")
        self._elsewhere.show()

    def details(self) -> str:
        """What a person who helps needs to know; nothing about patients."""
        program = f"Inpatient Hub {__version__}, Qt {qVersion()}, Python {python_version()}, {system_words()}"
        return f"{self._error.title}. {self._error.message} {self._error.remedy}\n{program}"

    def ways(self) -> tuple[Button, ...]:
        """The buttons of the ways forward, in order."""
        return tuple(self._ways)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._title)
        words.addWidget(self._message)
        words.addWidget(self._remedy)
        words.addWidget(self._elsewhere)
        self._elsewhere.hide()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(LineIcon("alert-triangle", "act-text", 36), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._copied, 1, Qt.AlignmentFlag.AlignVCenter)
        buttons.addStretch(0)
        buttons.addWidget(self.check_computer)
        buttons.addWidget(self.copy_details)
        buttons.addWidget(self.try_again)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 8, 6, 2)
        column.setSpacing(20)
        column.addLayout(head)
        column.addLayout(buttons)
        card = Card()
        card.add_padded(inside)
        self._lay_out(card)

    def _lay_out(self, card: Card) -> None:
        self._sheet = sheet = QWidget()
        self._on_look_changed()
        look_feed().look_changed.connect(self._on_look_changed)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(card)
        column.addWidget(self._ways_card)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(sheet, 100)
        centred.addStretch(1)
        scroll = ScrollPage()
        scroll.body.addStretch(1)
        scroll.body.addLayout(centred)
        scroll.body.addStretch(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _on_look_changed(self) -> None:
        self._sheet.setMaximumWidth(scaled(_WIDEST))

    def _show_ways(self, ways: Sequence[tuple[str, str, str]]) -> None:
        while (row := self._ways_card.body.takeAt(0)) is not None:
            if (widget := row.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._ways, self._way_ids = [], {}
        for number, (way, words, explanation) in enumerate(ways):
            if number:
                self._ways_card.add_line()
            self._ways_card.add(self._way_row(way, words, explanation))
        self._ways_card.setVisible(bool(ways))

    def _way_row(self, way: str, words: str, explanation: str) -> QWidget:
        button = Button(words)
        button.setAccessibleDescription(explanation)
        button.clicked.connect(self._on_way_clicked)
        self._ways.append(button)
        self._way_ids[button] = way
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(14, 12, 14, 12)
        line.setSpacing(16)
        line.addWidget(WrapLabel(explanation, "small", "muted"), 1)
        line.addWidget(button)
        return row

    def _on_way_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.way_chosen.emit(self._way_ids[button])

    def _on_copy_details_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.details())
        self._copied.show()
