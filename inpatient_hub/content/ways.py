"""Checks the ways through a workflow: each reaches an end, none goes round, each writes its note."""

from collections.abc import Iterator, Sequence

from inpatient_hub.content.faults import Fault, repeated, unknown
from inpatient_hub.content.problems import KeyPath
from inpatient_hub.domain.walk import every_path
from inpatient_hub.domain.workflows import (
    END,
    ChoiceStep,
    ConsentStep,
    CriteriaStep,
    FollowUpStep,
    NoteStep,
    StepSpec,
    WorkflowSpec,
)

MOST_WAYS = 2_000
"""Ways through one workflow. The core pack's longest has about twenty."""

Way = tuple[tuple[StepSpec, str | None], ...]


def way_faults(workflow: WorkflowSpec) -> Iterator[Fault]:
    """What is wrong with the steps and their order."""
    naming = [*_id_faults(workflow), *_next_faults(workflow)]
    yield from naming
    if naming:
        return
    rounds = list(_round_faults(workflow))
    yield from rounds
    yield from _unreached_faults(workflow)
    if rounds:
        return
    ways = ways_through(workflow)
    if len(ways) > MOST_WAYS:
        yield Fault(("steps",), f"There are more than {MOST_WAYS} ways through.", "Split it into two workflows.")
        return
    yield from dict.fromkeys(fault for way in ways for fault in _way_faults(workflow, way))


def ways_through(workflow: WorkflowSpec) -> list[Way]:
    """Every way through, up to one more than the most that are allowed."""
    return list(every_path(workflow, most=MOST_WAYS + 1))


def ids_in(workflow: WorkflowSpec) -> list[str]:
    """The ids of the steps, in order."""
    return [step.id for step in workflow.steps]


def _id_faults(workflow: WorkflowSpec) -> Iterator[Fault]:
    yield from repeated(((("steps", n, "id"), step.id) for n, step in enumerate(workflow.steps)), "step")
    for n, step in enumerate(workflow.steps):
        if step.id == END:
            yield Fault(("steps", n, "id"), f"'{END}' means the end and cannot be a step.", "Choose another id.")
        if isinstance(step, ConsentStep | ChoiceStep):
            named = ((("steps", n, "options", i, "id"), option.id) for i, option in enumerate(step.options))
            yield from repeated(named, "option")
        if isinstance(step, CriteriaStep):
            yield from repeated(
                ((("steps", n, "items", i, "id"), item.id) for i, item in enumerate(step.items)), "item"
            )


def _targets(step: StepSpec, place: int) -> Iterator[tuple[KeyPath, str]]:
    """Each `next` that a step has, with its place."""
    if step.next:
        yield ("steps", place, "next"), step.next
    if isinstance(step, ConsentStep | ChoiceStep):
        for i, option in enumerate(step.options):
            if option.next:
                yield ("steps", place, "options", i, "next"), option.next


def _next_faults(workflow: WorkflowSpec) -> Iterator[Fault]:
    known = [*ids_in(workflow), END]
    for place, step in enumerate(workflow.steps):
        for path, target in _targets(step, place):
            yield from unknown(path, target, known, "a step")


def _following(workflow: WorkflowSpec, step: StepSpec) -> list[str]:
    options = [option.id for option in step.options] if isinstance(step, ConsentStep | ChoiceStep) else [None]
    return list(dict.fromkeys(workflow.follows(step, option) for option in options))


def _round_faults(workflow: WorkflowSpec) -> Iterator[Fault]:
    """The first place found where a way comes back to a step it has passed."""
    done: set[str] = set()
    for first in ids_in(workflow):
        trail: list[str] = []
        waiting: list[list[str]] = [[first]]
        while waiting:
            if not waiting[-1]:
                waiting.pop()
                if trail:
                    done.add(trail.pop())
                continue
            here = waiting[-1].pop()
            if here in trail:
                way = " > ".join([*trail[trail.index(here) :], here])
                place = ids_in(workflow).index(trail[-1])
                yield Fault(("steps", place), f"The steps go round: {way}.", "Let one of them go on instead.")
                return
            if here not in done and here != END:
                trail.append(here)
                waiting.append(_following(workflow, workflow.step(here)))


def _unreached_faults(workflow: WorkflowSpec) -> Iterator[Fault]:
    reached: set[str] = set()
    waiting = [workflow.steps[0].id]
    while waiting:
        here = waiting.pop()
        if here not in reached and here != END:
            reached.add(here)
            waiting.extend(_following(workflow, workflow.step(here)))
    for place, step in enumerate(workflow.steps):
        if step.id not in reached:
            yield Fault(
                ("steps", place), f"No way leads to the step '{step.id}'.", "Point a 'next' at it, or delete it."
            )


def _way_faults(workflow: WorkflowSpec, way: Way) -> Iterator[Fault]:
    kinds = [step.kind for step, _ in way]
    last, option = way[-1]
    place = ids_in(workflow).index(last.id)
    if "note" not in kinds and not _stops_on_purpose(last, option):
        hint = f"Add a note step, or stop on purpose with 'next: {END}'."
        yield Fault(("steps", place), f"The way that ends with '{last.id}' has no note.", hint)
    yield from _note_order_faults(workflow, [step for step, _ in way])


def _stops_on_purpose(step: StepSpec, option_id: str | None) -> bool:
    if isinstance(step, ConsentStep | ChoiceStep):
        option = next((option for option in step.options if option.id == option_id), None)
        if option is not None and option.next:
            return option.next == END
    return step.next == END


def _note_order_faults(workflow: WorkflowSpec, steps: Sequence[StepSpec]) -> Iterator[Fault]:
    written = False
    for step in steps:
        place = ids_in(workflow).index(step.id)
        if isinstance(step, NoteStep) and written:
            yield Fault(
                ("steps", place), f"A way that passes '{step.id}' has written a note already.", "One is enough."
            )
        if isinstance(step, FollowUpStep) and not written:
            hint = "Let it come after the note: the task is created when the note is filed."
            yield Fault(("steps", place), f"A way comes to the follow-up '{step.id}' without a note.", hint)
        written = written or isinstance(step, NoteStep)
