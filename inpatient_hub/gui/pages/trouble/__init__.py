"""What is shown when the ward's work cannot be opened."""
