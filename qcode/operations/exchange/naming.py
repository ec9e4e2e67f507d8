"""Names from other programs in the form in which the study holds names."""

from collections.abc import Callable


def one_line(name: str, otherwise: str) -> str:
    """Return a name as one line without blanks around it, never empty."""
    return " ".join(name.split()) or otherwise


def distinct(name: str, is_taken: Callable[[str], bool]) -> str:
    """Return the name, or the name with the first number that makes it free."""
    number, found = 1, name
    while is_taken(found):
        number += 1
        found = f"{name} ({number})"
    return found
