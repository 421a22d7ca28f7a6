"""What becomes of a dialog's work when somebody closed the dialog before the work was done."""

from collections.abc import Callable
from typing import Protocol, TypeVar

import shiboken6
from PySide6.QtWidgets import QDialog

from inpatient_hub.domain.errors import HubError

T = TypeVar("T")


class Asking(Protocol):
    """A dialog that shows what was wrong with what it asked for."""

    def show_problem(self, error: HubError) -> None: ...


def close_if_there(dialog: QDialog) -> None:
    """Closes a dialog whose work is done, unless somebody closed it already."""
    if shiboken6.isValid(dialog):
        dialog.accept()


def problem_in(dialog: Asking, elsewhere: Callable[[HubError], None]) -> Callable[[HubError], None]:
    """Shows a problem in the dialog that asked, or `elsewhere` when it is gone: a refusal must not get lost."""

    def show(error: HubError) -> None:
        if shiboken6.isValid(dialog):
            dialog.show_problem(error)
        else:
            elsewhere(error)

    return show


def while_there(dialog: QDialog, show: Callable[[T], None]) -> Callable[[T], None]:
    """Shows something in a dialog as long as it is there; whoever closed it no longer wants to know."""

    def shown(what: T) -> None:
        if shiboken6.isValid(dialog):
            show(what)

    return shown
