"""The page that follows the making of a lock: the recovery key, to be written down and typed back."""

from inpatient_hub.gui.pages.unlock.sheet import UnlockSheet
from inpatient_hub.gui.widgets.recovery_key_steps import RecoveryKeySteps


class RecoveryKeyPage(UnlockSheet):
    """What is asked is `steps`."""

    def __init__(self, words: str) -> None:
        super().__init__("shield-lock", widest=720)
        self.set_words(
            "Write down the recovery key", "The ward's work is locked on this computer. This is its spare key."
        )
        self.steps = RecoveryKeySteps(words)
        self.body.addWidget(self.steps)

    def focus_first(self) -> None:
        """Gives the keyboard to what comes next."""
        self.steps.focus_first()
