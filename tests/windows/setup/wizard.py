"""Drives the windows of a setup and of an uninstaller as a person does: ticks, presses, and answers questions."""

import ctypes
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ctypes import wintypes

import psutil

from tests.windows.setup.ward_pc import wait_until, windows_of

USER = ctypes.WinDLL("user32") if hasattr(ctypes, "WinDLL") else None  # it is collected elsewhere too
COMMAND, CHARACTER, SPACE = 0x0111, 0x0102, 0x20
FIRST_ITEM, NEXT_ITEM, SELECT, CARET = 0x0000, 0x0001, 0x110B, 0x0009
GET_NEXT, UNTICK, SET_TEXT, CLOSE = 0x110A, 0x00F1, 0x000C, 0x0010
OK, YES, NO = 1, 6, 7


class Wizard:
    """The windows of one process."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert USER is not None
        self._user = USER
        self._user.SendMessageW.restype = ctypes.c_ssize_t
        self._user.SendMessageW.argtypes = (wintypes.HWND, wintypes.UINT, ctypes.c_size_t, ctypes.c_ssize_t)
        self._user.PostMessageW.argtypes = self._user.SendMessageW.argtypes
        self._user.GetDlgItem.restype = wintypes.HWND
        self._user.GetDlgItem.argtypes = (wintypes.HWND, ctypes.c_int)
        self.process = process

    def window(self) -> int:
        """The wizard itself: the window with the tree, the bar or the pages in it."""
        return int(self._wait(lambda: next((one for one, _ in self._windows() if self.has(one, OK)), 0)))

    def has(self, window: int, button: int) -> bool:
        """Whether a window has this button, and it can be pressed."""
        found = self._user.GetDlgItem(window, button)
        return bool(found and self._user.IsWindowEnabled(found))

    def go_on(self, named: str) -> None:
        """Press the button that leads on, once it bears this name: by then its page is there."""
        window = self.window()
        self._wait(lambda: self.has(window, OK) and self._text(self._user.GetDlgItem(window, OK)) == named)
        self.press(window, OK)

    def press(self, window: int, button: int) -> None:
        """Press a button, without waiting for what comes of it."""
        self._user.PostMessageW(window, COMMAND, button, 0)

    def tick(self, window: int, item: int) -> None:
        """Tick one of the components on offer, with the space bar."""
        tree = self._wait(lambda: self._child(window, "SysTreeView32"))
        at = self._user.SendMessageW(tree, GET_NEXT, FIRST_ITEM, 0)
        for _ in range(item):
            at = self._user.SendMessageW(tree, GET_NEXT, NEXT_ITEM, at)
        assert at
        self._user.SendMessageW(tree, SELECT, CARET, at)
        self._user.SendMessageW(tree, CHARACTER, SPACE, 0)

    def untick_run(self, window: int) -> None:
        """On the last page, say that the program is not to be opened now."""
        box = self._wait(lambda: self._named(window, "Open Inpatient Hub now"))
        self._user.SendMessageW(box, UNTICK, 0, 0)

    def fill(self, window: int, text: str) -> None:
        """Write into the one field of the page."""
        field, words = self._wait(lambda: self._child(window, "Edit")), ctypes.create_unicode_buffer(text)
        self._user.SendMessageW(field, SET_TEXT, 0, ctypes.addressof(words))

    def answer(self, words: str) -> None:
        """Wait for the message that says this, and close it."""
        said = self._wait(lambda: next((one for one, _ in self._windows() if words in self._words(one)), 0))
        self._user.PostMessageW(said, CLOSE, 0, 0)

    def reads(self, window: int, words: str) -> bool:
        """Wait until these words are on the page."""
        return bool(self._wait(lambda: words in self._words(window)))

    def offers(self, window: int, named: str) -> bool:
        """Whether a button or a box of this name can be seen on the page."""
        return bool(self._user.IsWindowVisible(wintypes.HWND(self._named(window, named))))

    def question(self) -> tuple[int, str]:
        """The question that is asked over the wizard: its window, and what it says."""
        box = int(self._wait(lambda: next((one for one, _ in self._windows() if self.has(one, YES)), 0)))
        return box, self._words(box)

    def close(self, named: str) -> int:
        """Press the last button until the wizard is gone, as a press while it is still at work does nothing; the exit
        code."""
        for _ in range(60):
            if self.process.poll() is None and any(self.has(one, OK) for one, _ in self._windows()):
                try:
                    self.go_on(named)
                except AssertionError:
                    if self.process.poll() is None:
                        raise
            with suppress(subprocess.TimeoutExpired):
                return self.process.wait(timeout=1)
        raise AssertionError("it never ended")

    def _windows(self) -> list[tuple[int, str]]:
        """The windows of the process, and of those that it started: uninstall.exe has another one do the work."""
        try:
            started = [one.pid for one in psutil.Process(self.process.pid).children()]
        except psutil.NoSuchProcess:
            return []
        return [window for pid in (self.process.pid, *started) for window in windows_of(pid)]

    def _wait(self, there: Callable[[], int]) -> int:
        return int(wait_until(there, self.process))

    def _children(self, window: int) -> list[int]:
        found: list[int] = []

        @ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)  # type: ignore[attr-defined]
        def each(handle: int, _: int) -> int:
            found.append(handle)
            return 1

        self._user.EnumChildWindows(wintypes.HWND(window), each, None)
        return found

    def _child(self, window: int, kind: str) -> int:
        name = ctypes.create_unicode_buffer(100)
        for handle in self._children(window):
            self._user.GetClassNameW(wintypes.HWND(handle), name, 100)
            if name.value == kind and self._user.IsWindowVisible(wintypes.HWND(handle)):
                return handle
        return 0

    def _named(self, window: int, text: str) -> int:
        return next((one for one in self._children(window) if self._text(one) == text), 0)

    def _words(self, window: int) -> str:
        return "\n".join(self._text(one) for one in self._children(window))

    def _text(self, window: int) -> str:
        words = ctypes.create_unicode_buffer(2_000)
        self._user.GetWindowTextW(wintypes.HWND(window), words, 2_000)
        return words.value.replace("&", "")


@contextmanager
def opened(command: str) -> Iterator[Wizard]:
    """A setup or an uninstaller that was started by hand; it is ended with the block."""
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=nothing, stdout=subprocess.PIPE, stderr=nothing) as running:
        try:
            yield Wizard(running)
        finally:
            if running.poll() is None:
                running.kill()
