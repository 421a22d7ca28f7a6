"""Reading YAML: values stay as written, every line is known, and nothing in a file makes the reader fall over."""

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from inpatient_hub.content.problems import key_words
from inpatient_hub.content.yaml_file import DEEPEST, LARGEST_FILE, parse_yaml, read_yaml
from tests.content.making import CORE

LOADERS = [loader for loader in (getattr(yaml, "CSafeLoader", None), yaml.SafeLoader) if loader is not None]


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__)
def loader(request: pytest.FixtureRequest) -> type[yaml.SafeLoader]:
    return request.param


def test_values_stay_as_they_were_written(loader: type[yaml.SafeLoader]) -> None:
    file = parse_yaml(
        b"version: 1.0\ndefault: no\nbed: 07\nday: 2026-11-20\nyes: clause\nquoted: 'null'\n", "x", loader=loader
    )
    assert file.problems == ()
    assert file.data == {
        "version": "1.0",
        "default": "no",
        "bed": "07",
        "day": "2026-11-20",
        "yes": "clause",
        "quoted": "null",
    }


def test_a_key_without_a_value_is_not_given(loader: type[yaml.SafeLoader]) -> None:
    assert parse_yaml(b"contacts:\narea: ~\nhours: null\nname: ''\n", "x", loader=loader).data == {"name": ""}


def test_every_key_and_entry_knows_its_line(loader: type[yaml.SafeLoader]) -> None:
    file = parse_yaml(
        b"# a comment\nid: x\nsteps:\n  - id: a\n\n  - id: b\n    options:\n      - {id: c, next: d}\n",
        "x",
        loader=loader,
    )
    assert {key_words(path): line for path, line in file.lines.items()} == {
        "id": 2,
        "steps": 3,
        "steps[0]": 4,
        "steps[0].id": 4,
        "steps[1]": 6,
        "steps[1].id": 6,
        "steps[1].options": 7,
        "steps[1].options[0]": 8,
        "steps[1].options[0].id": 8,
        "steps[1].options[0].next": 8,
    }


def test_a_missing_key_is_told_at_the_line_of_what_lacks_it(loader: type[yaml.SafeLoader]) -> None:
    file = parse_yaml(b"id: x\nsteps:\n  - id: a\n  - id: b\n", "x", loader=loader)
    assert file.line(("steps", 1, "kind")) == 4


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(loader: type[yaml.SafeLoader]) -> None:
    file = parse_yaml("\ufeffid: a\r\ntext: |\r\n  one\r\n  two\r\nlast: b\r\n".encode(), "x", loader=loader)
    assert (file.problems, file.data) == ((), {"id": "a", "text": "one\ntwo\n", "last": "b"})
    assert file.line(("last",)) == 5
    assert file.problem(("text",), "Wrong.", text_line=2).line == 4


REFUSED = [
    ("id: a\n\tname: b\n", 2, "This line holds a tab. Use spaces."),
    ("id: a\nname: x\x07\n", 2, "This line holds a control character."),
    ("id: a\nname: x\x85y\n", 2, "This line holds a control character."),
    ('id: a\nname: "x\\ty"\n', 2, "name: This holds an escaped tab or control character."),
    ('id: a\nname: "x\\0"\n', 2, "name: This holds an escaped tab or control character."),
    ("id: a\nname: b\nid: c\n", 3, "id: 'id' is here for the second time. It stands on line 1 already."),
    ("one: &a x\n", 1, "one: An anchor (&) is not used in content."),
    ("one: &a x\ntwo: *a\n", 2, "two: An alias (*) is not used in content."),
    ("id: a\nname: !!python/object:os.system x\n", 2, "name: A tag (!) is not used in content."),
    ("id: a\n---\nid: b\n", 2, "A second document begins here. Delete the '---'."),
    ("- a\n- b\n", 1, "The file has to start with keys"),
    ("id: a\n? [b, c]\n: d\n", 2, "A key has to be one word."),
    ("id: a\nname: b: c\n", 2, "This cannot be read as YAML"),
    ("id: a\nname: 'b\n", 3, "This cannot be read as YAML"),
    ("id: a\nsteps: [b, c\nlast: d\n", 3, "This cannot be read as YAML"),
]


@pytest.mark.parametrize(("text", "line", "words"), REFUSED, ids=[repr(text) for text, _, _ in REFUSED])
def test_what_is_refused_is_told_with_its_line(text: str, line: int, words: str, loader: type[yaml.SafeLoader]) -> None:
    file = parse_yaml(text.encode(), "workflows/x.yaml", loader=loader)
    assert [str(problem) for problem in file.problems if str(problem).startswith(f"workflows/x.yaml:{line}: {words}")]


def test_every_problem_of_a_file_is_told_at_once(loader: type[yaml.SafeLoader]) -> None:
    file = parse_yaml(b"id: a\nid: b\nname:\tc\ntwo: !x d\nfour: &e f\n", "x", loader=loader)
    assert sorted(problem.line for problem in file.problems) == [2, 3, 4, 5]


def test_bytes_that_are_not_utf_8_are_told_with_their_line() -> None:
    file = parse_yaml(b"id: a\nname: caf\xe9\n", "x")
    assert [str(problem) for problem in file.problems] == [
        "x:2: This line holds characters that are not UTF-8. Save the file as UTF-8 text."
    ]


def test_more_levels_than_any_content_has_are_refused_before_they_are_built(loader: type[yaml.SafeLoader]) -> None:
    deep = parse_yaml(b"a: " + b"[" * 100_000, "x", loader=loader)
    assert [problem.sentence for problem in deep.problems] == [
        f"More than {DEEPEST} levels stand inside one another here."
    ]
    allowed = DEEPEST - 1
    assert parse_yaml(b"a: " + b"[" * allowed + b"]" * allowed, "x", loader=loader).problems == ()


def test_an_alias_bomb_is_refused_in_no_time(loader: type[yaml.SafeLoader]) -> None:
    levels = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))]
    file = parse_yaml("\n".join(levels).encode(), "x", loader=loader)
    assert len(file.problems) == 12 + 11 * 10
    assert all(len(entry) <= 10 for entry in file.data.values() if isinstance(entry, list))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"id: " + b"a" * LARGEST_FILE)
    assert [str(problem) for problem in read_yaml(path, "large.yaml").problems] == [
        "large.yaml: The file is larger than 1 MB. A file of a content pack is text of a few pages."
    ]


def test_a_file_that_is_not_there_or_is_a_folder_is_a_problem(tmp_path: Path) -> None:
    assert str(read_yaml(tmp_path / "none.yaml", "none.yaml").problems[0]) == "none.yaml: There is no such file."
    assert str(read_yaml(tmp_path, "folder.yaml").problems[0]) == "folder.yaml: This is not a file."


def test_both_readers_agree_on_the_core_pack() -> None:
    files = sorted(CORE.rglob("*.yaml"))
    assert len(files) == 11
    for path in files:
        slow = parse_yaml(path.read_bytes(), path.name, loader=yaml.SafeLoader)
        assert slow == read_yaml(path, path.name)
        assert slow.problems == ()


YAML_LIKE = st.lists(
    st.sampled_from(
        [*"abk:-?[]{},&*!|>'\"%@`#\\\n \t~", "\n- ", ": ", '"\\ud800"', '"\\U00110000"', "---\n", "\ufeff", "\u2028"]
    ),
    max_size=80,
).map("".join)


@given(st.one_of(st.binary(max_size=200), YAML_LIKE.map(str.encode)), st.sampled_from(LOADERS))
@example(b'a: "\\U00110000"', yaml.SafeLoader)
@example(b'a: "\\ud800"', yaml.SafeLoader)
@example(b"\xef\xbb\xbf\xef\xbb\xbfa: b", yaml.SafeLoader)
def test_no_bytes_make_the_reader_fall_over(raw: bytes, loader: type[yaml.SafeLoader]) -> None:
    file = parse_yaml(raw, "x", loader=loader)
    last = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert file.whole or file.problems
    assert all(0 <= problem.line <= last + 1 and str(problem).isprintable() for problem in file.problems)
