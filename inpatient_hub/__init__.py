"""Inpatient Hub: a ward's referrals, reminders and SystmOne-ready notes."""

__version__ = "0.1.0"
