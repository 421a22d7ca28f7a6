"""Tells under which licences the program and all that is shipped with it are."""

from importlib import metadata

from inpatient_hub.host.paths import launcher_folder
from inpatient_hub.host.resources import resource_path

NOTICE_FILE = "NOTICE.txt"
"""Beside the launcher of a program built for Windows: the whole list, with every version that is in it."""

SHIPPED = (
    "alembic annotated-types backports.tarfile cffi cryptography dnspython greenlet holidays icmplib "
    "importlib_metadata jaraco.classes jaraco.context jaraco.functools jeepney jellyfish Jinja2 keyring "
    "lazy-importer Mako MarkupSafe more-itertools nhs-number platformdirs psutil psycopg psycopg-binary "
    "pycparser pydantic pydantic_core PyNaCl pyperclip PySide6_Essentials python-dateutil PyYAML SecretStorage "
    "shiboken6 six SQLAlchemy sqlcipher3 typing-inspection typing_extensions tzdata zipp"
).split()
"""Everything that the program stands on; which of them are there depends on the system."""


def notices() -> str:
    """The notices, then each package with its version and licence. Reads files: not for the window's own thread."""
    folder = launcher_folder()
    if folder is not None:
        try:
            return (folder / NOTICE_FILE).read_text(encoding="utf-8")
        except OSError:
            pass
    head = resource_path("about", "notices.txt").read_text(encoding="utf-8")
    lines = [line for name in SHIPPED if (line := _line(name))]
    return "\n".join([head, "It is built on these works of others:", "", *lines]) + "\n"


def _line(name: str) -> str:
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    short, expression = told.get_all("License") or [""], told.get_all("License-Expression") or []
    classified = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    first = str(short[0]).strip().partition("\n")[0]
    licence = "".join(expression) or ", ".join(classified) or first or "see its own notice"
    return f"{told['Name']} {told['Version']}: {licence}"
