"""Finds what does not fit: words and buttons that are cut, parts that lie outside, dialogs higher than the window."""

from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from inpatient_hub.gui.models.history import HistoryFacts, HistoryModel
from inpatient_hub.gui.widgets.answer_button import AnswerButton
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.card import Card
from inpatient_hub.gui.widgets.chip import Chip, WrapChip
from inpatient_hub.gui.widgets.find_box import FindBox
from inpatient_hub.gui.widgets.history_list import HistoryDelegate, HistoryList
from inpatient_hub.gui.widgets.labels import ElidedLabel, WrapLabel
from inpatient_hub.gui.widgets.option_list import OptionCard
from inpatient_hub.gui.widgets.page_header import PageHeader
from inpatient_hub.gui.widgets.painting import width_of
from inpatient_hub.gui.widgets.patient_banner import PatientBanner
from inpatient_hub.gui.widgets.rail import NavigationRail
from inpatient_hub.gui.widgets.value_row import ValueRow


def what_is_cut(window: QWidget) -> list[str]:
    """What a person cannot read whole, in the window and in the dialogs over it. What may scroll is not cut."""
    dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    found: list[str] = []
    for top in (window, *dialogs):
        for one in top.findChildren(QWidget):
            if one.isVisible() and one.window() is top:
                found += [f"{words} [{_path(one)}]" for words in _cut(one)]
    for dialog in dialogs:
        if dialog.height() > window.height():
            found.append(f"{dialog.windowTitle()} is {dialog.height()} high in a window of {window.height()}")
    return found


def _cut(one: QWidget) -> list[str]:
    found = [*_words_cut(one), *_clipped(one), *_lists_cut(one)]
    if isinstance(one, QScrollArea) and _scrolls(one) and any(_scrolls(area) for area in _areas_around(one)):
        found.append("scrolls within what scrolls")
    if isinstance(one, QScrollArea) and one.widget() is not None and one.widget().width() > one.viewport().width():
        found.append(f"scrolls sideways, by {one.widget().width() - one.viewport().width()}")
    return found


def _words_cut(one: QWidget) -> list[str]:
    if (
        isinstance(one, Button | Chip)
        and not isinstance(one, AnswerButton | WrapChip)
        and one.width() < one.sizeHint().width()
    ):
        words = one.face().label if isinstance(one, Button) else one.facts().words
        return [f"{type(one).__name__} {words!r} is {one.width()} of {one.sizeHint().width()} wide"]
    if isinstance(
        one, WrapLabel | ValueRow | AnswerButton | WrapChip | OptionCard
    ) and one.height() < one.heightForWidth(one.width()):
        return [f"{one.accessibleName() or getattr(one, 'text', str)()!r} is cut below"]
    if isinstance(one, ElidedLabel):
        return [f"the title {one.text()!r} is cut"] if _is_title(one) and one.width() < one.sizeHint().width() else []
    if isinstance(one, QLabel) and not isinstance(one, WrapLabel) and one.width() < one.sizeHint().width():
        return [f"{one.text()!r} is cut"]
    if isinstance(one.parent(), NavigationRail) and one.height() < one.sizeHint().height():
        return [f"the entry {one.accessibleName()!r} of the rail is {one.height()} of {one.sizeHint().height()} high"]
    if isinstance(one, FindBox):
        return [] if one.shows_whole_words() else ["the words of the find box are cut"]
    if isinstance(one, QLineEdit) and not one.text() and not isinstance(one.parent(), QComboBox):
        room = one.contentsRect().width() - one.textMargins().left() - one.textMargins().right()
        wide = one.fontMetrics().horizontalAdvance(one.placeholderText())
        return [f"the hint {one.placeholderText()!r} is cut"] if wide > room else []
    return []


def _is_title(label: ElidedLabel) -> bool:
    """The title of a page or a card, or the name of a patient."""
    return (
        label.text() != ""
        and isinstance(label.parent(), PageHeader | PatientBanner)
        and "title" in str(label.property("role"))
    )


def _lists_cut(one: QWidget) -> list[str]:
    if isinstance(one, HistoryList):
        rows = [one.model().index(at, 0).data(HistoryModel.FactsRole) for at in range(one.model().rowCount())]
        wide = max((width_of(row.time, "small") for row in rows if isinstance(row, HistoryFacts)), default=0)
        delegate = one.itemDelegate()
        room = delegate.time_width if isinstance(delegate, HistoryDelegate) else 0
        return ["the times of the history are cut"] if room < wide else []
    if isinstance(one, Card) and one.head_room() < 0:
        return [f"the icon of {one.accessibleName()!r} lies over its words"]
    return []


def _clipped(one: QWidget) -> list[str]:
    """A part that reaches beyond what holds it, where nothing scrolls to it."""
    parent = one.parentWidget()
    if parent is None or one.isWindow() or _is_sheet(one) or not isinstance(one, Button | Chip | QLineEdit | QComboBox):
        return []
    beyond = one.geometry().right() > parent.rect().right() or one.geometry().left() < 0
    above = _above(one)
    where = one.mapTo(above, one.rect().topLeft()) if above is not None else one.rect().topLeft()
    outside = above is not None and where.x() + one.width() > above.width()
    return [f"{type(one).__name__} {one.accessibleName()!r} reaches beyond its place"] if beyond or outside else []


def _above(one: QWidget) -> QWidget | None:
    """The viewport of the area that scrolls it, else its window."""
    parent = one.parentWidget()
    while parent is not None and not _is_viewport(parent) and not parent.isWindow():
        parent = parent.parentWidget()
    return parent


def _is_viewport(one: QWidget) -> bool:
    parent = one.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is one


def _is_sheet(one: QWidget) -> bool:
    parent = one.parentWidget()
    return parent is not None and _is_viewport(parent)


def _areas_around(one: QWidget) -> list[QScrollArea]:
    found: list[QScrollArea] = []
    parent = one.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            found.append(parent)
        parent = parent.parentWidget()
    return found


def _scrolls(area: QScrollArea) -> bool:
    return area.verticalScrollBar().maximum() > 0


def _path(one: QWidget) -> str:
    names = []
    at: QWidget | None = one
    while at is not None and len(names) < 5:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)
