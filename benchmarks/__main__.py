"""python -m benchmarks [NAME ...] [--json FILE]: measures, prints a table, and writes every raw number."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.catalogue import PAIRS, NoSuchBenchmark, measured, wanted_names
from benchmarks.report import KEY, computer, remarks, table, write_json
from benchmarks.spawn import ChildFailed
from benchmarks.wards import Wards, say

LEAST_PAIRS = 7


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0 whatever the figures say, 1 when something could not be measured, 2 for a name that is not known."""
    asked = _parser().parse_args(arguments)
    try:
        wanted = wanted_names(asked.names)
    except NoSuchBenchmark as unknown:
        say(str(unknown))
        return 2
    before = computer()["load"]
    figures = []
    try:
        with Wards() as wards:
            for figure in measured(wanted, wards, pairs=max(asked.pairs, LEAST_PAIRS)):
                say(f"{figure.name} measured")
                figures.append(figure)
    except ChildFailed as failure:
        say(f"Not measured to the end: {failure}")
        return 1
    finally:
        if figures:
            print(table(figures))
    print("\n".join(["", KEY, *filter(None, [remarks(figures)])]))
    if before is not None:
        print(f"Load of this computer before: {before:.1f}, after: {computer()['load']:.1f}.")
    if asked.json:
        write_json(figures, asked.json)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench", description="Measures speed and size beside a bare baseline. A figure never fails a build."
    )
    parser.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="a figure, or how some begin: start, cli, note, lists, encrypted, audit, tasks, stall",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every raw number to this file")
    parser.add_argument(
        "--pairs",
        type=int,
        default=PAIRS,
        help=f"pairs of runs behind each figure (default {PAIRS}, least {LEAST_PAIRS})",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
