"""Keeps the ward's records on this computer or on a database server; the only home of SQL."""
