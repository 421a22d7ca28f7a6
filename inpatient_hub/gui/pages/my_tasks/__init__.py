"""My tasks: what I have to do, what waits, and what I did."""
