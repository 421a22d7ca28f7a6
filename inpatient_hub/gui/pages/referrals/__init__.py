"""Choosing a referral to start, and going on with those in progress."""
