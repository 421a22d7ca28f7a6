"""Repeats: the week's standing work, and what became of each time."""
