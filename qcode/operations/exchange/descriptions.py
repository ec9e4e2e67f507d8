"""What a code means, as the one text that other programs have for it, and back."""

from dataclasses import replace

from qcode.interchange.refi.descriptions import CodeProse, described, prose_of
from qcode.model.codebook import Code
from qcode.text.normalise import normalise


def with_description(code: Code, description: str) -> Code:
    """Return the code with the texts that a description holds."""
    prose = prose_of(normalise(description))
    return replace(
        code,
        definition=prose.definition,
        include=prose.include,
        exclude=prose.exclude,
        example=prose.example,
        keywords=prose.keywords,
        memo=prose.memo,
    )


def description_of(code: Code, language: str) -> str:
    """Return the code's texts as one description, headed in the study's language."""
    prose = CodeProse(
        code.definition,
        code.include,
        code.exclude,
        code.example,
        code.keywords,
        code.memo,
    )
    return described(prose, language.partition("-")[0].lower())
