"""Checks this computer in a process that refuses and notes every socket, name look-up and other program. Run by
test_no_packet.py."""

import json
import sys
from pathlib import Path

sockets: list[str] = []
programs: list[str] = []


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Python tells this hook what it is about to do, from C and Python alike; raising keeps it from doing so."""
    if event.startswith("socket.") and event != "socket.gethostname":
        sockets.append(event)
        raise PermissionError(event)
    if event == "subprocess.Popen":
        programs.append(str(arguments[0]))


def everything_local(folder: Path) -> int:
    """All that a person can do without asking for the network. Returns how many results there were."""
    from inpatient_hub.bootstrap import Place, open_readiness

    service = open_readiness(Place(data_folder=folder, database_url="postgresql://user:secret@192.0.2.1/hub"))
    service.suggestion()
    results = 0
    for profile in service.profiles:
        run = service.check(profile)
        service.check(profile, only=frozenset({"NW-04"}))
        service.judge(run.facts, profile)
        assert run.facts.network is None
        assert not run.report.verdict.network_was_run
        results += len(run.report.results)
    return results


def the_network(folder: Path) -> int:
    """The network test, of which every socket is refused: it shows that the watch would see one."""
    from inpatient_hub.bootstrap import Place, open_readiness

    return len(open_readiness(Place(data_folder=folder)).check("home", network=True).report.results)


if __name__ == "__main__":
    sys.addaudithook(watch)
    results = {"local": everything_local, "network": the_network}[sys.argv[1]](Path(sys.argv[2]))
    sys.stdout.write(json.dumps({"sockets": sockets, "programs": programs, "results": results}))
