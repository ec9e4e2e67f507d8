"""What goes into the engine and what comes out of it, as plain data.

Keys and texts only: ids, spans and coders are joined to them by the operations.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """What a codebook says of one code.

    `parent` is the key or the name of the parent code, or the name of a group that
    is no code itself; empty at the top level. `relatives` are words that mean about
    the same as its keywords, and what each counts against a keyword's 1.
    """

    key: str
    name: str
    parent: str = ""
    definition: str = ""
    keywords: tuple[str, ...] = ()
    relatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class WordReason:
    """A word of the passage and what it adds to the code's log-odds, above 0.

    The word is in small letters; it may stand in the passage more than once.
    """

    word: str
    weight: float


@dataclass(frozen=True, slots=True)
class SegmentReason:
    """The passage coded with the same code that is most alike.

    `similarity` is the cosine of the two passages' features, in (0, 1].
    """

    text: str
    similarity: float


Reason = WordReason | SegmentReason


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code for a passage, how likely a coder would give it, and why.

    `probability` is in [0, 1]. The words come first, those with most weight before
    the others, then the nearest coded segment.
    """

    code_key: str
    probability: float
    reasons: tuple[Reason, ...] = ()
