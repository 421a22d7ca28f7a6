"""One note and what became of it."""
