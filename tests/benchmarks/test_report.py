"""Figures are shown to people as a table and to programs as JSON."""

import json
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import Figure, Judged
from benchmarks.report import remarks, table, write_json

STARTS = Figure(
    name="start.first_paint",
    about="Spawn to first paint.",
    unit="ms",
    ours=(200.0, 220.0, 210.0),
    baseline=(150.0, 160.0, 140.0),
    limit=1.4,
)
STALLS = Figure(
    name="stall.notes_page",
    about="The longest time between two beats.",
    unit="ms",
    ours=(61.5, 71.25),
    baseline=(5.1, 5.3),
    limit=50,
    judged=Judged.OURS,
    facts={"opening": 61.5},
)
MEMORY = Figure(name="start.memory_open", about="RSS.", unit="MB", ours=(90.0,), baseline=(60.0,))


def test_the_table_says_what_was_measured_and_whether_the_limit_is_kept() -> None:
    assert table([STARTS, STALLS, MEMORY]).splitlines() == [
        "name                         ours        baseline        ratio  limit",
        "start.first_paint    210 (200) ms    150 (140) ms  1.38 (1.43)    1.4  ok",
        "stall.notes_page   66.4 (61.5) ms  5.20 (5.10) ms               50 ms  over",
        "start.memory_open  90.0 (90.0) MB  60.0 (60.0) MB  1.50 (1.50)",
    ]


def test_work_is_told_beside_time_where_it_is_known() -> None:
    known = replace(STARTS, facts={"busy_ours": 223.4, "busy_baseline": 160.0, "busy_ratio": 1.396})
    words = "start.first_paint: processor time 223 ms against 160 ms, ratio 1.40"
    assert remarks([known, STALLS]) == words


def test_the_work_in_a_stop_is_told_where_it_is_known() -> None:
    known = replace(STALLS, facts={"busy": 27.6})
    assert remarks([known]) == "stall.notes_page: processor time of the window's thread in its longest stop 28 ms"


def test_the_json_holds_every_raw_number(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    write_json([STARTS, STALLS], file)
    written = json.loads(file.read_text(encoding="utf-8"))
    assert set(written) == {"computer", "statistic", "figures"}
    assert set(written["computer"]) == {"system", "python", "processors", "load"}
    starts, stalls = written["figures"]
    assert starts == {
        "name": "start.first_paint",
        "about": "Spawn to first paint.",
        "unit": "ms",
        "ratio": 1.375,
        "best_ratio": 200 / 140,
        "limit": 1.4,
        "judged": "ratio",
        "measured": 1.375,
        "verdict": "ok",
        "runs": 3,
        "ours": [200.0, 220.0, 210.0],
        "baseline": [150.0, 160.0, 140.0],
        "facts": {},
    }
    assert (stalls["judged"], stalls["measured"], stalls["verdict"]) == ("ours", 66.375, "over")
    assert stalls["facts"] == {"opening": 61.5}
