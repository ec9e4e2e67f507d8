"""What charts share: which codes they show, whose codings, and the line below them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NoReturn

from qcode.errors import RefusedError
from qcode.interchange.charts.words import ChartWords
from qcode.model.codebook import Code, Codebook
from qcode.model.coding import Origin
from qcode.model.document import Kind
from qcode.model.table import Fact, Provenance
from qcode.operations.naming import code_named
from qcode.operations.selecting import Selection

_MOST_CODES = 40


def charted_codes(
    book: Codebook, below: str | None, level: int | None
) -> Sequence[Code]:
    """Return the codes below one, or at a level (1 is the topmost).

    Without either those at the deepest level with 40 codes at most. Raises
    UnknownCodeError, and RefusedError for a level that there is not.
    """
    if below is not None:
        parent = code_named(below, book)
        return book.children(parent.id) or [parent]
    by_level: dict[int, list[Code]] = {}
    for code in book.codes:
        by_level.setdefault(len(book.ancestors(code.id)) + 1, []).append(code)
    if level is not None:
        if level not in by_level:
            raise RefusedError(
                f"The codebook has no level {level}; there are 1 to "
                f"{max(by_level, default=0)}."
            )
        return by_level[level]
    fitting = [it for it, codes in by_level.items() if len(codes) <= _MOST_CODES]
    return by_level[max(fitting, default=1)]


def one_coder(handles: Sequence[str], selection: Selection, words: ChartWords) -> str:
    """Return whose codings a table of a selection shows; "" are coders pooled.

    Raises RefusedError where there are none, or of several coders apart.
    """
    found = list(dict.fromkeys(handles))
    if not found:
        raise RefusedError("Nothing was coded that could be drawn.")
    if len(found) > 1:
        refuse_coders(found)
    if found[0]:
        return found[0]
    chosen = [it.handle for it in selection.chosen]
    return pooled_told(chosen, words) if chosen else words.everyone


def pooled_told(handles: Sequence[str], words: ChartWords) -> str:
    """Return that codings of these are shown together, each passage once."""
    told = ", ".join(handles)
    return words.pooled.format(coders=told) if len(handles) > 1 else told


def refuse_coders(handles: Sequence[str]) -> NoReturn:
    """Raise RefusedError, since numbers of several coders would be mixed."""
    raise RefusedError(
        f"Several have coded ({', '.join(handles)}): choose one with --coder, or pool "
        "them with --distinct."
    )


def family_of(book: Codebook, code: Code) -> str:
    """Return the name of the topmost code above a code."""
    above = book.ancestors(code.id)
    return above[0].name if above else code.name


def state_told(made_from: Provenance, words: ChartWords) -> str:
    """Return what a chart leaves out, and which state of the study it shows."""
    told = "–" if made_from.at is None else f"{made_from.at:%Y-%m-%d %H:%M} UTC"
    state = words.state.format(program=made_from.program, at=told)
    return " ".join([*_left_out(made_from.filters, words), state])


def _left_out(filters: Mapping[str, Fact], words: ChartWords) -> Iterator[str]:
    kind, origins = filters.get("kind"), filters.get("origins")
    if isinstance(kind, str):
        yield words.only.format(what=words.kinds[Kind(kind)])
    if filters.get("attribute") is not None:
        yield words.only.format(what=filters["attribute"])
    if isinstance(origins, Collection) and set(origins) < set(Origin):
        named = ", ".join(words.origins[it] for it in Origin if it in origins)
        yield words.only.format(what=named)
    are_left_out = filters.get("interviewer's turns left out") is True
    if are_left_out or filters.get("turns of those who ask") is False:
        yield words.without_interviewer
    if filters.get("query") is not None:
        yield words.asked.format(query=filters["query"])


def source_told(made_from: Provenance, who: str, words: ChartWords, *more: str) -> str:
    """Return the line below a chart: documents and coders, more, and the state."""
    base = words.documents.format(documents=made_from.base["documents"], who=who)
    return " ".join([base, *filter(None, more), state_told(made_from, words)])
