"""The border of the command line: every failure becomes one line and an exit code here, and only here."""

import os
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from inpatient_hub import __version__
from inpatient_hub.cli import output
from inpatient_hub.cli.arguments import UsageError, parsed
from inpatient_hub.domain.errors import HubError

DONE, EXPECTED_FAILURE, USAGE, BUG, INTERRUPTED = 0, 1, 2, 70, 130

Command = Callable[[Namespace], int]


def run(arguments: Sequence[str]) -> int:
    """Runs the command these arguments ask for and returns its exit code. Never raises.

    That nobody reads the output to its end changes nothing about what the command came to.
    """
    code = DONE
    output.without_terminal()
    try:
        code = _done(arguments)
        output.flush()
    except BrokenPipeError:
        output.close_quietly()
    except KeyboardInterrupt:
        return INTERRUPTED
    if words := output.unheard():
        _tell_of_no_window(arguments, words)
    return code


def _tell_of_no_window(arguments: Sequence[str], words: str) -> None:
    """Somebody who opened the window would else see nothing happen at all."""
    from inpatient_hub.cli.argument_words import groups
    from inpatient_hub.host.message_box import tell_in_box

    if not arguments or arguments[0] not in {group.name for group in groups()}:
        tell_in_box(words)


def _done(arguments: Sequence[str]) -> int:
    args: Namespace | None = None
    output.for_program("--json" in arguments)
    try:
        args = parsed(arguments)
        return _command(args)(args)
    except UsageError as error:
        output.complain(f"inpatient-hub: {error}", kind="usage", remedy=error.usage)
        return USAGE
    except SystemExit as asked:  # argparse has printed its help
        return asked.code if isinstance(asked.code, int) else DONE
    except HubError as failure:
        output.failure(failure)
        return EXPECTED_FAILURE
    except BrokenPipeError:
        raise
    except Exception as bug:  # noqa: BLE001 - the border: whatever else happens is a fault of the program
        return _told_of_bug(bug, args)


def _command(args: Namespace) -> Command:
    """The function that does what was asked. Its module is loaded now, and no other."""
    return _version if args.version else _commands_of(args.group)[args.command]


def _version(args: Namespace) -> int:
    if args.json:
        output.data({"version": __version__})
    else:
        output.say(f"inpatient-hub {__version__}")
    return DONE


def _commands_of(group: str) -> Mapping[str, Command]:
    if group == "note":
        from inpatient_hub.cli import notes

        return notes.COMMANDS
    if group == "run":
        from inpatient_hub.cli import runs

        return runs.COMMANDS
    if group == "task":
        from inpatient_hub.cli import tasks

        return tasks.COMMANDS
    if group == "patient":
        from inpatient_hub.cli import patients

        return patients.COMMANDS
    if group == "ward":
        from inpatient_hub.cli import wards

        return wards.COMMANDS
    return _commands_about_the_program(group)


def _commands_about_the_program(group: str) -> Mapping[str, Command]:
    if group == "content":
        from inpatient_hub.cli import content

        return content.COMMANDS
    if group == "check":
        from inpatient_hub.cli import check

        return check.COMMANDS
    if group == "demo":
        from inpatient_hub.cli import demo

        return demo.COMMANDS
    if group:
        return _commands_about_safety(group)
    from inpatient_hub.cli import window

    return window.COMMANDS


def _commands_about_safety(group: str) -> Mapping[str, Command]:
    if group == "lock":
        from inpatient_hub.cli import locks

        return locks.COMMANDS
    if group == "backup":
        from inpatient_hub.cli import backups

        return backups.COMMANDS
    if group == "audit":
        from inpatient_hub.cli import audit

        return audit.COMMANDS
    if group == "records":
        from inpatient_hub.cli import records

        return records.COMMANDS
    if group == "rescue":
        from inpatient_hub.cli import rescuing

        return rescuing.COMMANDS
    from inpatient_hub.cli import restoring

    return {group: restoring.COMMANDS[group]}


def _told_of_bug(bug: Exception, args: Namespace | None) -> int:
    """Notes the fault in the log, without a word of any patient, and says where the log is."""
    from inpatient_hub.host.log import log_bug, start_log
    from inpatient_hub.host.paths import default_data_folder

    folder = Path(args.data_dir) if args is not None and args.data_dir else default_data_folder()
    log = start_log(folder)
    log_bug(f"the command {_name(args)}", bug)
    # os.path: a Path raises for a name that no system would take.
    where = f"Where in the program is noted in {log}." if os.path.exists(log) else "Its log could not be written."  # noqa: PTH110
    output.complain(
        f"Something went wrong inside Inpatient Hub. Everything saved before it is safe. {where} "
        "Try once more; if it happens again, tell your digital lead.",
        kind="bug",
    )
    return BUG


def _name(args: Namespace | None) -> str:
    return f"{args.group} {args.command}".strip() if args is not None else "line"
