"""Telling which documents are left out where coders are compared."""

from collections.abc import Iterator, Sequence

from qcode.model.agreement import Excluded

_NAMED = 3


def left_out(excluded: Sequence[Excluded]) -> Iterator[str]:
    """Yield a line for each reason, with the documents that it holds for."""
    together: dict[str, list[str]] = {}
    for it in excluded:
        together.setdefault(it.in_words, []).append(it.document)
    for reason, names in together.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"Left out, {reason}: {', '.join(names[:_NAMED])}{more}."
