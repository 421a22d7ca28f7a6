"""The Computer page in a window of its own, filled without a presenter."""

from PySide6.QtWidgets import QLabel, QWidget

from inpatient_hub.domain.readiness import Group, Status
from inpatient_hub.gui.pages.computer.page import ComputerPage
from inpatient_hub.gui.pages.computer.view import ComputerView
from inpatient_hub.gui.widgets.button import Button
from tests.gui.computer.made_up import (
    HOME,
    WARD,
    a_result,
    not_ready,
)
from tests.gui.desk import Shown

KEPT: list[ComputerPage] = []
"""The pages of a test until its end: a part of one does not keep the whole."""

NOT_RUN = a_result("NW-01", "There is a way to the network", group=Group.NETWORK, status=Status.SKIPPED)


def a_page(shown: Shown, view: ComputerView | None = None, size: tuple[int, int] = (1282, 730)) -> ComputerPage:
    page: ComputerPage = shown(ComputerPage(), size)
    KEPT.append(page)
    page.show_profiles((HOME, WARD), suggested="home")
    page.show_view(view or not_ready())
    return page


def labels(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def button(widget: QWidget, words: str) -> Button:
    return next(one for one in widget.findChildren(Button) if one.text() == words and one.isVisible())
