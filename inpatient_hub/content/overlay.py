"""Lays the ward's own pack over the core pack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from inpatient_hub.content.pack import N, Pack, PackSpec, Part, ServiceSpec
from inpatient_hub.domain.directory import AreaSpec, ContactSpec, Directory
from inpatient_hub.domain.note_templates import TemplateSpec
from inpatient_hub.domain.workflows import WorkflowSpec


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything in force by id, core and local together, each with the place it came from."""

    workflows: Mapping[str, Part[WorkflowSpec]]
    templates: Mapping[str, Part[TemplateSpec]]
    services: Mapping[str, Part[ServiceSpec]]
    areas: Mapping[str, Part[AreaSpec]]
    contacts: Mapping[str, Part[ContactSpec]]
    meta: Part[PackSpec] | None
    """The local pack.yaml, which may hide things."""
    shipped: frozenset[str]
    """Ids of the core pack, which can be hidden."""
    shipped_contacts: Mapping[str, str]
    """Ids of the core pack's contacts, each with its service."""
    shipped_areas: frozenset[str]
    """Areas of the core pack, in force or not: a form of the core pack may name one."""
    broken: frozenset[str]
    """What is there but cannot be read, as in `Pack.broken`."""

    @property
    def hidden(self) -> frozenset[str]:
        """Ids that the local pack hides."""
        return _hidden(self.meta)

    def directory(self) -> Directory:
        """The areas and contacts in force."""
        return Directory(
            areas=tuple(part.spec for part in self.areas.values()),
            contacts=tuple(part.spec for part in self.contacts.values()),
        )


def merged(core: Pack, local: Pack) -> Parts:
    """The local pack over the core one: same id replaces, new ids add, hidden ones go."""
    hidden = _hidden(local.meta)
    services = _over(core.services, local.services, frozenset())
    areas = _by_id(local.areas) if local.areas else _over(core.areas, (), hidden)
    return Parts(
        workflows=_over(core.workflows, local.workflows, hidden),
        templates=_over(core.templates, local.templates, hidden),
        services=services,
        areas=areas,
        contacts=_contacts(core, local, tuple(areas), services),
        meta=local.meta,
        shipped=frozenset(
            part.spec.id for kind in (core.workflows, core.templates, core.contacts, core.areas) for part in kind
        ),
        shipped_contacts={part.spec.id: part.spec.service for part in core.contacts},
        shipped_areas=frozenset(_by_id(core.areas)),
        broken=core.broken | local.broken,
    )


def _hidden(meta: Part[PackSpec] | None) -> frozenset[str]:
    return frozenset(meta.spec.hidden) if meta else frozenset()


def _by_id(parts: Sequence[Part[N]]) -> dict[str, Part[N]]:
    return {part.spec.id: part for part in parts}


def _over(core: Sequence[Part[N]], local: Sequence[Part[N]], hidden: frozenset[str]) -> dict[str, Part[N]]:
    both = _by_id(core) | _by_id(local)
    return {one: part for one, part in both.items() if part.local or one not in hidden}


def _contacts(
    core: Pack, local: Pack, areas: Sequence[str], services: Mapping[str, Part[ServiceSpec]]
) -> dict[str, Part[ContactSpec]]:
    """The ward's contacts first, then those of the core pack that are still wanted."""
    own = _by_id(local.contacts)
    hidden = _hidden(local.meta)
    shipped = [part for part in core.contacts if part.spec.id not in hidden]
    wanted = [part for part in shipped if not part.spec.needs_setting or part.spec.service not in services]
    for service_id, service in services.items():
        of_service = [part for part in shipped if part.spec.service == service_id and part.spec.needs_setting]
        mine = [part.spec for part in local.contacts if part.spec.service == service_id]
        wanted.extend(_examples_left(of_service, mine, areas, service.spec.title))
    return own | {part.spec.id: part for part in wanted if part.spec.id not in own}


def _examples_left(
    examples: Sequence[Part[ContactSpec]], own: Sequence[ContactSpec], areas: Sequence[str], title: str
) -> Iterator[Part[ContactSpec]]:
    """The examples of one service that still stand: those for areas where the ward has no contact of its own.

    An area of the ward's own that no example was made for gets one all the same, so that it is seen to be unset and no
    referral stops for want of a contact.
    """
    left = [area for area in areas if not any(contact.area in ("", area) for contact in own)]
    general = [] if own else [part for part in examples if not part.spec.area]
    yield from general
    for area in left:
        made_for_it = [part for part in examples if part.spec.area == area]
        yield from made_for_it
        if examples and not made_for_it and not general:
            yield _moved(examples[0], area, title)


def _moved(example: Part[ContactSpec], area: str, title: str) -> Part[ContactSpec]:
    update = {"id": f"{example.spec.id}_{area}"[:60], "area": area, "name": f"{title} (not set yet)"}
    return replace(example, spec=example.spec.model_copy(update=update))
