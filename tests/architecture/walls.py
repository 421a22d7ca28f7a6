"""The walls that are about more than who imports whom: one home for each thing, a pure domain, one set of colours.

The floors themselves are import-linter contracts in pyproject.toml.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.architecture.source import Breach, Source

MOST_LINES = 400

VAGUE_NAMES = frozenset({"common", "helper", "helpers", "manager", "misc", "util", "utils"})


@dataclass(frozen=True, slots=True)
class Home:
    """Names that may be used in a few files only. `files` are patterns; none means that no file may."""

    thing: str
    names: tuple[str, ...]
    files: tuple[str, ...]

    def breaches(self, source: Source) -> Iterator[Breach]:
        """Give each use of the names outside their home."""
        if any(fnmatchcase(source.path, pattern) for pattern in self.files):
            return
        where = " or ".join(self.files) or "no file at all"
        told: set[int] = set()
        banned = tuple(f"{name}." for name in self.names)
        for name, line in source.names:
            if line not in told and f"{name}.".startswith(banned):
                told.add(line)
                yield Breach(source.path, line, f"{self.thing}: {name} belongs in {where}")


_SYSTEM = ("inpatient_hub/host/*.py", "inpatient_hub/readiness/collectors/*.py")

HOMES = (
    Home(
        "the clock",
        (
            "datetime.date.today",
            "datetime.datetime.now",
            "datetime.datetime.today",
            "datetime.datetime.utcnow",
            "time.gmtime",
            "time.localtime",
            "time.time",
            "time.time_ns",
            "PySide6.QtCore.QDate.currentDate",
            "PySide6.QtCore.QDateTime.currentDateTime",
            "PySide6.QtCore.QDateTime.currentDateTimeUtc",
            "PySide6.QtCore.QDateTime.currentMSecsSinceEpoch",
            "PySide6.QtCore.QDateTime.currentSecsSinceEpoch",
            "PySide6.QtCore.QTime.currentTime",
            "sqlalchemy.func.current_date",
            "sqlalchemy.func.current_timestamp",
            "sqlalchemy.func.now",
        ),
        ("inpatient_hub/host/clock.py",),
    ),
    Home("printing", ("print", "sys.stdout.write", "sys.stderr.write"), ("inpatient_hub/cli/output.py",)),
    Home("YAML", ("yaml",), ("inpatient_hub/content/yaml_file.py",)),
    Home("the computer's folders", ("platformdirs",), ("inpatient_hub/host/paths.py",)),
    Home("shipped files", ("importlib.resources", "pkgutil.get_data"), ("inpatient_hub/host/resources.py",)),
    Home(
        "other programs",
        ("subprocess", "multiprocessing", "os.system", "os.popen", "os.startfile", "PySide6.QtCore.QProcess"),
        _SYSTEM,
    ),
    Home("the operating system", ("ctypes", "winreg"), _SYSTEM),
    Home(
        "a question that Python puts to WMI",
        (
            *("platform.architecture", "platform.machine", "platform.node", "platform.platform", "platform.processor"),
            *("platform.release", "platform.system", "platform.uname", "platform.version", "platform.win32_edition"),
            *("platform.win32_is_iot", "platform.win32_ver"),
        ),
        (),
    ),
    Home(
        "cryptography", ("nacl",), ("inpatient_hub/store/keys/sealing.py", "inpatient_hub/store/keys/sealed_files.py")
    ),
    Home(
        "the system's keyring",
        ("keyring.backend", "keyring.backends", "keyring.get_keyring", "keyring.get_password", "keyring.set_password"),
        ("inpatient_hub/host/device_secrets.py",),
    ),
    Home("waiting", ("time.sleep",), ()),
    Home("an event loop beside Qt's", ("asyncio",), ("inpatient_hub/readiness/probe/*.py",)),
    Home("imports that no linter sees", ("__import__", "importlib.import_module", "importlib.__import__", "runpy"), ()),
)

PURE_MODULES = frozenset(
    (
        "__future__ abc bisect calendar collections contextlib copy dataclasses datetime decimal difflib enum "
        "fractions functools graphlib hashlib heapq html itertools json math numbers operator re statistics string "
        "textwrap types typing unicodedata zoneinfo "
        "annotated_types dateutil holidays jellyfish nhs_number pydantic pydantic_core typing_extensions"
    ).split()
)
"""All that the domain may import besides itself: nothing here reads, writes, waits, or asks for time or chance."""

IMPURE_BUILTINS = ("open", "print", "input", "breakpoint", "exec", "eval")

_HEX = r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b"
_HEX_IN_TEXT = re.compile(rf"(?<![&\w]){_HEX}")
_HEX_IN_STYLE = re.compile(rf":[^;{{}}]*{_HEX}[^;{{}}]*[;}}]")
_DASHES = re.compile("[\u2013\u2014]")


def outside_home(source: Source) -> Iterator[Breach]:
    """Give each use of a clock, a printer, YAML and so on outside the one place for it."""
    for home in HOMES:
        yield from home.breaches(source)


def impure_domain(source: Source) -> Iterator[Breach]:
    """Give each import or builtin by which the domain could touch the world."""
    if not source.path.startswith("inpatient_hub/domain/"):
        return
    for node, line in source.imports:
        top = node.partition(".")[0]
        if top not in PURE_MODULES and not f"{node}.".startswith("inpatient_hub.domain."):
            yield Breach(source.path, line, f"the domain is pure, and {node} is not among what it may import")
    for name, line in source.names:
        if name in IMPURE_BUILTINS:
            yield Breach(source.path, line, f"the domain is pure, and {name}() is not")


def stray_style(source: Source) -> Iterator[Breach]:
    """Give each style sheet set outside the theme, and each forced turn of the event loop."""
    for word, line in source.attributes:
        if word == "setStyleSheet" and source.path != "inpatient_hub/gui/theme.py":
            yield Breach(source.path, line, "only gui/theme.py sets a style sheet")
        if word == "processEvents":
            yield Breach(source.path, line, "the event loop turns by itself: run the work in gui/background.py")


def held_items(source: Source) -> Iterator[Breach]:
    """Give each item that is asked of a layout: PySide6 holds on to it when it is long gone."""
    for word, line in source.attributes:
        if word in {"itemAt", "itemAtPosition"} and source.path != "inpatient_hub/gui/layout_parts.py":
            yield Breach(source.path, line, f"{word} can end the program: gui/layout_parts.py says what is in a layout")


def stray_colours(source: Source) -> Iterator[Breach]:
    """Give each colour written as figures outside the design's tokens."""
    if source.path == "inpatient_hub/gui/tokens.py":
        return
    for text, line in source.strings:
        for colour in _HEX_IN_TEXT.findall(text):
            yield Breach(source.path, line, f"{colour} is a colour: name it in gui/tokens.py")


def stray_style_colours(path: str, text: str) -> Iterator[Breach]:
    """Give each colour written as figures in a Qt style sheet; a `#name` that selects a widget is none."""
    bare = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), text, flags=re.DOTALL)
    for match in _HEX_IN_STYLE.finditer(bare):
        line = bare.count("\n", 0, match.end()) + 1
        yield Breach(path, line, f"'{match[0].strip(': ;}')}' is a colour: name it in gui/tokens.py")


def too_long(source: Source) -> Iterator[Breach]:
    """Give a file that has outgrown a reader."""
    lines = len(source.text.splitlines())
    if lines > MOST_LINES:
        yield Breach(source.path, lines, f"{lines} lines, and a file has at most {MOST_LINES}")


def vague_name(source: Source) -> Iterator[Breach]:
    """Give a file whose name says nothing about what is in it."""
    stem = source.path.rpartition("/")[2].removesuffix(".py")
    if stem in VAGUE_NAMES:
        yield Breach(source.path, 1, f"{stem} says nothing: name the file for what it does")


def long_dashes(path: str, text: str) -> Iterator[Breach]:
    """Give each line that holds an en dash or an em dash; code that must know them writes their numbers."""
    for number, line in enumerate(text.splitlines(), start=1):
        if _DASHES.search(line):
            yield Breach(path, number, "a long dash: write a full stop, a comma or a plain hyphen")


Check = Callable[[Source], Iterator[Breach]]

PACKAGE_CHECKS: tuple[Check, ...] = (outside_home, impure_domain, stray_style, held_items, stray_colours)
"""Checks for the files of the package."""

PROJECT_CHECKS: tuple[Check, ...] = (too_long, vague_name)
"""Checks for every Python file of the project."""
