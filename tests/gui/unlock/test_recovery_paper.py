"""The recovery key on paper: everything stands on one sheet."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.recovery_words import words_of
from inpatient_hub.gui.recovery_paper import paint_sheet, print_recovery_key

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
KEY = words_of(bytes(range(20)))


def test_everything_stands_on_one_page(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[float, str]] = []
    draw = QPainter.drawText

    def watched(painter: QPainter, place: QRectF, flags: int, words: str) -> None:
        drawn.append((painter.boundingRect(place, flags, words).bottom() / painter.device().height(), words))
        draw(painter, place, flags, words)

    monkeypatch.setattr(QPainter, "drawText", watched)
    file = tmp_path / "key.pdf"
    assert paint_sheet(QPdfWriter(str(file)), KEY, made="20 Nov 2026")
    assert len(re.findall(rb"/Type /Page\b", file.read_bytes())) == 1
    assert max(bottom for bottom, _ in drawn) < 1
    words = " ".join(words for _, words in drawn)
    assert all(group in words for group in KEY.split("-"))
    assert "Made on 20 Nov 2026" in words
    assert "no letter I, L, O or U" in words


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_is_asked_for_and_a_page_it_does_not_take_is_said(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    said: list[HubError] = []
    dialog = print_recovery_key(parent, KEY, made="20 Nov 2026", otherwise=said.append)
    assert isinstance(dialog, QPrintDialog)
    dialog.printer().setOutputFileName("/nowhere/at/all.pdf")
    dialog.accepted.emit(dialog.printer())
    assert [error.title for error in said] == ["The recovery key was not printed"]
    dialog.close()
