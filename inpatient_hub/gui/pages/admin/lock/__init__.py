"""How the ward's work is opened on this computer, and changing that."""
