"""Reads a template's text, and refuses what a note has no need of. The only place that knows Jinja2."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from inpatient_hub.content.rendering import CHOSEN, PATIENT, TemplateMistake
from inpatient_hub.domain.note_text import shaped

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Compare,
    nodes.Operand,
    nodes.Const,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
    nodes.Getattr,
    nodes.Tuple,
    nodes.List,
)
"""What a template may be made of: text, fields, `if`, comparisons, and the filters below. A note needs no more, and
what is not there cannot loop, fill the memory, or reach into the program."""


def sentence(words: str) -> str:
    """`words` with a capital first letter and one full stop at the end; empty stays empty."""
    bare = words.strip()
    if not bare:
        return ""
    if bare[-1] in "\"')" and bare.rstrip("\"')")[-1:] in (".", "!", "?"):
        return bare[0].upper() + bare[1:]
    if bare[-1] not in "!?":
        bare = f"{bare.rstrip('. ')}."
    return bare[0].upper() + bare[1:]


def inline(words: str) -> str:
    """`words` as they stand inside a sentence: without a full stop at the end."""
    return words.strip().rstrip(". ")


FILTERS = {"sentence": sentence, "inline": inline}


@dataclass(frozen=True, slots=True)
class NameUsed:
    """One name in a template's text: `provider`, or `chosen.consent` with its part."""

    name: str
    part: str
    line: int


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, cache_size=0
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(FILTERS)
    return environment


_ENVIRONMENT = _environment()


def _parsed(text: str) -> nodes.Template:
    """The tree of a template's text, in the shape of long notes. Raises TemplateMistake for what is wrong in it."""
    try:
        tree = _ENVIRONMENT.parse(shaped(text))
        for node in _within(tree):
            _refuse(node)
    except TemplateSyntaxError as error:
        raise TemplateMistake(error.lineno, f"{error.message or 'this cannot be read'}") from None
    except RecursionError:
        raise TemplateMistake(1, "too much stands inside one another") from None
    return tree


def _within(node: nodes.Node) -> Iterator[nodes.Node]:
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(here.iter_child_nodes())


def _refuse(node: nodes.Node) -> None:
    if not isinstance(node, _ALLOWED):
        raise TemplateMistake(node.lineno, f"'{type(node).__name__}' is not used in a note")
    if isinstance(node, nodes.Filter) and (node.name not in FILTERS or node.args or node.kwargs):
        raise TemplateMistake(node.lineno, f"there is no filter '{node.name}' of this form")
    if isinstance(node, nodes.Getattr) and not (
        isinstance(node.node, nodes.Name) and node.node.name in (CHOSEN, PATIENT)
    ):
        raise TemplateMistake(
            node.lineno, f"only '{CHOSEN}' and '{PATIENT}' have parts, so '.{node.attr}' has no place"
        )
    for child in node.nodes if isinstance(node, nodes.Output) else ():
        _refuse_put_in(child)


def _refuse_put_in(node: nodes.Node) -> None:
    """Only a field's words can be put in: fixed words in {{ }} would escape the check that nothing is assumed."""
    inner: nodes.Node | None = node
    while isinstance(inner, nodes.Filter):
        inner = inner.node
    if isinstance(inner, nodes.Getattr) and isinstance(inner.node, nodes.Name) and inner.node.name == CHOSEN:
        raise TemplateMistake(node.lineno, f"'{CHOSEN}.{inner.attr}' is an id, and no words for a note")
    if not isinstance(inner, nodes.TemplateData | nodes.Name | nodes.Getattr):
        raise TemplateMistake(node.lineno, "only a field can stand in {{ }}")


def names_used(text: str) -> list[NameUsed]:
    """Every name in a template's text. Raises TemplateMistake when it cannot be used."""
    tree = _parsed(text)
    _compiled(text)
    used: list[NameUsed] = []
    inner: set[int] = set()
    for node in _within(tree):
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            used.append(NameUsed(node.node.name, node.attr, node.lineno))
            inner.add(id(node.node))
        elif isinstance(node, nodes.Name) and id(node) not in inner:
            used.append(NameUsed(node.name, "", node.lineno))
    return used


@lru_cache(maxsize=256)
def _compiled(text: str) -> Template:
    """The text ready to be rendered; kept, because compiling takes a hundred times as long as rendering."""
    return _ready(_parsed(text))


@lru_cache(maxsize=64)
def _compiled_with_marks(text: str) -> tuple[Template, tuple[str, ...]]:
    """Like `_compiled`, with each piece of fixed text replaced by a mark, and the pieces in the order of the marks."""
    tree = _parsed(text)
    pieces: list[str] = []
    for piece in tree.find_all(nodes.TemplateData):
        pieces.append(piece.data)
        piece.data = f"\x01{len(pieces) - 1}\x02"
    return _ready(tree), tuple(pieces)


def _ready(tree: nodes.Template) -> Template:
    try:
        code = _ENVIRONMENT.compile(tree)
    except (TemplateSyntaxError, SyntaxError, RecursionError, MemoryError) as error:
        line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
        raise TemplateMistake(line, "this is too complicated to be used") from None
    return Template.from_code(_ENVIRONMENT, code, {}, None)


def filled(text: str, names: Mapping[str, object]) -> str:
    """The text with these names' values in it. Raises TemplateMistake, without any of the values."""
    return _rendered(_compiled(text), names)


def filled_and_traced(text: str, names: Mapping[str, object]) -> tuple[str, frozenset[int]]:
    """Like `filled`, with the numbers of the pieces of fixed text that stand in the outcome."""
    template, pieces = _compiled_with_marks(text)
    shown: set[int] = set()
    body: list[str] = []
    for part in _rendered(template, names).split("\x01"):
        number, mark, after = part.partition("\x02")
        if mark:
            shown.add(int(number))
            body.append(pieces[int(number)])
        body.append(after if mark else number)
    return "".join(body), frozenset(shown)


def _rendered(template: Template, names: Mapping[str, object]) -> str:
    try:
        return template.render(names)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError):
        # Their words may quote the values.
        raise TemplateMistake(0, "it cannot be filled in") from None
