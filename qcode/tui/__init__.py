"""The terminal screens: draw, post messages, and never open a store."""
