"""Asks Windows about what is connected: displays, mouse, keyboard, sound, printer and smartcard reader."""

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref, c_int32, c_uint32, c_uint64, c_void_p, c_wchar_p, create_unicode_buffer, sizeof
from typing import Any

from inpatient_hub.readiness.collectors.part import NotAvailable
from inpatient_hub.readiness.collectors.windows.answers import Display, SmartcardService
from inpatient_hub.readiness.collectors.windows.libraries import Libraries, function_type
from inpatient_hub.readiness.collectors.windows.structs import DisplayDevice, DisplayMode, MonitorInfo, wide_text

_MOST_DISPLAYS = 64
_ATTACHED, _PRIMARY, _MIRROR = 1, 4, 8
_PRESENT_MODE = -1
_WITH_INTERFACE_NAME = 1
_PER_MONITOR = -4
"""DPI_AWARENESS_CONTEXT_PER_MONITOR_AWARE_V2."""

_MOUSE_BUTTONS, _REMOTE_SESSION = 43, 0x1000
_NO_DEFAULT_PRINTER = 2


class DeviceCalls(Libraries):
    """Calls about devices. What Windows refuses raises OSError."""

    def displays(self) -> tuple[Display, ...]:
        """Every display that the desktop is on."""
        dpi = self._dpi_of_each_display()
        shown = [
            self._display(device, dpi.get(wide_text(device.name)))
            for device in self._display_devices(None)
            if device.flags & _ATTACHED and not device.flags & _MIRROR
        ]
        return tuple(one for one in shown if one is not None)

    def _display(self, device: DisplayDevice, dpi: int | None) -> Display | None:
        name = wide_text(device.name)
        mode = DisplayMode(size=sizeof(DisplayMode))
        which = (c_wchar_p(name), c_int32(_PRESENT_MODE), byref(mode), c_uint32(0))
        if not self.call("user32", "EnumDisplaySettingsExW", *which):
            return None
        monitor = next(self._display_devices(name), None)
        return Display(
            name=name,
            width=mode.width,
            height=mode.height,
            bits=mode.bits,
            is_primary=bool(device.flags & _PRIMARY),
            dpi=dpi,
            monitor_id=wide_text(monitor.id) if monitor is not None else "",
        )

    def _display_devices(self, parent: str | None) -> Iterator[DisplayDevice]:
        for index in range(_MOST_DISPLAYS):
            device = DisplayDevice(size=sizeof(DisplayDevice))
            which = (c_wchar_p(parent), c_uint32(index), byref(device), c_uint32(_WITH_INTERFACE_NAME))
            if not self.call("user32", "EnumDisplayDevicesW", *which):
                return
            yield device

    def _dpi_of_each_display(self) -> dict[str, int]:
        """Dots per inch by display name: 144 at 150 %. Nothing where Windows is too old to say."""
        found: dict[str, int] = {}
        with self._seeing_real_pixels():
            for monitor in self._monitors():
                info = MonitorInfo(size=sizeof(MonitorInfo))
                if not self.call("user32", "GetMonitorInfoW", c_void_p(monitor), byref(info)):
                    continue
                dpi = self._dpi(monitor)
                if dpi:
                    found[wide_text(info.device)] = dpi
        return found

    def _dpi(self, monitor: int) -> int | None:
        across, down = c_uint32(), c_uint32()
        try:
            code = self.call("shcore", "GetDpiForMonitor", c_void_p(monitor), c_int32(0), byref(across), byref(down))
        except NotAvailable:
            return None
        return across.value if code == 0 else None

    def _monitors(self) -> list[int]:
        found: list[int] = []

        def note(monitor: int | None, *_: Any) -> int:
            found.append(monitor or 0)
            return len(found) < _MOST_DISPLAYS

        kind = function_type(c_int32, c_void_p, c_void_p, c_void_p, c_void_p)
        self.call("user32", "EnumDisplayMonitors", c_void_p(), c_void_p(), kind(note), c_void_p())
        return found

    @contextmanager
    def _seeing_real_pixels(self) -> Iterator[None]:
        """Let this thread, and no other, see each display as it is; without it Windows says 96 to an old program."""
        try:
            before = self.call("user32", "SetThreadDpiAwarenessContext", c_void_p(_PER_MONITOR), result=c_void_p)
        except NotAvailable:
            yield
            return
        try:
            yield
        finally:
            if before:
                self.call("user32", "SetThreadDpiAwarenessContext", c_void_p(before), result=c_void_p)

    def mouse_buttons(self) -> int:
        """How many buttons the mouse has; 0 without a mouse."""
        return int(self.call("user32", "GetSystemMetrics", c_int32(_MOUSE_BUTTONS)))

    def is_remote(self) -> bool:
        """Whether this session is shown on another computer, as far as this one number tells."""
        return bool(self.call("user32", "GetSystemMetrics", c_int32(_REMOTE_SESSION)))

    def keyboard_layouts(self) -> tuple[int, ...]:
        """The input locale of each keyboard that is loaded; the language is in the low 16 bits."""
        places = (c_void_p * 64)()
        count = self.call("user32", "GetKeyboardLayoutList", c_int32(64), places)
        return tuple((places[index] or 0) & 0xFFFFFFFF for index in range(count))

    def audio_inputs(self) -> int:
        """How many microphones."""
        return int(self.call("winmm", "waveInGetNumDevs", result=c_uint32))

    def audio_outputs(self) -> int:
        """How many loudspeakers or headphones."""
        return int(self.call("winmm", "waveOutGetNumDevs", result=c_uint32))

    def has_default_printer(self) -> bool:
        """Whether this person has a default printer."""
        buffer, length = create_unicode_buffer(1024), c_uint32(1024)
        if self.call("winspool.drv", "GetDefaultPrinterW", buffer, byref(length)):
            return bool(buffer.value)
        error = self.failed("GetDefaultPrinterW")
        if getattr(error, "winerror", None) == _NO_DEFAULT_PRINTER:
            return False
        raise error

    def smartcards(self) -> SmartcardService:
        """What the smartcard service says, and its readers; virtual ones are among them."""
        context = c_uint64()
        code = self.call("winscard", "SCardEstablishContext", c_uint32(0), c_void_p(), c_void_p(), byref(context))
        if code:
            return SmartcardService(code=code & 0xFFFFFFFF)
        handle = c_void_p(context.value)
        try:
            length = c_uint32(16_384)
            names = create_unicode_buffer(length.value)
            code = self.call("winscard", "SCardListReadersW", handle, c_void_p(), names, byref(length))
        finally:
            self.call("winscard", "SCardReleaseContext", handle)
        if code:
            return SmartcardService(code=code & 0xFFFFFFFF)
        readers = "".join(names[: min(length.value, len(names))]).split("\0")
        return SmartcardService(code=0, readers=tuple(one for one in readers if one))
