"""Shows figures as a table for people and as JSON for programs."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import Figure, Judged

HEADS = ("name", "ours", "baseline", "ratio", "limit", "")
KEY = (
    "ours and baseline: median (least) of the runs. ratio: median over pairs measured in turn; in brackets the least "
    "of ours over the least of the baseline. A limit in ms is held against ours."
)


def table(figures: Sequence[Figure]) -> str:
    """The figures as lines of one width, heads first."""
    rows = [HEADS, *(_row(figure) for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    lines = []
    for row in rows:
        name, *numbers, verdict = (words for words in row)
        cells = [number.rjust(width) for number, width in zip(numbers, widths[1:-1], strict=True)]
        lines.append("  ".join([name.ljust(widths[0]), *cells, verdict]).rstrip())
    return "\n".join(lines)


def remarks(figures: Sequence[Figure]) -> str:
    """A line for each figure that knows how much work lay in it, which a busy computer hardly changes."""
    return "\n".join(f"{one.name}: processor time {words}" for one in figures if (words := _work(one.facts)))


def _work(facts: Mapping[str, float]) -> str:
    if "busy_ratio" in facts:
        ours, baseline, ratio = facts["busy_ours"], facts["busy_baseline"], facts["busy_ratio"]
        return f"{ours:.0f} ms against {baseline:.0f} ms, ratio {ratio:.2f}"
    return f"of the window's thread in its longest stop {facts['busy']:.0f} ms" if "busy" in facts else ""


def _row(figure: Figure) -> tuple[str, ...]:
    by_ratio = figure.judged is Judged.RATIO
    limit = "" if figure.limit is None else f"{figure.limit:g}" if by_ratio else f"{figure.limit:g} {figure.unit}"
    return (
        figure.name,
        _spread(figure.ours, figure.unit),
        _spread(figure.baseline, figure.unit),
        f"{figure.ratio:.2f} ({figure.best_ratio:.2f})" if by_ratio else "",
        limit,
        str(figure.verdict),
    )


def _spread(runs: Sequence[float], unit: str) -> str:
    digits = 2 if median(runs) < 10 else 0 if median(runs) >= 100 else 1
    return f"{median(runs):.{digits}f} ({min(runs):.{digits}f}) {unit}"


def as_data(figures: Sequence[Figure]) -> dict[str, Any]:
    """The figures with every raw number, and what is needed to compare them with those of another day."""
    return {
        "computer": computer(),
        "statistic": KEY,
        "figures": [_figure(figure) for figure in figures],
    }


def computer() -> dict[str, Any]:
    """What was measured on. `load` is the mean number of busy programs over the last minute, where it is known."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load": load,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "about": figure.about,
        "unit": figure.unit,
        "ratio": figure.ratio,
        "best_ratio": figure.best_ratio,
        "limit": figure.limit,
        "judged": str(figure.judged),
        "measured": figure.measured,
        "verdict": str(figure.verdict),
        "runs": len(figure.ours),
        "ours": list(figure.ours),
        "baseline": list(figure.baseline),
        "facts": figure.facts,
    }


def write_json(figures: Sequence[Figure], file: Path) -> None:
    """Writes `as_data` to a file."""
    file.write_text(json.dumps(as_data(figures), indent=1) + "\n", encoding="utf-8")
