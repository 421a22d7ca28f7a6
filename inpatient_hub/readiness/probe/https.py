"""Makes a TLS handshake with an HTTPS host, to learn who signed its certificate: an inspecting proxy shows there."""

import asyncio
import socket
import ssl
from dataclasses import dataclass

from inpatient_hub.domain.readiness_network import HttpsFacts, PortState
from inpatient_hub.readiness.probe.aside import aside
from inpatient_hub.readiness.probe.certificates import issuer_of
from inpatient_hub.readiness.probe.names import looked_up
from inpatient_hub.readiness.probe.states import error_name, state_of

HTTPS_PORT = 443


@dataclass(frozen=True, slots=True)
class _Shaken:
    """What a handshake showed."""

    certificate: bytes = b""
    untrusted: str = ""
    """Why this computer does not trust it; empty when it does."""


async def https_facts(host: str, *, port: int, name_s: float, within_s: float) -> HttpsFacts:
    """Connects, shakes hands and closes; no request is sent. A certificate that is not trusted is read as well."""
    lookup = await looked_up(host, within_s=name_s)
    if not lookup.addresses:
        return HttpsFacts(host=host, state=PortState.ERROR, error=f"name: {lookup.failed or 'no address'}")
    address = lookup.addresses[0]
    try:
        async with asyncio.timeout(within_s):
            checking = await aside("certificates", ssl.create_default_context)
            shaken = await _shake(address, port, host, checking)
            if shaken.untrusted:
                seen = await _shake(address, port, host, _unchecked())
                shaken = _Shaken(seen.certificate, shaken.untrusted)
    except ssl.SSLError as error:
        reason = f"TLS: {error.reason or type(error).__name__}"
        return HttpsFacts(host=host, state=PortState.OPEN, error=reason[:400])
    except OSError as error:
        state = state_of(error)
        return HttpsFacts(host=host, state=state, error="" if state is PortState.NO_REPLY else error_name(error))
    return HttpsFacts(
        host=host,
        state=PortState.OPEN,
        issuer=issuer_of(shaken.certificate),
        trusted=not shaken.untrusted,
        error=shaken.untrusted[:400],
    )


async def _shake(address: str, port: int, host: str, context: ssl.SSLContext) -> _Shaken:
    loop = asyncio.get_running_loop()
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        await loop.sock_connect(sock, (address, port))
        transport, _ = await loop.create_connection(asyncio.Protocol, ssl=context, sock=sock, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        return _Shaken(untrusted=error.verify_message)
    except BaseException:
        sock.close()
        raise
    talk: ssl.SSLObject = transport.get_extra_info("ssl_object")
    shaken = _Shaken(talk.getpeercert(binary_form=True) or b"")
    transport.abort()
    return shaken


def _unchecked() -> ssl.SSLContext:
    """Only to read the certificate of a host that failed the check; nothing is sent over it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
