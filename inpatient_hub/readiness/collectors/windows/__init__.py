"""Reads facts from Windows without an administrator's rights, and without WMI or PowerShell for any required rule."""
