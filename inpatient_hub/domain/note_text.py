"""The form a note must have for SystmOne: plain text that starts with the patient and ends with the author."""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.domain.note_answers import short_date
from inpatient_hub.domain.patients import Patient, spaced_nhs_number
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Identifier, NoteSettings

LINE_END = "\r\n"

EVENT_DATE_BLANK = "[DATE OF EVENT]"
EVENT_TIME_BLANK = "[TIME OF EVENT]"

RETROSPECT_WORDS = "Written in retrospect at"
"""How a note says that it was written later than the ward's gap."""

_TYPOGRAPHIC = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u25cf\u25aa\u2043", "-"),
        **dict.fromkeys("\t\v\f", " "),
        **dict.fromkeys("\u2028\u2029\x85", "\n"),
        "\u2026": "...",
        "\u2192": "->",
        "\u2190": "<-",
        "\u2264": "<=",
        "\u2265": ">=",
        "\u2260": "not equal to",
        "\u2122": "(TM)",
        "\ufb01": "fi",
        "\ufb02": "fl",
    }
)
_PLAIN_KINDS = {"Zs": " ", "Cc": "", "Cf": "", "Cs": "\ufffd"}
"""What stands for a letter of these Unicode categories: spaces of every width, control and invisible characters, and
halves of a broken pair, which nothing can store and which stay visible."""

_NOT_SURELY_PLAIN = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u00ff]")
"""Any character but those of Latin-1 that are seen, accented letters among them: these are plain and composed as they
are, whatever stands beside them."""


@dataclass(frozen=True, slots=True)
class OddCharacter:
    """A character that Windows-1252 does not hold. `position` counts characters from 1, a line end as one."""

    position: int
    character: str


def made_plain(text: str) -> str:
    """`text` with typographic characters made plain, no tabs, control or invisible characters, no blank lines and no
    space at the ends of lines, lines ended by CRLF. Characters outside Windows-1252 are left: they are flagged, not
    guessed. Plain text made plain again is the same."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    # Nearly every note is plain already, and looking at each letter takes ten times as long as all the rest.
    if not _is_plain_ascii(kept) and _NOT_SURELY_PLAIN.search(kept):
        kept = _plain_letters(kept)
    if "  " in kept:
        kept = re.sub(r" {2,}", " ", kept)
    return LINE_END.join([bare for line in kept.split("\n") if (bare := line.strip())])


def _is_plain_ascii(text: str) -> bool:
    return text.isascii() and text.replace("\n", "").isprintable()


def _plain_letters(text: str) -> str:
    lined = unicodedata.normalize("NFC", text).translate(_TYPOGRAPHIC)
    # Composed a second time, for what an invisible character had kept apart.
    return unicodedata.normalize("NFC", "".join(_plain_letter(letter) for letter in lined))


def _plain_letter(letter: str) -> str:
    if letter == "\n" or " " <= letter <= "~":
        return letter
    return _PLAIN_KINDS.get(unicodedata.category(letter), letter)


def one_line(text: str) -> str:
    """`text` plain and on one line, as names and reasons are kept."""
    return made_plain(text).replace(LINE_END, " ")


_HEAD_OR_BULLET = re.compile(
    r"(?P<before>(?:\{%[^%]*%\} *)*)(?P<mark>[#*]) (?P<words>.*?)(?P<after>(?: *\{%[^%]*%\})*)"
)


def shaped(source: str) -> str:
    """A template's text in the shape of long notes: `# Head` becomes `==== Head ====`, `* item` becomes `- item`.

    It is the template's text that is shaped, before anybody's words are put in: in those, `#` is a fracture.
    """
    return "\n".join(_shaped_line(line.strip()) for line in source.split("\n"))


def _shaped_line(line: str) -> str:
    found = _HEAD_OR_BULLET.fullmatch(line)
    if found is None:
        return line
    words = found["words"].strip()
    shape = f"==== {words} ====" if found["mark"] == "#" else f"- {words}"
    return f"{found['before']}{shape}{found['after']}"


def odd_characters(text: str) -> tuple[OddCharacter, ...]:
    """Every character of `text` that Windows-1252 cannot hold, in order."""
    with suppress(UnicodeEncodeError):
        text.encode("cp1252")
        return ()
    found = []
    for position, letter in enumerate(text.replace(LINE_END, "\n"), start=1):
        try:
            letter.encode("cp1252")
        except UnicodeEncodeError:
            found.append(OddCharacter(position, letter))
    return tuple(found)


_INSIDE = r"[A-Z0-9 /,.'()?&:;-]"
_BRACKETED = re.compile(
    r"\[(?P<pair>[^\[\]\r\n]*)\]"
    rf"|\[(?P<open> *[A-Z0-9]{_INSIDE}*)(?![a-z])"
    rf"|(?<!\w)(?P<closed>[A-Z0-9]{_INSIDE}{{1,80}})\]"
)


def blank_places(text: str) -> tuple[tuple[int, str], ...]:
    """Every `[BLANK]` in capitals left in `text`, in order, each with its place. A bracket left open or closed by an
    edit counts; `[sic]` and `[3]` do not. Places count characters from 1, a line end as one."""
    if "[" not in text and "]" not in text:
        return ()
    found: list[tuple[int, str]] = []
    for match in _BRACKETED.finditer(text.replace(LINE_END, "\n")):
        inside = next(group for group in match.groups() if group is not None).strip()
        if any(letter.isupper() for letter in inside) and not any(letter.islower() for letter in inside):
            found.append((match.start() + 1, f"[{inside}]"))
    return tuple(found)


def blanks_in(text: str) -> tuple[str, ...]:
    """Every `[BLANK]` in capitals left in `text`, in order, each once, as `blank_places` finds them."""
    return tuple(dict.fromkeys(blank for _, blank in blank_places(text)))


def identity(patient: Patient, settings: NoteSettings) -> str:
    """`Catherine Earnshaw, NHS 999 339 5633, bed 4`: the first words of every note, as the ward chose them."""
    words = [patient.full_name]
    for identifier in settings.identifiers:
        if identifier is Identifier.NHS_NUMBER and patient.nhs_number:
            words.append(f"NHS {spaced_nhs_number(patient.nhs_number)}")
        elif identifier is Identifier.BORN_ON and patient.born_on:
            words.append(f"born {short_date(patient.born_on)}")
        elif identifier is Identifier.BED and patient.bed:
            words.append(f"bed {patient.bed}")
    return one_line(", ".join(words))


def starts_with_name(text: str, patient: Patient) -> bool:
    """Whether the first words of `text` are this patient's name and not the beginning of a longer one."""
    name = one_line(patient.full_name)
    after = text[len(name) : len(name) + 1]
    return text.startswith(name) and not after.isalnum() and after not in {"-", "'"}


@dataclass(frozen=True, slots=True)
class Event:
    """When what the note tells of happened, on the ward's clock; a missing part stays a visible blank."""

    date_words: str
    time_words: str
    at: datetime | None


def event_words(event: Event, written_at: datetime, settings: NoteSettings) -> str:
    """`20/11/2026 15:55.`, and when it was written if that is later than the ward's gap. `written_at` is local."""
    words = f"{event.date_words or EVENT_DATE_BLANK} {event.time_words or EVENT_TIME_BLANK}."
    if event.at is not None and is_retrospective(event.at, written_at, settings):
        words += f" {RETROSPECT_WORDS} {_stamp(written_at)}."
    return words


def is_retrospective(event_at: datetime, written_at: datetime, settings: NoteSettings) -> bool:
    """Whether more time than the ward's gap lies between the event and the writing. Both aware."""
    # As UTC counts: two moments of one zone are subtracted as the wall clock shows them, wrongly when it changes.
    return written_at.timestamp() - event_at.timestamp() > settings.retrospect_minutes * 60


def _stamp(at: datetime) -> str:
    """`20/11/2026 15:55`. Cut from the ISO form, for `strftime` takes as long as a fifth of a note."""
    iso = at.isoformat()
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]} {iso[11:16]}"


def composed(
    patient: Patient, author: Staff, event: Event, body: str, *, written_at: datetime, settings: NoteSettings
) -> str:
    """The whole note, plain and with CRLF: identity and event first, then the body, then who wrote it and when."""
    opening = made_plain(f"{identity(patient, settings)}. {event_words(event, written_at, settings)}")
    told = made_plain(body)
    closing = made_plain(f"Written by {author.signature}, {_stamp(written_at)}.")
    begins_anew = told.startswith(("====", "- ")) or f"{LINE_END}====" in told
    first = opening if not told else f"{opening}{LINE_END if begins_anew else ' '}{told}"
    return f"{first}{LINE_END}{closing}"


def length(text: str) -> int:
    """Characters as SystmOne would count them: a line end is one."""
    return len(text.replace(LINE_END, "\n"))


def in_parts(text: str, patient: Patient, settings: NoteSettings) -> tuple[str, ...]:
    """`text` in numbered parts, each no longer than the ward's limit and each starting with the patient.

    A text within the limit is returned as it is. A part ends at a line end in its second half if there is one, else at
    a sentence, else at a space. All parts without their first lines hold every word of the text, in order.
    """
    if length(text) <= settings.length_limit:
        return (text,)
    who = identity(patient, settings)
    room = max(settings.length_limit - length(f"{who}. Part 000 of 000.") - 1, 1)
    chunks = _chunks(text.replace(LINE_END, "\n"), room)
    return tuple(
        LINE_END.join((f"{who}. Part {number} of {len(chunks)}.", *chunk.split("\n")))
        for number, chunk in enumerate(chunks, start=1)
    )


def _chunks(text: str, room: int) -> list[str]:
    chunks = []
    left = text
    while len(left) > room:
        cut = _cut(left[: room + 1], room)
        chunks.append(left[:cut].rstrip())
        left = left[cut:].lstrip()
    return [*chunks, left]


def _cut(window: str, room: int) -> int:
    """Where to end a part: at the last line end or sentence of its second half, else at a space, else in a word."""
    for mark, kept in (("\n", 0), (". ", 1)):
        place = window.rfind(mark) + kept
        if place > room // 2:
            return place
    return max(window.rfind(" "), 0) or room
