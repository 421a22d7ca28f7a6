"""What is true on a ward: plain values and rules, with no computer in them."""
