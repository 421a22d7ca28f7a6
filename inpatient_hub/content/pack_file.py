"""A content pack as one file, so that it can be sent to a ward and opened there: a zip of the pack's own files."""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from inpatient_hub.content.check import check_folder
from inpatient_hub.content.pack import PACK_FILE, read_pack
from inpatient_hub.content.problems import Problem
from inpatient_hub.domain.errors import HubError

SUFFIX = ".hubpack"
MOST_FILES = 500
MOST_BYTES = 8_000_000
"""Of what is unpacked. The pack that ships is a fiftieth of it; what is larger is no pack, or is to fill the disk."""

_READ = re.compile(r"(pack|areas|contacts)\.yaml|(workflows|templates)/[A-Za-z0-9_-]{1,80}\.yaml")
"""Every name that is read of a pack. Others are not unpacked, so that nothing can be put anywhere else."""

_NO_PACK = "This is no content pack"
_ASK = "Ask whoever sent it for another copy."


@dataclass(frozen=True, slots=True)
class PackLook:
    """What a pack says of itself, how much is in it, and what is wrong with it as it would lie over the core pack."""

    title: str
    version: str
    owner: str
    workflows: int
    templates: int
    contacts: int
    areas: int
    problems: tuple[Problem, ...]


def pack_files(folder: Path) -> list[str]:
    """The names of a pack's files, relative to its folder, with forward slashes."""
    found = (file.relative_to(folder).as_posix() for file in folder.rglob("*.yaml") if file.is_file())
    return sorted(name for name in found if _READ.fullmatch(name))


def write_pack_file(folder: Path, file: Path) -> list[str]:
    """Writes a pack's folder into one file; the names that went into it. Raises HubError."""
    names = pack_files(folder)
    if PACK_FILE not in names:
        raise HubError(
            "The pack was not saved",
            f"There is no {PACK_FILE} in {folder}.",
            remedy="Start the ward's own pack first: inpatient-hub content start-local.",
        )
    try:
        with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name), (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)
    except FileExistsError:
        raise HubError(
            "The pack was not saved", "There is a file of this name.", remedy="Choose another name."
        ) from None
    except OSError as error:
        raise HubError(
            "The pack was not saved",
            f"The file cannot be written: {error.strerror or 'the computer gave no reason'}.",
            remedy="Choose another place, then try again.",
        ) from error
    return names


def unpack(file: Path, folder: Path) -> None:
    """Unpacks a pack's file into an empty folder. Raises HubError for what is no pack, and for what is too large."""
    try:
        with zipfile.ZipFile(file) as archive:
            for entry in _wanted(archive):
                target = folder / entry.filename
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(archive.read(entry))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise HubError(_NO_PACK, "The file is damaged, locked or of another kind.", remedy=_ASK) from error
    except OSError as error:
        raise HubError(
            "The pack could not be opened",
            f"The file cannot be read: {error.strerror or 'the computer gave no reason'}.",
            remedy="Copy it to this computer, then try again.",
        ) from error


def look_into(folder: Path) -> PackLook:
    """What lies in an unpacked pack."""
    pack = read_pack(folder, local=True)
    meta = pack.meta.spec if pack.meta is not None else None
    return PackLook(
        title=meta.title if meta else "A pack without a name",
        version=meta.version if meta else "",
        owner=meta.owner if meta else "",
        workflows=len(pack.workflows),
        templates=len(pack.templates),
        contacts=len(pack.contacts),
        areas=len(pack.areas),
        problems=tuple(check_folder(folder)),
    )


def _wanted(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = archive.infolist()
    found = {entry.filename: entry for entry in entries if _READ.fullmatch(entry.filename)}
    if PACK_FILE not in found:
        raise HubError(_NO_PACK, f"There is no {PACK_FILE} in it.", remedy=_ASK)
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in found.values()) > MOST_BYTES:
        raise HubError(_NO_PACK, "It holds more than any pack does.", remedy=_ASK)
    return list(found.values())
