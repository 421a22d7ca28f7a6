"""The ward's notes, those not filed yet first."""
