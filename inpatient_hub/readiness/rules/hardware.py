"""The rules about the processor, the memory and the drive."""

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.readiness import amounts
from inpatient_hub.readiness.finding import Case, Finding
from inpatient_hub.readiness.rules.figures import Measured, at_least, measured
from inpatient_hub.readiness.rules.unknowns import not_known, windows
from inpatient_hub.readiness.rules.windows import machine
from inpatient_hub.readiness.support_dates import WindowsMemory

NEARLY = 0.9
"""A tenth below the figure is a warning: the documents say "or equivalent", and clocks are told unevenly."""


def processor_is_fast(case: Case) -> Finding:
    """HW-01: base or greatest clock, and cores where the profile asks for some. A clock that is not told is unknown."""
    facts, least = case.facts.processor, case.rule.number("mhz")
    cores = int(case.rule.number("cores")) if "cores" in case.rule.figures else 0
    needed = at_least(amounts.speed(least), case.rule) + (f" and {cores} cores" if cores else "")
    if not facts.max_mhz:
        return not_known(case, "processor.max_mhz", "The processor's speed", needed=needed)
    found = amounts.speed(facts.max_mhz) + (f", {facts.physical_cores} cores" if facts.physical_cores else "")
    status, reason = _speed(case, facts.max_mhz, least)
    if cores and status is not Status.FAIL:
        if not facts.physical_cores:
            return not_known(case, "processor.physical_cores", "The number of the processor's cores", needed=needed)
        if facts.physical_cores < cores:
            status, reason = Status.FAIL, "cpu.few_cores"
    evidence = (
        Evidence(label="Processor", value=facts.name or "not named", how="registry, sysctl or /proc/cpuinfo"),
        Evidence(label="Clock", value=f"{facts.max_mhz} MHz", how="base or greatest, never the present one"),
    )
    values = {"found": found, "needed": needed}
    return Finding(status=status, reason=reason, found=found, needed=needed, values=values, evidence=evidence)


def _speed(case: Case, mhz: int, least: float) -> tuple[Status, str]:
    how = measured(mhz, least, case.rule)
    if how is Measured.ENOUGH:
        return Status.PASS, "cpu.ok"
    if how is Measured.JUST:
        return Status.WARN, "cpu.just_enough"
    return (Status.WARN, "cpu.nearly") if mhz >= least * NEARLY else (Status.FAIL, "cpu.slow")


def processor_is_of_class(case: Case) -> Finding:
    """HW-02: Core i3 or what is taken as its equal; never measured."""
    name, needed = case.facts.processor.name, "A Core i3 or better"
    if not name:
        return not_known(case, "processor.name", "The processor's name", needed=needed)
    found = case.knowledge.processors.of(name)
    if found is None:
        return Finding(status=Status.MANUAL, reason="cpu.class_unknown", found=name, needed=needed)
    evidence = (Evidence(label="Class", value=found.name, how=found.source),)
    if found.is_enough:
        return Finding(status=Status.PASS, reason="cpu.class_ok", found=name, needed=needed, evidence=evidence)
    return Finding(status=Status.WARN, reason="cpu.class_low", found=name, needed=needed, evidence=evidence)


def memory_is_fitted(case: Case) -> Finding:
    """HW-03: memory fitted. Where only what is usable is known, nine tenths of the figure will do, and it is said."""
    facts, least = case.facts.memory, case.rule.number("installed_bytes")
    needed = f"at least {amounts.memory(least)} fitted"
    if facts.installed is None and facts.usable is None:
        return not_known(case, "memory.installed", "The memory fitted", needed=needed)
    total = max(facts.installed or 0, facts.usable or 0)
    is_enough = total >= (least if facts.installed is not None else least * NEARLY)
    found = f"{amounts.memory(total)} {'fitted' if facts.installed is not None else 'usable'}"
    note = "" if facts.installed is not None else "What is fitted is not told; Windows keeps some of it to itself."
    return Finding(
        status=Status.PASS if is_enough else Status.FAIL,
        reason="ram.ok" if is_enough else "ram.low",
        found=found,
        needed=needed,
        values={"found": found, "needed": amounts.memory(least)},
        evidence=_memory_evidence(case),
        note=note,
    )


def _memory_evidence(case: Case) -> tuple[Evidence, ...]:
    facts = case.facts.memory
    rows = (
        ("Fitted", facts.installed, "GetPhysicallyInstalledSystemMemory"),
        ("Usable", facts.usable, "the operating system"),
        ("Free to use now", facts.available, "the operating system"),
    )
    return tuple(
        Evidence(label=label, value=amounts.memory(value) if value is not None else "not known", how=how)
        for label, value, how in rows
    )


def memory_is_left_for_systmone(case: Case) -> Finding:
    """HW-04: what is fitted less what Windows itself wants; and, as a warning, what is free at this moment."""
    facts, least = case.facts.memory, case.rule.number("dedicated_bytes")
    needed = f"{at_least(amounts.memory(least), case.rule)} for SystmOne"
    if facts.installed is None and facts.usable is None:
        return not_known(case, "memory.usable", "The memory of this computer", needed=needed)
    system = windows_memory(case)
    if system is None:
        return not_known(case, "windows.build", "What Windows itself needs", needed=needed)
    left = max(facts.installed or 0, facts.usable or 0) - system.bytes
    how = measured(left, least, case.rule)
    found = f"{amounts.memory(max(left, 0))} beside the {amounts.memory(system.bytes)} of {system.name}"
    status, reason = {
        Measured.LESS: (Status.FAIL, "ram.too_little"),
        Measured.JUST: (Status.WARN, "ram.just_enough"),
        Measured.ENOUGH: (Status.PASS, "ram.left"),
    }[how]
    if status is Status.PASS:
        if facts.available is None:
            return not_known(case, "memory.available", "The memory free at this moment", needed=needed)
        free = facts.available + facts.systmone_in_use
        if free < least:
            status, reason, found = Status.WARN, "ram.busy", f"{amounts.memory(free)} free at this moment"
    values = {"found": found, "needed": amounts.memory(least)}
    evidence = _memory_evidence(case)
    return Finding(status=status, reason=reason, found=found, needed=needed, values=values, evidence=evidence)


def windows_memory(case: Case) -> WindowsMemory | None:
    """What Microsoft names as the least memory of this Windows."""
    build = windows(case).build
    return None if build is None else case.knowledge.memory_minima.of_windows(build, machine(case) or "x64")


def memory_is_enough_together(case: Case) -> Finding:
    """HW-05: the sum of Windows, Office and SystmOne, as WES 2.6.3 adds it up."""
    facts, systmone = case.facts.memory, case.rule.number("systmone_bytes")
    system = windows_memory(case)
    if system is None:
        return not_known(case, "windows.build", "What Windows itself needs")
    parts = [(system.name, float(system.bytes)), *_office_memory(case), ("SystmOne", systmone)]
    total = sum(size for _, size in parts)
    needed = f"{' + '.join(f'{name} {amounts.memory(size)}' for name, size in parts)} = {amounts.memory(total)}"
    if facts.installed is None and facts.usable is None:
        return not_known(case, "memory.installed", "The memory fitted", needed=needed)
    fitted = max(facts.installed or 0, facts.usable or 0)
    is_enough = fitted >= total
    found = f"{amounts.memory(fitted)} fitted"
    return Finding(
        status=Status.PASS if is_enough else Status.FAIL,
        reason="ram.budget_ok" if is_enough else "ram.budget",
        found=found,
        needed=needed,
        values={"found": found, "needed": amounts.memory(total)},
        evidence=_memory_evidence(case),
    )


def _office_memory(case: Case) -> list[tuple[str, float]]:
    office, row = case.facts.office, case.knowledge.memory_minima.office
    if not office.word_path_exists:
        return []
    return [(row.name, row.bytes_32_bit if office.is_64_bit is False else row.bytes)]


def drive_has_room(case: Case) -> Finding:
    """HW-06: free on the system drive for this user, quotas counted."""
    facts, least = case.facts.disk, case.rule.number("free_bytes")
    recommended = case.rule.number("recommended_bytes") if "recommended_bytes" in case.rule.figures else 0
    needed = at_least(amounts.disk(least), case.rule)
    needed += f", {amounts.disk(recommended)} recommended" if recommended else ""
    free = facts.free_for_user
    if free is None:
        return not_known(case, "disk.free_for_user", "The free space on drive C", needed=needed)
    status, reason = {
        Measured.LESS: (Status.FAIL, "disk.low"),
        Measured.JUST: (Status.WARN, "disk.just_enough"),
        Measured.ENOUGH: (Status.PASS, "disk.ok"),
    }[measured(free, least, case.rule)]
    if status is Status.PASS and free < recommended:
        status, reason = Status.WARN, "disk.recommended"
    wanted = recommended if reason == "disk.recommended" else least
    found = f"{amounts.disk(free)} free for you on {facts.path or 'C:'}".rstrip("\\")
    return Finding(
        status=status,
        reason=reason,
        found=found,
        needed=needed,
        values={"found": amounts.disk(free), "missing": amounts.disk(max(wanted - free, 0), up=True)},
        evidence=_disk_evidence(case),
    )


def _disk_evidence(case: Case) -> tuple[Evidence, ...]:
    facts = case.facts.disk
    rows = (("Free for this user", facts.free_for_user), ("Free", facts.free), ("Size", facts.size))
    return tuple(
        Evidence(label=label, value=f"{value:,} bytes, {value / amounts.GIB:.1f} GiB", how="GetDiskFreeSpaceEx")
        for label, value in rows
        if value is not None
    )
