"""The icon and colour of each thing that can happen, wherever a history is shown."""

from inpatient_hub.domain.audit import AuditAction

MARKS: dict[AuditAction, tuple[str, str]] = {
    AuditAction.PATIENT_ADDED: ("user-plus", "muted"),
    AuditAction.PATIENT_EDITED: ("edit", "muted"),
    AuditAction.PATIENT_IN_ERROR: ("ban", "act-text"),
    AuditAction.RUN_STARTED: ("route", "info-text"),
    AuditAction.RUN_RESUMED: ("player-play", "info-text"),
    AuditAction.RUN_ANSWERED: ("pencil", "muted"),
    AuditAction.RUN_ABANDONED: ("ban", "muted"),
    AuditAction.RUN_FILED: ("circle-check", "ok-text"),
    AuditAction.NOTE_MADE: ("file-text", "muted"),
    AuditAction.NOTE_EDITED: ("pencil", "muted"),
    AuditAction.NOTE_REMADE: ("refresh", "muted"),
    AuditAction.NOTE_COPIED: ("copy", "warn-text"),
    AuditAction.NOTE_WORDS_COPIED: ("copy", "muted"),
    AuditAction.NOTE_FILED: ("file-check", "ok-text"),
    AuditAction.NOTE_NOT_FILED: ("circle-x", "muted"),
    AuditAction.NOTE_IN_ERROR: ("ban", "act-text"),
    AuditAction.NOTE_RESTORED: ("arrow-back-up", "muted"),
    AuditAction.TASK_CREATED: ("plus", "muted"),
    AuditAction.TASK_CLAIMED: ("circle-half-2", "info-text"),
    AuditAction.TASK_RELEASED: ("circle", "muted"),
    AuditAction.TASK_DONE: ("circle-check", "ok-text"),
    AuditAction.TASK_REOPENED: ("arrow-back-up", "muted"),
    AuditAction.TASK_MOVED: ("calendar-event", "muted"),
    AuditAction.TASK_IN_ERROR: ("ban", "muted"),
}
PLAIN = ("bullet", "muted")
"""For what has no icon of its own."""
