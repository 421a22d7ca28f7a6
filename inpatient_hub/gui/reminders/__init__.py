"""Reminders in the window: a quiet list, and the computer's own notices for whoever wants them."""
