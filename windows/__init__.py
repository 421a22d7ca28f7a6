"""Builds what a Windows computer is given: a folder with the program, and a setup that puts it there."""
