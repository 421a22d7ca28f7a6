"""The stage that the gallery's scenes are played on."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from inpatient_hub.gui.gallery_checks import RecordedChecks
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.navigation import Destination, PageId
from inpatient_hub.gui.opening import Opening
from inpatient_hub.gui.window_presenter import WindowPresenter


@dataclass(frozen=True, slots=True)
class Stage:
    """The window that the scenes are played in."""

    window: MainWindow
    opening: Opening
    checks: RecordedChecks
    folder: Path
    """A folder of its own, thrown away afterwards."""

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is under way any more, or only a check that waits for its picture."""
        store = self.opening.background.is_idle and self.opening.archive.is_idle
        return store and (self.opening.doctor.is_idle or self.checks.is_held)

    @property
    def presenter(self) -> WindowPresenter:
        """Runs the window. Only asked once a ward is open."""
        if self.opening.presenter is None:
            raise RuntimeError("no ward is open")
        return self.opening.presenter

    def go(self, page: PageId, about: str = "") -> None:
        """Goes to a page."""
        self.presenter.navigator.go(Destination(page, about))


Act = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Scene:
    """A few acts, then a picture; `after` puts things back."""

    id: str
    acts: tuple[Act, ...]
    after: tuple[Act, ...] = ()


def to_page(page: PageId, about: str = "") -> Act:
    """Goes to a page."""

    def act(stage: Stage) -> None:
        stage.go(page, about)

    return act


def wait(_stage: Stage) -> None:
    """The gallery waits until nothing is under way before it goes on."""


def close_dialogs(_stage: Stage) -> None:
    """Closes every dialog, whatever was typed in it."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.done(QDialog.DialogCode.Rejected)
