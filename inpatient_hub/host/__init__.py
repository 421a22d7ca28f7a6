"""Facts about this computer: its clock, its folders, its log, and the files that ship with the program."""
