"""Gives a ward the beginnings of its own pack: every service to set, and the areas, ready to be written over."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from inpatient_hub.content.check import core_folder
from inpatient_hub.content.overlay import merged
from inpatient_hub.content.pack import AREAS_FILE, CONTACTS_FILE, PACK_FILE, Pack, read_pack
from inpatient_hub.domain.directory import AreaSpec, ContactSpec
from inpatient_hub.domain.errors import HubError

_PACK_TEXT = """\
# This ward's own pack. It lies over the one that ships with Inpatient Hub, and stays when the program is updated.
# After a change, run: inpatient-hub content check
id: local
title: Our ward
version: "1.0"
owner: Who looks after this pack

# Ids of workflows, note templates or contacts that this ward does not want to see, such as [duty_to_refer].
hidden: []
"""

_AREAS_HEAD = """\
# The areas that decide which service is responsible. Write your own names over these. The ids are never shown;
# contacts.yaml refers to them. Add or delete areas as you need.
areas:
"""

_CONTACTS_HEAD = """\
# Who each service is, in each area. All of these are invented: write your own over them.
# When a contact is your own, delete its line 'needs_setting: true'; until then it is marked as one to set.
#
#   area      an id from areas.yaml; leave the line out for a contact that serves every area
#   method    email, phone or portal; repeat the two lines for each way to reach it
#   reviewed_on   the day you last checked it
contacts:
"""


def start_local_pack(folder: Path) -> tuple[Path, ...]:
    """Write pack.yaml, areas.yaml and contacts.yaml into `folder`, and say which were written.

    A file that is there already is left alone. Raises HubError when the folder cannot be written to.
    """
    parts = merged(read_pack(core_folder(), local=False), Pack())
    directory = parts.directory()
    titles = {name: part.spec.title for name, part in parts.services.items()}
    texts = {
        PACK_FILE: _PACK_TEXT,
        AREAS_FILE: _AREAS_HEAD + "".join(_area_text(area) for area in directory.areas),
        CONTACTS_FILE: _CONTACTS_HEAD + _contacts_text(directory.unset(), titles),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(folder / name for name, text in texts.items() if _written(folder / name, text))
    except OSError as error:
        raise HubError(
            "The ward's own pack could not be started",
            f"Its folder cannot be written to: {error.strerror or 'the computer gave no reason'}.",
            remedy="Ask for the right to write to Inpatient Hub's data folder, then try again.",
        ) from error


def _written(path: Path, text: str) -> bool:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True


def _area_text(area: AreaSpec) -> str:
    return f"  - id: {area.id}\n    name: {_quoted(area.name)}\n"


def _contacts_text(contacts: Sequence[ContactSpec], titles: dict[str, str]) -> str:
    lines: list[str] = []
    for service, title in titles.items():
        lines.append(f"\n  # {title}\n")
        lines.extend(_contact_text(contact) for contact in contacts if contact.service == service)
    return "".join(lines)


def _contact_text(contact: ContactSpec) -> str:
    return "\n".join([*_contact_lines(contact), ""])


def _contact_lines(contact: ContactSpec) -> Iterable[str]:
    yield f"  - id: {contact.id}"
    yield f"    service: {contact.service}"
    yield f"    name: {_quoted(contact.name)}"
    if contact.area:
        yield f"    area: {contact.area}"
    yield "    channels:"
    for channel in contact.channels:
        yield f"      - method: {channel.method.value}"
        yield f"        value: {_quoted(channel.value)}"
    if contact.hours:
        yield f"    hours: {_quoted(contact.hours)}"
    yield f"    reviewed_on: {contact.reviewed_on.isoformat()}"
    yield "    needs_setting: true"


def _quoted(words: str) -> str:
    """`words` in double quotes. What JSON writes, YAML reads."""
    return json.dumps(words, ensure_ascii=False)
