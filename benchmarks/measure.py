"""Measures one thing and its bare baseline in turn, so that what else this computer does meets both alike."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


class Judged(StrEnum):
    """What a limit is held against."""

    RATIO = "ratio"
    OURS = "ours"


class Verdict(StrEnum):
    """How a figure stands to its limit."""

    OK = "ok"
    OVER = "over"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing measured: every run of ours and of the baseline, pair by pair, in `unit`."""

    name: str
    about: str
    """What was measured against what, in one sentence."""
    unit: str
    """`ms` (milliseconds), `us` (microseconds) or `MB` (2**20 bytes)."""
    ours: tuple[float, ...]
    baseline: tuple[float, ...]
    limit: float | None = None
    """The most that is allowed: of the ratio, or of ours in `unit`. None where nothing is promised."""
    judged: Judged = Judged.RATIO
    facts: dict[str, float] = field(default_factory=dict)
    """Further medians that explain this one, by name."""

    @property
    def ratio(self) -> float:
        """The median over the pairs of ours divided by its own baseline."""
        return median(one / other for one, other in zip(self.ours, self.baseline, strict=True))

    @property
    def best_ratio(self) -> float:
        """The least of ours divided by the least of the baseline: what is left when nothing else disturbs."""
        return min(self.ours) / min(self.baseline)

    @property
    def measured(self) -> float:
        """The number the limit is held against: the median ratio, or the median of ours."""
        return self.ratio if self.judged is Judged.RATIO else median(self.ours)

    @property
    def verdict(self) -> Verdict:
        """Whether the limit is kept."""
        if self.limit is None:
            return Verdict.NONE
        return Verdict.OK if self.measured <= self.limit else Verdict.OVER


def interleaved(ours: Callable[[], T], baseline: Callable[[], U], *, pairs: int, warm_up: int = 1) -> list[tuple[T, U]]:
    """Calls both in turn (ours, baseline, ours, baseline, and so on) and returns what they measured, by pair. The
    first `warm_up` pairs are thrown away."""
    measured = [(ours(), baseline()) for _ in range(warm_up + pairs)]
    return measured[warm_up:]


def per_call(action: Callable[[], object], *, calls: int) -> Callable[[], float]:
    """Something to hand to `interleaved`: the mean time of one call of `action` in milliseconds, over `calls`."""

    def measured() -> float:
        begun = time.perf_counter_ns()
        for _ in range(calls):
            action()
        return (time.perf_counter_ns() - begun) / calls / 1e6

    return measured
