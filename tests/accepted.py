"""Accepted files: large outcomes kept under tests/data, compared as text, and written anew with --accept."""

from pathlib import Path

DATA = Path(__file__).parent / "data"


def check_accepted(name: str, found: str, *, accept: bool) -> None:
    """Compare `found` with the accepted file of this name; with `accept`, write it."""
    path = DATA / name
    plain = found.replace("\r\n", "\n").rstrip("\n") + "\n"
    if accept:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plain, encoding="utf-8", newline="\n")
    assert path.is_file(), f"{name} was never accepted: run pytest with --accept, then review the file"
    assert plain == path.read_text(encoding="utf-8")
