"""Lists and tables over frozen values, and the painters of their rows."""
