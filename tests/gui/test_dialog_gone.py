"""A dialog that was closed while its work was under way is left alone, and a refusal is told elsewhere."""

import shiboken6
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.dialog_gone import close_if_there, problem_in, while_there
from inpatient_hub.gui.widgets.dialog import Dialog

REFUSED = HubError("Not saved", "It was refused.", remedy="Look again.")


class Asks(Dialog):
    """A dialog that keeps what it was shown."""

    def __init__(self) -> None:
        super().__init__(None, "A question?")
        self.shown: list[HubError] = []

    def show_problem(self, error: HubError) -> None:
        """Keeps it."""
        self.shown.append(error)


def test_an_open_dialog_is_closed_and_told(qtbot: QtBot) -> None:
    dialog, elsewhere = Asks(), []
    qtbot.addWidget(dialog)
    dialog.show()
    problem_in(dialog, elsewhere.append)(REFUSED)
    while_there(dialog, dialog.show_problem)(REFUSED)
    close_if_there(dialog)
    assert (dialog.shown, elsewhere, dialog.isVisible()) == ([REFUSED, REFUSED], [], False)


def test_a_dialog_that_is_gone_is_left_alone_and_the_refusal_is_told_elsewhere(qtbot: QtBot) -> None:
    dialog, elsewhere = Asks(), []
    tell, show = problem_in(dialog, elsewhere.append), while_there(dialog, dialog.show_problem)
    shiboken6.delete(dialog)
    tell(REFUSED)
    show(REFUSED)
    close_if_there(dialog)
    assert elsewhere == [REFUSED]
