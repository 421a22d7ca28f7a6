"""All that the command line prints. Nothing else in the program writes to the terminal."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # not from typing, whose import takes longer than printing the version
    from collections.abc import Iterable, Sequence
    from typing import Any, TextIO

    from inpatient_hub.domain.errors import HubError

GAP = "  "
_FOR_PROGRAM = False
_UNHEARD: list[str] | None = None
"""What was complained of where nobody could see it; None where somebody can."""


def say(text: str = "") -> None:
    """Prints text for a person, lines ended as the terminal wants them. What its encoding lacks becomes `?`."""
    _print(text.replace("\r\n", "\n"), sys.stdout)


def for_program(wanted: bool) -> None:
    """Whether errors are printed as JSON from now on: `--json` asks for it."""
    global _FOR_PROGRAM  # noqa: PLW0603 - how this process prints, as its streams are
    _FOR_PROGRAM = wanted


def without_terminal() -> None:
    """Where Windows opened the program with nothing to print to, as from the start menu, what is printed goes nowhere
    from now on and there is nothing to read; complaints can be asked for with `unheard`."""
    global _UNHEARD  # noqa: PLW0603 - how this process prints, as its streams are
    if sys.stderr is None:
        _UNHEARD = []
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  for good


def unheard() -> str:
    """The complaints that were printed to nowhere; empty where there is a terminal."""
    return "\n\n".join(_UNHEARD or ())


def complain(text: str, *, kind: str = "refused", remedy: str = "") -> None:
    """Prints one line about a failure on the error stream, and on another what to do."""
    if _FOR_PROGRAM:
        _error(kind, text, remedy=remedy)
        return
    lines = [line for line in (text, remedy) if line]
    if _UNHEARD is not None:
        _UNHEARD.extend(lines)
    for line in lines:
        _print(line, sys.stderr)


def failure(error: HubError) -> None:
    """Prints what went wrong on one line of the error stream, and below it what there is to choose from."""
    lines = tuple(getattr(error, "lines", ()))
    if _FOR_PROGRAM:
        field = getattr(error, "field", "")
        _error("refused", error.title, message=error.message, remedy=error.remedy, choices=lines, field=field)
        return
    complain(error.one_line())
    for line in lines:
        complain(f"  {line}")


def aside(text: str) -> None:
    """Prints a line beside the output, on the error stream, so that the output holds the note and nothing else."""
    _print(text, sys.stderr)


def data(value: Any) -> None:
    """Prints JSON for a program: keys sorted, ASCII only, so that no terminal's encoding can change it."""
    import json

    _print(json.dumps(value, sort_keys=True, indent=2, ensure_ascii=True), sys.stdout)


def _error(
    kind: str, title: str, *, message: str = "", remedy: str = "", choices: Sequence[str] = (), field: str = ""
) -> None:
    """One line of JSON on the error stream: what failed, why, what to do, and what there is to choose from."""
    import json

    told = {
        "kind": kind,
        "title": title,
        "message": message,
        "remedy": remedy,
        "choices": list(choices),
        "field": field,
    }
    _print(json.dumps({"error": told}, sort_keys=True, ensure_ascii=True), sys.stderr)


def progress(text: str) -> None:
    """Shows how far a command has come on a line of its own, each over the last, where a person sees the error stream
    as it is written; nowhere else. Empty text clears the line."""
    if sys.stderr.isatty():
        import shutil

        width = shutil.get_terminal_size().columns - 1
        _print(f"\r{text[:width].ljust(width)}\r", sys.stderr, end="")
        sys.stderr.flush()


def exact(text: str) -> None:
    """Writes the very text as UTF-8, with its own line ends and nothing after it."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints rows under their heads, each column as wide as its longest entry."""
    lines = [tuple(heads), *(tuple(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    for line in lines:
        say(GAP.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def flush() -> None:
    """Sends what was printed on its way. Raises BrokenPipeError when nobody reads it any more."""
    sys.stdout.flush()
    sys.stderr.flush()


def close_quietly() -> None:
    """Nobody reads the output any more: what is left of it goes nowhere, also when Python ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _print(text: str, stream: TextIO, end: str = "\n") -> None:
    try:
        print(text, file=stream, end=end)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        print(text.encode(encoding, errors="replace").decode(encoding), file=stream, end=end)
