"""What the pages of the lock have in common: one calm card in the middle of the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.gui.page import Page
from inpatient_hub.gui.theme import look_feed
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.scroll_page import ScrollPage


class UnlockSheet(Page):
    """A card with an icon, a title and a sentence; what is asked goes into `body`, further cards into `below`."""

    def __init__(self, icon: str, *, widest: int = 560) -> None:
        super().__init__()
        self._widest = widest
        self._title = WrapLabel("", "verdict")
        self._message = WrapLabel("", "body", "muted")
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        self.below = QVBoxLayout()
        self.below.setSpacing(14)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._message)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(LineIcon(icon, "primary", 36), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 8, 6, 2)
        column.setSpacing(18)
        column.addLayout(head)
        column.addLayout(self.body)
        card = Card()
        card.add_padded(inside)
        self._lay_out(card)

    def set_words(self, title: str, message: str = "") -> None:
        """Says what this is about."""
        self._title.setText(title)
        self._message.setText(message)
        self._message.setVisible(bool(message))
        self.setAccessibleName(f"{title}. {message}".strip())

    def words(self) -> tuple[str, str]:
        """The title and the sentence."""
        return self._title.text(), self._message.text()

    def _lay_out(self, card: Card) -> None:
        self._sheet = sheet = QWidget()
        self._on_look_changed()
        look_feed().look_changed.connect(self._on_look_changed)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(card)
        column.addLayout(self.below)
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
        self._sheet.setMaximumWidth(scaled(self._widest))
