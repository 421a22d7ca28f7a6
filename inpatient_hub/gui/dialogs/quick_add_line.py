"""What happens to the line of a quick add: a patient set beforehand, words put in the place of others, words kept."""

import re
from collections.abc import Iterable

_PRESET = "patient:"


def preset_line(patient_id: str) -> str:
    """The beginning of a line for a task of this patient, as a page asks for it: it is shown as a chip, never as
    words."""
    return f"{_PRESET}{patient_id} "


def split_preset(line: str) -> tuple[str, str]:
    """(id of the patient set beforehand or empty, the line as it is shown)."""
    if not line.startswith(_PRESET):
        return "", line
    patient_id, _space, rest = line.removeprefix(_PRESET).partition(" ")
    return patient_id, rest


def with_instead(line: str, typed: str, instead: str) -> str:
    """The line with other words in the place of these, where they stand first."""
    return _as_written(typed).sub(lambda _found: instead, line, count=1)


def still_there(line: str, phrases: Iterable[str]) -> tuple[str, ...]:
    """Those of the phrases that are still in the line."""
    return tuple(phrase for phrase in phrases if _as_written(phrase).search(line))


def ends_with(before: str, typed: str) -> bool:
    """Whether what stands before the cursor ends with these words."""
    wanted = typed.casefold().split()
    return bool(wanted) and not before[-1:].isspace() and before.casefold().split()[-len(wanted) :] == wanted


def _as_written(typed: str) -> re.Pattern[str]:
    """The words, however far apart they were typed."""
    words = r"\s+".join(re.escape(word) for word in typed.split())
    return re.compile(rf"(?<!\S){words}(?!\S)", re.IGNORECASE)
