"""Workflows, note templates and contacts as data: read from packs, checked in full, and turned into notes."""
