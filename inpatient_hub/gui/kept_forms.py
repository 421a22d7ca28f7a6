"""Keeps what is typed in a dialog over a quick lock: its fields by name, and how the dialog is opened again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.returning import Returning
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.option_list import OptionList
from inpatient_hub.gui.widgets.secret_field import SecretField
from inpatient_hub.gui.widgets.segment import Segment

_Part = Field | QCheckBox | OptionList | Segment
_OURS = "inpatient_hub.gui.dialogs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """How a dialog is opened again: `form` says which it is, `about` what it is about, and `asked` whatever else has to
    be known. `title` says to the person what was typed."""

    form: str
    title: str
    ward: str
    page: PageId = PageId.TODAY
    about: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)


class KeptForm(QObject):
    """For one open dialog. What it opened with is nothing to keep; nor is a PIN or a passphrase, ever."""

    def __init__(self, dialog: QDialog, how: Reopening, returning: Returning | None = None) -> None:
        """Made when the dialog shows what it begins with; `returning` brings what was typed in it before."""
        super().__init__(dialog)
        self._dialog = dialog
        self._how = how
        self._opened_with = typed_in(dialog)
        self._is_closed = False
        dialog.finished.connect(self._on_finished)
        if returning is not None:
            put_in(dialog, returning.draft.typed.get("fields", {}))
            returning.shown_in(dialog)

    def draft(self) -> Draft | None:
        """What is typed and not saved, for the window that is about to be locked."""
        typed, how = typed_in(self._dialog), self._how
        if self._is_closed or typed == self._opened_with:
            return None
        return Draft(
            page=how.page,
            about=how.about,
            title=how.title,
            ward=how.ward,
            typed={"form": how.form, "asked": dict(how.asked), "fields": typed},
        )

    def _on_finished(self, _result: int) -> None:
        self._is_closed = True


def is_for(returning: Returning | None, how: Reopening) -> bool:
    """Whether this is what comes back to a dialog that is opened so."""
    if returning is None:
        return False
    draft, asked = returning.draft, dict(how.asked)
    same = draft.about == how.about or bool(asked.get("day"))  # a time of a repeat is a task by now, with an id
    return same and draft.form == how.form and draft.typed.get("asked") == asked


def typed_in(dialog: QWidget) -> dict[str, Any]:
    """Everything as it stands in the dialog's fields, by their names, half-typed dates and times too."""
    return {name: _plain(part) for name, part in _parts(dialog)}


def put_in(dialog: QWidget, typed: Mapping[str, Any]) -> None:
    """Shows what `typed_in` gave, as if it were typed now: first what is chosen, as other fields depend on it. What
    this version of the program does not know is passed over."""
    parts = sorted(_parts(dialog), key=lambda one: isinstance(one[1], Field))
    for name, part in parts:
        if name in typed and typed[name] != _plain(part):
            _put(part, typed[name])


def _parts(widget: QWidget, before: str = "") -> Iterator[tuple[str, _Part]]:
    for name, value in vars(widget).items():
        many: Mapping[Any, Any] | None = value if isinstance(value, Mapping) else None
        many = dict(enumerate(value)) if isinstance(value, list) else many
        for key, one in many.items() if many is not None else ((None, value),):
            named = f"{before}{name}" if key is None else f"{before}{name}.{key}"
            if isinstance(one, SecretField):
                continue
            if isinstance(one, _Part):
                yield named, one
            elif isinstance(one, QWidget) and type(one).__module__.startswith(_OURS) and widget.isAncestorOf(one):
                yield from _parts(one, f"{named}.")


def _plain(part: _Part) -> Any:
    if isinstance(part, Field):
        return part.typed()
    if isinstance(part, OptionList):
        return list(part.chosen())
    return part.current() if isinstance(part, Segment) else part.isChecked()


def _put(part: _Part, typed: Any) -> None:
    if isinstance(part, Field):
        part.put_typed(typed)
    elif isinstance(part, OptionList):
        part.set_chosen([str(one) for one in typed] if isinstance(typed, list) else ())
        part.choice_changed.emit(part.chosen())
    elif isinstance(part, Segment):
        part.set_current(str(typed))
        part.chosen.emit(part.current())
    else:
        part.setChecked(bool(typed))
