"""A page with nothing of the ward on it."""

from PySide6.QtWidgets import QVBoxLayout

from inpatient_hub.gui.page import Page
from inpatient_hub.gui.widgets.empty_state import EmptyState


class SignedOutPage(Page):
    """Shown behind the question who is there."""

    def __init__(self) -> None:
        super().__init__()
        words = EmptyState("Nobody is signed in", "The ward's work is shown once somebody has signed in.")
        whole = QVBoxLayout(self)
        whole.addWidget(words)
        whole.addStretch(1)
