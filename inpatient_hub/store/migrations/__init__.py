"""The scripts that bring a store from one form to the next, run by `store/upgrade.py`."""
