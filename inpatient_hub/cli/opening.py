"""What a command works with: the ward's store, and the ward itself."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from inpatient_hub.bootstrap import Hub, Place, open_hub
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.paths import default_data_folder
from inpatient_hub.host.settings import read_settings


class ChoiceNeeded(HubError):
    """A command has to be told which one is meant. `lines` lists what there is to choose from."""

    def __init__(self, title: str, message: str, *, remedy: str, lines: Sequence[str] = ()) -> None:
        super().__init__(title, message, remedy=remedy)
        self.lines = tuple(lines)


class OnServer(HubError):
    """What is asked for is done to the files of a folder, and a database server was named, or set by the trust."""

    def __init__(self) -> None:
        super().__init__(
            "This cannot be done with a database server",
            "The command works on the files of a data folder: its lock, its backups, and the store in it.",
            remedy="Leave --database-url out and name the folder with --data-dir. A server is looked after by IT.",
        )


def place_of(args: Namespace) -> Place:
    """Where the ward's work is kept: as the command line says, or in this user's data folder."""
    folder = Path(args.data_dir) if args.data_dir else default_data_folder()
    return Place(data_folder=folder, database_url=args.database_url)


def folder_of(args: Namespace) -> Place:
    """The same, for what works on the files of a folder itself: its lock, its backups, the store put in its place.
    Raises HubError where a database server is named, whose answer would say nothing about the folder."""
    if args.database_url:
        raise OnServer
    return place_of(args)


@contextmanager
def opened(args: Namespace, *, to_write: bool, make: bool = False) -> Iterator[Hub]:
    """The application over the store. To write, no other copy of the program may have it open: its screens would go on
    showing what was true before. Only what begins a ward may `make` a store: a mistyped place must not become an empty
    one. Raises HubError when it cannot be opened."""
    from inpatient_hub.cli.unlocking import opened_place

    hub = open_hub(opened_place(place_of(args), args, make=make), alone=to_write, make=make)
    try:
        yield hub
    finally:
        with suppress(HubError):  # what was asked for is done, or refused
            hub.sign_in.sign_out()
        hub.close()


def ward_of(hub: Hub, args: Namespace) -> Ward:
    """The ward a command is about: the one named, the one this computer used last, or the only one."""
    wards = hub.wards.all()
    if not wards:
        raise HubError(
            "There is no ward here yet",
            f"The store in {hub.place.data_folder} is empty.",
            remedy="Set one up with 'inpatient-hub ward set-up', or try a fictional one with 'inpatient-hub demo'.",
        )
    if args.ward:
        found = [ward for ward in wards if args.ward == ward.id or args.ward.casefold() == ward.name.casefold()]
        if not found:
            raise ChoiceNeeded(
                "No such ward", "No ward here has this id or name.", remedy="Choose from these:", lines=_listed(wards)
            )
        return found[0]
    last = read_settings(hub.place.data_folder).ward_id
    known = {ward.id: ward for ward in wards}
    if last in known:
        return known[last]
    if len(wards) > 1:
        raise ChoiceNeeded(
            "It is not clear which ward is meant",
            "This store holds several.",
            remedy="Say which with --ward:",
            lines=_listed(wards),
        )
    return wards[0]


def _listed(wards: Sequence[Ward]) -> list[str]:
    return [f"{ward.id}  {ward.name}" for ward in wards]
