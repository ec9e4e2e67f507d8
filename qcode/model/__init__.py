"""What the field talks about, as frozen dataclasses of the standard library."""
