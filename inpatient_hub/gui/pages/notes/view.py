"""What the Notes page shows at one moment, and how its notes are divided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.domain.notes import NoteState
from inpatient_hub.services.ports import NoteLine

UNFILED = "unfiled"
ALL = "all"


@dataclass(frozen=True, slots=True)
class NotesTab:
    """One way of looking at the ward's notes, and what is said when it holds none."""

    id: str
    label: str
    states: frozenset[NoteState]
    empty: str
    how: str


TABS = (
    NotesTab(
        UNFILED,
        "Not filed yet",
        frozenset({NoteState.COPIED}),
        "Every copied note is filed",
        "A note waits here from the moment it is copied until someone says that it is saved in SystmOne.",
    ),
    NotesTab(
        ALL,
        "All",
        frozenset(NoteState),
        "No notes yet",
        "A referral makes its note at the last step; from then on the note is kept here.",
    ),
    NotesTab(
        "filed",
        "Filed",
        frozenset({NoteState.FILED}),
        "No note was filed yet",
        "A note comes here when someone presses Filed after saving it in SystmOne.",
    ),
    NotesTab(
        "drafts",
        "Drafts",
        frozenset({NoteState.DRAFT}),
        "No drafts",
        "A note whose words were changed by hand and that was not copied yet stands here.",
    ),
    NotesTab(
        "not_filed",
        "Not filed",
        frozenset({NoteState.NOT_FILED}),
        "No note was left unfiled",
        "A note comes here, with the reason, when someone says that it will not be filed.",
    ),
)


def tab_of(tab_id: str) -> NotesTab:
    """The division of this id. Raises KeyError for one that does not exist."""
    return _BY_ID[tab_id]


_BY_ID = {tab.id: tab for tab in TABS}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesView:
    """The first notes of one division. `at` is the moment they were read, on the ward's clock."""

    tab: str
    query: str
    lines: tuple[NoteLine, ...]
    more: bool
    counts: Mapping[str, int]
    at: datetime
