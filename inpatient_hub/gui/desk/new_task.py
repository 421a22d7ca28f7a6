"""The one place from which the line is opened in which a task is typed."""

from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.context import Context


def open_new_task(context: Context, window: QWidget, line: str) -> None:
    """Opens it over the window with this beginning."""
    dialog: Any = import_module("inpatient_hub.gui.dialogs.quick_add").QuickAddDialog
    dialog.open_for(context, window, line=line)
