"""What someone coming on duty needs to see first."""
