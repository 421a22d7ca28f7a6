"""What opens over a page, for the gallery: dialogs, the palette and a toast."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from inpatient_hub.gui.widgets.dialog import ConfirmDialog
from inpatient_hub.gui.widgets.palette import CommandPalette, PaletteItem
from inpatient_hub.gui.widgets.reason_dialog import ReasonDialog
from tests.gui.foundation import example_ward as ward

FOUND = (
    PaletteItem("Patients", "Catherine Earnshaw", "Bed 4, born 14 Mar 1994", icon="bed", id="patient:1"),
    PaletteItem("Patients", "Catherine Linton", "Bed 17, born 2 Jan 2006", icon="bed", id="patient:2"),
    PaletteItem("Referrals", "Independent mental health advocate", "Start for a patient", icon="route", id="run:imha"),
    PaletteItem("Actions", "New note", key="Ctrl+N", icon="notes", id="note"),
    PaletteItem("Actions", "Open the notes not filed", key="Ctrl+U", icon="clipboard-list", id="tray"),
)


def confirm(parent: QWidget) -> QDialog:
    """A question about a patient."""
    return ConfirmDialog(
        parent,
        "Take this referral over from Jane Eyre?",
        "Her answers stay as they are, and the record says from when the answers are yours.",
        verb="Take over",
        banner=ward.CATHERINE,
        width=640,
    )


def reason(parent: QWidget) -> QDialog:
    """A question that needs a reason."""
    return ReasonDialog(
        parent,
        "Abandon this referral?",
        "Nothing is deleted. The run is closed and cannot be resumed.",
        ("Patient declined", "Started for the wrong patient", "No longer needed"),
        verb="Abandon run",
        danger=True,
    )


def palette(parent: QWidget) -> QDialog:
    """The command palette with something found."""
    made = CommandPalette(parent)
    made.set_items(FOUND)
    return made


OVERLAYS: dict[str, Callable[[QWidget], QDialog]] = {"confirm": confirm, "reason": reason, "palette": palette}
