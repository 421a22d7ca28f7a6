"""The commands about tasks as data."""

from inpatient_hub.cli.argument_words import LIMIT, SEARCH, WARD, WHO, Command, Group, Option
from inpatient_hub.domain.hand_back import WAITING_ON
from inpatient_hub.domain.task_reasons import LATE

_TASK = Option("task", metavar="TASK", required=True, help="the task's id")
_FOR_ANOTHER = Option("--for-another", flag=True, help="although somebody else has it")
_PROGRESS = ("not_started", "part_done", "waiting", "blocked", "needs_check")
_NEXT = ("chase", "send_form", "make_call", "needs_decision", "carry_on")

_LINE = """The line is read as in the window: a bed names the patient, and a day, a time, a shift, a repeat, !urgent and
@HCA are understood: 'Bed 4 ECG before handover !urgent @HCA'. What was understood is printed, and the day where
none is named. Where something in it is in doubt, nothing is added: the question is printed with its answers."""


_REASONS = "Why a task is done late:\n" + "\n".join(f"  {code:<18}{words}" for code, words in LATE.items())

_WAITS = "What a task can wait on:\n" + "\n".join(
    f"  {code:<19}{words}" for group in WAITING_ON.values() for code, words in group.items()
)


def tasks() -> Group:
    """`inpatient-hub task`."""
    return Group(
        "task",
        "list, add, claim, finish and hand back the ward's tasks",
        (
            Command(
                "list",
                "list open tasks by day, the most pressing first",
                (
                    Option("--due-by", metavar="DAY", help="due on or before this day, 2026-11-27 (default: today)"),
                    SEARCH,
                    LIMIT,
                    WARD,
                ),
                "What is late comes first, with how late it is; what was missed in the last 24 hours comes last.\n"
                "With --search, tasks with these words in their titles, the one added last first, done or not.",
            ),
            Command(
                "add",
                "add a task in one line",
                (
                    Option("line", metavar="WORDS", required=True, many=True, help="the line"),
                    Option("--mine", flag=True, help="claim it at once"),
                    Option("--patient", metavar="ID", help="whom it is about, where the line does not say so"),
                    Option("--referral", metavar="ID", help="the referral or note that goes with it, such as imha"),
                    Option(
                        "--keep", metavar="WORDS", many=True, help="leave these words in the title; may be repeated"
                    ),
                    WARD,
                    WHO,
                ),
                _LINE,
            ),
            Command(
                "claim",
                "claim a task that nobody has, or take it over",
                (
                    _TASK,
                    Option("--take-over", flag=True, help="take it from whoever has it; they are told"),
                    WHO,
                ),
            ),
            Command(
                "done",
                "mark a task done",
                (
                    _TASK,
                    Option("--reason", metavar="CODE", help="why it is late: a code from below"),
                    _FOR_ANOTHER,
                    WHO,
                ),
                _REASONS,
            ),
            Command(
                "hand-back",
                "hand a part-done task back, and print the text for the patient's record, as the window copies it",
                (
                    _TASK,
                    Option("--progress", required=True, choices=_PROGRESS, help="how far it is"),
                    Option("--next", required=True, choices=_NEXT, help="what has to be done next"),
                    Option("--waiting-on", metavar="CODE", help="what it waits on: a code from below"),
                    Option("--chase-on", metavar="DAY", help="when to ask again, 2026-11-27"),
                    Option("--keep", flag=True, help="keep it while it waits"),
                    _FOR_ANOTHER,
                    WHO,
                ),
                _WAITS,
            ),
            Command("history", "show what happened to a task", (_TASK,)),
        ),
    )
