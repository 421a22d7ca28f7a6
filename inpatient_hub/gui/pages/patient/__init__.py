"""One patient: who they are, their referrals and notes, their tasks, and what happened."""
