"""Reads the command line. Loads little beside argparse: a command is loaded when it is asked for."""

import argparse
from collections.abc import Collection, Sequence
from typing import NoReturn

from inpatient_hub.cli.argument_words import EXIT_CODES, Command, Group, Option, groups

_GLOBAL = (
    Option(
        "--data-dir", metavar="DIR", help="the folder that holds the ward's work (default: this user's data folder)"
    ),
    Option(
        "--database-url",
        metavar="URL",
        help="a shared PostgreSQL database, such as postgresql+psycopg://user@server/hub",
    ),
    Option(
        "--passphrase-fd",
        metavar="N",
        number=True,
        help="where the keyring does not open the lock, read the passphrase or recovery key from this file descriptor",
    ),
    Option("--by", metavar="PERSON", help="who asks for it: a staff id or a full name"),
    Option(
        "--pin-fd",
        metavar="N",
        number=True,
        help="where the person's PIN, passphrase or start code is wanted, read it from this file descriptor",
    ),
    Option("--json", flag=True, help="print JSON for a program instead of text for a person"),
)


class UsageError(Exception):
    """The command line was not understood. `usage` is the line that shows how it is meant."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    """A parser that leaves printing and leaving to the border."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, " ".join(self.format_usage().split()))


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments as a namespace with `group` and `command` (both empty for the window itself). Raises UsageError,
    and SystemExit after printing help that was asked for."""
    args = _parser(frozenset(arguments)).parse_args(list(arguments))
    if args.version:
        return args
    if args.demo and (args.group or args.data_dir or args.database_url):
        raise UsageError(
            "--demo opens a ward of its own, which goes away at the end: it takes no command and no place.",
            "usage: inpatient-hub --demo",
        )
    if args.locked and (args.demo or args.group):
        raise UsageError("--locked is for the window alone.", "usage: inpatient-hub [--data-dir DIR] --locked")
    if args.shown_facts and (args.demo or args.locked or args.group):
        raise UsageError("--facts before a command is for the window alone.", "usage: inpatient-hub --facts FILE")
    if args.shown_pack and (args.demo or args.locked or args.group or args.shown_facts):
        raise UsageError("--pack is for the window alone.", "usage: inpatient-hub [--data-dir DIR] --pack FILE")
    if args.json and not args.group:
        raise UsageError("--json needs a command.", "usage: inpatient-hub COMMAND --json")
    return args


def _parser(words: Collection[str]) -> _Parser:
    """Of groups and commands that are not among these words, only the names are put in: all of them take longer than
    most commands do."""
    parser = _Parser(
        prog="inpatient-hub",
        description="Inpatient Hub opens its window when it is given no command.",
        epilog=EXIT_CODES,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(group="", command="")
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.add_argument("--demo", action="store_true", help="open a fictional ward that is removed at the end")
    parser.add_argument("--locked", action="store_true", help="open the window locked, as after Ctrl+L")
    parser.add_argument("--facts", dest="shown_facts", metavar="FILE", help="open the window at a computer's facts")
    parser.add_argument("--pack", dest="shown_pack", metavar="FILE", help="open the window and offer a content pack")
    for option in _GLOBAL:
        _add(parser, option)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for group in groups():
        if group.name in words:
            _add_group(commands, group, words)
        else:
            commands.add_parser(group.name, help=group.alone.help if group.alone else group.help, add_help=False)
    return parser


def _add_group(commands: "argparse._SubParsersAction[_Parser]", group: Group, words: Collection[str]) -> None:
    if group.alone is not None:
        _add_command(commands, group.name, group.name, group.alone)
        return
    parser = commands.add_parser(group.name, help=group.help, description=_sentence(group.help), allow_abbrev=False)
    _add_again(parser)
    inner = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in group.commands:
        if command.name in words:
            _add_command(inner, command.name, group.name, command)
        else:
            inner.add_parser(command.name, help=command.help, add_help=False)


def _add_command(commands: "argparse._SubParsersAction[_Parser]", name: str, group: str, command: Command) -> None:
    parser = commands.add_parser(
        name,
        help=command.help,
        description=_sentence(command.help),
        epilog=command.more or None,
        allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(group=group, command=command.name)
    everywhere = {option.name for option in _GLOBAL}
    for option in command.options:
        _add(parser, option, default=argparse.SUPPRESS if option.name in everywhere else None)
    _add_again(parser, said={option.name for option in command.options})


def _add_again(parser: _Parser, *, said: Collection[str] = ()) -> None:
    """The options that may stand before a command may stand after it as well; there they must not undo what stood
    before, so that they have no default of their own. Those in `said` the command explains itself."""
    for option in _GLOBAL:
        if option.name not in said:
            _add(parser, option, default=argparse.SUPPRESS)


def _add(parser: _Parser, option: Option, *, default: str | None = None) -> None:
    if option.flag:
        parser.add_argument(option.name, action="store_true", help=option.help, default=default or False)
        return
    keywords: dict[str, object] = {"help": option.help, "default": option.default if default is None else default}
    if option.choices:
        keywords["choices"] = option.choices
    if option.metavar:
        keywords["metavar"] = option.metavar
    if option.number:
        keywords["type"] = int
    if option.many:
        keywords |= {"action": "append"} if option.name.startswith("-") else {"nargs": "+"}
    if option.name.startswith("-"):
        keywords["required"] = option.required
    elif not option.required:
        keywords["nargs"] = "?"
    parser.add_argument(option.name, **keywords)  # type: ignore[arg-type]


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
