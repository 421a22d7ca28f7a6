"""How a person walks a run at the window: starts it for a patient, answers, goes on, fills in the note."""

import re

from PySide6.QtWidgets import QWidget

from inpatient_hub.gui.pages.run.page import RunPage
from inpatient_hub.gui.widgets.option_list import OptionCard
from tests.e2e.sitting import Sitting
from tests.e2e.walks import Walk

CATHY = "Catherine Earnshaw"


def start(who: Sitting, walk: Walk, *, search: str = "cath", name: str = CATHY) -> None:
    """Starts a workflow from the palette or the Referrals page, and chooses the patient by typing and Enter twice."""
    if walk.from_palette:
        who.press("Ctrl+K")
        who.dialog("Find a patient, referral or action")
        who.type(walk.from_palette)
        who.wait(lambda: [row for row in who.words(who.shown).splitlines() if row.startswith(f"{walk.title}, ")])
    else:
        who.press("Ctrl+5")
        who.wait(lambda: who.rows("Referrals that can be started"))
        move_to(who, "Referrals that can be started", walk.title)
    who.press("Return")
    who.dialog(f"{walk.title}: for which patient?")
    who.wait(lambda: len(who.rows("Patients")) > 1)
    who.type(search)
    who.wait(lambda: len(who.rows("Patients")) == 1)
    who.press("Return")
    who.wait_for(f"Start for {name}")
    who.press("Return")
    who.wait_for("Started by Esther Summerson, 16:42", walk.steps[0][0])
    who.settle()


def move_to(who: Sitting, list_name: str, row: str) -> None:
    """Goes to a row of a list with Tab and the arrows."""
    place = next(n for n, words in enumerate(who.rows(list_name)) if row in words)
    heads = [words for words in who.rows(list_name)[:place] if "," not in words and "." not in words]
    who.tab_to(the_list(who, list_name))
    who.press("Home", *["Down"] * (place - len(heads)))


def the_list(who: Sitting, name: str) -> QWidget:
    """The list of this name that is shown."""
    return next(one for one in who.shown.findChildren(QWidget) if one.isVisible() and one.accessibleName() == name)


def open_run(who: Sitting, title: str) -> None:
    """Takes up a run from the Referrals page, with the keyboard."""
    who.press("Ctrl+5")
    who.wait(lambda: who.rows("Referrals in progress"))
    move_to(who, "Referrals in progress", title)
    who.press("Return")
    wait_for_step(who)


def step_shown(who: Sitting) -> tuple[int, int]:
    """(number of the step shown, how many there are); zeros in the moment between two."""
    found = re.findall(r"^Step (\d+) of (\d+)", who.words(), re.MULTILINE)
    return (int(found[0][0]), int(found[0][1])) if found else (0, 0)


def wait_for_step(who: Sitting, number: int = 0) -> None:
    """Waits until a run shows this step, or any, question and all."""

    def there() -> bool:
        page = who.window.stack.currentWidget()
        is_whole = isinstance(page, RunPage) and page.panel is not None and page.panel.isVisible()
        return is_whole and step_shown(who)[0] in ((number,) if number else range(1, 100))

    who.wait(there)
    who.settle()


def chosen(who: Sitting) -> list[str]:
    """The answers marked as chosen in the step shown."""
    cards = [one for one in who.window.findChildren(OptionCard) if one.isVisible()]
    return [card.facts.title for card in cards if card.isChecked()]


def go_on(who: Sitting) -> None:
    """Alt+Right, and waits for the next step."""
    number, _ = step_shown(who)
    who.press("Alt+Right")
    wait_for_step(who, number + 1)


def go_back(who: Sitting) -> None:
    """Alt+Up, and waits for the step before."""
    number, _ = step_shown(who)
    who.press("Alt+Up")
    wait_for_step(who, number - 1)


def answer(who: Sitting, keys: str) -> None:
    """Answers with number keys, and waits until Next may be pressed."""
    who.press(*keys)
    who.wait(who.button("Next").isEnabled)
    who.settle()


def answer_steps(who: Sitting, walk: Walk) -> None:
    """Every step up to the note."""
    for question, keys in walk.steps:
        who.wait_for(question)
        if keys:
            answer(who, keys)
        go_on(who)


def fill_in_note(who: Sitting, walk: Walk) -> None:
    """The note's own form, field by field as they come up, and waits until nothing stands in the way of the copy."""
    for label, given in walk.fields.items():
        who.fill_in(label, given)
    who.wait(who.button("Copy").isEnabled)
    who.settle()


def copy(who: Sitting, shows: str = "Copied at ") -> str:
    """Ctrl+Shift+C. Returns what is on the clipboard once the page shows that it is."""
    who.press("Ctrl+Shift+C")
    who.wait_for(shows)
    who.settle()
    return who.clipboard()


def to_the_note(who: Sitting, walk: Walk) -> None:
    """A run for Catherine, up to its note."""
    start(who, walk)
    answer_steps(who, walk)
