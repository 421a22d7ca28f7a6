"""Every page and dialog with large text in the smallest window: nothing that must be read is cut."""

from collections.abc import Sequence

import pytest

from inpatient_hub.gui.gallery import Options, Shot, play
from inpatient_hub.gui.gallery_scenes import EMPTY_SCENES, SCENES
from inpatient_hub.gui.gallery_stage import Scene, Stage
from inpatient_hub.gui.main_window import SMALLEST
from tests.gui.cut import what_is_cut

pytestmark = [pytest.mark.slow, pytest.mark.qt_log_ignore("This plugin does not support")]


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_nothing_is_cut_with_large_text(scale: int) -> None:
    _tell([*_cut(SCENES, (scale,), demo=True), *_cut(EMPTY_SCENES, (scale,), demo=False)])


def test_nothing_is_cut_when_the_text_size_is_changed_while_the_window_is_open() -> None:
    _tell(_cut(SCENES, (100, 150), demo=True, only=("today", "patient-history", "run-10", "notes", "palette")))


def _cut(scenes: Sequence[Scene], scales: tuple[int, ...], *, demo: bool, only: Sequence[str] = ()) -> list[str]:
    found: list[str] = []

    def look(stage: Stage, shot: Shot) -> None:
        found.extend(f"{shot.name}: {words}" for words in what_is_cut(stage.window))

    play(scenes, Options(sizes=(SMALLEST,), looks=("light",), scales=scales, only=only), look, demo=demo)
    return found


def _tell(found: list[str]) -> None:
    if found:
        pytest.fail("\n".join(found), pytrace=False)
