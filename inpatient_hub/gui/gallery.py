"""Takes a picture of every page at every size and look, on an invented ward at a fixed moment."""

import argparse
import html
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from inpatient_hub.bootstrap import Place
from inpatient_hub.gui.app import make_app, open_window, put_away
from inpatient_hub.gui.gallery_checks import RecordedChecks
from inpatient_hub.gui.gallery_keyring import use_memory_keyring
from inpatient_hub.gui.gallery_scenes import EMPTY_SCENES, SCENES
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage
from inpatient_hub.gui.theme import apply_theme
from inpatient_hub.host.clock import WARD_ZONE, FixedClock

MOMENT = datetime(2026, 11, 20, 16, 42, tzinfo=ZoneInfo(WARD_ZONE))
SIZES = ((1024, 720), (1366, 768), (1920, 1080))
LOOKS = ("light", "dark", "high_contrast")
TICK_MS = 15
QUIET_TICKS = 4
"""How many ticks nothing may be under way before a picture is taken."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a scene at a size, in a look, at a text size in per cent."""

    scene: Scene
    size: tuple[int, int]
    look: str
    text_scale: int

    @property
    def name(self) -> str:
        """The file's name."""
        scale = f"-{self.text_scale}pc" if self.text_scale != 100 else ""
        return f"{self.scene.id}-{self.size[0]}x{self.size[1]}-{self.look}{scale}.png"


OnShot = Callable[[Stage, Shot], None]
"""What is done when a scene stands as it is to be seen."""


class Gallery(QObject):
    """Plays the scenes one after another and has each of them looked at, without ever waiting in a loop of its own."""

    def __init__(
        self, app: QApplication, stage: Stage, scenes: Sequence[Scene], options: "Options", on_shot: OnShot
    ) -> None:
        super().__init__()
        self._app = app
        self._stage = stage
        self._on_shot = on_shot
        self._steps = self._play(scenes, options)
        self._quiet = 0
        self._dressed = ("", 0)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _play(self, scenes: Sequence[Scene], options: "Options") -> Iterator[None]:
        first = (options.looks[0], options.scales[0])
        self._dress(*first)
        for scene in scenes:
            scales = tuple(options.scales) if options.wants(scene) else ()
            # A dialog takes its size from the text size it is opened at, so it is opened anew for each.
            turns = [(scale,) for scale in scales] if scene.after and scales else [scales]
            for turn in turns:
                self._dress(first[0], turn[0] if turn else first[1])
                yield from self._perform(scene.acts)
                yield from self._show(scene, turn, options)
                yield from self._perform(scene.after)

    def _dress(self, look: str, scale: int) -> None:
        """Dresses the window, unless it is dressed so already: that is slow."""
        if (look, scale) != self._dressed:
            self._dressed = (look, scale)
            apply_theme(self._app, look, scale, "auto")

    def _perform(self, acts: Sequence[Act]) -> Iterator[None]:
        for act in acts:
            act(self._stage)
            yield

    def _show(self, scene: Scene, scales: Sequence[int], options: "Options") -> Iterator[None]:
        for scale in scales:
            for look in options.looks:
                self._dress(look, scale)
                for size in options.sizes:
                    self._stage.window.resize(*size)
                    yield
                    self._on_shot(self._stage, Shot(scene, size, look, scale))

    def _on_tick(self) -> None:
        self._quiet = self._quiet + 1 if self._stage.is_quiet else 0
        if self._quiet < QUIET_TICKS:
            return
        self._quiet = 0
        try:
            next(self._steps)
        except (RuntimeError, TypeError, LookupError):
            self._timer.stop()
            self._app.exit(1)
            raise
        except StopIteration:
            self._timer.stop()
            self._app.exit(0)  # quit() would ask the windows first, and ours stays until it is let go


@dataclass(frozen=True, slots=True)
class Options:
    """Which sizes, looks and text sizes."""

    sizes: Sequence[tuple[int, int]]
    looks: Sequence[str]
    scales: Sequence[int]
    only: Sequence[str] = ()
    """Words of which a scene's name holds one; empty for every scene. Scenes without a picture are played all the same,
    as later ones build on them."""

    def wants(self, scene: Scene) -> bool:
        """Whether a picture of this scene is wanted."""
        return not self.only or any(word in scene.id for word in self.only)


def play(scenes: Sequence[Scene], options: Options, on_shot: OnShot, *, demo: bool) -> None:
    """Plays these scenes in a window of their own; `demo` shows the invented ward, else a computer with no ward yet."""
    app = make_app()
    with tempfile.TemporaryDirectory(prefix="hub-gallery-", ignore_cleanup_errors=True) as data:
        checks = RecordedChecks(Path(data), MOMENT)
        window, opening = open_window(
            app, Place(data_folder=Path(data)), demo=demo, clock=FixedClock(MOMENT), checks=lambda: checks
        )
        gallery = Gallery(app, Stage(window, opening, checks, Path(data)), scenes, options, on_shot)
        app.exec()
        put_away(window, opening)
        gallery.deleteLater()


def take(folder: Path, scenes: Sequence[Scene], options: Options, *, demo: bool) -> list[str]:
    """Takes the pictures of these scenes into `folder`. Returns the names of the files."""
    folder.mkdir(parents=True, exist_ok=True)
    names: list[str] = []

    def keep(stage: Stage, shot: Shot) -> None:
        _picture(stage).save(str(folder / shot.name))
        names.append(shot.name)

    play(scenes, options, keep, demo=demo)
    return names


def _picture(stage: Stage) -> QPixmap:
    picture = stage.window.grab()
    painter = QPainter(picture)
    for dialog in sorted(QApplication.topLevelWidgets(), key=_depth):
        if isinstance(dialog, QDialog) and dialog.isVisible():
            place = stage.window.rect().center() - dialog.rect().center()
            painter.drawPixmap(place, dialog.grab())
    painter.end()
    return picture


def _depth(widget: QWidget) -> int:
    """How many windows it lies over: one that asks back lies over the one that asked."""
    over = widget.parentWidget()
    return 0 if over is None else 1 + _depth(over.window())


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Inpatient Hub: every page</title>{}</html>"""
_FIGURE = """<figure><img src="{0}" width="683" loading="lazy"><figcaption>{0}</figcaption></figure>"""


def _index(folder: Path, names: Sequence[str]) -> None:
    figures = "\n".join(_FIGURE.format(html.escape(name)) for name in names)
    (folder / "index.html").write_text(_PAGE.format(figures), encoding="utf-8")


def _size(words: str) -> tuple[int, int]:
    width, _, height = words.partition("x")
    return int(width), int(height)


def main(arguments: Sequence[str] | None = None) -> int:
    """Takes the pictures that the arguments ask for. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="gallery", description="Takes a picture of every page.")
    parser.add_argument("--out", type=Path, default=Path("gallery"))
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--size", nargs="*", type=_size, default=list(SIZES))
    parser.add_argument("--look", nargs="*", choices=LOOKS, default=list(LOOKS))
    parser.add_argument("--text", nargs="*", type=int, default=[100])
    chosen = parser.parse_args(arguments)
    options = Options(chosen.size, chosen.look, chosen.text, chosen.only)
    use_memory_keyring()
    names: list[str] = []
    for scenes, demo in ((SCENES, True), (EMPTY_SCENES, False)):
        if any(options.wants(scene) for scene in scenes):
            names += take(chosen.out, scenes, options, demo=demo)
    _index(chosen.out, names)
    return 0


if __name__ == "__main__":
    sys.exit(main())
