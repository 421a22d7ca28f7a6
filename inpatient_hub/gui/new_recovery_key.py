"""Prints a recovery key that is shown on a page or over the window, and checks it back from the paper."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.context import Context
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.widgets.recovery_key_steps import RecoveryKeySteps

Check = Callable[[str], None]
"""Takes what was typed back, on the store's thread. Raises MistypedRecoveryKey and WrongRecoveryKey."""


def serve(
    steps: RecoveryKeySteps, context: Context, *, parent: QWidget, words: str, check: Check, done: Callable[[], None]
) -> None:
    """Connects the steps with the printer, and with `check` on the store's thread; `done` follows when it is right."""

    def checked(_none: None) -> None:
        steps.forget()
        done()

    def on_typed_back(typed: str) -> None:
        context.background.run(lambda: check(typed), owner=steps, then=checked, otherwise=steps.show_problem)

    def on_print() -> None:
        from inpatient_hub.gui.recovery_paper import print_recovery_key

        made = day(context.hub.clock.today())
        print_recovery_key(parent, words, made=made, otherwise=steps.show_problem)

    steps.typed_back.connect(on_typed_back)
    steps.print_requested.connect(on_print)
