"""One thing wrong inside a definition, before it is known in which file that stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inpatient_hub.content.problems import KeyPath, did_you_mean


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at `path` inside a definition. `text_line` counts from 1 inside a block of text."""

    path: KeyPath
    sentence: str
    hint: str = ""
    text_line: int | None = None


def repeated(ids: Iterable[tuple[KeyPath, str]], thing: str) -> Iterator[Fault]:
    """A fault for each id that an earlier one has already. `thing` is what they name, such as `step`."""
    seen: set[str] = set()
    for path, one in ids:
        if one in seen:
            yield Fault(path, f"The {thing} '{one}' is here for the second time.", "Give each its own id.")
        seen.add(one)


def unknown(path: KeyPath, word: str, known: Iterable[str], thing: str) -> Iterator[Fault]:
    """A fault when `word` is none of the known ones. `thing` is what it should name, such as `a step`."""
    names = list(known)
    if word not in names:
        yield Fault(path, f"'{word}' is not {thing}.", did_you_mean(word, names, listing="There are"))
