"""Copies, saves and opens what a person wants to take away from the page."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.readiness import Report
from inpatient_hub.gui.pages.computer.keeping import desk_texts, save_report, text_of_check
from inpatient_hub.gui.pages.computer.page import ComputerPage

if TYPE_CHECKING:
    from inpatient_hub.domain.readiness_facts import Facts

Shown = Callable[[], "tuple[Report, Facts, bool]"]
"""The report and the facts that are shown, and whether they are this computer's."""


class TakingAway(QObject):
    """Everything here happens on a press, and nothing of it is sent anywhere."""

    def __init__(self, page: ComputerPage, shown: Shown, now: Callable[[], datetime]) -> None:
        super().__init__(page)
        self._page = page
        self._shown = shown
        self._now = now
        page.desk_text_wanted.connect(self._on_desk_text_wanted)
        page.file_chosen.connect(self._on_file_chosen)
        page.wishes.link_wanted.connect(self._on_link_wanted)
        page.wishes.text_wanted.connect(self._on_text_wanted)

    def _on_desk_text_wanted(self) -> None:
        report, facts, is_here = self._shown()
        self._page.show_desk_text(*desk_texts(report, facts, is_here=is_here))

    def _on_text_wanted(self, check_id: str) -> None:
        report, facts, _is_here = self._shown()
        QGuiApplication.clipboard().setText(text_of_check(report, facts, check_id))
        self._page.toast_wanted.emit("Copied: the text about this for whoever can put it right", None)

    def _on_file_chosen(self, kind: str, path: str) -> None:
        report, facts, _is_here = self._shown()
        try:
            save_report(kind, Path(path), report, facts, printed_at=self._now())
        except HubError as error:
            self._page.show_error(error)
        else:
            self._page.toast_wanted.emit(f"Saved: {Path(path).name}", None)

    def _on_link_wanted(self, link: str) -> None:
        QDesktopServices.openUrl(QUrl(link))
