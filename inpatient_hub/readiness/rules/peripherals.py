"""The rules about mouse, keyboard, sound, printers, call boards and smartcards."""

from inpatient_hub.domain.readiness import Evidence, Status
from inpatient_hub.readiness import amounts
from inpatient_hub.readiness.finding import Case, Finding
from inpatient_hub.readiness.names import words
from inpatient_hub.readiness.rules.unknowns import Said, asked, is_unread, not_known, said


def mouse_has_two_buttons(case: Case) -> Finding:
    """HW-11: as many buttons as the profile asks for, as the driver counts them."""
    buttons, least = case.facts.platform.mouse_buttons, int(case.rule.number("buttons"))
    needed = f"at least {least} buttons"
    if buttons is None:
        return not_known(case, "platform.mouse_buttons", "The number of mouse buttons", needed=needed)
    found = f"{buttons} buttons" if buttons else "no mouse"
    if buttons < least:
        return Finding(status=Status.FAIL, reason="mouse.few_buttons", found=found, needed=needed)
    return Finding(status=Status.PASS, reason="mouse.ok", found=found, needed=needed)


def keyboard_is_uk_english(case: Case) -> Finding:
    """HW-12: the profile's layout is among those set up. The low word of a layout is its language."""
    layouts, wanted = case.facts.platform.keyboard_layouts, str(case.rule.figures["layout"])
    needed = f"Layout {wanted} (UK English)" if wanted == "0809" else f"Layout {wanted}"
    if layouts is None:
        return not_known(case, "platform.keyboard_layouts", "The keyboard layouts", needed=needed)
    found = ", ".join(layouts) or "none"
    if any(layout.upper().endswith(wanted) for layout in layouts):
        return Finding(status=Status.PASS, reason="keyboard.ok", found=found, needed=needed)
    return Finding(status=Status.FAIL, reason="keyboard.other", found=found, needed=needed)


def function_keys_are_standard(case: Case) -> Finding:
    """HW-13: macOS gives F1, F2 and so on to programs."""
    standard, needed = case.facts.mac.function_keys_standard if case.facts.mac else None, "Standard function keys"
    if standard is None:
        return not_known(case, "mac.function_keys_standard", "How the function keys are set", needed=needed)
    note = "Keyboards that are not Apple's own are not affected."
    if standard:
        return Finding(status=Status.PASS, reason="keys.standard", found="Standard", needed=needed)
    return Finding(status=Status.FAIL, reason="keys.special", found="Special functions", needed=needed, note=note)


def sound_goes_in_and_out(case: Case) -> Finding:
    """HW-14: a microphone and a loudspeaker."""
    platform = case.facts.platform
    inputs, outputs = int(case.rule.number("inputs")), int(case.rule.number("outputs"))
    needed = f"{inputs} microphone, {outputs} output"
    if platform.audio_inputs is None or platform.audio_outputs is None:
        field = "audio_inputs" if platform.audio_inputs is None else "audio_outputs"
        return not_known(case, f"platform.{field}", "Microphones and loudspeakers", needed=needed)
    found = f"{platform.audio_inputs} microphones, {platform.audio_outputs} outputs"
    if platform.audio_inputs < inputs or platform.audio_outputs < outputs:
        return Finding(status=Status.FAIL, reason="headset.none", found=found, needed=needed)
    note = "A microphone in a webcam counts too."
    return Finding(status=Status.PASS, reason="headset.ok", found=found, needed=needed, note=note)


def printers_are_certified(case: Case) -> Finding:
    """HW-15: only a person can say; whether there is a default printer is told."""
    has_printer = case.facts.platform.has_default_printer
    evidence = (
        Evidence(label="Default printer", value={True: "yes", False: "none"}.get(has_printer, "not known"))
        if has_printer is not None
        else Evidence(label="Default printer", value="not known"),
    )
    finding = asked(case, "printer.ask", needed="Certified for this Windows")
    return Finding(
        status=finding.status, reason=finding.reason, found=finding.found, needed=finding.needed, evidence=evidence
    )


def call_board_is_warranted(case: Case) -> Finding:
    """HW-16: the person names the board, or says that there is none."""
    boards = words(case.knowledge.client_hints.call_boards)
    answer, needed = case.answers.get(case.rule.check), ", ".join(boards)
    if answer is None or not answer.value:
        return Finding(status=Status.MANUAL, reason="callboard.ask", found="Nobody has said so yet", needed=needed)
    if answer.value == "none":
        return Finding(status=Status.NOT_APPLICABLE, reason="callboard.none", found="No call board", needed=needed)
    if answer.value in boards:
        return Finding(status=Status.PASS, reason="callboard.ok", found=answer.value, needed=needed)
    return Finding(status=Status.FAIL, reason="callboard.other", found=answer.value[:100], needed=needed)


def reader_is_connected(case: Case) -> Finding:
    """HW-17: a smartcard reader. Whoever uses no Spine functions may say that none is needed."""
    facts, needed = case.facts.smartcard, "A smartcard reader"
    if facts.readers:
        return Finding(status=Status.PASS, reason="reader.ok", found=", ".join(facts.readers[:3]), needed=needed)
    if said(case) is Said.NO:
        found = "You said that none is needed"
        return Finding(status=Status.NOT_APPLICABLE, reason="reader.not_needed", found=found, needed=needed)
    code = facts.service_code
    if code is None:
        return not_known(case, "smartcard.service_code", "Whether a smartcard reader is there", needed=needed)
    evidence = (Evidence(label="Smartcard service", value=f"0x{code % 2**32:08X}", how="SCardListReaders"),)
    if code == 0 or case.knowledge.smartcards.means_no_reader(code):
        found = "No reader seen"
        return Finding(status=Status.FAIL, reason="reader.none", found=found, needed=needed, evidence=evidence)
    found = "The smartcard service gave no answer"
    return Finding(status=Status.UNKNOWN, reason="reader.unknown", found=found, needed=needed, evidence=evidence)


def smartcard_software_goes_on(case: Case) -> Finding:
    """HW-18: Smartcard Connect, or Identity Agent until its day."""
    facts, known, needed = case.facts.smartcard, case.knowledge.smartcards, "NHS Smartcard Connect"
    if facts.smartcard_connect is not None:
        found = f"Smartcard Connect {facts.smartcard_connect.version}".strip()
        return Finding(status=Status.PASS, reason="smartcard.connect", found=found, needed=needed)
    agent, until = facts.identity_agent, known.identity_agent.works_until
    if agent is None or until is None:
        if is_unread(case, "smartcard.identity_agent"):
            return not_known(case, "smartcard.identity_agent", "The NHS smartcard software", needed=needed)
        return Finding(status=Status.UNKNOWN, reason="smartcard.none", found="None seen", needed=needed)
    day, name = amounts.day(until), f"Identity Agent {agent.version}".strip()
    values = {"date": day}
    if case.today > until:
        found = f"{name}, ended {day}"
        return Finding(status=Status.FAIL, reason="smartcard.agent_over", found=found, needed=needed, values=values)
    found, note = f"{name}, ends {day}", f"It works for {amounts.days((until - case.today).days)} more."
    return Finding(
        status=Status.PASS, reason="smartcard.agent_ends", found=found, needed=needed, values=values, note=note
    )
