"""Reads facts from this computer: the only code that asks the registry, the operating system or other programs."""
