"""Everything a trust can set on its computers, in one table that the file, the registry and the ADMX share."""

import re
from dataclasses import dataclass
from enum import StrEnum

from inpatient_hub.domain.backups import PLAN_LIMITS
from inpatient_hub.domain.locking import TrustPolicy, Way

REGISTRY_KEY = r"Software\Policies\InpatientHub"
"""Where Group Policy and Intune write, below HKEY_LOCAL_MACHINE and HKEY_CURRENT_USER. Users cannot write there."""


class Kind(StrEnum):
    """What a setting holds, and so how it is written."""

    NUMBER = "number"
    """TOML: a whole number. Registry: REG_DWORD."""
    SWITCH = "switch"
    """TOML: true or false. Registry: REG_DWORD, 1 or 0."""
    TEXT = "text"
    """TOML: a text. Registry: REG_SZ or REG_EXPAND_SZ."""
    FOLDER = "folder"
    """As a text; the whole path of a folder, also of one on the network."""
    WAYS = "ways"
    """TOML: a list of texts. Registry: REG_MULTI_SZ, or REG_SZ with commas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySetting:
    """One thing that can be set. Numbers go from `least` to `most`, and are `usual` where nobody sets them; a text has
    the `form`, which `form_words` say."""

    table: str
    """Of the TOML file."""
    key: str
    value: str
    """The name of the registry's value, and of the policy in the ADMX."""
    kind: Kind = Kind.NUMBER
    least: int = 0
    most: int = 0
    usual: int = 0
    form: re.Pattern[str] | None = None
    form_words: str = ""
    is_address: bool = False
    """Of a server; with a password in it, it is refused."""
    title: str
    explain: str

    @property
    def name(self) -> str:
        """`lock.idle_minutes`."""
        return f"{self.table}.{self.key}"


TABLES = {
    "unlock": "Opening the lock",
    "lock": "Locking when idle",
    "backups": "Backups",
    "retention": "How long records are kept",
    "store": "Where the ward's work is kept",
    "readiness": "Checking computers",
    "updates": "Word of new versions",
}
"""The tables of the file, each with its heading."""

_USUAL = TrustPolicy()

_PLAN_WORDS = {
    "hourly": ("BackupsHourly", "Backups kept, one an hour", "Of how many hours the newest backup is kept."),
    "daily": ("BackupsDaily", "Backups kept, one a day", "Of how many days the newest backup is kept."),
    "weekly": ("BackupsWeekly", "Backups kept, one a week", "Of how many weeks the newest backup is kept."),
    "every_minutes": (
        "BackupEveryMinutes",
        "Minutes between two backups",
        "A backup is made when the last one is older than this and something has changed since.",
    ),
}
_PERIODS = {
    "patient_months": ("RetentionPatientMonths", 1, "Months that a discharged patient's records are kept"),
    "in_error_months": ("RetentionInErrorMonths", 1, "Months that what was entered in error is kept"),
    "staff_months": ("RetentionStaffMonths", 12, "Months that the names of staff who have left are kept"),
    "audit_months": ("RetentionAuditMonths", 12, "Months that the audit trail is kept"),
}

SETTINGS: tuple[PolicySetting, ...] = (
    PolicySetting(
        table="unlock",
        key="ways",
        value="AllowedWays",
        kind=Kind.WAYS,
        title="Ways to open the lock",
        explain=(
            f"Which of {', '.join(Way)} may be made and used, one a line. The keyring or the passphrase has to be "
            "among them. The recovery key is always allowed: without it a broken computer would take the ward's work "
            "with it. If this is not set, all are allowed."
        ),
    ),
    PolicySetting(
        table="unlock",
        key="passphrase_length",
        value="PassphraseLength",
        least=8,
        most=128,
        usual=_USUAL.passphrase_length,
        title="Shortest passphrase",
        explain="How many characters a passphrase has at least. The usual is 12.",
    ),
    PolicySetting(
        table="unlock",
        key="pin_length",
        value="PinLength",
        least=4,
        most=16,
        usual=_USUAL.pin_length,
        title="Shortest PIN",
        explain="How many figures a PIN has at least, for the lock and for people. The usual is 6.",
    ),
    PolicySetting(
        table="unlock",
        key="pin_tries",
        value="PinTries",
        least=1,
        most=10,
        usual=_USUAL.pin_tries,
        title="Wrong PINs that are let pass",
        explain="After so many wrong PINs the PIN is switched off on that computer. The usual is 5.",
    ),
    PolicySetting(
        table="lock",
        key="idle_minutes",
        value="IdleMinutes",
        least=1,
        most=60,
        usual=_USUAL.idle_minutes,
        title="Minutes until the window locks",
        explain="After so many minutes without a key or a move of the mouse the window locks. The usual is 10.",
    ),
    *(
        PolicySetting(
            table="backups",
            key=key,
            value=value,
            least=PLAN_LIMITS[key][0],
            most=PLAN_LIMITS[key][1],
            usual=getattr(_USUAL.backups, key),
            title=title,
            explain=f"{explain} The ward cannot choose another number.",
        )
        for key, (value, title, explain) in _PLAN_WORDS.items()
    ),
    PolicySetting(
        table="backups",
        key="second_folder",
        value="SecondBackupFolder",
        kind=Kind.FOLDER,
        title="Second place for backups",
        explain=(
            "The whole path of a folder on the network or another drive to which each backup is copied as well. "
            "Backups are locked: whoever finds one cannot read it. The ward cannot choose another folder."
        ),
    ),
    *(
        PolicySetting(
            table="retention",
            key=key,
            value=value,
            least=least,
            most=360,
            usual=getattr(_USUAL.retention, key),
            title=title,
            explain="Your records manager decides this. If it is not set, the program's own period holds.",
        )
        for key, (value, least, title) in _PERIODS.items()
    ),
    PolicySetting(
        table="store",
        key="database_url",
        value="DatabaseUrl",
        kind=Kind.TEXT,
        form=re.compile(r"(?:postgres|postgresql|postgresql\+psycopg)://\S+"),
        form_words="an address that begins with postgresql://",
        is_address=True,
        title="Database server",
        explain=(
            "The address of the PostgreSQL database that the wards share, postgresql://server/database. Every user of "
            "the computer can read this value, so one with a password is refused: use Kerberos, a client certificate "
            "or a pgpass.conf file. It is used unless another folder or address is given on the command line."
        ),
    ),
    PolicySetting(
        table="readiness",
        key="profile",
        value="ReadinessProfile",
        kind=Kind.TEXT,
        form=re.compile(r"[a-z0-9][a-z0-9_-]{0,63}"),
        form_words="the name of a profile, as 'inpatient-hub check --list' gives it",
        title="Readiness profile",
        explain="The profile this computer is checked against until somebody on it chooses another.",
    ),
    PolicySetting(
        table="updates",
        key="notice",
        value="UpdateNotice",
        kind=Kind.SWITCH,
        title="Say that a newer version is there",
        explain=(
            "When this is on, and the folder for it is set, the window says in one line that a newer version is there. "
            "Nothing is fetched or installed. Off unless it is set."
        ),
    ),
    PolicySetting(
        table="updates",
        key="folder",
        value="UpdateFolder",
        kind=Kind.FOLDER,
        title="Folder that names the newest version",
        explain=(
            "The whole path of a folder, on the network or on this computer, with a file latest.json such as "
            '{"version": "1.4.0"}. Nothing else is read, and no address on the internet is ever asked.'
        ),
    ),
)

BY_NAME = {setting.name: setting for setting in SETTINGS}
"""By table and key, `lock.idle_minutes`."""

BY_VALUE = {setting.value.casefold(): setting for setting in SETTINGS}
"""By the name of the registry's value in small letters: Windows takes no notice of capitals."""
