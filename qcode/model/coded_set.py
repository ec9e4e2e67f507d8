"""What coders did, as it comes in a file: passages with codes, by names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """One coding as a file names it, before it is known what it refers to.

    `start` and `end` count codepoints of the document's stored text, half-open.
    `text` is what stands there according to the file, `None` where it does not
    say; `memo` is empty where there is none. `place` tells people where it
    stands in which file.
    """

    document: str
    start: int
    end: int
    text: str | None
    code: str
    coder: str
    memo: str
    place: str
