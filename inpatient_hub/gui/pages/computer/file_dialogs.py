"""Asks where a file is to be saved, and which is to be read; nothing waits for the answer."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_FILES = {
    "html": ("SystmOne readiness.html", "Web page (*.html)"),
    "pdf": ("SystmOne readiness.pdf", "PDF (*.pdf)"),
    "json": ("SystmOne readiness.json", "JSON (*.json)"),
    "facts": ("SystmOne facts.hubfacts", "Facts (*.hubfacts)"),
}

Chosen = Callable[[str], object]


def ask_where_to_save(parent: QWidget, kind: str, then: Chosen) -> None:
    """Asks where to save a report as html, pdf or json, or its facts."""
    name, names = _FILES[kind]
    dialog = QFileDialog(parent, "Where is it to be saved?", "", names)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(name.rpartition(".")[2])
    dialog.selectFile(name)
    _open(dialog, then)


def ask_for_facts(parent: QWidget, then: Chosen) -> None:
    """Asks for the file with the facts of another computer."""
    dialog = QFileDialog(parent, "Which facts are to be looked at?", "", "Facts (*.hubfacts *.json)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(dialog, then)


def _open(dialog: QFileDialog, then: Chosen) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(then)
    dialog.open()
