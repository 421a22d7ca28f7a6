"""Reads off the services which right each of their methods asks for, and writes the tables of the documents from it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from inpatient_hub.bootstrap import Hub
from inpatient_hub.domain.access import PERMISSIONS, ROLE_WORDS, Right, Role
from inpatient_hub.services.guarded import GuardedStore
from inpatient_hub.services.seat import RIGHT_OF, Seat

UNMARKED = "unmarked"
NO_SERVICES = (Seat, GuardedStore)
"""What lives beside the services and is none: it asks for rights, or is asked by them."""


class Door(NamedTuple):
    """One public method or property of a service. `right` is None where it is open to all, `UNMARKED` where nothing is
    said about it."""

    name: str
    right: Right | str | None
    function: Callable[..., Any]


def doors(hub: Hub) -> Iterator[Door]:
    """Every public method and property of every service of the application."""
    for field in fields(hub):
        service = getattr(hub, field.name)
        if _is_service(service):
            for name, function in _public(type(service)):
                yield Door(f"{field.name}.{name}", getattr(function, RIGHT_OF, UNMARKED), function)


def services(hub: Hub) -> Iterator[object]:
    """Every service of the application."""
    for field in fields(hub):
        service = getattr(hub, field.name)
        if _is_service(service):
            yield service


def _is_service(value: object) -> bool:
    return type(value).__module__.startswith("inpatient_hub.services.") and not isinstance(value, NO_SERVICES)


def _public(kind: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    known: dict[str, object] = {}
    for one in reversed(kind.__mro__):
        known |= vars(one)
    for name, member in known.items():
        function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        if not name.startswith("_") and callable(function):
            yield name, function


def matrix() -> str:
    """Which role carries which right, as a table of the documents."""
    heads = ["May", *(ROLE_WORDS[role] for role in Role), "Editor"]
    rows = []
    for permission in PERMISSIONS.values():
        marks = ["yes" if role in permission.roles else "" for role in Role]
        rows.append([permission.words, *marks, "yes" if permission.editors else ""])
    return _table(heads, rows)


def methods(hub: Hub) -> str:
    """Which right each method of the services asks for, as a table of the documents."""
    by_right: dict[Right | None, list[str]] = {}
    for door in doors(hub):
        if door.right is None or isinstance(door.right, Right):
            by_right.setdefault(door.right, []).append(f"`{door.name}`")
    rows = [[PERMISSIONS[right].words, ", ".join(by_right[right])] for right in Right if right in by_right]
    rows.append(["Open to all, also before anybody has signed in", ", ".join(by_right.get(None, []))])
    return _table(["Right", "Methods of the services that ask for it"], rows)


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def put_in(text: str, tables: Mapping[str, str]) -> str:
    """The document with each table in the place that is marked for it."""
    for name, table in tables.items():
        begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        _, mark, after = rest.partition(end)
        assert mark, f"the document has no place for the table '{name}'"
        text = f"{before}{begin}\n\n{table}\n\n{end}{after}"
    return text
