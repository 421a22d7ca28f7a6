"""`inpatient-hub content`: checking a content pack, starting the ward's own, and passing it on as one file."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from inpatient_hub.cli import output
from inpatient_hub.cli.opening import opened, place_of
from inpatient_hub.cli.signing_in import one_of_all
from inpatient_hub.content.check import check_folder
from inpatient_hub.content.problems import Problem
from inpatient_hub.content.starting import start_local_pack
from inpatient_hub.host.paths import local_pack_folder


def _check(args: Namespace) -> int:
    problems = _problems(args)
    if args.json:
        output.data({"problems": [asdict(problem) for problem in problems]})
    else:
        for problem in problems:
            output.say(str(problem))
    if not problems:
        if not args.json:
            output.say("No problems found.")
        return 0
    count = len(problems)
    output.complain(
        f"{'1 problem' if count == 1 else f'{count:,} problems'} found. Put right what is listed, then check again."
    )
    return 1


def _problems(args: Namespace) -> list[Problem]:
    """Of the folder named; of what ships with the program, and of the ward's own pack, when none is."""
    if args.folder:
        return check_folder(Path(args.folder))
    own = local_pack_folder(place_of(args).data_folder)
    return check_folder(None) + (check_folder(own) if own.is_dir() else [])


def _start_local(args: Namespace) -> int:
    folder = local_pack_folder(place_of(args).data_folder)
    written = start_local_pack(folder)
    if args.json:
        output.data({"folder": str(folder), "files": [path.name for path in written]})
    elif written:
        output.say(f"Written in {folder}: {', '.join(path.name for path in written)}")
        output.say("Write your own areas and contacts over the examples, then run: inpatient-hub content check")
    else:
        output.say(f"The ward's own pack is in {folder} already. Nothing was written.")
    return 0


def _save(args: Namespace) -> int:
    from inpatient_hub.content.pack_file import write_pack_file

    names = write_pack_file(local_pack_folder(place_of(args).data_folder), Path(args.file))
    if args.json:
        output.data({"file": args.file, "files": names})
    else:
        output.say(f"Saved in {args.file}: {', '.join(names)}")
    return 0


def _bring_in(args: Namespace) -> int:
    with opened(args, to_write=True) as hub:
        one_of_all(hub, args)
        done = hub.packs.bring_in(Path(args.file))
    look = done.look
    if args.json:
        output.data({"title": look.title, "version": look.version, "kept": str(done.kept) if done.kept else None})
        return 0
    output.say(f"{look.title} {look.version} is the ward's own pack now, from the next start on.")
    if done.kept is not None:
        output.say(f"The one before is kept in {done.kept}.")
    return 0


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {
    "check": _check,
    "start-local": _start_local,
    "save": _save,
    "bring-in": _bring_in,
}
