"""The one place from which the line is opened in which a task is typed."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.context import Context

if TYPE_CHECKING:
    from inpatient_hub.gui.dialogs.quick_add import Told


def open_new_task(context: Context, window: QWidget, line: str, told: "Told") -> None:
    """Opens it over the window with this beginning; `told` hears what was added, with what undoes it."""
    from inpatient_hub.gui.dialogs.quick_add import QuickAddDialog

    QuickAddDialog.open_for(context, window, line, told)
