"""The command line: everything the window can do for a run and its note, for a person or a script at a shell."""
