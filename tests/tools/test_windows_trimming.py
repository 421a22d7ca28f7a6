"""What is left out of the Windows folder is missed by nothing: what stays is tried without it."""

import ast
import json
import shutil
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from windows.notices import named_licence
from windows.packages import LOCK, NOT_SHIPPED, PROJECT, ROOT, shipped
from windows.program import copy_program, unpack
from windows.trimming import head_of, is_for_building, is_kept

ANSWERS = {
    "ward.test.": [
        dns.rrset.from_text("ward.test.", 60, "IN", "CNAME", "s11.test."),
        dns.rrset.from_text("s11.test.", 60, "IN", "A", "192.0.2.7", "192.0.2.8"),
        dns.rrset.from_text("s11.test.", 60, "IN", "LOC", "51 30 12 N 0 7 39 W 10m"),
    ]
}
NOBODY = dns.rrset.from_text("test.", 60, "IN", "SOA", "a.test. b.test. 1 2 3 4 5")

ASK = """
import json, sys
sys.path.insert(0, sys.argv[1])
import dns.exception, dns.resolver
resolver = dns.resolver.Resolver(configure=False)
resolver.nameservers, resolver.port = ["127.0.0.1"], int(sys.argv[2])
said = []
for name in ("ward.test.", "nobody.test.", "bare.test."):
    try:
        said.append(sorted(one.to_text() for one in resolver.resolve(name, "A", lifetime=20, search=False)))
    except dns.exception.DNSException as error:
        said.append(type(error).__name__)
print(json.dumps([dns.__path__, said, sorted(one for one in sys.modules if one.startswith("dns.rdtypes.ANY."))]))
"""

SEAL = """
import sys

class Gone:
    def find_spec(self, name, _path=None, _target=None):
        if name.partition(".")[0] in {"cffi", "pycparser"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Gone())
from inpatient_hub.store.keys import sealing
key = sealing.stretched(b"a passphrase", sealing.new_salt(), sealing.Cost(memory_kib=64, passes=1))
box = sealing.seal(key, b"a key", b"about")
print(sealing.opened(key, box, b"about").decode(), sealing.opened(sealing.new_key(), box, b"about"))
"""


def copied(package: str, folder: Path) -> Path:
    """What is kept of one of our own packages, in a folder."""
    [whole] = __import__(package).__path__
    for file in sorted(Path(whole).rglob("*.py")):
        name = f"{package}/{file.relative_to(whole).as_posix()}"
        if is_kept(name):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / name)
    return folder


@pytest.fixture
def name_server() -> Iterator[int]:
    """A name server on this computer that knows one name, and of another only that there is no address; its port."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            packet, asker = server.recvfrom(4096)
            if not packet:
                return
            asked = dns.message.from_wire(packet)
            name = asked.question[0].name.to_text()
            answer = dns.message.make_response(asked)
            answer.flags |= dns.flags.RA
            answer.answer = ANSWERS.get(name, [])
            if not answer.answer:
                answer.authority = [NOBODY]
                answer.set_rcode(dns.rcode.NXDOMAIN if name == "nobody.test." else dns.rcode.NOERROR)
            server.sendto(answer.to_wire(), asker)

    serving = threading.Thread(target=serve)
    serving.start()
    port: int = server.getsockname()[1]
    yield port
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
        last.sendto(b"", ("127.0.0.1", port))
    serving.join()
    server.close()


def test_what_is_left_of_the_asker_of_name_servers_still_asks_them(tmp_path: Path, name_server: int) -> None:
    kept = copied("dns", tmp_path)
    assert not (kept / "dns" / "zone.py").exists()
    command = [sys.executable, "-c", ASK, str(kept), str(name_server)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    where, said, kinds = json.loads(done.stdout)
    assert where == [str(kept / "dns")]
    assert said == [["192.0.2.7", "192.0.2.8"], "NXDOMAIN", "NoAnswer"]
    assert "dns.rdtypes.ANY.CNAME" in kinds
    assert "dns.rdtypes.ANY.LOC" not in kinds  # it is passed over unread


def test_what_seals_the_key_asks_for_nothing_of_cffi_but_its_library() -> None:
    done = subprocess.run([sys.executable, "-c", SEAL], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("a key None\n", "", 0)
    assert not is_kept("cffi/cparser.py")
    assert is_kept("_cffi_backend.cp311-win_amd64.pyd")


def test_what_nothing_loads_is_neither_shipped_nor_listed() -> None:
    lock, project = LOCK.read_text(encoding="utf-8"), PROJECT.read_text(encoding="utf-8")
    names = {one.name for one in shipped(lock, project, (3, 11))}
    assert "cffi" in names
    assert not names & NOT_SHIPPED
    assert all(f"\n{name}==" in lock for name in NOT_SHIPPED), "a name is no longer in the lock"


def test_the_gallery_is_left_out_and_nothing_of_the_program_asks_for_it(tmp_path: Path) -> None:
    copy_program(tmp_path)
    folder = tmp_path / "inpatient_hub"
    assert list(folder.rglob("*gallery*")) == []
    whole = {file.relative_to(ROOT / "inpatient_hub") for file in (ROOT / "inpatient_hub").rglob("*.py")}
    left = {file for file in whole if is_for_building(file.as_posix())}
    assert left
    assert {file.relative_to(folder) for file in folder.rglob("*.py")} == whole - left
    assert [
        file.name for file in sorted(folder.rglob("*.py")) if any("gallery" in name for name in imported(file))
    ] == []


def imported(file: Path) -> Iterator[str]:
    """The names of all modules that a file imports, wherever in it."""
    for part in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(part, ast.Import):
            yield from (one.name for one in part.names)
        elif isinstance(part, ast.ImportFrom):
            yield from (f"{part.module}.{one.name}" for one in part.names)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_of_a_package_s_description_stays_what_a_program_reads(tmp_path: Path, ends: str) -> None:
    told = ends.join(["Metadata-Version: 2.4", "Name: some-thing", "Version: 1.2", "License-Expression: ISC"])
    wheel = tmp_path / "some_thing-1.2-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("some_thing-1.2.dist-info/METADATA", f"{told}{ends}{ends}# Some thing{ends}{ends}Read me.")
        archive.writestr("some_thing-1.2.dist-info/entry_points.txt", "[a]\nb = c:d\n")
        archive.writestr("some_thing/__init__.py", "")
    unpack([wheel], tmp_path / "packages")
    info = tmp_path / "packages" / "some_thing-1.2.dist-info"
    assert named_licence(info) == ("some-thing", "1.2", "ISC")
    assert "Read me" not in (info / "METADATA").read_text(encoding="utf-8")
    assert (info / "entry_points.txt").is_file()


def test_a_description_without_pages_for_readers_is_left_as_it_is() -> None:
    assert head_of(b"Name: a\nVersion: 1\n") == b"Name: a\nVersion: 1\n"
