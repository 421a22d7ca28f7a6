"""The packages of Debian, Ubuntu and their relatives that dev.py's commands need, by what they are for."""

WINDOW_LIBRARIES = (
    "libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libgssapi-krb5-2 libx11-xcb1 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0 "
    "libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0"
).split()
"""Debian packages Qt's window needs, which its wheel does not carry."""

TEST_TOOLS = (
    "dbus-daemon gnome-keyring iproute2 iptables nmap openssl postgresql strace xauth xclip xdotool xvfb"
).split()
"""Debian packages the tests and benchmarks need besides: a database server, a keyring, a display to draw on, what
writes down all a program asks of the disk, and what makes networks inside this computer and measures them."""

BUILD_TOOLS = ["gcc-mingw-w64-x86-64-win32", "nsis"]
"""Debian packages that build the setup for Windows."""

WINDOWS_TOOLS = "fonts-liberation fonts-wine iproute2 osslsigncode winbind wine wine64 xauth xdotool xvfb".split()
"""Debian packages that run a Windows Python here, and the program as it is set up."""
