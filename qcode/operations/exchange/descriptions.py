"""What a code means, as the one text that other programs have for it, and back."""

from dataclasses import replace

from qcode.model.codebook import Code


def described(code: Code, description: str) -> Code:
    """Return the code with the texts that a description holds."""
    return replace(code, definition=description)


def description_of(code: Code) -> str:
    """Return the code's texts as one description."""
    return code.definition
