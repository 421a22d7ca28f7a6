"""Lays a trust's own file over the profiles, and writes a sentence about each thing that it changed."""

from collections.abc import Iterable, Mapping

from inpatient_hub.domain.readiness import Severity
from inpatient_hub.readiness import amounts
from inpatient_hub.readiness.catalogue import Catalogue
from inpatient_hub.readiness.overlay_file import OverlayFile, OverlayProfile, OverlayRule
from inpatient_hub.readiness.profiles import Figure, Profile, RuleSpec, Targets

_STRENGTH = (Severity.INFO, Severity.ADVISORY, Severity.RECOMMENDED, Severity.REQUIRED)

_THEY = "Your trust's file"


def laid_over(changes: OverlayFile, profiles: Mapping[str, Profile], catalogue: Catalogue) -> dict[str, Profile]:
    """The profiles as a trust wants them; each says in `overlay` what was changed."""
    return {
        id_: _Change(profile, changes[id_], catalogue).made() if id_ in changes else profile
        for id_, profile in profiles.items()
    }


class _Change:
    """One profile and what a trust changes about it."""

    def __init__(self, profile: Profile, change: OverlayProfile, catalogue: Catalogue) -> None:
        self._profile = profile
        self._change = change
        self._checks = catalogue.checks
        self._told: list[str] = []

    def made(self) -> Profile:
        """The profile with the change."""
        old, change = self._profile, self._change
        if change.title and change.title != old.title:
            self._told.append(f"{_THEY} calls this profile '{change.title}'; as it ships it is '{old.title}'.")
        targets = change.over(old.targets)
        self._told.extend(_told_targets(old.targets, targets))
        rules = self._rules()
        update = {
            "title": change.title or old.title,
            "summary": change.summary or old.summary,
            "targets": targets,
            "rules": rules,
            "overlay": (*old.overlay, *self._told),
        }
        return old.model_copy(update=update)

    def _rules(self) -> tuple[RuleSpec, ...]:
        rules = {rule.check: rule for rule in self._profile.rules}
        for check, change in self._change.rules.items():
            rule = self._changed(rules.pop(check), change) if check in rules else self._added(check, change)
            rules |= {check: rule} if rule else {}
        order = list(self._checks)
        return tuple(sorted(rules.values(), key=lambda rule: order.index(rule.check)))

    def _changed(self, rule: RuleSpec, change: OverlayRule) -> RuleSpec | None:
        title = self._checks[rule.check].title
        if change.off:
            reason = f" Its reason: {change.note}" if change.note else ""
            self._told.append(f"{_THEY} turned off: {title} ({_origin(rule)}).{reason}")
            return None
        notes = [self._figure(rule, name, value) for name, value in change.figures.items()]
        severity = change.severity or rule.severity
        self._told.extend(_told_severity(rule, severity, title))
        words = [rule.note, *notes, f"Your trust: {change.note}" if change.note else ""]
        update = {
            "figures": {**rule.figures, **change.figures},
            "severity": severity,
            "note": " ".join(word for word in words if word),
        }
        return rule.model_copy(update=update)

    def _figure(self, rule: RuleSpec, name: str, new: Figure) -> str:
        """Tell one changed figure; what is to stand beside the rule about it."""
        check = self._checks[rule.check]
        spec, old = check.figures[name], rule.figures.get(name)
        if old == new:
            return ""
        words = amounts.figure(new, spec.unit)
        before = f" instead of {amounts.figure(old, spec.unit)}" if old is not None else ""
        if old is not None and spec.is_looser(new, old):
            self._told.append(f"{_THEY} asks for less: {check.title}, {words}{before} ({_origin(rule)}).")
        else:
            self._told.append(f"{_THEY} asks for more: {check.title}, {words}{before}.")
        return f"{words} is your trust's own figure."

    def _added(self, check: str, change: OverlayRule) -> RuleSpec:
        severity = change.severity or Severity.INFO
        self._told.append(f"{_THEY} added: {self._checks[check].title} ({severity}).")
        note = " ".join(["Added by your trust's own file.", *([change.note] if change.note else [])])
        return RuleSpec(check=check, severity=severity, figures=change.figures, note=note)


def _origin(rule: RuleSpec) -> str:
    """`required by the WES`; `recommended` alone where no document asks for it."""
    if not rule.sources:
        return str(rule.severity)
    doc = rule.sources[0].doc
    return f"{rule.severity} by {doc if doc.startswith(('NHS', 'iPLATO')) else f'the {doc}'}"


def _told_severity(rule: RuleSpec, severity: Severity, title: str) -> list[str]:
    if severity is rule.severity:
        return []
    if _STRENGTH.index(severity) < _STRENGTH.index(rule.severity):
        return [f"{_THEY} lowered to {severity}: {title} ({_origin(rule)})."]
    return [f"{_THEY} made {severity}: {title} (as it ships {rule.severity})."]


def _told_targets(old: Targets, new: Targets) -> Iterable[str]:
    if new.hosts != old.hosts:
        yield f"{_THEY} set the servers: {_hosts(new)}. As it ships: {_hosts(old)}."
    for name, ports, before in (("TCP", new.tcp, old.tcp), ("UDP", new.udp, old.udp)):
        if ports != before:
            yield f"{_THEY} set the {name} ports: {ports}. As it ships: {before or 'none'}."
    if new.https_hosts != old.https_hosts:
        yield f"{_THEY} set the HTTPS servers: {', '.join(new.https_hosts) or 'none'}."
    if new.tcp_addresses != old.tcp_addresses:
        yield f"{_THEY} set the addresses: {', '.join(new.tcp_addresses) or 'none'}."


def _hosts(targets: Targets) -> str:
    words = (f"{host.name} ({host.documented})" if host.documented else host.name for host in targets.hosts)
    return ", ".join(words) or "none"
