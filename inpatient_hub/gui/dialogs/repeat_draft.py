"""What is typed in the editor of a repeat as a draft that outlives the window."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.gui.navigation import PageId

if TYPE_CHECKING:
    from inpatient_hub.gui.dialogs.repeat_editor import RepeatEditor

_CHOICES = ("missed", "team", "priority", "audit")
_LINES = ("title", "at", "first", "last")
_TICKS = ("holidays", "check")


def repeat_draft(series_id: str, title: str, typed: Mapping[str, Any], *, ward: str) -> Draft:
    """A draft that comes back over the Repeats of this ward; `series_id` is empty for a new one."""
    return Draft(page=PageId.REPEATS, about=series_id, title=title, ward=ward, typed=typed)


def typed_in(editor: "RepeatEditor") -> dict[str, Any]:
    """Everything as it stands in the editor, half-typed dates and times too."""
    return {
        **{name: getattr(editor, name).line.text() for name in _LINES},
        **{name: getattr(editor, name).value() for name in _CHOICES if name != "missed"},
        **{name: getattr(editor, name).isChecked() for name in _TICKS},
        "missed": next(iter(editor.missed.chosen()), ""),
        "shifts": list(editor.shifts.value()),
        "rule": editor.rule.plain(),
    }


def put_in(editor: "RepeatEditor", typed: Mapping[str, Any]) -> None:
    """Shows what was typed; what a newer or older program does not know is passed over."""
    for name in _LINES:
        getattr(editor, name).line.setText(str(typed.get(name, "")))
    for name in _CHOICES:
        if name != "missed" and typed.get(name) is not None:
            getattr(editor, name).set_value(typed[name])
    for name in _TICKS:
        getattr(editor, name).setChecked(bool(typed.get(name)))
    if typed.get("missed"):
        editor.missed.set_chosen((str(typed["missed"]),))
    editor.shifts.set_value(typed.get("shifts", ()))
    editor.rule.put_plain(typed.get("rule", {}))
