"""The backups of the ward: list, second place, schedule, and putting one back."""
