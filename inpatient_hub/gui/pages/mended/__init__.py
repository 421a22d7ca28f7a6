"""Shown after a backup was put back or a damaged store was rescued: what was done, and what differs."""
