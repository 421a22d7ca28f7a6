"""What a person can do: one class per feature, one method per intent."""
