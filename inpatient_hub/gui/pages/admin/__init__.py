"""The page for whoever looks after the ward's people, lock, backups, audit trail and records."""
