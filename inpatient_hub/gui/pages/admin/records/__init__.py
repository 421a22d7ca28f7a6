"""The part of the admin page about how long records are kept, and erasing them."""
