"""The lock of a ward's store: its key, the ways in, and the file that keeps them."""
