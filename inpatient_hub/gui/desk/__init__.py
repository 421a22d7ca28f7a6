"""What is done with a task from anywhere in the window: claim, done, wait, hand back, move, and the way back."""
