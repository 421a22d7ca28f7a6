"""What programs printed on other computers, given to collectors in their place."""

from dataclasses import dataclass, field

from inpatient_hub.readiness.collectors.part import NotAvailable


@dataclass
class StoredAnswers:
    """Answers by the whole question, `sysctl -n hw.model`. What is not stored is a program that is not here; an answer
    that is an error is raised."""

    answers: dict[str, str | BaseException]
    refused: frozenset[str] = frozenset()
    """Questions to which the program says no: only who takes a refusal for an answer gets what is stored."""
    asked: list[str] = field(default_factory=list)

    def __call__(self, program: str, *arguments: str, refusal_is_an_answer: bool = False, limit_s: float = 0.0) -> str:
        question = " ".join((program, *arguments))
        self.asked.append(question)
        answer = self.answers.get(question)
        if isinstance(answer, BaseException):
            raise answer
        if question in self.refused and refusal_is_an_answer:
            return answer or ""
        if answer is None or question in self.refused:
            raise NotAvailable(f"The program {program} cannot be used here.")
        return answer
