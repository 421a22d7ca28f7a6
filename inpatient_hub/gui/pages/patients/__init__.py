"""The ward's patients: found, added, opened."""
