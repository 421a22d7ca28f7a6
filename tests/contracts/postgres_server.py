"""Starts a PostgreSQL server of the tests' own: in a folder that is thrown away, as an unprivileged user, on a socket
that only this computer sees."""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

ADMIN = "hub_admin"
LOCKED_USER = "locked"
LOCKED_PASSWORD = "correct horse"
_START_SECONDS = 30

_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "max_connections": "40",
    "autovacuum": "off",
    "lc_messages": "C",
}


class PostgresServer:
    """A running server. `url` gives addresses as the program takes them."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self.folder = folder
        self._process = process
        self._numbers = count(1)

    def url(self, database: str, *, user: str = ADMIN, password: str | None = None) -> str:
        """The address of a database on this server."""
        secret = f":{quote(password)}" if password is not None else ""
        return f"postgresql+psycopg://{user}{secret}@/{database}?host={self.folder}"

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Runs statements as the administrator, each on its own."""
        with self.connect(database) as connection:
            for statement in statements:
                connection.execute(statement)

    def connect(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
        """A connection of the administrator that commits by itself."""
        return psycopg.connect(host=str(self.folder), user=ADMIN, dbname=database, autocommit=True)

    @contextmanager
    def database(self) -> Iterator[str]:
        """The name of a new, empty database, dropped after use."""
        name = f"hub_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield name
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stops the server and removes its folder."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def missing_reason() -> str:
    """Why no server can be started here; empty when one can."""
    if _programs() is None:
        return "PostgreSQL is not installed (initdb is neither on PATH nor in /usr/lib/postgresql)"
    if os.geteuid() == 0 and (_unprivileged() is None or shutil.which("setpriv") is None):
        return "PostgreSQL does not run as root, and there is no other user, or no setpriv, to run it with"
    return ""


@cache
def shared_server() -> PostgresServer:
    """The one server of this process, started when it is first asked for and stopped when the tests end."""
    server = _start()
    atexit.register(server.stop)
    return server


def _start() -> PostgresServer:
    programs = _programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="hub-pg-"))
    data = folder / "data"
    owner = _unprivileged() if os.geteuid() == 0 else None
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    run_as = _run_as(owner)
    # An English server by its language rules, as a trust would have: its order of words must not become the hub's.
    options = "--no-sync --auth=trust --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en-GB"
    initdb = [*run_as, str(programs / "initdb"), "-D", str(data), f"--username={ADMIN}", *options.split()]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder)
    hba = data / "pg_hba.conf"
    hba.write_text(f"local all {LOCKED_USER} scram-sha-256\n{hba.read_text()}")
    settings = [f"--{name}={value}" for name, value in _SETTINGS.items()]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*run_as, str(programs / "postgres"), "-D", str(data), "-k", str(folder), *settings],
            stdout=log,
            stderr=log,
            cwd=folder,
        )
    server = PostgresServer(folder, process)
    _wait_until_ready(server, process)
    server.execute(f"CREATE ROLE {LOCKED_USER} LOGIN PASSWORD '{LOCKED_PASSWORD}'")
    return server


def _wait_until_ready(server: PostgresServer, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            server.connect().close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > end:
                log = (server.folder / "log").read_text(errors="replace")
                raise AssertionError(f"PostgreSQL did not start:\n{log}") from None
            threading.Event().wait(0.02)
        else:
            return


@cache
def _programs() -> Path | None:
    """The folder of the server's programs; the newest installed, when they are not on PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return installed[-1].parent if installed else None


@cache
def _unprivileged() -> pwd.struct_passwd | None:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _run_as(owner: pwd.struct_passwd | None) -> list[str]:
    """The words before a command that drop root's rights, and end the server with the tests, however they end."""
    if shutil.which("setpriv") is None:
        return []
    ended_with_tests = ["setpriv", "--pdeathsig", "QUIT"]
    if owner is None:
        return [*ended_with_tests, "--"]
    return [*ended_with_tests, f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups", "--"]
