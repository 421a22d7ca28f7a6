"""Asks Windows for its proxies: the user's own, the computer's, and what a proxy script says about a server."""

import ctypes
import threading
from ctypes import byref, c_void_p
from fnmatch import fnmatchcase
from typing import Literal

from inpatient_hub.domain.readiness_network import ProxyFacts
from inpatient_hub.readiness.collectors.network import without_credentials
from inpatient_hub.readiness.collectors.network_windows_layouts import (
    AutoProxyOptions,
    CurrentUserProxyConfig,
    Dlls,
    ProxyInfo,
    text_at,
    text_buffer,
)

SCRIPT_LIMIT_S = 5.0
"""For finding and running a proxy script; where there is none, Windows may look for it for much longer."""

ForTarget = Literal["none", "direct", "proxy", "unknown"]

_NO_PROXY, _NAMED_PROXY = 1, 3
_AUTO_DETECT, _CONFIG_URL = 1, 2
_BY_DHCP_AND_DNS = 3
_NO_SCRIPT_FOUND = 12180
"""ERROR_WINHTTP_AUTODETECTION_FAILED: it was looked for and there is none, which is harmless."""


def proxy_for(host: str, *, dlls: Dlls, limit_s: float = SCRIPT_LIMIT_S) -> ProxyFacts:
    """Both stores, and what is in force for `host`. Looking for a script asks the local network (WPAD)."""
    auto_detect, script, user, user_bypass = _user_settings(dlls)
    machine, machine_bypass = _machine_settings(dlls)
    in_force, error = _fixed(host, (user, user_bypass), (machine, machine_bypass)), ""
    if host and (auto_detect or script):
        said, error = _by_script(host, auto_detect=auto_detect, script=script, dlls=dlls, limit_s=limit_s)
        # Without a script Windows falls back to the fixed settings; with one, the script decides.
        in_force = in_force if said == "none" else said
    return ProxyFacts(
        user_proxy=without_credentials(user),
        machine_proxy=without_credentials(machine),
        auto_detect=auto_detect,
        pac_url_set=bool(script),
        for_target=in_force,
        error=error,
    )


def _user_settings(dlls: Dlls) -> tuple[bool, str, str, str]:
    """(looks for a script by itself, address of a script, proxy, where it is not used), of this user (WinINET)."""
    config = CurrentUserProxyConfig()
    if not dlls.winhttp.WinHttpGetIEProxyConfigForCurrentUser(byref(config)):
        return False, "", "", ""
    return (
        bool(config.auto_detect),
        _taken(config.auto_config_url, dlls),
        _taken(config.proxy, dlls),
        _taken(config.bypass, dlls),
    )


def _machine_settings(dlls: Dlls) -> tuple[str, str]:
    """(proxy, where it is not used) of the whole computer (WinHTTP)."""
    info = ProxyInfo()
    if not dlls.winhttp.WinHttpGetDefaultProxyConfiguration(byref(info)):
        return "", ""
    proxy, bypass = _taken(info.proxy, dlls), _taken(info.bypass, dlls)
    return (proxy, bypass) if info.access_type == _NAMED_PROXY else ("", "")


def _taken(address: int | None, dlls: Dlls) -> str:
    """The text at an address, whose memory is then given back."""
    text = text_at(address)
    if address:
        dlls.kernel32.GlobalFree(c_void_p(address))
    return text


def _fixed(host: str, *settings: tuple[str, str]) -> ForTarget:
    """What fixed settings mean for a server."""
    used = [bypass for proxy, bypass in settings if proxy]
    if not used:
        return "none"
    return "direct" if all(_exempts(bypass, host) for bypass in used) else "proxy"


def _exempts(bypass: str, host: str) -> bool:
    patterns = bypass.replace(";", " ").lower().split()
    return any(fnmatchcase(host.lower(), pattern) for pattern in patterns if pattern != "<local>")


def _by_script(host: str, *, auto_detect: bool, script: str, dlls: Dlls, limit_s: float) -> tuple[ForTarget, str]:
    """(what a script says, what went wrong). It runs on a thread that is given up when its time is over."""
    said: list[tuple[ForTarget, str]] = []

    def run() -> None:
        said.append(_ask_script(host, auto_detect=auto_detect, script=script, dlls=dlls))

    thread = threading.Thread(target=run, name="readiness proxy script", daemon=True)
    thread.start()
    thread.join(limit_s)
    return said[0] if said else ("unknown", f"no answer within {limit_s:g} s")


def _ask_script(host: str, *, auto_detect: bool, script: str, dlls: Dlls) -> tuple[ForTarget, str]:
    winhttp = dlls.winhttp
    agent, where, url = text_buffer("Inpatient Hub"), text_buffer(script), text_buffer(f"https://{host}/")
    session = winhttp.WinHttpOpen(agent, _NO_PROXY, None, None, 0)
    if not session:
        return "unknown", f"WinHttpOpen: {dlls.last_error()}"
    options = AutoProxyOptions(
        flags=(_AUTO_DETECT if auto_detect else 0) | (_CONFIG_URL if script else 0),
        detect_flags=_BY_DHCP_AND_DNS if auto_detect else 0,
        config_url=ctypes.addressof(where) if script else None,
        auto_logon=0,
    )
    info = ProxyInfo()
    try:
        done = winhttp.WinHttpGetProxyForUrl(c_void_p(session), url, byref(options), byref(info))
        code = 0 if done else dlls.last_error()
    finally:
        winhttp.WinHttpCloseHandle(c_void_p(session))
    if not done:
        return ("none", "") if code == _NO_SCRIPT_FOUND else ("unknown", f"WinHttpGetProxyForUrl: {code}")
    for text in (info.proxy, info.bypass):
        _taken(text, dlls)
    return ("proxy" if info.access_type == _NAMED_PROXY else "direct"), ""
