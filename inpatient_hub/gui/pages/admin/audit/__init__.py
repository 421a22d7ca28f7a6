"""The part of the admin page about the audit trail."""
