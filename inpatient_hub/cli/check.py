"""`inpatient-hub check`: whether this computer is ready for SystmOne. The exit code says it, and so does line one.

It works on a computer on which the application itself cannot be opened: it needs no store, no window and no Qt.
"""

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inpatient_hub.cli import output
from inpatient_hub.cli.arguments import UsageError
from inpatient_hub.cli.check_run import watched
from inpatient_hub.cli.check_words import chosen_lines, report_lines
from inpatient_hub.cli.moments import moment
from inpatient_hub.cli.opening import place_of
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.readiness import Report, VerdictKind, verdict_of
from inpatient_hub.domain.readiness_facts import Facts
from inpatient_hub.host.own_files import refuse_own
from inpatient_hub.readiness.changes_since import Change

if TYPE_CHECKING:
    from inpatient_hub.readiness.service import ReadinessService

READY, NOT_READY, REFUSED, NOT_KNOWN, STOPPED = 0, 1, 2, 3, 130

_CODES: Mapping[VerdictKind, int] = {
    VerdictKind.READY: READY,
    VerdictKind.AS_FAR_AS_CAN_BE_CHECKED: READY,
    VerdictKind.NOT_READY: NOT_READY,
    VerdictKind.INCOMPLETE: NOT_KNOWN,
}

_USAGE = (
    "usage: inpatient-hub check [--profile NAME] [--network] [--only ID] [--html FILE] [--save-facts FILE] [--json]"
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What there is to tell: a report, the facts behind it, and where they come from in a sentence."""

    report: Report
    facts: Facts
    about: str
    changes: tuple[Change, ...] = ()
    stopped: bool = False


def _check(args: Namespace) -> int:
    from inpatient_hub.readiness.service import CoolDown

    try:
        return _checked(args)
    except HubError as failure:
        output.failure(failure)
        return NOT_KNOWN if isinstance(failure, CoolDown) else REFUSED


def _checked(args: Namespace) -> int:
    from inpatient_hub.bootstrap import open_readiness

    _refuse_what_does_not_go_together(args)
    service = open_readiness(place_of(args))
    if args.list:
        return _list(service, as_json=args.json)
    seen = _replayed(service, args) if args.facts else _run(service, args)
    try:
        _tell(seen, args)
    except BrokenPipeError:  # whoever read it has seen enough; the files and the exit code are still owed
        output.close_quietly()
    code = STOPPED if seen.stopped else _CODES[seen.report.verdict.kind]
    return code if _written(seen, args) or code != READY else NOT_KNOWN


def _refuse_what_does_not_go_together(args: Namespace) -> None:
    if args.facts and (args.network or args.save_facts):
        raise UsageError("--facts judges a file and reads nothing from this computer.", f"{_USAGE} | --facts FILE")
    if args.list and (args.network or args.facts or args.html or args.save_facts or args.only):
        raise UsageError("--list checks nothing.", "usage: inpatient-hub check --list [--json]")


def _run(service: "ReadinessService", args: Namespace) -> _Seen:
    """Checks this computer."""
    profile_id, about = _profile_here(service, args)
    only = _only(service, profile_id, args)
    done = watched(
        lambda tell, stop: service.check(profile_id, network=args.network, on_progress=tell, stop=stop),
    )
    facts, report = _named(done.run.facts, done.run.report, args)
    about = "You stopped the check: what was not known by then was left out." if done.stopped else about
    return _Seen(_restricted(report, only), facts, about, done.run.changes, done.stopped)


def _replayed(service: "ReadinessService", args: Namespace) -> _Seen:
    """Judges a file of facts, as on the day on which they were collected."""
    from inpatient_hub.host.clock import SystemClock
    from inpatient_hub.readiness.facts_file import read_facts

    facts = read_facts(Path(args.facts))
    profile_id = args.profile or _fitting(service, facts)
    report = service.judge(facts, profile_id)
    only = _only(service, profile_id, args)
    when = moment(SystemClock().local(facts.collected_at))
    about = f"Judged from a file of facts, as on the day they were collected: {when}. This computer was not looked at."
    return _Seen(_restricted(report, only), facts, about)


def _profile_here(service: "ReadinessService", args: Namespace) -> tuple[str, str]:
    """The profile asked for, else the one chosen before, else the one that fits; and why it is this one."""
    if args.profile:
        return args.profile, ""
    remembered = service.remembered().profile_id
    if remembered in service.profiles:
        return remembered, "This profile was chosen for this computer before. Another: --profile NAME (see --list)."
    fits = service.suggestion()
    return fits.profile_id, f"{fits.because} Another profile: --profile NAME (see --list)."


def _fitting(service: "ReadinessService", facts: Facts) -> str:
    """The profile that fits a computer that is not this one."""
    from inpatient_hub.readiness.knowledge import load_knowledge
    from inpatient_hub.readiness.suggesting import suggested

    fits = suggested(facts, load_knowledge()).profile_id
    return fits if fits in service.profiles else next(iter(service.profiles))


def _only(service: "ReadinessService", profile_id: str, args: Namespace) -> frozenset[str]:
    """The checks asked for; none for all. Raises UsageError for one that this profile has not."""
    wanted = frozenset(one.upper() for one in args.only or ())
    profile = service.profiles.get(profile_id)
    if profile is None:
        return wanted  # the service refuses the profile, and lists those there are
    unknown = wanted - {rule.check for rule in profile.rules}
    if unknown:
        known = ", ".join(rule.check for rule in profile.rules)
        raise UsageError(
            f"The profile {profile_id} has no check {', '.join(sorted(unknown))}. It has: {known}.", _USAGE
        )
    return wanted


def _restricted(report: Report, only: frozenset[str]) -> Report:
    """The report with these checks alone. Their verdict never says that the computer is ready."""
    if not only:
        return report
    results = tuple(one for one in report.results if one.check_id in only)
    verdict = verdict_of(results, network_was_run=report.verdict.network_was_run)
    if verdict.kind is VerdictKind.READY:
        verdict = verdict.model_copy(update={"kind": VerdictKind.AS_FAR_AS_CAN_BE_CHECKED})
    if _CODES[verdict.kind] == READY:
        verdict = verdict.model_copy(update={"sentence": f"Nothing to fix in {', '.join(sorted(only))}"})
    return report.model_copy(update={"results": results, "verdict": verdict})


def _named(facts: Facts, report: Report, args: Namespace) -> tuple[Facts, Report]:
    """With this computer's name in both where that was asked for, else without any name."""
    from inpatient_hub.readiness.report_names import as_it_may_leave

    if not args.name_computer:
        return facts, as_it_may_leave(report, names=False)
    from inpatient_hub.host.identity import computer_name

    name = {"computer_name": computer_name()[:400]}
    return facts.model_copy(update=name), report.model_copy(update=name)


def _tell(seen: _Seen, args: Namespace) -> None:
    if args.json:
        from inpatient_hub.readiness.report_json import report_data

        output.data(report_data(seen.report))
        if args.facts or seen.stopped:
            output.aside(seen.about)
        return
    lines = (
        chosen_lines(seen.report, about=seen.about)
        if args.only
        else report_lines(seen.report, about=seen.about, changes=seen.changes, here=not args.facts)
    )
    _say(lines)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        output.say(line)


def _written(seen: _Seen, args: Namespace) -> bool:
    """Writes the files asked for; says which, and False when one could not be. What was told by then stays told."""
    from inpatient_hub.readiness.facts_file import write_facts

    try:
        if args.html:
            _write_page(Path(args.html), seen)
            output.aside(f"Written: {args.html}")
        if args.save_facts:
            write_facts(Path(args.save_facts), seen.facts)
            output.aside(f"Written: {args.save_facts}")
    except HubError as failure:
        output.failure(failure)
        return False
    return True


def _write_page(path: Path, seen: _Seen) -> None:
    from inpatient_hub.readiness.report_html import report_html

    refuse_own(path)
    try:
        path.write_text(report_html(seen.report, seen.facts.network), encoding="utf-8", newline="\n")
    except OSError as error:
        raise HubError(
            f"The report was not written to '{path.name}'",
            f"{error.strerror or type(error).__name__}.",
            remedy="Choose another folder or name.",
        ) from None


def _list(service: "ReadinessService", *, as_json: bool) -> int:
    """Prints the profiles, and every check with the profiles that have it."""
    from inpatient_hub.readiness.knowledge import load_knowledge

    checks = load_knowledge().catalogue.checks
    having = {check: [one.id for one in service.profiles.values() if one.rule(check) is not None] for check in checks}
    if as_json:
        output.data(
            {
                "profiles": [
                    {"id": one.id, "title": one.title, "summary": one.summary, "route": one.route}
                    for one in service.profiles.values()
                ],
                "checks": [
                    {"id": check, "title": spec.title, "group": spec.group, "profiles": having[check]}
                    for check, spec in checks.items()
                ],
            }
        )
        return READY
    output.table(("Profile", "Title"), [(one.id, f"{one.title}. {one.summary}") for one in service.profiles.values()])
    output.say()
    output.table(("Check", "Title"), [(check, spec.title) for check, spec in checks.items()])
    return READY


COMMANDS: Mapping[str, Callable[[Namespace], int]] = {"check": _check}
