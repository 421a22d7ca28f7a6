"""The pages between a locked ward and the person in front of it."""
