"""Loads the content packs: the core pack must be sound; of the ward's own pack, whatever is sound is used."""

from pathlib import Path

from inpatient_hub.content.content import Content
from inpatient_hub.content.integrity import Finding, Tried, findings
from inpatient_hub.content.overlay import Parts, merged
from inpatient_hub.content.pack import PACK_FILE, Pack, is_folder, read_pack
from inpatient_hub.content.problems import ContentError, Problem


def load_packs(core: Path, local: Path | None) -> Content:
    """The content in force: the pack in folder `core`, overlaid by the one in `local` when that folder exists.

    Raises ContentError with every problem when the core pack is broken. A broken local pack never stops the program:
    its faulty definitions are left out, and `Content.local_problems` says which and why.
    """
    shipped = read_pack(core, local=False)
    alone = merged(shipped, Pack())
    faults = [*shipped.problems, *(finding.problem for finding in findings(alone, tried=Tried.NONE))]
    if faults:
        raise ContentError(faults)
    if local is None or not is_folder(local):
        return _content(alone, ())
    own = read_pack(local, local=True)
    parts, problems = _sound(shipped, own)
    return _content(parts, (*own.problems, *problems))


def problems_of(core: Path, local: Path | None) -> list[Problem]:
    """Every problem of the local pack as it lies over the core one; of the core pack itself without a local one."""
    shipped = read_pack(core, local=False)
    if local is None:
        return [
            *shipped.problems,
            *(finding.problem for finding in findings(merged(shipped, Pack()), tried=Tried.ALL)),
        ]
    own = read_pack(local, local=True)
    return [*own.problems, *(finding.problem for finding in findings(merged(shipped, own), tried=Tried.LOCAL))]


def _sound(shipped: Pack, own: Pack) -> tuple[Parts, list[Problem]]:
    """Core and local together without what is faulty, and the problems of what was left out."""
    told: list[Problem] = []
    while True:
        parts = merged(shipped, own)
        faults = list(findings(parts, tried=Tried.LOCAL))
        if not faults:
            return parts, told
        # What is faulty only because something else was left out is not told again.
        told = told or [finding.problem for finding in faults]
        fewer = own.without(frozenset(id(finding.part) for finding in faults))
        if fewer == own:
            return merged(shipped, Pack()), [*told, _all_left_out(faults)]
        own = fewer


def _all_left_out(faults: list[Finding]) -> Problem:
    sentence = f"None of this pack is in force: with it, '{faults[0].problem.file}' of the core pack cannot be used."
    return Problem(PACK_FILE, 0, "", sentence)


def _content(parts: Parts, problems: tuple[Problem, ...]) -> Content:
    return Content(
        workflows=tuple(sorted((part.spec for part in parts.workflows.values()), key=lambda spec: spec.title)),
        templates=tuple(sorted((part.spec for part in parts.templates.values()), key=lambda spec: spec.title)),
        directory=parts.directory(),
        local_problems=problems,
    )
