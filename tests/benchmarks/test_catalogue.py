"""Figures are asked for by name, or by how several begin."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks.catalogue import NoSuchBenchmark, every_name, wanted_names
from benchmarks.measure import Figure
from benchmarks.spawn import ChildFailed


def test_no_name_means_all() -> None:
    assert wanted_names([]) == set(every_name())


def test_no_name_is_given_twice() -> None:
    assert len(every_name()) == len(set(every_name()))


def test_a_beginning_means_all_that_begin_so() -> None:
    assert wanted_names(["lists"]) == {"lists.patients_5000", "lists.notes_20000"}


def test_a_whole_name_means_itself_and_not_those_it_begins() -> None:
    assert wanted_names(["start.memory", "cli.version"]) == {"start.memory", "cli.version"}


def test_a_name_that_is_none_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(NoSuchBenchmark, match=r"no benchmark called 'note\.rendr'. Did you mean 'note\.render'\?"):
        wanted_names(["note.rendr"])


A_FIGURE = Figure(name="note.render", about="", unit="us", ours=(20.0,), baseline=(10.0,), limit=1.0)


def test_a_figure_over_its_limit_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[set[str], int]] = []

    def measured(wanted: set[str], _wards: object, *, pairs: int) -> list[Figure]:
        asked.append((wanted, pairs))
        return [A_FIGURE]

    monkeypatch.setattr(command, "measured", measured)
    file = tmp_path / "figures.json"
    assert command.main(["note.render", "--pairs", "2", "--json", str(file)]) == 0
    assert asked == [({"note.render"}, command.LEAST_PAIRS)]
    assert "note.render  20.0 (20.0) us" in capsys.readouterr().out
    assert json.loads(file.read_text(encoding="utf-8"))["figures"][0]["verdict"] == "over"


def test_what_could_be_measured_is_shown_before_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def measured(_wanted: set[str], _wards: object, *, pairs: int) -> Iterator[Figure]:
        assert pairs >= command.LEAST_PAIRS
        yield A_FIGURE
        raise ChildFailed("exit code 1: no window")

    monkeypatch.setattr(command, "measured", measured)
    assert command.main([]) == 1
    shown = capsys.readouterr()
    assert "note.render" in shown.out
    assert "Not measured to the end: exit code 1: no window" in shown.err


def test_an_unknown_name_is_a_mistake_in_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["paint"]) == 2
    assert "There is no benchmark called 'paint'. There are: start.first_paint, " in capsys.readouterr().err
