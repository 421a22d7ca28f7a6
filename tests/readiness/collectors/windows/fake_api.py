"""Windows' answers from a table, and what was asked; and all parts of a computer put together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from inpatient_hub.domain.readiness_facts import FactsModel
from inpatient_hub.readiness.collectors.part import NotAvailable, Part
from inpatient_hub.readiness.collectors.windows import parts
from inpatient_hub.readiness.collectors.windows.api import WinApi
from inpatient_hub.readiness.collectors.windows.registry import Registry
from tests.readiness.collectors.windows.fake_winreg import FakeWinreg, Tree

QUESTIONS = frozenset(name for name in dir(WinApi) if not name.startswith("_"))


class FakeWinApi(WinApi):
    """An answer that is an exception is raised, one that can be called is called; no answer is NotAvailable."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        unknown = answers.keys() - QUESTIONS
        assert not unknown, f"WinApi has no {unknown}"
        self._answers = dict(answers)
        self.asked: list[str] = []

    def __getattribute__(self, name: str) -> Any:
        if name not in QUESTIONS:
            return super().__getattribute__(name)

        def answer(*given: Any, **named: Any) -> Any:
            self.asked.append(name)
            if name not in self._answers:
                raise NotAvailable(f"This Windows has no {name}.")
            found = self._answers[name]
            if isinstance(found, Exception):
                raise found
            return found(*given, **named) if callable(found) else found

        return answer


@dataclass(frozen=True)
class Computer:
    """A made-up computer: its registry and its answers."""

    tree: Tree
    answers: Mapping[str, Any]
    refused: tuple[str, ...] = ()

    def parts(self, api: FakeWinApi | None = None) -> tuple[Part, ...]:
        """All parts, on this computer."""
        fake = FakeWinreg(self.tree, self.refused)
        return parts(api or FakeWinApi(self.answers), Registry(lambda: fake))


@dataclass
class Gathered:
    """What all parts found: values by section and field, and why the others are missing."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    screens: tuple[Any, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)
    raised: dict[str, type[Exception]] = field(default_factory=dict)

    def __getitem__(self, path: str) -> Any:
        section, _, name = path.partition(".")
        return self.values[section].get(name)


def gather(computer: Computer) -> Gathered:
    """Run every part, one after the other, and see that each fills its own fields and no others."""
    found = Gathered()
    for part in computer.parts():
        try:
            collected = part.collect()
        except NotAvailable as error:
            found.missing.update({f"{part.section}.{name}": str(error) for name in part.fields or ("",)})
            continue
        except (OSError, ValueError) as error:
            found.raised[part.section] = type(error)
            continue
        if isinstance(collected, FactsModel):
            fields = part.fields or tuple(type(collected).model_fields)
            for name in collected.model_dump(exclude_defaults=True):
                assert name in fields, f"a part of {part.section} fills {name}, which is not its own"
            found.values.setdefault(part.section, {}).update({name: getattr(collected, name) for name in fields})
        else:
            found.screens = collected
    return found
