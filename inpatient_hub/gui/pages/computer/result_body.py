"""One result in full: what was found and needed, what to do, by whose words, and what can be pressed about it."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.domain.readiness import CheckResult, Group, Status, Who
from inpatient_hub.gui.pages.computer.answers import AnswerForm, asks
from inpatient_hub.gui.pages.computer.fact_lines import EvidenceLines, FactLines, SourceLines, remedy_words
from inpatient_hub.gui.pages.computer.view import ComputerView
from inpatient_hub.gui.pages.computer.words import link_label, needed_words, title_of
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.readiness.report_words import who_can

_BESIDE_FROM = 560
"""Width, in pixels at 100 %, from which the buttons stand at the right of the words."""


_NOT_RUN_AGAIN = (Status.NOT_APPLICABLE, Status.MANUAL)
"""What looking again cannot change."""


class Wishes(QObject):
    """What a person wants of a result, wherever on the page it is shown, and what the page tells all of them."""

    link_wanted = Signal(str)
    check_wanted = Signal(str)
    """Carries a check's id."""
    text_wanted = Signal(str)
    """Carries the id of the check whose text is to be copied."""
    answered = Signal(str, object, str)
    """(key, what was said or None, by whom)."""

    cooling_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cooling = 0

    def set_cooling(self, seconds: int) -> None:
        """So many seconds until the network may be tested again."""
        self.cooling = seconds
        self.cooling_changed.emit(seconds)


class ResultBody(QWidget):
    """The lines of a result and its buttons, under a title where it has one; `brief` leaves out why it is asked for and
    how it was read."""

    def __init__(
        self, one: CheckResult, view: ComputerView, wishes: Wishes, *, brief: bool, title: QWidget | None = None
    ) -> None:
        super().__init__()
        self._one = one
        self._wishes = wishes
        self._is_network = one.group is Group.NETWORK
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.check = Button("Check this", icon="refresh", small=True, accessible=f"Check this: {title_of(one)}")
        self._why_not = text_label("", "caption", "muted")
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(16)
        self._across.addWidget(self._words(view, title, brief=brief), 1)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(6)
        self._across.addLayout(self._buttons)
        self._add_buttons(view)
        self.check.clicked.connect(self._on_check)
        wishes.cooling_changed.connect(self._show_cooling)
        self._show_cooling(wishes.cooling)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= scaled(_BESIDE_FROM)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        if self._across.direction() != (across if beside else down):
            self._across.setDirection(across if beside else down)
            self._buttons.setDirection(down if beside else across)
            self.updateGeometry()  # a layout that turns does not tell those around it

    def _words(self, view: ComputerView, title: QWidget | None, *, brief: bool) -> QWidget:
        one = self._one
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if title is not None:
            column.addWidget(title)
        lines = FactLines()
        lines.add("Found", one.found)
        lines.add("Needed", one.needed if brief else needed_words(one))
        if not brief:
            lines.add("Why", one.why)
        for number, words in enumerate(remedy_words(one)):
            lines.add("" if number else "Do this", words)
        lines.add("Note", one.note, "muted")
        if one.sources:
            sources = SourceLines(one.sources, title_of(one))
            lines.add_widget("Source", sources, top=sources.top)
        if one.evidence and not brief:
            lines.add_widget("Seen", EvidenceLines(one.evidence))
        if not brief:
            lines.add("Check", one.check_id, "muted")
        column.addWidget(lines)
        if view.elsewhere is None and asks(one, view.answers):
            form = AnswerForm(one, view)
            form.answered.connect(self._wishes.answered)
            column.addWidget(form)
        column.addStretch(1)
        return holder

    def _add_buttons(self, view: ComputerView) -> None:
        links = [remedy.link for remedy in self._one.remedies if _opens(remedy.link, view)]
        for link in dict.fromkeys(links):
            label = link_label(link)
            button = Button(label, small=True, accessible=f"{label}: {title_of(self._one)}")
            button.clicked.connect(partial(self._wishes.link_wanted.emit, link))
            self._add_button(button)
        if self._is_network and Who.NETWORK in who_can(self._one):
            copy = Button("Copy text", icon="copy", small=True, accessible=f"Copy text: {title_of(self._one)}")
            copy.clicked.connect(self._on_copy)
            self._add_button(copy)
        if view.elsewhere is None and self._one.status not in _NOT_RUN_AGAIN:
            self._add_button(self.check)
            self._buttons.addWidget(self._why_not)
        else:
            self.check.setParent(self)
            self.check.hide()
            self._why_not.setParent(self)
        self._why_not.hide()
        self._buttons.addStretch(1)

    def _add_button(self, button: Button) -> None:
        """Buttons of a column are as wide as each other."""
        button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self._buttons.addWidget(button)

    def _show_cooling(self, seconds: int) -> None:
        cooling = seconds if self._is_network else 0
        self.check.setEnabled(not cooling)
        self._why_not.setText(f"again in {cooling} s" if cooling else "")
        self._why_not.setVisible(bool(cooling) and not self.check.isHidden())

    def _on_check(self) -> None:
        self._wishes.check_wanted.emit(self._one.check_id)

    def _on_copy(self) -> None:
        self._wishes.text_wanted.emit(self._one.check_id)


def _opens(link: str, view: ComputerView) -> bool:
    """Settings are offered only where they are: on this computer, and only on Windows."""
    if link.startswith("ms-settings:"):
        return view.opens_settings and view.elsewhere is None
    return bool(link_label(link))
