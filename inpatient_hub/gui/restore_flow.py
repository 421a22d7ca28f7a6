"""From a backup to the question whether it is to be put back: looks into it, asks what opens it, says what is in it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.lock_troubles import BackupLocked
from inpatient_hub.gui.background import Background
from inpatient_hub.gui.backup_words import Preview
from inpatient_hub.gui.dialogs.backup_lock import BackupLockDialog
from inpatient_hub.gui.dialogs.restore_preview import RestorePreviewDialog
from inpatient_hub.services.ports import Clock

Look = Callable[[str, str | None], Preview]
"""Looks into a backup: (file, what was typed to open it). Raises BackupLocked and HubError."""


class RestoreFlow(QObject):
    """One for a window; `look` runs on the thread given."""

    agreed = Signal(object)
    """Carries the `Preview` of the backup that is to be put back."""
    failed = Signal(object)
    """Carries the `HubError` of a backup that cannot be looked into."""
    working = Signal(bool)
    """Whether a backup is being looked into."""

    def __init__(self, window: QWidget, background: Background, clock: Clock, look: Look) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._clock = clock
        self._look = look
        self._asking: BackupLockDialog | None = None

    def begin(self, file: str) -> None:
        """Looks into a backup of the list, or into any file."""
        self._ask(file, None, self._refused_first)

    def _ask(self, file: str, words: str | None, otherwise: Callable[[str, HubError], None]) -> None:
        def refused(error: HubError) -> None:
            self.working.emit(False)
            otherwise(file, error)

        self.working.emit(True)
        self._background.run(lambda: self._look(file, words), owner=self, then=self._show, otherwise=refused)

    def _refused_first(self, file: str, error: HubError) -> None:
        if isinstance(error, BackupLocked) and error.has_key_file:
            self._ask_words(file, error)
        else:
            self.failed.emit(error)

    def _ask_words(self, file: str, locked: BackupLocked) -> None:
        self._asking = dialog = BackupLockDialog(self._window, locked)

        def again(words: str) -> None:
            self._ask(file, words, refused)

        def refused(_file: str, error: HubError) -> None:
            dialog.show_problem(error)

        dialog.words_given.connect(again)
        dialog.open()

    def _show(self, preview: Preview) -> None:
        self.working.emit(False)
        asking, self._asking = self._asking, None
        if asking is not None:
            if not asking.isVisible():
                return  # given up meanwhile
            asking.accept()
        clock = self._clock
        dialog = RestorePreviewDialog(self._window, preview, local=clock.local, today=clock.today())

        def agreed() -> None:
            self.agreed.emit(preview)

        dialog.accepted.connect(agreed)
        dialog.open()
