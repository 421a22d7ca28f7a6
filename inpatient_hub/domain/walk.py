"""The rules of walking through a workflow: where the path leads, and what a step still needs."""

from collections.abc import Iterator, Mapping

from inpatient_hub.domain.legal import legal_status
from inpatient_hub.domain.runs import Answer, AnswerKey
from inpatient_hub.domain.workflows import (
    END,
    AreaStep,
    ChoiceStep,
    ConsentStep,
    CriteriaStep,
    FormsStep,
    LegalStatusStep,
    StepSpec,
    SubmissionStep,
    WorkflowSpec,
)

Answers = Mapping[AnswerKey, Answer]


def chosen(answers: Answers, step_id: str) -> str | None:
    """The option a single-choice step was answered with, or None."""
    answer = answers.get((step_id, ""))
    if answer is None:
        return None
    if isinstance(answer.value, dict):
        return answer.value.get("id")
    return answer.value if isinstance(answer.value, str) else None


def path(workflow: WorkflowSpec, answers: Answers) -> tuple[StepSpec, ...]:
    """The steps from the first to the end as the answers lead; an unanswered branch goes straight on."""
    steps: list[StepSpec] = []
    seen: set[str] = set()
    step_id = workflow.steps[0].id
    while step_id != END and step_id not in seen:
        seen.add(step_id)
        step = workflow.step(step_id)
        steps.append(step)
        step_id = workflow.follows(step, chosen(answers, step.id))
    return tuple(steps)


def missing(step: StepSpec, answers: Answers) -> str:
    """What `Next` still needs at this step, as a short sentence; empty when nothing does.

    The note step is judged by the note itself and the follow-up by its date: neither is decided here.
    """
    answer = answers.get((step.id, ""))
    if isinstance(step, CriteriaStep):
        return _missing_ticks(step, answer)
    if isinstance(step, ConsentStep | ChoiceStep | LegalStatusStep | AreaStep):
        return "" if _valid_choice(step, chosen(answers, step.id)) else _needs(step)
    if isinstance(step, SubmissionStep):
        given = answer.value if answer is not None and isinstance(answer.value, dict) else {}
        return (
            ""
            if all(given.get(part) for part in ("name", "method", "value"))
            else "Next needs to know where it was sent and how."
        )
    return ""


def _missing_ticks(step: CriteriaStep, answer: Answer | None) -> str:
    ticked = set(answer.value) if answer is not None and isinstance(answer.value, list) else set()
    known = {item.id for item in step.items}
    if step.needs == "any":
        return "" if ticked & known else "Next needs at least one of these ticked."
    left = len(known - ticked)
    if left == 0:
        return ""
    return "Next needs the last of these ticked." if left == 1 else f"Next needs all of these ticked: {left} left."


def _valid_choice(step: StepSpec, option_id: str | None) -> bool:
    if option_id is None:
        return False
    if isinstance(step, LegalStatusStep):
        return legal_status(option_id) is not None
    if isinstance(step, ConsentStep | ChoiceStep):
        return any(option.id == option_id for option in step.options)
    return True


def _needs(step: StepSpec) -> str:
    if isinstance(step, ConsentStep):
        return "Next needs an answer about consent."
    if isinstance(step, LegalStatusStep):
        return "Next needs the legal status."
    if isinstance(step, AreaStep):
        return "Next needs the area."
    return "Next needs an answer."


def reads_only(step: StepSpec) -> bool:
    """Whether a step only has to be read."""
    return isinstance(step, FormsStep) or step.kind in ("info", "data_protection")


def every_path(workflow: WorkflowSpec, *, most: int = 10_000) -> Iterator[tuple[tuple[StepSpec, str | None], ...]]:
    """Every way from the first step, each as (step, option chosen) pairs. One that comes back to a step it has passed
    is given up to and including the repeat, so that a checker can name the loop. Stops after `most` ways."""
    given = 0
    stack: list[tuple[tuple[StepSpec, str | None], ...]] = [
        ((workflow.steps[0], option),) for option in _branching(workflow.steps[0])
    ]
    while stack and given < most:
        way = stack.pop()
        step, option = way[-1]
        after = workflow.follows(step, option)
        repeats = [one.id for one, _ in way].count(step.id) > 1
        if after == END or repeats:
            given += 1
            yield way
            continue
        following = workflow.step(after)
        stack.extend((*way, (following, branch)) for branch in _branching(following))


def _branching(step: StepSpec) -> tuple[str | None, ...]:
    if isinstance(step, ConsentStep | ChoiceStep):
        return tuple(option.id for option in step.options)
    return (None,)
