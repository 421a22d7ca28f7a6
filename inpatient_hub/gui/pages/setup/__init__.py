"""The first start: a ward of one's own, or a made-up one."""
