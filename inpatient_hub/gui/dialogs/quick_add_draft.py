"""What is typed in a quick add as a draft that outlives the window."""

from collections.abc import Mapping
from typing import Any

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.gui.navigation import PageId

_FORM = "quick_add"


def line_draft(typed: Mapping[str, Any], *, ward: str) -> Draft:
    """A draft that belongs to no page of this ward: it comes back over Today."""
    return Draft(page=PageId.TODAY, about="", title="A new task", ward=ward, typed={"form": _FORM, **typed})


def is_line_draft(draft: Draft) -> bool:
    """Whether a draft is the line of a quick add."""
    return draft.typed.get("form") == _FORM
