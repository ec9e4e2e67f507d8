"""What a stretch of text is. Knows no text and no other unit than codepoints."""

from dataclasses import dataclass

from qcode.errors import InvalidSpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one document's text.

    Offsets count Unicode codepoints of `Document.text`, half-open:
    `text[start:end]` is the segment. Never bytes, UTF-16 units or cells.
    Raises InvalidSpanError unless 0 <= start < end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvalidSpanError(self.start, self.end)

    @property
    def length(self) -> int:
        """How many codepoints it holds, at least one."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one codepoint."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether all of `other` lies inside; a span contains itself."""
        return self.start <= other.start and other.end <= self.end

    def hull(self, other: "Span") -> "Span":
        """Return the smallest span that contains both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def cut(self, text: str) -> str:
        """Return the segment that the span marks in the document's text."""
        return text[self.start : self.end]

    def __str__(self) -> str:
        return f"{self.start}:{self.end}"
