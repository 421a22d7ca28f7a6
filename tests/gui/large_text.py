"""Walks the gallery's scenes in the smallest window, and says what is cut."""

from collections.abc import Sequence

import pytest

from inpatient_hub.gui.gallery import Options, Shot, play
from inpatient_hub.gui.gallery_scenes import EMPTY_SCENES, SCENES
from inpatient_hub.gui.gallery_stage import Scene, Stage
from inpatient_hub.gui.main_window import SMALLEST
from tests.gui.cut import what_is_cut


def cut_in_all(scale: int) -> list[str]:
    """What is cut in any scene at this size of text, in percent."""
    return [*_cut(SCENES, (scale,), demo=True), *_cut(EMPTY_SCENES, (scale,), demo=False)]


def cut_in_some(scales: tuple[int, ...], *only: str) -> list[str]:
    """What is cut in the scenes with these words in their names, at these sizes one after the other."""
    return _cut(SCENES, scales, demo=True, only=only)


def cut_in(scenes: Sequence[Scene], *scales: int) -> list[str]:
    """What is cut in these scenes, played by themselves, at these sizes one after the other."""
    return _cut(scenes, scales, demo=True)


def tell(found: list[str]) -> None:
    """Fails the test with everything that was found."""
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def _cut(scenes: Sequence[Scene], scales: tuple[int, ...], *, demo: bool, only: Sequence[str] = ()) -> list[str]:
    found: list[str] = []

    def look(stage: Stage, shot: Shot) -> None:
        found.extend(f"{shot.name}: {words}" for words in what_is_cut(stage.window))

    play(scenes, Options(sizes=(SMALLEST,), looks=("light",), scales=scales, only=only), look, demo=demo)
    return found
