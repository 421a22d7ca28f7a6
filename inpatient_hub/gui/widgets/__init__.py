"""The reusable parts of every screen; import each from its own module."""
