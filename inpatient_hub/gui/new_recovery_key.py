"""Shows a new recovery key on a page or over the window, prints it, and checks it back from the paper."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.context import Context
from inpatient_hub.gui.moments import day
from inpatient_hub.gui.pages.mended.page import MendedPage
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.recovery_key_steps import RecoveryKeySteps

Check = Callable[[str], None]
"""Takes what was typed back, on the store's thread. Raises MistypedRecoveryKey and WrongRecoveryKey."""


def show_steps(page: MendedPage, context: Context, words: str, check: Check) -> RecoveryKeySteps:
    """Puts both steps on a page, in a card that goes when they are done or put off."""
    steps = RecoveryKeySteps(words)
    card = Card("The new recovery key")
    card.add_padded(steps)
    page.extra.addWidget(card)

    def done() -> None:
        card.hide()
        page.say_saved("The new recovery key is on paper. Nobody can show it again.")
        page.open_button.setFocus()

    def put_off() -> None:
        card.hide()
        page.open_button.setFocus()

    steps.put_off.connect(put_off)
    serve(steps, context, parent=page, words=words, check=check, done=done)
    steps.focus_first()
    return steps


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
