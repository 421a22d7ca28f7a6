"""The recovery key once more, over the window: for whoever put it off at the start."""

from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.widgets.dialog import Dialog
from inpatient_hub.gui.widgets.recovery_key_steps import RecoveryKeySteps

_WIDE = 640


class RecoveryKeyDialog(Dialog):
    """What is asked is `steps`; closed, it forgets the key. `title` says whether it is a new one."""

    def __init__(self, parent: QWidget | None, words: str, *, title: str = "Write down the recovery key") -> None:
        super().__init__(parent, title, width=_WIDE)
        self.steps = RecoveryKeySteps(words)
        self.body.addWidget(self.steps)
        self.steps.put_off.connect(self.reject)
        self.finished.connect(self._on_finished)
        self.steps.focus_first()

    def _on_finished(self, _result: int) -> None:
        self.steps.forget()
