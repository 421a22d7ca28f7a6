"""Sheets of single parts for the gallery: buttons, chips, fields, messages, notes and dialogs."""

from collections.abc import Callable
from datetime import date, time

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from inpatient_hub.gui.icons import icon_names
from inpatient_hub.gui.theme import fit_density, set_variant
from inpatient_hub.gui.widgets.banner_message import BannerMessage
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.check_box import CheckBox, RadioButton
from inpatient_hub.gui.widgets.chip import Chip
from inpatient_hub.gui.widgets.choice_fields import ChoiceField, SearchChoiceField
from inpatient_hub.gui.widgets.date_field import DateField
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.initials_disc import InitialsDisc
from inpatient_hub.gui.widgets.key_hint import KeyHint
from inpatient_hub.gui.widgets.labels import text_label
from inpatient_hub.gui.widgets.marks import CHIP_KINDS
from inpatient_hub.gui.widgets.month_grid import MonthGrid
from inpatient_hub.gui.widgets.note_preview import NotePreview
from inpatient_hub.gui.widgets.number_field import NumberField
from inpatient_hub.gui.widgets.option_list import OptionFacts, OptionList
from inpatient_hub.gui.widgets.patient_banner import PatientBanner
from inpatient_hub.gui.widgets.scroll_page import ScrollPage
from inpatient_hub.gui.widgets.search_box import SearchBox
from inpatient_hub.gui.widgets.text_fields import ParagraphField, TextField
from inpatient_hub.gui.widgets.time_field import TimeField
from inpatient_hub.gui.widgets.yes_no_field import YesNoField
from tests.gui.foundation import example_ward as ward

TODAY = date(2026, 11, 20)


def _sheet(width: int, height: int) -> tuple[QWidget, QGridLayout]:
    sheet = QWidget()
    set_variant(sheet, surface="bg")
    fit_density(width)
    sheet.resize(width, height)
    outer = QVBoxLayout(sheet)
    outer.setContentsMargins(0, 0, 0, 0)
    page = ScrollPage()
    outer.addWidget(page)
    grid = QGridLayout()
    grid.setSpacing(14)
    page.body.addLayout(grid)
    page.body.addStretch(1)
    return sheet, grid


def _card(title: str, *widgets: QWidget) -> Card:
    card = Card(title)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    card.add_padded(inside, 1)
    return card


def _row(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder


def _off(button: Button) -> Button:
    button.setEnabled(False)
    return button


def controls(width: int, height: int) -> QWidget:
    """Buttons, chips, discs, icons and messages."""
    sheet, grid = _sheet(width, height)
    checked = CheckBox("Detained under section 2 or 3")
    checked.setChecked(True)
    radio = RadioButton("By email")
    radio.setChecked(True)
    grid.addWidget(
        _card(
            "Buttons",
            _row(
                Button("New task", kind="primary", icon="plus", key="N"),
                Button("Copy again", icon="copy", key="Ctrl+Shift+C"),
                Button("Print steps", kind="text", icon="printer"),
            ),
            _row(Button("Abandon run", kind="danger"), _off(Button("Next", kind="primary")), _off(Button("Copy"))),
            _row(
                Button("Filed", icon="check", small=True),
                Button("Open", kind="text", small=True),
                IconButton("x", "Close"),
            ),
            _row(checked, CheckBox("In a care home")),
            _row(radio, RadioButton("By telephone")),
            SearchBox("Name, bed or NHS number"),
        ),
        0,
        0,
    )
    chips = [Chip(kind.capitalize(), kind, "clock") for kind in CHIP_KINDS]
    grid.addWidget(
        _card(
            "Chips, keys and people",
            _row(*chips[:5]),
            _row(*chips[5:]),
            _row(Chip("Nursing, all patients", "info", "filter", closable=True), Chip("+2 alerts", "warn", menu=True)),
            _row(KeyHint("D"), KeyHint("Ctrl+K"), InitialsDisc("ES", mine=True), InitialsDisc("JE"), InitialsDisc()),
            text_label("verdict 24", "verdict"),
            text_label("Il1 O0 title 20", "title"),
            text_label("body 14, 0123456789", "body"),
            text_label("small 13", "small", "muted"),
            text_label("caption 12", "caption", "subtle"),
        ),
        0,
        1,
    )
    grid.addWidget(
        _card(
            "Messages",
            BannerMessage(
                "info", "This run was started by Jane Eyre", "Your answers are added to hers.", closable=True
            ),
            BannerMessage("warn", "Two patients share this surname", "Check the date of birth before you go on."),
            BannerMessage(
                "act", "The note was not saved", "The disk is full. Free some space, then try again.", "Try again"
            ),
            BannerMessage("ok", "All four workflows passed their checks"),
        ),
        1,
        0,
    )
    grid.addWidget(_card("Icons", *_icon_rows()), 1, 1)
    return sheet


def _icon_rows() -> list[QWidget]:
    names = sorted(icon_names())
    return [_row(*(LineIcon(name, "text", 18) for name in names[at : at + 12])) for at in range(0, len(names), 12)]


def fields(width: int, height: int) -> QWidget:
    """Every kind of field, at rest, filled and with an error."""
    sheet, grid = _sheet(width, height)
    born = DateField("Born", today=TODAY, help="For example 20 Nov 2026", required=True)
    born.set_value(date(1994, 3, 14))
    wrong = DateField("Expected discharge", today=TODAY)
    wrong.line.setText("31 feb")
    wrong.set_error(wrong.problem())
    sent = TimeField("Time", now=lambda: time(15, 55))
    sent.set_value(time(15, 55))
    status = ChoiceField("Legal status", (("s2", "Section 2"), ("s3", "Section 3")))
    status.set_value("s3")
    nurse = SearchChoiceField("Named nurse", (("es", "Esther Summerson"), ("je", "Jane Eyre")))
    name = TextField("Name", required=True)
    name.set_error("Enter the patient's name.")
    purpose = ParagraphField("Purpose", help="What the advocate is asked to do")
    purpose.set_value("Support at the section 117 meeting and with housing, and a second line that makes it grow.")
    consent = YesNoField("Was consent given?")
    consent.set_value(True)
    weight = NumberField("Weight", unit="kg", decimals=1)
    weight.line.setText("72.5")
    grid.addWidget(_card("Who", name, born, wrong, status, nurse), 0, 0)
    grid.addWidget(_card("What", _row(sent), purpose, consent, YesNoField("Was family told?"), weight), 0, 1)
    grid.addWidget(
        _card("Day", MonthGrid(TODAY, today=TODAY, picked=date(2026, 11, 25), earliest=date(2026, 11, 3), latest=None)),
        1,
        0,
    )
    ticks = OptionList(
        (OptionFacts("a", "Detained", "Any section but 4, 5, 135 and 136"), OptionFacts("b", "On a community order")),
        multiple=True,
    )
    ticks.set_chosen(("a",))
    grid.addWidget(_card("Tick what applies", ticks), 1, 1)
    return sheet


def notes(width: int, height: int) -> QWidget:
    """The note sheet, read and edited, and the banner's strip."""
    sheet, grid = _sheet(width, height)
    read = NotePreview()
    read.set_text(ward.NOTE)
    edited = NotePreview(editable=True)
    edited.set_text("Typed by hand -> kept as typed.\nSecond line with [BLANK].")
    grid.addWidget(_card("Exactly what will be pasted", read), 0, 0)
    grid.addWidget(_card("Edit the words", edited), 0, 1)
    grid.addWidget(PatientBanner(ward.CATHERINE, size="strip"), 1, 0, 1, 2)
    grid.addWidget(PatientBanner(ward.MANY_ALERTS, size="strip"), 2, 0)
    return sheet


PARTS: dict[str, Callable[[int, int], QWidget]] = {"controls": controls, "fields": fields, "notes": notes}
