"""The commands as data: their names, what they take, and the help they print."""

from dataclasses import dataclass

EXIT_CODES = (
    "Exit codes: 0 done, 1 it could not be done (one line says why and what to do), 2 usage, 70 a fault of the "
    "program.\n"
    "'check' has its own: see 'inpatient-hub check --help'."
)

NOTE_STATES = ("draft", "copied", "filed", "not_filed", "in_error")
LATE_REASONS = tuple(
    "incident staffing patient_asleep patient_away patient_declined waiting recorded_late other".split()
)


@dataclass(frozen=True, slots=True)
class Option:
    """One argument of a command; a name without hyphens is positional."""

    name: str
    help: str = ""
    metavar: str = ""
    required: bool = False
    flag: bool = False
    number: bool = False
    many: bool = False
    default: object = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `help` is a phrase; `more` is printed below its own help."""

    name: str
    help: str
    options: tuple[Option, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Commands about one thing; with `alone` the group is itself the command."""

    name: str
    help: str
    commands: tuple[Command, ...] = ()
    alone: Command | None = None


_WARD = Option("--ward", metavar="WARD", help="the ward's id or name, where the store holds several")
_BY = Option(
    "--by",
    metavar="PERSON",
    help="who does this: a staff id or a full name; may be left out only where the ward has one person",
)
_LATE = Option(
    "--late-reason",
    metavar="CODE",
    choices=LATE_REASONS,
    help="why its task was late, where it was; without it the task counts as only ticked late",
)
_LATE_CODES = f"The codes for a late task: {', '.join(LATE_REASONS)}."
_AUTHOR = Option(
    "--by",
    metavar="PERSON",
    help="whose name stands under it: a staff id or a full name (shown without saving: who used this computer last)",
)
_SEARCH = Option("--search", metavar="WORDS", default="", help="only what holds every one of these words")
_LIMIT = Option("--limit", metavar="N", number=True, default=200, help="at most so many, 0 for all (default: 200)")
WARD, WHO, SEARCH, LIMIT = _WARD, _BY, _SEARCH, _LIMIT
"""Options that other commands share."""

_RUN = Option("run", metavar="RUN", required=True, help="the referral's id")
_NOTE = Option("note", metavar="ID", required=True, help="the note's id")
_EXACT = Option("--exact", flag=True, help="write the very bytes of the note: UTF-8, lines ended by CRLF, nothing else")
_PART = Option("--part", metavar="N", number=True, default=1, help="which part of a long note (default: 1)")
_REASON = Option("--reason", metavar="WORDS", required=True, help="why")

_ANSWERS = """The answers file is JSON:
  {"event_date": "2026-11-20", "event_time": "15:55",
   "steps": {"consent": "agreed", "send": {"contact": "advocacy_city", "method": "email"}},
   "fields": {"purpose": ["rights"]}}
`steps` holds the answers of the workflow that makes this note, `fields` those of the note's own form.
Without --patient the note begins with [PATIENT NAME] and cannot be copied."""

_VALUES = """VALUE is an option's id or plain words. A tick list is a JSON list: '["our_patient"]'. Where it was sent is
a JSON object: '{"contact": "...", "method": "email"}'. A follow-up is a date: 2026-11-27. null takes an answer back.
A hyphen alone reads the value from standard input, which keeps it out of the shell's history. `run status` lists what
can be answered."""

_CHECK = """Without --network not one packet leaves this computer, and the way to SystmOne is not tested. With it, each
server and port of the profile is tried once, nothing is sent to them but the attempt itself, and there is a pause of
30 seconds between two tests. Ctrl+C stops it; what is known by then is printed.

Exit codes of this command:
  0    ready, or ready as far as can be checked
  1    not ready: the output says what to fix and who can
  2    usage: the command, a profile, a facts file or the trust's own profile file was not understood
  3    not known: a required check could not run, the network was tested a moment ago, or a file was not written
  70   a fault of the program
  130  stopped with Ctrl+C"""


def _check() -> Group:
    return Group(
        "check",
        "say whether this computer is ready for SystmOne",
        alone=Command(
            "check",
            "say whether this computer is ready for SystmOne, and what to do if it is not",
            (
                Option(
                    "--profile", metavar="NAME", help="which kind of computer and use (default: chosen, or guessed)"
                ),
                Option("--network", flag=True, help="test the way to SystmOne as well"),
                Option(
                    "--only", metavar="ID", many=True, help="tell these checks only, such as HW-06; may be repeated"
                ),
                Option("--html", metavar="FILE", help="write the report as one page for a browser or a printer"),
                Option("--save-facts", metavar="FILE", help="write what was read, to be judged on another computer"),
                Option("--facts", metavar="FILE", help="judge a file of --save-facts instead of this computer"),
                Option("--name-computer", flag=True, help="let the report and the facts name this computer"),
                Option("--list", flag=True, help="list the profiles and the checks, and check nothing"),
            ),
            _CHECK,
        ),
    )


def _notes() -> Group:
    return Group(
        "note",
        "list, show, render, copy and file case notes",
        (
            Command(
                "list",
                "list notes, newest first",
                (
                    Option("--state", many=True, choices=NOTE_STATES, help="only notes that stand so; may be repeated"),
                    _SEARCH,
                    _LIMIT,
                    _WARD,
                ),
            ),
            Command("show", "show a note, its text and its history", (_NOTE, _EXACT)),
            Command(
                "render",
                "make a note from a template and a file of answers, exactly as the window would",
                (
                    Option("template", metavar="TEMPLATE", required=True, help="the template's id"),
                    Option(
                        "--answers", metavar="FILE", required=True, help="the answers as JSON; - for standard input"
                    ),
                    Option("--patient", metavar="ID", help="whose note it is"),
                    _AUTHOR,
                    _WARD,
                    Option("--copy", flag=True, help="keep it in the unfiled tray and put it on the clipboard"),
                    _EXACT,
                ),
                _ANSWERS,
            ),
            Command("copy", "put a note that was copied before on the clipboard again", (_NOTE, _PART, _BY)),
            Command("file", "say that a copied note is saved in SystmOne", (_NOTE, _LATE, _BY), _LATE_CODES),
            Command("not-filed", "say that a copied note was not filed, and why", (_NOTE, _REASON, _BY)),
            Command("in-error", "mark a note as made in error, and why; nothing is deleted", (_NOTE, _REASON, _BY)),
        ),
    )


def _runs() -> Group:
    return Group(
        "run",
        "walk a workflow for a patient",
        (
            Command("workflows", "list the workflows on offer"),
            Command("list", "list the referrals in progress", (_WARD,)),
            Command(
                "start",
                "start a workflow for a patient",
                (
                    Option("workflow", metavar="WORKFLOW", required=True, help="the workflow's id"),
                    Option("--patient", metavar="ID", required=True, help="the patient's id"),
                    _BY,
                ),
            ),
            Command("status", "show where a referral stands and what it needs next", (_RUN,)),
            Command(
                "answer",
                "answer a step, or one field of the note",
                (
                    _RUN,
                    Option("step", metavar="STEP", required=True, help="the step's id"),
                    Option("value", metavar="VALUE", required=True, help="the answer"),
                    Option("--field", metavar="F", default="", help="the field of the note this answers"),
                    _BY,
                ),
                _VALUES,
            ),
            Command("next", "go one step on", (_RUN, _BY)),
            Command("back", "go one step back; nothing is lost", (_RUN, _BY)),
            Command("note", "show the note as it stands now", (_RUN, _EXACT, _AUTHOR)),
            Command("copy", "put the referral's note on the clipboard and into the unfiled tray", (_RUN, _PART, _BY)),
            Command("file", "say that the referral's note is saved in SystmOne", (_RUN, _LATE, _BY), _LATE_CODES),
            Command("abandon", "end a referral that is not wanted; nothing is deleted", (_RUN, _REASON, _BY)),
        ),
    )


def groups() -> tuple[Group, ...]:
    """Every command there is."""
    from inpatient_hub.cli.safety_words import safety  # which are described with what stands here
    from inpatient_hub.cli.task_words import tasks

    return (
        _notes(),
        _runs(),
        tasks(),
        Group(
            "patient",
            "find patients",
            (Command("list", "list the patients on the ward", (_SEARCH, _LIMIT, _WARD)),),
        ),
        Group(
            "ward",
            "show or set up the ward",
            (
                Command("show", "show the ward and its staff", (_WARD,)),
                Command(
                    "set-up",
                    "set up a ward and its first person",
                    (
                        Option("--name", metavar="WARD", required=True, help="the ward's name"),
                        Option("--person", metavar="NAME", required=True, help="the first person's full name"),
                        Option(
                            "--role", metavar="ROLE", required=True, help="their role as notes give it, such as RMN"
                        ),
                        Option(
                            "--sign-in",
                            metavar="HOW",
                            default="name",
                            choices=("name", "pin"),
                            help="how its people say who they are: by name alone (default), or with a PIN of their own",
                        ),
                        Option(
                            "--by",
                            metavar="PERSON",
                            help="where there is a ward already: a senior admin, by staff id or full name",
                        ),
                    ),
                ),
            ),
        ),
        Group(
            "content",
            "check, start and pass on the ward's own content",
            (
                Command(
                    "check",
                    "check a content pack and list everything that is wrong with it",
                    (
                        Option(
                            "folder", metavar="DIR", help="the pack's folder (default: what ships, and the ward's own)"
                        ),
                    ),
                ),
                Command("start-local", "write the files in which a ward keeps its own areas, contacts and wording"),
                Command(
                    "save",
                    "save the ward's own pack as one file, to be passed on",
                    (Option("file", metavar="FILE", help="its name, ending in .hubpack", required=True),),
                ),
                Command(
                    "bring-in",
                    "put a pack's file in the place of the ward's own pack, which is kept",
                    (Option("file", metavar="FILE", help="the pack's file", required=True), _BY),
                ),
            ),
        ),
        _check(),
        Group(
            "demo",
            "fill the data folder with a fictional ward",
            alone=Command(
                "demo",
                "fill the data folder with a fictional ward",
                (Option("--scale", metavar="N", number=True, default=1, help="so many times the usual 20 patients"),),
            ),
        ),
        *safety(),
    )
