"""The commands about the lock and the backups as data."""

from inpatient_hub.cli.argument_words import Command, Group, Option

_WARD = Option("--ward", metavar="WARD", help="the ward's id or name, where the store holds several")
_ACTS = ("views", "changes", "taken_out", "sign_in", "people", "store")

_PASSPHRASE = """Where the keyring cannot open the lock, the command asks for the passphrase or the recovery key at the
terminal, or reads a line from the file descriptor given with --passphrase-fd; a new passphrase is the line after it."""

_RESET = """The command asks for the recovery key, or reads it from the file descriptor given with --passphrase-fd. It
shows a start code: with it the senior admin chooses a PIN of their own at the next sign-in. What they signed in with
until now works no more. Each use, and each wrong key, is in the audit trail."""


def lock() -> Group:
    """The lock of the data folder."""
    return Group(
        "lock",
        "show and change the lock of the data folder",
        (
            Command("show", "show how the ward's work is locked and what opens it here"),
            Command("set-up", "make a lock with a passphrase of your own choice", more=_PASSPHRASE),
            Command("passphrase", "set or change the passphrase", more=_PASSPHRASE),
            Command(
                "recovery-key",
                "show the recovery key until it was written down, or make another one",
                (Option("--new", flag=True, help="make another one; the old one then opens nothing"),),
            ),
            Command(
                "new-key",
                "lock everything with a new key, when a passphrase or the recovery key may be known to somebody else",
                more=_PASSPHRASE,
            ),
            Command(
                "reset-admin",
                "let a senior admin back in with the recovery key, when every admin is shut out",
                (Option("person", metavar="PERSON", help="which one, where there are several: an id or a full name"),),
                _RESET,
            ),
            Command("remember", "let this user's keyring open it here, for example after the folder was moved"),
            Command(
                "forget",
                "take a way in away",
                (
                    Option(
                        "way", metavar="WAY", required=True, choices=("keyring", "pin", "passphrase"), help="which one"
                    ),
                ),
            ),
            Command("restore-file", "put the copy of the key file that lies with the backups in its place"),
        ),
    )


def backup() -> Group:
    """The backups of the data folder's store."""
    return Group(
        "backup",
        "make and list backups of the ward's work",
        (
            Command("list", "list the backups, newest first"),
            Command("now", "make a backup, check it, and copy it to the second place"),
            Command(
                "second-place",
                "show or set where each backup is copied to as well",
                (Option("folder", metavar="DIR", help="a folder on another drive or the network; 'none' for nowhere"),),
            ),
        ),
    )


def restore() -> Group:
    """Putting a backup back."""
    return Group(
        "restore",
        "look into a backup, and put it in the store's place",
        alone=Command(
            "restore",
            "put a backup in the store's place; the present store is kept aside",
            (
                Option("backup", metavar="BACKUP", required=True, help="a name of 'backup list', or a file"),
                Option("--preview", flag=True, help="show what it holds, and change nothing"),
            ),
            "A backup of another computer needs its key file beside it, and its passphrase or recovery key.",
        ),
    )


def export() -> Group:
    """Everything as sealed lines of text."""
    what = "write everything as sealed lines of text, a second way back beside the backups"
    file = Option("file", metavar="FILE", help="where to (default: beside the backups)")
    return Group("export", what, alone=Command("export", what, (file,)))


def import_() -> Group:
    """The way back from an export."""
    what = "put the ward of an export in the store's place; the present store is kept aside"
    file = Option("file", metavar="FILE", required=True, help="the export")
    more = "An export of another computer needs its key file beside it, and its passphrase or recovery key."
    return Group("import", what, alone=Command("import", what, (file,), more))


def rescue() -> Group:
    """The way out when the store is damaged."""
    what = "save what can be read of a damaged store, take the rest from the last backup, and say what differs"
    return Group("rescue", what, alone=Command("rescue", what))


def audit() -> Group:
    """The record of who did what."""
    return Group(
        "audit",
        "read, check and export the record of who did what",
        (
            Command(
                "list",
                "list entries, newest first",
                (
                    Option("--patient", metavar="ID", help="only about this patient"),
                    Option("--person", metavar="ID", help="only what this member of staff did"),
                    Option("--acts", metavar="KIND", choices=_ACTS, help=f"only acts of one kind: {', '.join(_ACTS)}"),
                    Option("--from", metavar="DAY", default="", help="from this day of the ward, such as 2026-11-20"),
                    Option("--to", metavar="DAY", default="", help="up to and with this day"),
                    Option("--limit", metavar="N", number=True, default=200, help="at most so many, 0 for all"),
                    _WARD,
                ),
            ),
            Command(
                "verify",
                "check that nothing in it was changed, taken out, moved or cut off",
                (
                    Option(
                        "--printed",
                        metavar="LINE",
                        default="",
                        help='hold it against a line of a printed page as well: "Audit 1,234: 3f9a 77c1 02de 9b40"',
                    ),
                    _WARD,
                ),
                "Exit codes: 0 it is whole, 3 it is not, 1 it could not be checked.",
            ),
            Command(
                "export",
                "write all of it as lines of JSON with every hash, and as a table",
                (
                    Option("file", metavar="FILE", required=True, help="where to; the table lies beside it as .csv"),
                    _WARD,
                ),
            ),
        ),
    )


def records() -> Group:
    """How long records are kept, and erasing them."""
    patient = Option("patient", metavar="PATIENT", required=True, help="the patient's id")
    by = Option("--by", metavar="PERSON", help="who does this: a staff id or a full name")
    return Group(
        "records",
        "list records that are due, hold, erase and export them",
        (
            Command("due", "list the records whose period is over, and why others are kept", (_WARD,)),
            Command("periods", "list how long each kind of record is kept, and where that comes from", (_WARD,)),
            Command(
                "hold",
                "keep a patient's records from being erased",
                (patient, Option("--reason", metavar="WORDS", required=True, help="why, without naming anybody"), by),
            ),
            Command("release", "end the hold on a patient's records", (patient, by)),
            Command(
                "erase",
                "erase records for good, after asking back",
                (
                    Option("record", metavar="ID", many=True, required=True, help="ids of 'records due'"),
                    Option("--asked", flag=True, help="somebody asked for it, and information governance agreed"),
                    Option("--confirm", metavar="N", number=True, help="the number of records, instead of asking back"),
                    by,
                    _WARD,
                ),
                _ERASE,
            ),
            Command(
                "clear-backups",
                "write every backup that still holds something erased anew without it",
                (by, _WARD),
            ),
            Command(
                "export-subject",
                "write all that is kept about one patient to a file that is not encrypted",
                (
                    patient,
                    Option("file", metavar="FILE", required=True, help="a page to read, or JSON if it ends so"),
                    by,
                ),
            ),
        ),
    )


_ERASE = """Nothing brings back what was erased. The command asks for the number of records; a program gives it with
--confirm.
A record on hold, of a patient on the ward, or with work that is not finished is never erased."""


def safety() -> tuple[Group, ...]:
    """All of these."""
    return (lock(), backup(), restore(), rescue(), export(), import_(), audit(), records())
