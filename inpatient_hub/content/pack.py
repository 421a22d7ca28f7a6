"""One content pack: a folder of workflows, note templates, contacts and areas."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from inpatient_hub.content.problems import KeyPath, Problem, did_you_mean, shown
from inpatient_hub.content.schema import fitted
from inpatient_hub.content.yaml_file import YamlFile, read_yaml
from inpatient_hub.domain.directory import AreaSpec, ContactSpec
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.workflows import Key, Spec, Words, WorkflowSpec

PACK_FILE, CONTACTS_FILE, AREAS_FILE = "pack.yaml", "contacts.yaml", "areas.yaml"
WORKFLOWS_FOLDER, TEMPLATES_FOLDER = "workflows", "templates"
_FILES = (PACK_FILE, CONTACTS_FILE, AREAS_FILE)
_FOLDERS = (WORKFLOWS_FOLDER, TEMPLATES_FOLDER)


class PackSpec(Spec):
    """What pack.yaml says."""

    id: Key
    title: Words
    version: Words
    owner: Words
    hidden: tuple[Key, ...] = ()
    """Ids of workflows, templates, contacts or areas of the core pack that this one takes away."""


class ServiceSpec(Spec):
    """A service that contacts belong to, such as an advocacy service."""

    id: Key
    title: Words


class ContactsSpec(Spec):
    """What contacts.yaml says."""

    services: tuple[ServiceSpec, ...] = ()
    contacts: tuple[ContactSpec, ...] = ()


class AreasSpec(Spec):
    """What areas.yaml says."""

    areas: tuple[AreaSpec, ...] = ()


S = TypeVar("S", bound=Spec)
S_co = TypeVar("S_co", covariant=True)


class Named(Protocol):
    """A definition with an id."""

    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True, eq=False)
class Part(Generic[S_co]):
    """One definition, and the place it was read from."""

    spec: S_co
    file: YamlFile
    path: KeyPath = ()
    local: bool = False

    def problem(self, path: KeyPath, sentence: str, hint: str = "", *, text_line: int | None = None) -> Problem:
        """A problem at a key of this definition."""
        return self.file.problem((*self.path, *path), sentence, hint, text_line=text_line)


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that could be read of one pack, and everything that could not."""

    meta: Part[PackSpec] | None = None
    workflows: tuple[Part[WorkflowSpec], ...] = ()
    templates: tuple[Part[TemplateSpec], ...] = ()
    services: tuple[Part[ServiceSpec], ...] = ()
    contacts: tuple[Part[ContactSpec], ...] = ()
    areas: tuple[Part[AreaSpec], ...] = ()
    broken: frozenset[str] = frozenset()
    """`templates/imha` and the like: what is there but cannot be read. Nothing that refers to it is told as well."""
    problems: tuple[Problem, ...] = ()

    def without(self, faulty: frozenset[int]) -> "Pack":
        """This pack less the parts of these `id()`s."""
        return replace(
            self,
            meta=None if self.meta is not None and id(self.meta) in faulty else self.meta,
            workflows=tuple(part for part in self.workflows if id(part) not in faulty),
            templates=tuple(part for part in self.templates if id(part) not in faulty),
            services=tuple(part for part in self.services if id(part) not in faulty),
            contacts=tuple(part for part in self.contacts if id(part) not in faulty),
            areas=tuple(part for part in self.areas if id(part) not in faulty),
        )


def read_pack(folder: Path, *, local: bool) -> Pack:
    """Read a pack's folder. Nothing is raised for what it holds: see `problems`. A local pack needs no pack.yaml."""
    return _PackReading(folder, local=local).pack()


def is_folder(path: Path) -> bool:
    """Whether this is a folder that this person may look at."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_absent(path: Path) -> bool:
    try:
        return not path.exists()
    except OSError:
        # It may well be there; why it cannot be read is told when it is read.
        return False


class _PackReading:
    def __init__(self, folder: Path, *, local: bool) -> None:
        self._folder = folder
        self._local = local
        self._problems: list[Problem] = []
        self._broken: set[str] = set()

    def pack(self) -> Pack:
        self._problems.extend(self._stray_names())
        meta = self._one(PACK_FILE, PackSpec)
        workflows = self._many(WORKFLOWS_FOLDER, WorkflowSpec)
        templates = self._many(TEMPLATES_FOLDER, TemplateSpec)
        contacts = self._one(CONTACTS_FILE, ContactsSpec)
        areas = self._one(AREAS_FILE, AreasSpec)
        return Pack(
            meta=meta,
            workflows=workflows,
            templates=templates,
            services=self._entries(contacts, "services", contacts.spec.services if contacts else ()),
            contacts=self._entries(contacts, "contacts", contacts.spec.contacts if contacts else ()),
            areas=self._entries(areas, "areas", areas.spec.areas if areas else ()),
            broken=frozenset(self._broken),
            problems=tuple(self._problems),
        )

    def _stray_names(self) -> Iterator[Problem]:
        """Files and folders that look like content and would not be read."""
        for entry in self._listing(self._folder, "."):
            if is_folder(entry) and entry.name not in _FOLDERS:
                yield Problem(entry.name, 0, "", "This folder is not read.", did_you_mean(entry.name, _FOLDERS))
            elif entry.suffix in (".yaml", ".yml") and entry.name not in _FILES:
                yield Problem(entry.name, 0, "", "This file is not read.", did_you_mean(entry.name, _FILES))

    def _listing(self, folder: Path, name: str) -> list[Path]:
        """What is in a folder, by name; nothing when there is no such folder."""
        try:
            return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = error.strerror or "the computer gave no reason"
            self._problems.append(Problem(name, 0, "", f"The folder cannot be opened: {reason}."))
            return []

    def _one(self, name: str, model: type[S]) -> Part[S] | None:
        path = self._folder / name
        needed = not self._local and name == PACK_FILE
        if not needed and _is_absent(path):
            return None
        return self._part(path, name, model, may_be_empty=self._local)

    def _many(self, folder: str, model: type[S]) -> tuple[Part[S], ...]:
        parts: list[Part[S]] = []
        for path in self._listing(self._folder / folder, folder):
            name = f"{folder}/{path.name}"
            if path.suffix == ".yml":
                self._problems.append(Problem(name, 0, "", "This file is not read.", "Let its name end in .yaml."))
            elif path.suffix == ".yaml":
                part = self._part(path, name, model)
                if part is not None and self._is_named_after(part, path.stem):
                    parts.append(part)
        return tuple(parts)

    def _part(self, path: Path, name: str, model: type[S], *, may_be_empty: bool = False) -> Part[S] | None:
        file = read_yaml(path, name)
        if file.whole and not file.problems and not file.data:
            self._empty(file, may_be_empty=may_be_empty)
            return None
        spec, problems = fitted(model, file) if file.whole else (None, ())
        self._problems.extend((*file.problems, *problems))
        if spec is None or file.problems:
            self._broken |= {name.removesuffix(".yaml"), f"{path.parent.name}/{file.data.get('id', path.stem)}"}
            return None
        return Part(spec, file, local=self._local)

    def _empty(self, file: YamlFile, *, may_be_empty: bool) -> None:
        """A file of nothing but comments. As a ward's own contacts or areas it says nothing; elsewhere it is wrong."""
        if not may_be_empty:
            self._problems.append(Problem(file.name, 0, "", "The file is empty."))

    def _is_named_after(self, part: Part[S], stem: str) -> bool:
        given = str(part.file.data["id"])
        if given == stem:
            return True
        sentence = f"The id '{shown(given)}' and the file name '{shown(stem)}.yaml' differ."
        self._problems.append(part.problem(("id",), sentence, "Make them the same."))
        self._broken |= {f"{part.file.name.partition('/')[0]}/{name}" for name in (given, stem)}
        return False

    def _entries(self, whole: Part[S] | None, key: str, specs: tuple[N, ...]) -> tuple[Part[N], ...]:
        """The entries of a file that holds a list. One with the id of an earlier one is told and left out."""
        entries: dict[str, Part[N]] = {}
        if whole is None:
            return ()
        for index, spec in enumerate(specs):
            entry = Part(spec, whole.file, (key, index), self._local)
            if spec.id in entries:
                sentence = f"The id '{spec.id}' is here for the second time."
                self._problems.append(entry.problem(("id",), sentence, "Give each its own."))
            entries.setdefault(spec.id, entry)
        return tuple(entries.values())
