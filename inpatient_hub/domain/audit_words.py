"""The words for what stands in the audit trail."""

from collections.abc import Mapping
from enum import StrEnum

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind


class _Did(dict[AuditAction, str]):
    """Words for each act, and for one that only another version knows."""

    def __missing__(self, action: AuditAction) -> str:
        return f"did something that this version does not know ({action.value})"


DID: Mapping[AuditAction, str] = _Did(
    {
        AuditAction.WARD_SET_UP: "set up the ward",
        AuditAction.WARD_EDITED: "changed the ward's settings",
        AuditAction.STAFF_ADDED: "added a member of staff",
        AuditAction.STAFF_EDITED: "changed a member of staff",
        AuditAction.STAFF_LEFT: "marked a member of staff as left",
        AuditAction.STAFF_BACK: "took a member of staff back on",
        AuditAction.SECRET_CHOSEN: "chose a PIN or passphrase",
        AuditAction.START_CODE_GIVEN: "gave out a start code",
        AuditAction.SIGNED_IN: "started using this computer",
        AuditAction.SIGNED_OUT: "stopped using this computer",
        AuditAction.SIGN_IN_FAILED: "could not sign in",
        AuditAction.SECRET_SWITCHED_OFF: "was shut out after too many wrong tries",
        AuditAction.SIGN_IN_OVER: "was signed out, as the longest time was over",
        AuditAction.EMERGENCY_OPENED: "opened the ward in an emergency",
        AuditAction.EMERGENCY_REVIEWED: "reviewed an emergency access",
        AuditAction.PATIENT_ADDED: "added the patient",
        AuditAction.PATIENT_EDITED: "changed the patient's details",
        AuditAction.PATIENT_UNDONE: "took back a change of the patient's details",
        AuditAction.PATIENT_IN_ERROR: "marked the patient as entered in error",
        AuditAction.PATIENT_VIEWED: "looked at the patient",
        AuditAction.RECORD_HELD: "put the records on hold",
        AuditAction.RECORD_RELEASED: "released the hold",
        AuditAction.RECORD_ERASED: "erased the records",
        AuditAction.RECORD_ERASED_AGAIN: "erased again what an older copy brought back",
        AuditAction.COPIES_CLEARED: "removed erased records from the backups",
        AuditAction.SUBJECT_EXPORTED: "exported all that is kept about the patient",
        AuditAction.DETAILS_REMOVED: "removed details beyond name, ward and dates",
        AuditAction.DETAILS_KEPT: "let the ward keep further details again",
        AuditAction.PATIENT_PRINTED: "printed about the patient",
        AuditAction.RUN_STARTED: "started",
        AuditAction.RUN_RESUMED: "resumed",
        AuditAction.RUN_ANSWERED: "answered",
        AuditAction.RUN_ABANDONED: "abandoned",
        AuditAction.RUN_FILED: "finished",
        AuditAction.RUN_VIEWED: "looked at",
        AuditAction.NOTE_MADE: "made the note",
        AuditAction.NOTE_EDITED: "edited the note",
        AuditAction.NOTE_REMADE: "made the note again from the answers",
        AuditAction.NOTE_COPIED: "copied the note",
        AuditAction.NOTE_WORDS_COPIED: "copied words out of the note",
        AuditAction.NOTE_FILED: "said it is filed:",
        AuditAction.NOTE_NOT_FILED: "said it is not filed:",
        AuditAction.NOTE_IN_ERROR: "marked the note in error:",
        AuditAction.NOTE_RESTORED: "took back that it is in error:",
        AuditAction.NOTE_VIEWED: "looked at the note",
        AuditAction.TASK_CREATED: "added the task",
        AuditAction.TASK_CLAIMED: "claimed",
        AuditAction.TASK_RELEASED: "gave back",
        AuditAction.TASK_DONE: "finished the task",
        AuditAction.TASK_REOPENED: "reopened",
        AuditAction.TASK_MOVED: "moved the day of",
        AuditAction.TASK_IN_ERROR: "marked in error",
        AuditAction.TASK_TAKEN_OVER: "took over",
        AuditAction.TASK_HANDED_BACK: "handed back",
        AuditAction.TASK_OFFERED: "offered to a role",
        AuditAction.TASK_CHECKED: "confirmed",
        AuditAction.TASK_CHANGED: "changed the task",
        AuditAction.TASK_CORRECTED: "corrected the date of",
        AuditAction.TASK_CANCELLED: "took off the list",
        AuditAction.TASK_RESTORED: "took back that it is in error:",
        AuditAction.TASK_UNDONE: "undid a change to",
        AuditAction.SERIES_ADDED: "added the repeat",
        AuditAction.SERIES_CHANGED: "changed the repeat",
        AuditAction.SERIES_ENDED: "ended the repeat",
        AuditAction.SERIES_UNDONE: "took back a change of the repeat",
        AuditAction.TASKS_MADE: "made the day's tasks of the repeats",
        AuditAction.CONTENT_EDITED: "changed the content",
        AuditAction.BACKUP_MADE: "made a backup",
        AuditAction.BACKUP_FAILED: "could not make the backup",
        AuditAction.BACKUPS_SET: "changed how backups are made",
        AuditAction.BACKUP_RESTORED: "put a backup back",
        AuditAction.STORE_EXPORTED: "exported the store",
        AuditAction.STORE_IMPORTED: "put an export back",
        AuditAction.STORE_RESCUED: "rescued a damaged store",
        AuditAction.STORE_BEGUN_EMPTY: "began with an empty store",
        AuditAction.STORE_WITHOUT_LOG: "went on without the newest work",
        AuditAction.LOCK_CHANGED: "changed the lock",
        AuditAction.CLOCK_CHANGED: "found that the computer's clock was changed",
        AuditAction.AUDIT_EXPORTED: "exported the audit trail",
        AuditAction.AUDIT_VERIFIED: "checked the audit trail",
    }
)
"""What somebody did, after their name."""


def kind_words(kind: Kind) -> str:
    """What kind of record an entry is about."""
    return kind.value if kind in tuple(Kind) else f"a kind that this version does not know ({kind.value})"


ERASED = "erased"
"""Stands for the reason and the values before and after, where the patient's details were erased since."""


def stranger(actor_id: str) -> str:
    """Stands for the name of whoever is not among this store's people: erased since, or not in a backup that they put
    back. The id tells their acts together; the name is kept nowhere in the trail, which outlives it."""
    return f"Somebody not in this store (id {actor_id[:8]})"


class ActGroup(StrEnum):
    """Acts that are looked for together."""

    VIEWS = "views"
    CHANGES = "changes"
    TAKEN_OUT = "taken_out"
    SIGN_IN = "sign_in"
    PEOPLE = "people"
    STORE = "store"


GROUP_WORDS: Mapping[ActGroup, str] = {
    ActGroup.VIEWS: "Looked at",
    ActGroup.CHANGES: "Changes",
    ActGroup.TAKEN_OUT: "Copied, printed, exported",
    ActGroup.SIGN_IN: "Signing in",
    ActGroup.PEOPLE: "People and ward",
    ActGroup.STORE: "Backups, lock and clock",
}

_GROUPS: Mapping[ActGroup, frozenset[AuditAction]] = {
    ActGroup.VIEWS: frozenset({AuditAction.PATIENT_VIEWED, AuditAction.NOTE_VIEWED, AuditAction.RUN_VIEWED}),
    ActGroup.TAKEN_OUT: frozenset(
        {
            AuditAction.NOTE_COPIED,
            AuditAction.NOTE_WORDS_COPIED,
            AuditAction.SUBJECT_EXPORTED,
            AuditAction.PATIENT_PRINTED,
            AuditAction.STORE_EXPORTED,
            AuditAction.AUDIT_EXPORTED,
        }
    ),
    ActGroup.SIGN_IN: frozenset(
        {
            AuditAction.SIGNED_IN,
            AuditAction.SIGNED_OUT,
            AuditAction.SIGN_IN_FAILED,
            AuditAction.SECRET_SWITCHED_OFF,
            AuditAction.SIGN_IN_OVER,
            AuditAction.EMERGENCY_OPENED,
            AuditAction.EMERGENCY_REVIEWED,
        }
    ),
    ActGroup.PEOPLE: frozenset(
        {
            AuditAction.WARD_SET_UP,
            AuditAction.WARD_EDITED,
            AuditAction.STAFF_ADDED,
            AuditAction.STAFF_EDITED,
            AuditAction.STAFF_LEFT,
            AuditAction.STAFF_BACK,
            AuditAction.SECRET_CHOSEN,
            AuditAction.START_CODE_GIVEN,
            AuditAction.CONTENT_EDITED,
        }
    ),
    ActGroup.STORE: frozenset(
        {
            AuditAction.BACKUP_MADE,
            AuditAction.BACKUP_FAILED,
            AuditAction.BACKUPS_SET,
            AuditAction.BACKUP_RESTORED,
            AuditAction.STORE_IMPORTED,
            AuditAction.STORE_RESCUED,
            AuditAction.STORE_BEGUN_EMPTY,
            AuditAction.STORE_WITHOUT_LOG,
            AuditAction.LOCK_CHANGED,
            AuditAction.CLOCK_CHANGED,
            AuditAction.AUDIT_VERIFIED,
        }
    ),
}


def actions_of(group: ActGroup) -> frozenset[AuditAction]:
    """The acts of a group; what is in no other is a change to a ward's work."""
    if group is ActGroup.CHANGES:
        return frozenset(AuditAction) - IN_OTHER_GROUPS
    return _GROUPS[group]


IN_OTHER_GROUPS = frozenset[AuditAction]().union(*_GROUPS.values())
"""Acts that are no change to a ward's work. One that this version does not know is taken for a change."""
