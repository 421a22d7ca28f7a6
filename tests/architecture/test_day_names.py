"""Days and months are British English on every computer: nothing asks the locale for their names."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import PACKAGE

LOCAL = re.compile(r"%[-#0-9]*[aAbBhcxXpr]")
"""What the C library answers in the language of the computer."""


def asked_of_the_locale(source: str) -> Iterator[int]:
    """The lines in which a moment is written, or read, by a format that depends on the computer's language."""
    for node in ast.walk(ast.parse(source)):
        texts: list[ast.expr] = []
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            texts = list(node.format_spec.values)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            texts = list(node.args) if node.func.attr in ("strftime", "strptime") else []
        for text in texts:
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and LOCAL.search(text.value):
                yield text.lineno


@pytest.mark.parametrize(
    "said", ['f"{day:%a %d}"', 'f"{day:%-d %B}"', 'day.strftime("%A")', 'datetime.strptime(x, "%b")']
)
def test_the_search_finds_what_it_is_for(said: str) -> None:
    assert list(asked_of_the_locale(said))


def test_no_name_of_a_day_or_month_is_asked_of_the_locale() -> None:
    found = [
        f"{file.relative_to(PACKAGE)}:{line}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for line in asked_of_the_locale(file.read_text(encoding="utf-8"))
    ]
    assert not found, "Use inpatient_hub.domain.day_names: " + ", ".join(found)
