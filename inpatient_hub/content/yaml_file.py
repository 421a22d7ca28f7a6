"""Reads the YAML files of a content pack into plain data, and remembers on which line everything stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from inpatient_hub.content.problems import KeyPath, Problem, key_words, shown

LARGEST_FILE = 1_000_000
"""Bytes. The largest file of the core pack is about a fiftieth of this."""

DEEPEST = 40
"""Levels of lists and keys inside one another."""

PlainData = str | None | list["PlainData"] | dict[str, "PlainData"]
"""Every single value is text as it was written: what it should be (a day, a number, yes or no) is for the schema to
decide, so that `no`, `1.0` and `07` never turn into something else on the way."""

_FAST_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_GIVEN = frozenset({"", "~", "null"})
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""What plain text never holds; a line feed is not among them."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """One file as it was read. With problems, `data` is what could still be made of it."""

    name: str
    data: dict[str, PlainData] = field(default_factory=dict)
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    """Line of each key and list entry, from 1."""
    literal_lines: Mapping[KeyPath, int] = field(default_factory=dict)
    """Line on which the text of each `|` block begins, from 1."""
    problems: tuple[Problem, ...] = ()
    whole: bool = True
    """Whether it was read to its end, so that what is missing from `data` is missing from the file."""

    def line(self, path: KeyPath) -> int:
        """The line of this key, or of the nearest one around it that is in the file."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 1

    def problem(self, path: KeyPath, sentence: str, hint: str = "", *, text_line: int | None = None) -> Problem:
        """A problem at this key; `text_line` counts from 1 inside a block of text and moves the line there."""
        line = self.line(path)
        if text_line is not None and path in self.literal_lines:
            line = self.literal_lines[path] + text_line - 1
        return Problem(self.name, line, key_words(path), sentence, hint)


class _GiveUp(Exception):
    """Reading cannot go on; the problem is already noted."""


def read_yaml(path: Path, name: str, *, loader: type[yaml.SafeLoader] | None = None) -> YamlFile:
    """Read one file. `name` stands for it in messages. Never raises for what the file holds: see `problems`."""
    try:
        if not path.is_file():
            return _unread(name, "There is no such file." if not path.exists() else "This is not a file.")
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        return _unread(name, f"The file cannot be opened: {error.strerror or 'the computer gave no reason'}.")
    if len(raw) > LARGEST_FILE:
        return _unread(name, "The file is larger than 1 MB.", "A file of a content pack is text of a few pages.")
    return parse_yaml(raw, name, loader=loader)


def parse_yaml(raw: bytes, name: str, *, loader: type[yaml.SafeLoader] | None = None) -> YamlFile:
    """Read the bytes of one file; see `read_yaml`. `loader` is for tests: the fast one is not there everywhere."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        sentence = "This line holds characters that are not UTF-8."
        hint = "Save the file as UTF-8 text."
        return YamlFile(name, problems=(Problem(name, line, "", sentence, hint),), whole=False)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    tabs = tuple(_lines_with(re.compile("\t"), text, name, "This line holds a tab.", "Use spaces."))
    text = text.replace("\t", " ")
    again = "Delete it and type the line again."
    controls = tuple(_lines_with(_CONTROL, text, name, "This line holds a control character.", again))
    if controls:
        return YamlFile(name, problems=tabs + controls, whole=False)
    reading = _Reading(name)
    reading.problems.extend(tabs)
    whole = reading.run(text, loader or _FAST_LOADER, tabs=bool(tabs))
    return YamlFile(name, reading.data, reading.lines, reading.literal_lines, tuple(reading.problems), whole)


def _unread(name: str, sentence: str, hint: str = "") -> YamlFile:
    return YamlFile(name, problems=(Problem(name, 0, "", sentence, hint),), whole=False)


def _lines_with(pattern: re.Pattern[str], text: str, name: str, sentence: str, hint: str) -> Iterator[Problem]:
    if pattern.search(text):
        for number, line in enumerate(text.split("\n"), start=1):
            if pattern.search(line):
                yield Problem(name, number, "", sentence, hint)


class _Reading:
    """Builds plain data from YAML events, so that depth and aliases are judged before anything is built from them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.data: dict[str, PlainData] = {}
        self.lines: dict[KeyPath, int] = {}
        self.literal_lines: dict[KeyPath, int] = {}
        self.problems: list[Problem] = []

    def run(self, text: str, loader: type[yaml.SafeLoader], *, tabs: bool) -> bool:
        """Read the text; whether its end was reached. With `tabs` told, an unreadable line is not told again."""
        try:
            self._document(yaml.parse(text, Loader=loader))
        except _GiveUp:
            return False
        except yaml.MarkedYAMLError as error:
            if not tabs:
                self.problems.append(self._unreadable(error))
        except (yaml.YAMLError, ValueError):
            # ValueError: PyYAML's slower reader meets an escape such as "\U00110000" with a bare chr() (6.0.3).
            self._note(0, (), "The file holds a character, or an escaped one, that YAML does not allow.")
        else:
            return True
        return False

    def _unreadable(self, error: yaml.MarkedYAMLError) -> Problem:
        mark = error.problem_mark or error.context_mark
        said = shown(error.problem or error.context or "it is not YAML")
        hint = "Check the spaces at the start of the lines, and put text that holds ': ' or ' #' in quotes."
        return Problem(self.name, mark.line + 1 if mark else 0, "", f"This cannot be read as YAML ({said}).", hint)

    def _note(self, line: int, path: KeyPath, sentence: str, hint: str = "") -> None:
        self.problems.append(Problem(self.name, line, key_words(path), sentence, hint))

    def _document(self, events: Iterator[yaml.Event]) -> None:
        for event in events:
            if isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentEndEvent):
                continue
            if isinstance(event, yaml.DocumentStartEvent):
                if self.lines:
                    self._note(_line_of(event), (), "A second document begins here.", "Delete the '---'.")
                    raise _GiveUp
                continue
            built = self._value(event, events, ())
            if isinstance(built, dict):
                self.data = built
            elif built is not None:
                self._note(_line_of(event), (), "The file has to start with keys, such as 'id: imha'.")

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: KeyPath) -> PlainData:
        line = _line_of(event)
        if len(path) > DEEPEST:
            self._note(line, path[:3], f"More than {DEEPEST} levels stand inside one another here.")
            raise _GiveUp
        if isinstance(event, yaml.AliasEvent):
            self._note(line, path, "An alias (*) is not used in content.", "Write the value out.")
            return None
        self._refuse_marks(event, line, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        return self._scalar(event, line, path)

    def _refuse_marks(self, event: yaml.Event, line: int, path: KeyPath) -> None:
        if getattr(event, "anchor", None) is not None:
            self._note(line, path, "An anchor (&) is not used in content.", "Write the value out.")
        if getattr(event, "tag", None) is not None:
            self._note(line, path, "A tag (!) is not used in content.", "Put text that starts with '!' in quotes.")

    def _scalar(self, event: yaml.Event, line: int, path: KeyPath) -> str | None:
        value, style = str(getattr(event, "value", "")), getattr(event, "style", None)
        if _CONTROL.search(value):
            self._note(line, path, "This holds an escaped tab or control character.", "Use plain text.")
            return None
        if style == "|":
            self.literal_lines[path] = line + 1
        return None if style in (None, "") and value in _NOT_GIVEN else value

    def _list(self, events: Iterator[yaml.Event], path: KeyPath) -> list[PlainData]:
        items: list[PlainData] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            here = (*path, len(items))
            self.lines[here] = _line_of(event)
            items.append(self._value(event, events, here))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: KeyPath) -> dict[str, PlainData]:
        built: dict[str, PlainData] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, path)
            here = (*path, key)
            line = _line_of(event)
            if here in self.lines:
                self._note(line, here, f"'{shown(key)}' is here for the second time.", _first_at(self.lines[here]))
            self.lines.setdefault(here, line)
            value = self._value(next(events), events, here)
            if value is not None:
                built.setdefault(key, value)
        return built

    def _key(self, event: yaml.Event, path: KeyPath) -> str:
        line = _line_of(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._note(line, path, "A key has to be one word.")
            raise _GiveUp
        self._refuse_marks(event, line, path)
        if _CONTROL.search(event.value):
            self._note(line, path, "A key holds a control character.")
            raise _GiveUp
        return str(event.value)


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 0


def _first_at(line: int) -> str:
    return f"It stands on line {line} already."
