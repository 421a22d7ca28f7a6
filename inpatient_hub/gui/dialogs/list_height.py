"""How high a list in a dialog may be, so that the dialog never reaches beyond the window."""

from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.theme import current_look
from inpatient_hub.gui.typography import scaled


def list_height(dialog: QWidget, rows: int, *, beside: int, heads: int = 0) -> int:
    """The height in pixels of a list of so many rows, and so many heads of groups; `beside` is what else the dialog
    holds, in pixels at 100 %.

    With large text or a low window the list shows fewer rows and scrolls, two at least.
    """
    density = current_look().density
    row, head = scaled(density.task_row), scaled(density.group_head)
    wanted = rows * row + heads * head
    parent = dialog.parentWidget()
    room = parent.window().height() - scaled(beside) if parent is not None else wanted
    return max(2 * row, min(wanted, room))
