"""Figures are made of pairs measured in turn, and judged against the limit they promise."""

import pytest

from benchmarks.measure import Figure, Judged, Verdict, interleaved, per_call


def a_figure(
    ours: tuple[float, ...] = (3.0, 4.0, 8.0),
    baseline: tuple[float, ...] = (2.0, 2.0, 2.0),
    limit: float | None = 2.0,
    judged: Judged = Judged.RATIO,
) -> Figure:
    return Figure(name="a.b", about="", unit="ms", ours=ours, baseline=baseline, limit=limit, judged=judged)


def test_both_are_measured_in_turn_and_the_warm_up_is_thrown_away() -> None:
    called: list[str] = []

    def ours() -> int:
        called.append("ours")
        return len(called)

    def baseline() -> int:
        called.append("baseline")
        return len(called)

    assert interleaved(ours, baseline, pairs=2, warm_up=1) == [(3, 4), (5, 6)]
    assert called == ["ours", "baseline"] * 3


def test_a_ratio_is_the_median_over_the_pairs() -> None:
    # The medians' own ratio would be 2: each pair is compared with what was measured beside it.
    figure = a_figure(ours=(2.0, 8.0, 4.0), baseline=(2.0, 2.0, 4.0))
    assert figure.ratio == 1.0
    assert figure.best_ratio == 1.0


def test_one_disturbed_run_does_not_decide() -> None:
    assert a_figure(ours=(3.0, 3.0, 300.0)).ratio == 1.5


@pytest.mark.parametrize(
    ("limit", "verdict"), [(2.0, Verdict.OK), (1.9, Verdict.OVER), (None, Verdict.NONE)], ids=["at it", "over", "none"]
)
def test_a_limit_is_kept_up_to_the_very_figure(limit: float | None, verdict: Verdict) -> None:
    assert a_figure(limit=limit).verdict is verdict


def test_a_limit_in_milliseconds_is_held_against_ours() -> None:
    figure = a_figure(limit=3.9, judged=Judged.OURS)
    assert figure.measured == 4.0
    assert figure.verdict is Verdict.OVER


def test_a_call_is_repeated_as_often_as_it_is_said() -> None:
    called: list[None] = []
    mean = per_call(lambda: called.append(None), calls=7)()
    assert len(called) == 7
    assert mean > 0
