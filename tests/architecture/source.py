"""Reads the project's own Python files for the tests that guard the walls."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "inpatient_hub"


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a wall is broken: a path relative to the project, a line counted from 1, and why."""

    path: str
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.why}"


@dataclass(frozen=True)
class Source:
    """One Python file: its path relative to the project, with forward slashes, and its text."""

    path: str
    text: str

    @classmethod
    def read(cls, file: Path) -> "Source":
        """Read one file of the project."""
        return cls(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))

    @property
    def tree(self) -> ast.Module:
        """The parsed file, anew each time: the trees of the whole project are too much to keep."""
        return ast.parse(self.text, self.path)

    @cached_property
    def imports(self) -> list[tuple[str, int]]:
        """Every module or name the file imports, in full, with its line."""
        found: list[tuple[str, int]] = []
        for node in self._seen.imports:
            if isinstance(node, ast.Import):
                found += [(name.name, node.lineno) for name in node.names]
            else:
                found += [(f"{'.' * node.level}{node.module or ''}.{name.name}", node.lineno) for name in node.names]
        return found

    @cached_property
    def names(self) -> list[tuple[str, int]]:
        """Every imported or used name in full, whatever it is called in the file, with its line.

        `from datetime import datetime as dt` and then `dt.now()` gives `datetime.datetime.now`.
        """
        aliases = dict(pair for node in self._seen.imports for pair in _bound(node))
        found = list(self.imports)
        for dotted, line in self._seen.dotted:
            head, dot, rest = dotted.partition(".")
            found.append((aliases.get(head, head) + dot + rest, line))
        return found

    @property
    def attributes(self) -> list[tuple[str, int]]:
        """The last word of every `something.word`, with its line."""
        return self._seen.attributes

    @property
    def strings(self) -> list[tuple[str, int]]:
        """Every piece of text in the file other than docstrings, with its line."""
        return self._seen.strings

    @cached_property
    def _seen(self) -> "_Seen":
        """What every check asks about, from one walk through the file."""
        tree = self.tree
        seen = _Seen()
        docstrings = {id(node) for node in _docstrings(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                seen.imports.append(node)
            elif isinstance(node, ast.Constant):
                if isinstance(node.value, str) and id(node) not in docstrings:
                    seen.strings.append((node.value, node.lineno))
            elif isinstance(node, ast.Name | ast.Attribute):
                seen.name(node)
        return seen


@dataclass
class _Seen:
    """The parts of a file that the checks look at."""

    imports: list[ast.Import | ast.ImportFrom] = field(default_factory=list)
    dotted: list[tuple[str, int]] = field(default_factory=list)
    attributes: list[tuple[str, int]] = field(default_factory=list)
    strings: list[tuple[str, int]] = field(default_factory=list)

    def name(self, node: ast.Name | ast.Attribute) -> None:
        """Adds a name, with all it hangs from."""
        dotted = _dotted(node)
        if dotted:
            self.dotted.append((dotted, node.lineno))
        if isinstance(node, ast.Attribute):
            self.attributes.append((node.attr, node.lineno))


@cache
def package_sources() -> list[Source]:
    """Read every Python file of the package, once for all the tests that look at them."""
    return [Source.read(file) for file in sorted(PACKAGE.rglob("*.py"))]


def project_sources() -> list[Source]:
    """Read every Python file that this project wrote: the package, the tests, the benchmarks and dev.py."""
    others = [file for folder in ("tests", "benchmarks") for file in sorted((ROOT / folder).rglob("*.py"))]
    return package_sources() + [Source.read(file) for file in [*others, ROOT / "dev.py"]]


def _bound(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Give the local and the full name of each thing an import statement binds."""
    if isinstance(node, ast.Import):
        for name in node.names:
            top = name.name.partition(".")[0]
            yield (name.asname, name.name) if name.asname else (top, top)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        for name in node.names:
            yield name.asname or name.name, f"{node.module}.{name.name}"


def _dotted(node: ast.AST) -> str | None:
    """Write a chain of attributes as dotted words, or give None when it starts from anything but a name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        start = _dotted(node.value)
        return f"{start}.{node.attr}" if start else None
    return None


def _docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """Give the text nodes that only document: a statement made of nothing but a string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value
