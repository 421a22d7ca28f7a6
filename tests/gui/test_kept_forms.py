"""A dialog's fields are kept by their names, secrets never, and what a program does not know is passed over."""

from datetime import date

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from inpatient_hub.gui.kept_forms import KeptForm, Reopening, put_in, typed_in
from inpatient_hub.gui.widgets.check_box import CheckBox
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList
from inpatient_hub.gui.widgets.secret_field import SecretField
from inpatient_hub.gui.widgets.text_fields import ParagraphField, TextField

HOW = Reopening(form="made-up", title="A made-up form", ward="keats")


class MadeUp(QDialog):
    """A dialog with one field of each kind."""

    def __init__(self) -> None:
        super().__init__()
        self.name = TextField("Name")
        self.words = ParagraphField("Words")
        self.day = DateField("Day", today=date(2026, 11, 20))
        self.list = OptionList([OptionFacts("a", "A"), OptionFacts("b", "B")], name="List")
        self.boxes = {"x": CheckBox("X"), "y": CheckBox("Y")}
        self.secret = SecretField("PIN")
        for part in (self.name, self.words, self.day, self.list, *self.boxes.values(), self.secret):
            part.setParent(self)


def filled(qtbot: QtBot) -> MadeUp:
    dialog = MadeUp()
    qtbot.addWidget(dialog)
    dialog.name.line.setText("Nelly")
    dialog.words.set_value("One\ntwo")
    dialog.day.line.setText("20 No")
    dialog.list.set_chosen(("b",))
    dialog.boxes["y"].setChecked(True)
    dialog.secret.set_value("739164")
    return dialog


def test_every_field_comes_back_and_no_secret_is_kept(qtbot: QtBot) -> None:
    typed = typed_in(filled(qtbot))
    assert typed == {
        "name": "Nelly",
        "words": "One\ntwo",
        "day": "20 No",
        "list": ["b"],
        "boxes.x": False,
        "boxes.y": True,
    }
    again = MadeUp()
    qtbot.addWidget(again)
    told: list[object] = []
    again.name.value_changed.connect(told.append)
    again.list.choice_changed.connect(told.append)
    put_in(again, typed)
    assert typed_in(again) == typed
    assert told == [("b",), "Nelly"], "what is chosen first, as other fields go by it"
    assert again.day.error()
    assert again.secret.value() == ""


def test_a_day_said_in_words_is_kept_as_that_day(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    dialog.day.line.setText("tomorrow")
    assert typed_in(dialog)["day"] == "21 Nov 2026"


def test_what_is_not_known_or_of_another_kind_is_passed_over(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    put_in(dialog, {"gone": "x", "list": 7, "words": ["x"], "boxes.x": 1})
    assert dialog.list.chosen() == ()
    assert dialog.words.value() == ""
    assert dialog.boxes["x"].isChecked()


def test_what_it_opened_with_and_what_was_closed_is_nothing_to_keep(qtbot: QtBot) -> None:
    dialog = filled(qtbot)
    kept = KeptForm(dialog, HOW)
    assert kept.draft() is None
    dialog.name.line.setText("Nelly Dean")
    draft = kept.draft()
    assert draft is not None
    assert (draft.form, draft.ward, draft.typed["fields"]["name"]) == ("made-up", "keats", "Nelly Dean")
    dialog.reject()
    assert kept.draft() is None
