"""What tells on each system that the person has left: the screen was locked, the session switched, or the computer
goes to sleep. The window listens; what the signs mean is known here.

On macOS only idle time and Ctrl+L lock: what tells of a locked screen there needs a library this program does not ship.
"""

from collections.abc import Mapping
from typing import NamedTuple


class BusSign(NamedTuple):
    """A signal of a Linux desktop's message bus (D-Bus)."""

    is_system: bool
    """Whether it comes on the system's bus; else on the session's."""
    path: str
    interface: str
    member: str
    takes: str
    """`bool` for one that says true when the person has left, `nothing` for one that says it by coming, `hint` for a
    change of properties of which `LockedHint` counts."""


_SCREENSAVERS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
)


def bus_signs(environ: Mapping[str, str]) -> tuple[BusSign, ...]:
    """Every sign of a Linux desktop: sleep, the session's own lock, and the screen savers of the usual desktops."""
    signs = [BusSign(True, "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", "bool")]
    session = session_path(environ.get("XDG_SESSION_ID", ""))
    if session:
        signs.append(BusSign(True, session, "org.freedesktop.login1.Session", "Lock", "nothing"))
        signs.append(BusSign(True, session, "org.freedesktop.DBus.Properties", "PropertiesChanged", "hint"))
    signs += [BusSign(False, path, interface, "ActiveChanged", "bool") for path, interface in _SCREENSAVERS]
    return tuple(signs)


def session_path(session_id: str) -> str:
    """The path of this session at logind, which writes what is no letter as `_2d`, and a figure at the beginning too
    (sd_bus_path_encode, systemd). Empty where there is no session."""
    if not session_id:
        return ""
    label = "".join(
        sign if sign.isascii() and (sign.isalpha() or (sign.isdigit() and place)) else f"_{ord(sign):02x}"
        for place, sign in enumerate(session_id)
    )
    return f"/org/freedesktop/login1/session/{label}"
