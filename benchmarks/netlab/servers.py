"""Runs inside the second network: made-up SystmOne servers and a name server, which do as they are told."""

import asyncio
import json
import os
import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

from benchmarks.netlab.commands import said_by
from benchmarks.netlab.lab import NAME_SERVER, NAMES, S11, S12, TCP, UDP
from benchmarks.netlab.relay import open_tun


@dataclass(slots=True)
class Serving:
    """What is served. `udp` is `silent`, `echo` or `closed`."""

    tcp: dict[str, list[int]] = field(
        default_factory=lambda: {address: list(range(TCP[0], TCP[1] + 1)) for address in (S11, S12)}
    )
    udp: str = "silent"
    names: dict[str, list[str]] = field(default_factory=lambda: dict(NAMES))
    any_name: str = ""
    """The address that every other name is said to have; none means that they do not exist."""
    name_error: str = ""
    """An answer such as SERVFAIL to every question."""
    https: dict[str, str] = field(default_factory=dict)
    """The address that shows a certificate, `{"address": ..., "file": ...}`: key and certificate in one file."""


@dataclass(slots=True)
class Seen:
    """What arrived."""

    connections: int = 0
    bytes: int = 0
    resets: int = 0
    datagrams: int = 0
    datagram_bytes: int = 0
    names: list[str] = field(default_factory=list)


class Servers:
    """The sockets that are open just now."""

    def __init__(self) -> None:
        self.seen = Seen()
        self._open = ExitStack()

    async def serve(self, what: Serving) -> None:
        """Closes everything and opens what is wanted."""
        self._open.close()
        await asyncio.sleep(0)  # the sockets are closed at the loop's next turn
        loop = asyncio.get_running_loop()
        for address, port in self._tcp_ports(what):
            self._open.callback((await asyncio.start_server(self._connected, address, port, backlog=64)).close)
        if what.udp != "closed":
            for address in {S11, S12}.union(what.tcp):
                for port in range(UDP[0], UDP[1] + 1):
                    await self._datagrams(loop, lambda: _Datagrams(self, echo=what.udp == "echo"), address, port)
        await self._datagrams(loop, lambda: _Names(self, what), NAME_SERVER, 53)
        if what.https:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(what.https["file"])
            secure = await asyncio.start_server(self._connected, what.https["address"], 443, ssl=context)
            self._open.callback(secure.close)

    async def _datagrams(self, loop: asyncio.AbstractEventLoop, kind: Any, address: str, port: int) -> None:
        transport, _ = await loop.create_datagram_endpoint(kind, local_addr=(address, port))
        self._open.callback(transport.abort)

    @staticmethod
    def _tcp_ports(what: Serving) -> Iterator[tuple[str, int]]:
        for address, ports in what.tcp.items():
            yield from ((address, port) for port in ports)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.seen.connections += 1
        try:
            self.seen.bytes += len(await reader.read())
        except OSError:
            self.seen.resets += 1
        writer.close()


class _Datagrams(asyncio.DatagramProtocol):
    """A UDP port that stays silent or sends back what came."""

    def __init__(self, servers: Servers, *, echo: bool) -> None:
        self._servers, self._echo = servers, echo
        self._transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self._servers.seen.datagrams += 1
        self._servers.seen.datagram_bytes += len(data)
        if self._echo:
            self._transport.sendto(data or b"-", addr)  # asyncio takes an empty datagram for nothing to send


class _Names(asyncio.DatagramProtocol):
    """A name server."""

    def __init__(self, servers: Servers, what: Serving) -> None:
        self._servers, self._what = servers, what
        self._transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        query = dns.message.from_wire(data)
        self._transport.sendto(self._reply(query).to_wire(), addr)

    def _reply(self, query: dns.message.Message) -> dns.message.Message:
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        name = query.question[0].name
        words = name.to_text(omit_final_dot=True)
        self._servers.seen.names.append(words)
        if self._what.name_error:
            reply.set_rcode(dns.rcode.from_text(self._what.name_error))
            return reply
        addresses = self._what.names.get(words, [self._what.any_name] if self._what.any_name else [])
        if addresses:
            reply.answer.append(dns.rrset.from_text(name, 60, "IN", "A", *addresses))
        else:
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply


async def main(channel: socket.socket) -> None:
    """Answers orders until they end."""
    loop = asyncio.get_running_loop()
    orders = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    servers = Servers()
    print(json.dumps({"ready": True}), flush=True)
    while line := await orders.readline():
        order = json.loads(line)
        try:
            answer = await _answer(order, servers, channel)
        except Exception as error:  # noqa: BLE001 - told to whoever gave the order
            answer = {"failed": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


async def _answer(order: dict[str, Any], servers: Servers, channel: socket.socket) -> dict[str, Any]:
    if order["do"] == "run":
        return {"said": "".join(said_by(command) for command in order["run"])}
    if order["do"] == "write":
        _write(order["file"], order["text"])
        return {}
    if order["do"] == "tun":
        tun = open_tun("tun1")
        socket.send_fds(channel, [b"tun"], [tun])
        os.close(tun)
        return {}
    if order["do"] == "serve":
        await servers.serve(Serving(**order["what"]))
        return {}
    seen, servers.seen = servers.seen, Seen()
    return {"seen": {name: getattr(seen, name) for name in Seen.__slots__}}


def _write(file: str, text: str) -> None:
    Path(file).write_text(text, encoding="ascii")


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as to_the_other_side:
        asyncio.run(main(to_the_other_side))
