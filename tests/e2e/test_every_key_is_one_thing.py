"""The keyboard alone is enough, and each key means one thing wherever it can be pressed."""

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from inpatient_hub.gui.actions import ACTIONS, Action, Scope
from inpatient_hub.gui.dialogs.keys import GROUPS, key_words
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.fold_head import FoldHead
from inpatient_hub.gui.widgets.key_hint import KeyHint
from inpatient_hub.gui.widgets.option_list import OptionCard
from inpatient_hub.gui.widgets.row_list import RowList
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_busy_ward
from tests.e2e.sitting import Sitting
from tests.e2e.walking import answer_steps, copy, fill_in_note, go_on, start
from tests.e2e.walks import IMHA

WITH_LISTS = {Scope.TODAY, Scope.DIARY, Scope.MY_TASKS, Scope.PATIENTS, Scope.PATIENT, Scope.NOTES, Scope.REPEATS}


def overlap(one: Scope, other: Scope) -> bool:
    """Whether keys of these two places can be pressed at the same moment."""
    pair = {one, other}
    over_lists = {Scope.LISTS, Scope.TASK}
    return one is other or Scope.EVERYWHERE in pair or (bool(pair & over_lists) and pair <= WITH_LISTS | over_lists)


def keys_of(action: Action) -> set[str]:
    """The keys of an action one by one, as Qt writes them."""
    first, _, last = action.key.partition("-")
    if first and last:
        return {str(number) for number in range(int(first), int(last) + 1)}
    return {QKeySequence(action.key).toString()}


def test_no_key_of_the_table_does_two_things_in_one_place() -> None:
    twice = [
        (one.id, other.id)
        for one, other in combinations(ACTIONS, 2)
        if overlap(one.scope, other.scope) and keys_of(one) & keys_of(other)
    ]
    assert twice == []


def test_every_place_has_a_head_on_the_sheet_of_keys() -> None:
    assert [scope.value for scope in Scope if scope not in GROUPS] == []


def test_every_action_has_its_own_name_and_its_own_words_in_its_place() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)
    assert len({(action.scope, action.words) for action in ACTIONS}) == len(ACTIONS)
    assert all(QKeySequence(key).toString() for action in ACTIONS for key in keys_of(action))


# The pages, each opened with keys

Open = Callable[[Sitting], None]


def today(who: Sitting) -> None:
    """Overdue and coming follow-ups, notes not filed, referrals under way."""
    who.press("Ctrl+1")
    who.wait(lambda: who.rows("This shift"))


def task_panel(who: Sitting) -> None:
    """Everything about the first of them, beside the page."""
    today(who)
    who.settle()
    who.press("Home", "Return")
    who.wait_for("Task: Check that the advocate has been in touch")
    who.settle()


def my_tasks(who: Sitting) -> None:
    """What is Esther's own."""
    who.press("Ctrl+3")
    who.wait(lambda: who.rows("To do") or who.rows("Done"))


def repeats(who: Sitting) -> None:
    """The week's standing work."""
    who.press("Ctrl+7")
    who.wait_for("16 to 22 November 2026")


def diary(who: Sitting) -> None:
    """This week, with work on today."""
    who.press("Ctrl+2")
    who.wait_for("16 to 22 November 2026")


def patients(who: Sitting) -> None:
    """All who are there."""
    who.press("Ctrl+4")
    who.wait_for("18 patients")


def patient(who: Sitting) -> None:
    """One with work to do."""
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("earnshaw catherine")
    who.press("Return")
    who.wait_for("Start referral", "Patient: EARNSHAW, Catherine")


def referrals(who: Sitting) -> None:
    """What can be started and what is under way."""
    who.press("Ctrl+5")
    who.wait(lambda: who.rows("Referrals in progress"))


def a_patients_referrals(who: Sitting) -> None:
    """The same, for one patient."""
    patient(who)
    who.settle()
    who.press("R")
    who.wait(lambda: who.rows("Referrals that can be started"))


def a_run(who: Sitting) -> None:
    """An advocate's referral at its first step."""
    start(who, IMHA, search="durbeyfield", name="Tess Durbeyfield")


def criteria(who: Sitting) -> None:
    """Its second step, with one of two conditions ticked."""
    a_run(who)
    go_on(who)
    who.press("1")


def the_note(who: Sitting) -> None:
    """Its note, with blanks."""
    a_run(who)
    answer_steps(who, IMHA)


def a_copied_note(who: Sitting) -> None:
    """Its note, copied, with the bar up."""
    the_note(who)
    fill_in_note(who, IMHA)
    copy(who)
    wait_for_bar(who)


def follow_up(who: Sitting) -> None:
    """The step after."""
    a_copied_note(who)
    go_on(who)


def notes(who: Sitting) -> None:
    """Those not filed yet."""
    who.press("Ctrl+U")
    who.wait(lambda: who.rows("Notes copied and not yet filed"))


def note(who: Sitting) -> None:
    """One of them."""
    notes(who)
    who.press("Return")
    who.wait_for("Open the patient")
    wait_for_bar(who)


def wait_for_bar(who: Sitting) -> None:
    """Waits until the bar that asks for Filed has risen."""
    filed = who.window.tray_bar.filed
    who.wait(lambda: filed.isVisible() and filed.visibleRegion().boundingRect() == filed.rect())


def computer(who: Sitting) -> None:
    """A computer with something to look at, one of its groups open, and its network not tested yet."""
    who.press("Ctrl+8")
    who.wait_for("What is this computer used for?")
    who.press("R")
    who.wait_for("The way to SystmOne was not tested.")
    head = next(one for one in who.window.findChildren(FoldHead) if one.text() == "Screen")
    who.tab_to(head)
    who.press("Return")
    who.wait_for("The screen shows enough colours")


def what_computer(who: Sitting) -> None:
    """The first question about it."""
    who.press("Ctrl+8")
    who.wait_for("What is this computer used for?")


PAGES: dict[str, tuple[Scope, Open]] = {
    "today": (Scope.TODAY, today),
    "a task's panel": (Scope.TODAY, task_panel),
    "diary": (Scope.DIARY, diary),
    "my tasks": (Scope.MY_TASKS, my_tasks),
    "repeats": (Scope.REPEATS, repeats),
    "patients": (Scope.PATIENTS, patients),
    "patient": (Scope.PATIENT, patient),
    "referrals": (Scope.LISTS, referrals),
    "a patient's referrals": (Scope.LISTS, a_patients_referrals),
    "a run": (Scope.RUN, a_run),
    "criteria": (Scope.RUN, criteria),
    "the note": (Scope.RUN, the_note),
    "a copied note": (Scope.RUN, a_copied_note),
    "follow-up": (Scope.RUN, follow_up),
    "notes": (Scope.NOTES, notes),
    "note": (Scope.NOTE, note),
    "computer": (Scope.COMPUTER, computer),
    "what computer": (Scope.COMPUTER, what_computer),
}


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, tmp_path: Path, sit: Sit) -> tuple[Sitting, Scope]:
    """The window at one of its pages, on a ward with work in every state, and where its keys belong."""
    a_busy_ward(tmp_path)
    who = sit(tmp_path)
    scope, open_page = PAGES[request.param]
    open_page(who)
    who.settle()
    return who, scope


def test_the_keyboard_is_enough(page: tuple[Sitting, Scope]) -> None:
    """One window for all that is asked of a page: opening it twelve times for each question would take too long."""
    who, scope = page
    check_bound_keys(who, scope)
    check_shown_keys(who, scope)
    stops = check_tab_order(who)
    check_named_and_seen(who, stops)
    check_regions(who)
    check_sheet_of_keys(who)


def check_bound_keys(who: Sitting, scope: Scope) -> None:
    """Every key that is bound here is in the table for here, once; and every key of the whole window is bound."""
    shortcuts = [one for one in who.window.findChildren(QShortcut) if one.isEnabled() and _is_shown(one)]
    bound = [shortcut.key().toString() for shortcut in shortcuts]
    assert sorted(bound) == sorted(set(bound))
    assert [key for key in bound if key not in _known(scope)] == []
    everywhere = {key for action in ACTIONS if action.scope is Scope.EVERYWHERE for key in keys_of(action)}
    assert everywhere - set(bound) == set()


def check_shown_keys(who: Sitting, scope: Scope) -> None:
    """Every keycap that can be seen names a key of the table for here."""
    caps = [one.face().key for one in who.window.findChildren(Button) if one.isVisible() and one.face().key]
    caps += [one.text() for one in who.window.findChildren(KeyHint) if one.isVisible()]
    caps += [one._key for one in who.window.findChildren(OptionCard) if one.isVisible() and one._key]
    for rows in who.window.findChildren(RowList):
        if rows.isVisible():
            facts = [row for row in rows.row_model().rows() if isinstance(row, RowFacts)]
            caps += [key.key for row in facts for key in row.keys]
    assert caps
    known = {key_words(key) for key in _known(scope)}
    assert {cap for cap in caps if cap not in known} == set()


def check_tab_order(who: Sitting) -> list[QWidget]:
    """Tab visits everything once, as it is read, and Shift+Tab goes the same way back. Returns the stops."""
    stops = _walk(who, "Tab")
    wanted = {one for one in who.window.findChildren(QWidget) if _takes_tab(one)}
    assert [_name(one) for one in wanted - set(stops)] == []
    assert _walk(who, "Shift+Tab") == [stops[0], *reversed(stops[1:])]
    regions = _regions(who)
    places = [regions.index(_region_of(one, regions)) for one in stops]
    assert places == sorted(places)  # rail, page, panel, bar, strip
    misread = [(_name(one), _name(other)) for one, other in pairwise(stops) if not _follows(one, other)]
    assert misread == []
    return stops


def check_named_and_seen(who: Sitting, stops: Sequence[QWidget]) -> None:
    """Every stop has a name to be read out, and shows that the keyboard is on it."""
    assert [type(one).__name__ for one in stops if not _name(one)] == []
    for one in stops:
        elsewhere = stops[1] if one is stops[0] else stops[0]
        elsewhere.setFocus(Qt.FocusReason.TabFocusReason)
        before = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        assert one.grab().toImage() != before, f"{_name(one)} shows no focus"


def check_regions(who: Sitting) -> None:
    """F6 goes from part to part of the window and round again."""
    shown = [one for one in _regions(who) if one.isVisible()]
    who.window.rail.button("today").setFocus()
    seen = []
    for _ in range(len(shown)):
        who.press("F6")
        here = QApplication.focusWidget()
        assert here is not None
        seen.append(_region_of(here, shown))
    assert seen == [*shown[1:], shown[0]]


def check_sheet_of_keys(who: Sitting) -> None:
    """`?` shows every key there is, and Esc leads back."""
    who.press("?")
    sheet = who.dialog("All keys")
    caps = [one.text() for one in sheet.findChildren(KeyHint)]
    assert sorted(caps) == sorted(key_words(action.key) for action in ACTIONS)
    who.press("Escape")
    who.wait(lambda: QApplication.activeModalWidget() is None)


def test_a_question_mark_can_be_typed_in_a_field(tmp_path: Path, sit: Sit) -> None:
    a_busy_ward(tmp_path)
    who = sit(tmp_path)
    patients(who)
    who.settle()
    who.press("/")
    search = QApplication.focusWidget()
    assert isinstance(search, QLineEdit)
    who.type("r?[")
    assert search.text() == "r?["
    assert QApplication.activeModalWidget() is None


def _regions(who: Sitting) -> list[QWidget]:
    """The parts of the window in the order in which F6 goes; a task's panel lies over the page's right side."""
    window = who.window
    parts = (window.rail, window.stack, window.beside, window.tray_bar, window.strip)
    return [one for one in parts if one is not None]


def _region_of(widget: QWidget, regions: Sequence[QWidget]) -> QWidget:
    return next(one for one in reversed(regions) if one.isAncestorOf(widget))


def _known(scope: Scope) -> set[str]:
    here = {Scope.EVERYWHERE, scope} | ({Scope.LISTS, Scope.TASK} if scope in WITH_LISTS else set())
    return {key for action in ACTIONS if action.scope in here for key in keys_of(action)}


def _is_shown(shortcut: QShortcut) -> bool:
    owner = shortcut.parent()
    return isinstance(owner, QWidget) and owner.isVisible()


def _takes_tab(widget: QWidget) -> bool:
    takes = Qt.FocusPolicy.TabFocus in widget.focusPolicy() and widget.focusProxy() is None
    return takes and widget.isVisible() and widget.isEnabled()


def _walk(who: Sitting, key: str) -> list[QWidget]:
    """The stops from the first of the rail until it comes round."""
    first = who.window.rail.button("today")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[QWidget] = [first]
    while len(stops) < 100:
        who.press(key)
        here = QApplication.focusWidget()
        assert here is not None
        if here is first:
            return stops
        stops.append(here)
    raise AssertionError(f"{key} never comes round: {[_name(one) for one in stops[-8:]]}")


def _follows(one: QWidget, other: QWidget) -> bool:
    """Whether the second of two neighbours stands below the first, or beside it at the right."""
    if one.parentWidget() is not other.parentWidget():
        return True
    return other.y() >= one.y() + one.height() or other.x() >= one.x() + one.width() or other.pos() == QPoint(0, 0)


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
