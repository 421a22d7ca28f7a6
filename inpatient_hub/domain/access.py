"""Who may do what: the roles of a ward's staff, the rights they carry, and where the rights hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from inpatient_hub.domain.errors import HubError


class Role(StrEnum):
    """What a member of staff may do in this program. It says nothing about their profession: that is `Staff.role`."""

    STAFF = "staff"
    LEAD = "lead"
    MANAGER = "manager"
    WARD_ADMIN = "ward_admin"
    SENIOR_ADMIN = "senior_admin"


ROLE_WORDS: Mapping[Role, str] = {
    Role.STAFF: "Staff",
    Role.LEAD: "Lead",
    Role.MANAGER: "Manager",
    Role.WARD_ADMIN: "Ward admin",
    Role.SENIOR_ADMIN: "Senior admin",
}

ADMINS = frozenset({Role.WARD_ADMIN, Role.SENIOR_ADMIN})
"""Roles that look after the people of a ward."""


class Right(StrEnum):
    """One thing that can be allowed. A value, once used, keeps its meaning for ever: the audit trail names it."""

    READ_WARD = "read_ward"
    DO_WORK = "do_work"
    EDIT_PATIENTS = "edit_patients"
    OPEN_IN_EMERGENCY = "open_in_emergency"
    MAKE_BACKUP = "make_backup"
    WARD_SETTINGS = "ward_settings"
    SET_UP_WARD = "set_up_ward"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_ADMINS = "manage_admins"
    READ_AUDIT = "read_audit"
    EXPORT_AUDIT = "export_audit"
    RESTORE_BACKUP = "restore_backup"
    CHANGE_LOCK = "change_lock"
    READ_RETENTION = "read_retention"
    APPROVE_ERASURE = "approve_erasure"
    EXPORT_SUBJECT = "export_subject"
    EDIT_CONTENT = "edit_content"


@dataclass(frozen=True, slots=True)
class Permission:
    """Which roles carry a right, in words for the matrix of the documents. `editors` adds whoever has the editor's
    mark, whatever their role."""

    words: str
    roles: frozenset[Role]
    editors: bool = False


_EVERYBODY = frozenset(Role)
_SENIOR = frozenset({Role.SENIOR_ADMIN})

PERMISSIONS: Mapping[Right, Permission] = {
    Right.READ_WARD: Permission("See the ward's patients, work and notes", _EVERYBODY),
    Right.DO_WORK: Permission("Do the ward's work: referrals, notes and tasks", _EVERYBODY),
    Right.EDIT_PATIENTS: Permission("Add patients and change their details", _EVERYBODY),
    Right.OPEN_IN_EMERGENCY: Permission("Open another ward in an emergency, with a reason", _EVERYBODY),
    Right.MAKE_BACKUP: Permission("Make a backup", _EVERYBODY),
    Right.WARD_SETTINGS: Permission("Change the ward's settings", ADMINS),
    Right.SET_UP_WARD: Permission("Set up a further ward", _SENIOR),
    Right.MANAGE_PEOPLE: Permission("Add people, change roles, reset sign-in, mark who has left", ADMINS),
    Right.MANAGE_ADMINS: Permission("Make or change a senior admin", _SENIOR),
    Right.READ_AUDIT: Permission("Read the audit trail", ADMINS),
    Right.EXPORT_AUDIT: Permission("Export the audit trail", _SENIOR),
    Right.RESTORE_BACKUP: Permission("Put a backup back", ADMINS),
    Right.CHANGE_LOCK: Permission("Change how this computer's lock is opened", ADMINS),
    Right.READ_RETENTION: Permission("See which records are due for erasure", ADMINS),
    Right.APPROVE_ERASURE: Permission("Approve the erasure of records", _SENIOR),
    Right.EXPORT_SUBJECT: Permission("Export all that is kept about one patient", ADMINS),
    Right.EDIT_CONTENT: Permission("Change workflows, templates and contacts", frozenset(), editors=True),
}
"""The one table of permissions. The services enforce it; the window only leaves out what would be refused."""

IN_EMERGENCIES = frozenset({Right.READ_WARD, Right.DO_WORK, Right.EDIT_PATIENTS})
"""How far it goes to have opened a ward in an emergency: to its patients and their work. Its settings, its people, its
audit trail and its exports stay with those who work there."""

UNNAMED = frozenset({Right.READ_WARD, Right.MAKE_BACKUP})
"""What somebody may do at a shell without saying who they are, on a ward where a name is all that is asked for: it
changes nothing of the ward's work and is signed by nobody."""


def allows(right: Right, role: Role, *, editor: bool) -> bool:
    """Whether somebody of this role may do it."""
    permission = PERMISSIONS[right]
    return role in permission.roles or (permission.editors and editor)


class NotAllowed(HubError):
    """This person's role does not carry the right."""

    def __init__(self, right: Right) -> None:
        words = PERMISSIONS[right].words
        who = " or ".join(ROLE_WORDS[role].lower() for role in Role if role in PERMISSIONS[right].roles) or "editor"
        super().__init__(
            "You may not do this",
            f"'{words}' is for another role.",
            remedy=f"Ask somebody who is {who} on this ward.",
        )
        self.right = right


class NobodySignedIn(HubError):
    """Something that has to be signed was asked for while nobody is signed in."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody is signed in",
            "Work on this ward is done under a name.",
            remedy="Sign in, then do it again.",
        )


class SignInOver(HubError):
    """The longest time for one sign-in has passed."""

    def __init__(self) -> None:
        super().__init__(
            "Your sign-in is over",
            "It ends after some hours, however busy you are.",
            remedy="Sign in again: everything saved is there, and what you were typing is kept.",
        )


class OtherWard(HubError):
    """What was asked for belongs to a ward this person does not work on."""

    def __init__(self, ward_id: str) -> None:
        super().__init__(
            "This belongs to another ward",
            "You are not on that ward's list.",
            remedy="Ask its admin to add you. In an emergency you can open it with a reason, which is recorded.",
        )
        self.ward_id = ward_id
