"""What was named is not there, or is several things."""

from collections.abc import Sequence

from qcode.errors.branches import UnknownError


class UnknownDocumentError(UnknownError):
    """No document has this id or name."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no document '{wanted}'. `qcode documents` lists them."
        )
        self.wanted = wanted


class UnknownCodeError(UnknownError):
    """No code has this id, key or name."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"There is no code '{wanted}'. `qcode codes` lists them.")
        self.wanted = wanted


class UnknownCoderError(UnknownError):
    """No coder has this handle."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"There is no coder '{wanted}'. `qcode coders` lists them.")
        self.wanted = wanted


class UnknownCodingError(UnknownError):
    """No coding has this id."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no coding '{wanted}'. `qcode coding list` lists them."
        )
        self.wanted = wanted


class UnknownRecommendationError(UnknownError):
    """No recommendation has this number, title or id."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no recommendation '{wanted}'. `qcode recommend list` lists them."
        )
        self.wanted = wanted


class UnknownCaseError(UnknownError):
    """No case has this id or name."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"There is no case '{wanted}'. `qcode cases` lists them.")
        self.wanted = wanted


class UnknownExchangeError(UnknownError):
    """No import or export has this id."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no import or export '{wanted}'. `qcode exchanges` lists them."
        )
        self.wanted = wanted


class UnknownSuggestionError(UnknownError):
    """No suggestion has this id, or it was decided or computed anew since."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no suggestion '{wanted}' now. `qcode suggest` lists them."
        )
        self.wanted = wanted


class UnknownAttributeError(UnknownError):
    """No case has an attribute of this name."""

    def __init__(self, wanted: str, known: Sequence[str]) -> None:
        names = ", ".join(known) or "none"
        super().__init__(f"There is no attribute '{wanted}'. Known are: {names}.")
        self.wanted = wanted
        self.known = known


class AmbiguousError(UnknownError):
    """A part of a name fits several things."""

    def __init__(self, wanted: str, candidates: Sequence[str]) -> None:
        shown = ", ".join(candidates[:5]) + (" …" if len(candidates) > 5 else "")
        super().__init__(
            f"'{wanted}' fits {len(candidates)}: {shown}. Write more of the name."
        )
        self.wanted = wanted
        self.candidates = candidates
