"""A window in a process of its own, that does what it is told line by line and answers what is then on the screen."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from inpatient_hub.host.replacing import LOCKED_FLAG

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
"""Seconds that a window may take for one order."""


class WindowProcess:
    """The parent's end. Starts the program at once, and opens the window when it is told to."""

    def __init__(self, folder: Path, *, prefix: Sequence[str] = (), days: int = 0, display: str = "") -> None:
        """With `display` it is shown on that X display, else nowhere."""
        where = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display} if display else {"QT_QPA_PLATFORM": "offscreen"}
        self._process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "tests.e2e.window_process", str(folder), str(days)],
            cwd=PROJECT,
            env={**os.environ, **where, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def tell(self, order: str, *details: Any) -> Any:
        """Gives an order and waits until it is carried out. Returns what the window answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([order, *details]) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"{order} {details}: the window is gone\n{self.kill()}"
        return json.loads(answer)

    def kill(self) -> str:
        """Kills it where it stands, with SIGKILL. Returns what it had written to stderr."""
        self._process.kill()
        return self._end()

    def close(self) -> str:
        """Closes the window in good order. Returns what was written to stderr."""
        self.tell("close")
        said = self._end()
        assert self._process.returncode == 0, said
        return said

    def _end(self) -> str:
        _, said = self._process.communicate(timeout=PATIENCE)
        assert "Traceback" not in said, said
        assert "Error:" not in said, said
        return said


def _wait(condition: Callable[[], object]) -> None:
    from PySide6.QtTest import QTest

    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        QTest.qWait(5)


class _Window:
    """The child's end: carries orders out on the widgets."""

    def __init__(self, folder: Path, days: int) -> None:
        from tests.e2e.keats import at

        self._folder, self._clock = folder, at(days)

    def open(self, *waits_for: str) -> str:
        """Opens the window and waits until it says something."""
        from tests.e2e.sitting import Sitting

        self._who = Sitting(self._folder, self._clock, _wait)
        return self.wait_for(*(waits_for or ("Signed in: ",)))

    def begin_locked(self) -> str:
        """Opens the window as the fresh process after a quick lock does."""
        from tests.e2e.sitting import Sitting

        self._who = Sitting(self._folder, self._clock, _wait, locked=True)
        self._who.wait_for("Locked")
        return self.words()

    def lock(self) -> None:
        """Ctrl+L. What answers is the process that takes this one's place."""
        self._who.wait(lambda: self._who.opening.quick_lock)
        self._who.press("Ctrl+L")
        self._who.wait(lambda: False)

    def lock_by_itself(self) -> None:
        """As when nobody is there: also with a dialog open, which takes the keys."""
        self._who.wait(lambda: self._who.opening.quick_lock)
        self._who.opening.quick_lock.lock()  # type: ignore[union-attr]
        self._who.wait(lambda: False)

    def display_clipboard(self, which: str = "clipboard") -> str:
        """The clipboard as another program of this display reads it, while the window answers it."""
        command = ["xclip", "-selection", which, "-o"]
        asked = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        _wait(lambda: asked.poll() is not None)
        return asked.communicate()[0]

    def copy_words(self, words: str) -> str:
        """Copies words out of the window, as Ctrl+C in a field does, and marks them as X does."""
        from PySide6.QtGui import QClipboard, QGuiApplication

        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            QGuiApplication.clipboard().setText(words, mode)
        return words

    def display_selection(self) -> str:
        """What is marked on this display, as another program pastes it with the middle button."""
        return self.display_clipboard("primary")

    def put(self, text: str) -> str:
        """Puts a note on the clipboard, as Copy does."""
        presenter = self._who.opening.presenter
        assert presenter is not None
        presenter._context.clipboard.put(text)
        return text

    def wait_for(self, *fragments: str) -> str:
        """Waits until all of these can be read. Returns everything that can."""
        self._who.wait_for(*fragments)
        self._who.settle()
        return self.words()

    def words(self) -> str:
        """Everything that can be read in the window, and in the dialog over it."""
        return f"{self._who.words()}\n{self._who.words(self._who.shown)}"

    def press(self, *keys: str) -> str:
        """Presses keys."""
        self._who.press(*keys)
        self._who.settle()
        return self.words()

    def type(self, words: str) -> str:
        """Types words."""
        self._who.type(words)
        return self.words()

    def click(self, words: str) -> str:
        """Presses a button."""
        self._who.click(words)
        return self.words()

    def start(self) -> dict[str, Any]:
        """Starts an advocate's referral for Catherine."""
        from tests.e2e import walking, walks

        walking.start(self._who, walks.IMHA)
        return self.shown()

    def resume(self) -> dict[str, Any]:
        """Takes up the run that is under way."""
        from tests.e2e import walking, walks

        walking.open_run(self._who, walks.IMHA.title)
        return self.shown()

    def answer(self, keys: str) -> dict[str, Any]:
        """Answers a step, and waits until it is shown as saved."""
        from tests.e2e import walking

        walking.answer(self._who, keys)
        return self.shown()

    def go_on(self) -> dict[str, Any]:
        """Next."""
        from tests.e2e import walking

        walking.go_on(self._who)
        return self.shown()

    def fill_in(self, label: str, given: str | list[str], makes: str) -> dict[str, Any]:
        """Answers a field of the note, and waits until the note holds it."""
        self._who.fill_in(label, given)
        self._who.wait(lambda: makes in self._who.note())
        self._who.settle()
        return self.shown()

    def type_in(self, label: str, words: str) -> str:
        """Types at the end of a field of the note."""
        self._who.tab_to(self._who.field(label))
        self._who.press("End")
        self._who.type(words)
        return self.words()

    def copy(self) -> str:
        """Copies the note. Returns the clipboard."""
        from tests.e2e import walking

        return walking.copy(self._who)

    def shown(self) -> dict[str, Any]:
        """What the page of a run shows: the step, the answers chosen, the note on its sheet."""
        from tests.e2e import walking

        number, _ = walking.step_shown(self._who)
        is_note = self._who.sees("Exactly what will be pasted")
        return {
            "step": number,
            "chosen": walking.chosen(self._who),
            "note": self._who.note() if is_note else "",
            "words": self.words(),
        }

    def to_the_note(self) -> dict[str, Any]:
        """An advocate's referral for Catherine, up to a note that can be copied."""
        from tests.e2e import walking, walks

        walking.start(self._who, walks.IMHA)
        walking.answer_steps(self._who, walks.IMHA)
        walking.fill_in_note(self._who, walks.IMHA)
        return self.shown()

    def clipboard(self) -> str:
        """The text on the clipboard."""
        return self._who.clipboard()

    def answer_refused(self, key: str) -> str:
        """Presses a number key, and waits for the dialog that says why nothing was saved."""
        self._who.press(key)
        return self.wait_for("Copy details")

    def set_up(self) -> str:
        """Sets Keats Ward up in the folder, as this process sees it."""
        from tests.e2e.keats import a_ward

        return a_ward(self._folder).ward

    def fill_disk(self) -> int:
        """Fills the disk to the last byte. Returns how many went in."""
        with suppress(OSError), self._ballast().open("wb", buffering=0) as ballast:
            while ballast.write(bytes(4096)):
                pass
        return self._ballast().stat().st_size

    def free_disk(self) -> bool:
        """Makes room again."""
        self._ballast().unlink()
        return True

    def _ballast(self) -> Path:
        return self._folder / "ballast"

    def minimise(self) -> bool:
        """Puts the window down into the task bar."""
        self._who.window.showMinimized()
        _wait(self._who.window.isMinimized)
        return True

    def wait_until_up(self) -> bool:
        """Waits until the window is on the screen again."""
        _wait(lambda: not self._who.window.isMinimized())
        return True

    def offered_pack(self) -> list[Any]:
        """Waits until a content pack is offered. What is offered, and whether it may be brought in."""
        from inpatient_hub.gui.dialogs.bring_in_pack import BringInPackDialog

        _wait(lambda: self._who.window.findChildren(BringInPackDialog))
        (dialog,) = self._who.window.findChildren(BringInPackDialog)
        may, words = dialog.bring_in.isEnabled(), self._who.words(dialog)
        dialog.reject()
        return [words, may]

    def close_window(self) -> str:
        """Closes the store and the window; another may be opened."""
        self._who.close()
        return "closed"

    def close(self) -> str:
        """Closes the store and the window."""
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().clear()
        self._who.close()
        return "closed"


def _main() -> None:
    import inpatient_hub.gui.app  # noqa: F401  loaded while the window before this one is still at work

    window = _Window(Path(sys.argv[1]), int(sys.argv[2]))
    if LOCKED_FLAG in sys.argv:
        print(json.dumps(window.begin_locked()), flush=True)  # noqa: T201  the answer to `lock`
    for line in sys.stdin:
        order, *details = json.loads(line)
        print(json.dumps(getattr(window, order)(*details)), flush=True)  # noqa: T201  its voice
        if order == "close":
            return


if __name__ == "__main__":
    _main()
