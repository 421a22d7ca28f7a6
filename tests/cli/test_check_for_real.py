"""The check with its real rules: on the facts of computers that were saved, and on the computer that runs the tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inpatient_hub.domain.readiness import Report
from inpatient_hub.domain.readiness_facts import System
from inpatient_hub.host.identity import computer_name
from inpatient_hub.readiness.collectors.choose import this_system
from inpatient_hub.readiness.facts_file import read_facts
from tests.accepted import check_accepted
from tests.architecture.test_without_qt import RUN_THE_CLI, python
from tests.cli.conftest import Shell
from tests.readiness.test_example_facts import KEPT
from tests.readiness.test_report_json import validate

ROOT = Path(__file__).parents[2]

ON_LINUX = pytest.mark.skipif(this_system()[0] is not System.LINUX, reason="says what Linux answers")

REPLAYS = {
    ("ward-pc", "ward"): 0,
    ("ward-pc", "home"): 0,
    ("windows-10-esu-laptop", "home"): 1,
    ("windows-10-esu-laptop", "byod_windows"): 1,
    ("parallels-guest", "mac_guest"): 3,
    ("mac", "mac"): 0,
    ("server", "ward"): 1,
    ("server", "vdi"): 1,
}
"""What each saved computer comes to in a profile."""


# Facts that were saved


@pytest.mark.parametrize(("name", "profile"), REPLAYS)
def test_a_saved_computer_comes_to_what_was_accepted(shell: Shell, name: str, profile: str, accept: bool) -> None:
    done = shell("check", "--facts", str(KEPT / f"{name}.json"), "--profile", profile)
    assert (done.code, done.err) == (REPLAYS[name, profile], "")
    check_accepted(f"readiness/check-{name}-{profile}.txt", done.out, accept=accept)


@pytest.mark.parametrize(("name", "profile"), REPLAYS)
def test_a_saved_computer_gives_a_report_of_the_published_form(shell: Shell, name: str, profile: str) -> None:
    done = shell("check", "--facts", str(KEPT / f"{name}.json"), "--profile", profile, "--json")
    validate(done.json, "report.schema.json")
    assert Report.model_validate(done.json).profile == profile


def test_a_replay_says_that_it_is_one_and_of_which_day(shell: Shell) -> None:
    done = shell("check", "--facts", str(KEPT / "ward-pc.json"))
    said = "Judged from a file of facts, as on the day they were collected: 20 Nov 2026 14:05."
    assert said in done.out
    as_json = shell("check", "--facts", str(KEPT / "ward-pc.json"), "--json")
    assert said in as_json.err
    assert as_json.json["made_at"].startswith("2026-11-20T14:05")


@pytest.mark.parametrize(
    ("name", "profile"),
    [("ward-pc", "ward"), ("windows-10-esu-laptop", "home"), ("parallels-guest", "mac_guest"), ("mac", "mac")],
)
def test_a_replay_is_judged_by_the_profile_that_fits_the_saved_computer(shell: Shell, name: str, profile: str) -> None:
    assert shell("check", "--facts", str(KEPT / f"{name}.json"), "--json").json["profile"] == profile


def test_a_page_of_a_saved_computer_can_be_written(shell: Shell, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    shell("check", "--facts", str(KEPT / "windows-10-esu-laptop.json"), "--profile", "home", "--html", str(page))
    html = page.read_text(encoding="utf-8")
    assert "TCP 2134-2140" in html
    assert "Not ready" in html


def test_no_report_says_that_a_computer_is_warranted(shell: Shell, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    done = shell("check", "--facts", str(KEPT / "ward-pc.json"), "--profile", "ward", "--html", str(page))
    for text in (done.out, page.read_text(encoding="utf-8")):
        assert "is warranted" not in text.casefold()
        assert "tpp warranted environment specification" in text.casefold()


BROKEN = {
    "empty": b"",
    "garbage": b"\x00\xff\xfe garbage",
    "not facts": b"[1, 2, 3]",
    "deep": b"[" * 100_000,
    "absurd": b'{"schema_version": 1, "memory": {"installed": 1e400}}',
    "a stray key": b'{"schema_version": 1, "secret": "Catherine Earnshaw"}',
    "too new": b'{"schema_version": 2}',
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_facts_file_that_cannot_be_used_is_2_in_one_line(shell: Shell, tmp_path: Path, what: str) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(BROKEN[what])
    done = shell("check", "--facts", str(file), "--profile", "ward")
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "facts.json" in done.err
    assert "Earnshaw" not in done.err


def test_a_facts_file_that_is_not_there_is_2(shell: Shell, tmp_path: Path) -> None:
    assert shell("check", "--facts", str(tmp_path / "none.json")).code == 2


# This computer


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


@ON_LINUX
def test_on_linux_it_is_not_ready_because_systmone_needs_windows(shell: Shell, place: Path) -> None:
    done = shell("check", "--profile", "home", "--data-dir", str(place))
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines[0].startswith("Not ready: ")
    start = next(number for number, line in enumerate(lines) if line.startswith("  OS-01"))
    block = lines[start : start + 6]
    assert any(line.startswith("    Do this") for line in block)
    assert "Windows" in " ".join(block)


@ON_LINUX
def test_what_was_saved_here_is_judged_alike(shell: Shell, place: Path, tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    here = shell("check", "--profile", "home", "--data-dir", str(place), "--save-facts", str(file), "--json")
    there = shell("check", "--profile", "home", "--data-dir", str(place), "--facts", str(file), "--json")
    assert (here.code, there.code) == (1, 1)

    def came_to(report: dict[str, object]) -> object:
        return [
            (one["check_id"], one["status"], one["reason"])
            for one in Report.model_validate(report).model_dump()["results"]
        ]

    assert came_to(here.json) == came_to(there.json)


def test_the_report_of_this_computer_is_of_the_published_form(shell: Shell, place: Path) -> None:
    validate(shell("check", "--profile", "ward", "--data-dir", str(place), "--json").json, "report.schema.json")


def test_nobody_is_named_unless_it_is_ticked(shell: Shell, place: Path, tmp_path: Path) -> None:
    page, facts = tmp_path / "report.html", tmp_path / "facts.json"
    where = ("--profile", "home", "--data-dir", str(place), "--html", str(page), "--save-facts", str(facts))
    done = shell("check", *where, "--json")
    for text in (done.out, page.read_text(encoding="utf-8"), facts.read_text(encoding="utf-8")):
        assert computer_name() not in text
        assert str(place) not in text
    assert read_facts(facts).computer_name == ""


def test_without_a_store_it_works_and_makes_none(shell: Shell, place: Path) -> None:
    shell("check", "--profile", "home", "--data-dir", str(place))
    made = {path.relative_to(place).parts[0] for path in place.rglob("*")} if place.exists() else set()
    assert made <= {"readiness"}


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_with_a_broken_store_it_works_and_says_so(shell: Shell, place: Path, built: Path, content: bytes) -> None:
    shutil.copytree(built, place)
    stores = [path for path in place.iterdir() if path.suffix in {".db", ".sqlite", ".sqlite3"}]
    assert len(stores) == 1
    stores[0].write_bytes(content)
    done = shell("check", "--profile", "home", "--only", "IN-03", "--data-dir", str(place), "--json")
    (store,) = done.json["results"]
    assert store["status"] in {"warn", "fail"}
    assert stores[0].read_bytes() == content


def test_a_store_on_a_server_is_not_asked(shell: Shell, place: Path) -> None:
    url = "postgresql+psycopg://nobody@192.0.2.1:9/hub"
    done = shell("check", "--profile", "home", "--only", "IN-03", "--data-dir", str(place), "--database-url", url)
    assert done.code == 0
    assert "192.0.2.1" not in done.out


def test_without_qt_it_works(place: Path) -> None:
    done = python(RUN_THE_CLI, ROOT, "check", "--profile", "home", "--data-dir", str(place), "--json")
    assert (done.returncode, done.stderr) == (1 if sys.platform != "win32" else done.returncode, "")
    Report.model_validate_json(done.stdout)


def test_the_trust_s_own_file_is_taken_and_told(shell: Shell, place: Path) -> None:
    (place / "readiness").mkdir(parents=True)
    own = "[home.rules.HW-06]\nfigures = { free_bytes = 9_000_000_000_000 }\n"
    (place / "readiness" / "profiles.toml").write_text(own, encoding="utf-8")
    done = shell("check", "--facts", str(KEPT / "ward-pc.json"), "--profile", "home", "--data-dir", str(place))
    assert done.code == 1
    assert "Changed by the trust's own file\n" in done.out


@pytest.mark.parametrize("own", ["[[[", "[hoome]\n", "[home.rules.HW-06]\nfigures = { free_bytes = 'lots' }\n"])
def test_a_damaged_trust_s_file_is_2_and_named_with_the_reason(shell: Shell, place: Path, own: str) -> None:
    (place / "readiness").mkdir(parents=True)
    (place / "readiness" / "profiles.toml").write_text(own, encoding="utf-8")
    done = shell("check", "--profile", "home", "--data-dir", str(place))
    assert (done.code, done.out) == (2, "")
    assert "profiles.toml" in done.err


def test_the_list_holds_every_profile_and_check(shell: Shell, place: Path) -> None:
    listed = shell("check", "--list", "--json", "--data-dir", str(place)).json
    assert {one["id"] for one in listed["profiles"]} >= {"ward", "home", "gateway", "vdi"}
    checks = {one["id"]: one for one in listed["checks"]}
    assert checks["HW-06"]["title"] == "There is room on drive C"
    assert "ward" in checks["HW-06"]["profiles"]
    text = shell("check", "--list", "--data-dir", str(place)).out
    assert "HW-06  There is room on drive C" in text
    assert "Internet SystmOne at home" in text


# What leaves this computer

WATCHED = """
import sys

def watch(event, arguments):
    if event in SENDING:
        sys.__stderr__.write(f"SENT {event}\\n")
        raise PermissionError("nothing may leave")

SENDING = {
    "socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request", "http.client.connect",
}
sys.path.insert(0, sys.argv.pop(1))
from inpatient_hub.cli.main import main
sys.addaudithook(watch)
sys.exit(main(sys.argv[1:]))
"""


@ON_LINUX
@pytest.mark.parametrize("extra", [(), ("--only", "NW-04"), ("--list",), ("--name-computer",)])
def test_without_network_nothing_is_sent(place: Path, extra: tuple[str, ...]) -> None:
    profile = () if extra == ("--list",) else ("--profile", "home")
    done = python(WATCHED, ROOT, "check", *profile, "--data-dir", str(place), *extra)
    assert done.returncode in (0, 1)
    assert "SENT" not in done.stderr


@ON_LINUX
def test_the_watch_sees_what_a_network_test_would_send(place: Path) -> None:
    done = python(WATCHED, ROOT, "check", "--profile", "home", "--network", "--data-dir", str(place))
    assert "SENT socket." in done.stderr


# A terminal, and a pipe


@pytest.mark.skipif(os.name == "nt", reason="a pipe that nobody reads is another error there")
def test_a_reader_that_has_gone_changes_neither_the_exit_code_nor_the_files(tmp_path: Path) -> None:
    facts, page = KEPT / "windows-10-esu-laptop.json", tmp_path / "page.html"
    command = [sys.executable, "-m", "inpatient_hub", "check", "--profile", "home", "--facts", str(facts)]
    nobody, mine = os.pipe()
    os.close(nobody)
    done = subprocess.run([*command, "--html", str(page)], check=False, stdout=mine, stderr=subprocess.PIPE, cwd=ROOT)
    os.close(mine)
    assert (done.returncode, done.stderr) == (1, f"Written: {page}\n".encode())
    assert page.read_text(encoding="utf-8").endswith("</html>\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty there")
def test_a_person_at_a_terminal_sees_how_far_it_is(place: Path) -> None:
    import pty

    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "inpatient_hub", "check", "--profile", "home", "--data-dir", str(place)]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=theirs, cwd=ROOT, timeout=60)
    os.close(theirs)
    seen = os.read(mine, 100_000).decode()
    os.close(mine)
    assert "Read " in seen
    assert b"\r" not in done.stdout.replace(b"\r\n", b"\n")
