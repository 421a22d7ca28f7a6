"""What stands in the window while nobody has shown who they are."""
