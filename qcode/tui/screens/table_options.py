"""What there is to choose for a table, in words, and what was chosen."""

from collections.abc import Sequence
from dataclasses import replace

from qcode.model.counting import ATTRIBUTE_PREFIX, Unit
from qcode.model.relation import Nearness, Relation
from qcode.operations.table_choices import RELATIONS, Cells, Choice, Choices, Offered
from qcode.operations.tables import Group, TableKind

_EACH, _POOLED = "each by themselves", "all, what they coded alike once"
_ALL_TURNS, _ANSWERS = "all", "without those who ask"
_TOGETHER = {
    Nearness.OVERLAP: "overlapping",
    Nearness.CONTAINMENT: "one in the other",
    Nearness.SENTENCE: "in one sentence",
    Nearness.TURN: "in one turn",
}


def told(choice: Choice, kind: TableKind, choices: Choices) -> str:
    """Return what is chosen, in words."""
    match choice:
        case Choice.CODER if choices.coder is not None:
            return choices.coder.handle
        case Choice.CODER:
            return "pooled" if choices.distinct or kind.is_pooled else "each"
        case Choice.BY:
            return _dimension(choices.by, kind)
        case Choice.UNIT:
            return _unit(choices.unit, kind)
        case Choice.CELLS:
            return choices.cells.value
        case Choice.DOCUMENT:
            return "none" if choices.document is None else choices.document.name
        case Choice.RELATION:
            return _relation(choices.relation)
        case Choice.TURNS:
            return _ANSWERS if choices.without_interviewer else _ALL_TURNS
        case Choice.QUERY:
            return choices.query or "none"


def options(
    choice: Choice, kind: TableKind, choices: Choices, offered: Offered
) -> Sequence[tuple[str, Choices]]:
    """Return what can be chosen: its name, and the choices with it."""
    match choice:
        case Choice.CODER:
            nobody = replace(choices, coder=None)
            named = [
                (it.handle, replace(choices, coder=it, distinct=False))
                for it in offered.coders
            ]
            pooled = (_POOLED, replace(nobody, distinct=True))
            if kind.is_pooled:
                return [pooled, *named]
            return [(_EACH, replace(nobody, distinct=False)), pooled, *named]
        case Choice.BY:
            bys = kind.all_bys(offered)
            return [(_dimension(by, kind), replace(choices, by=by)) for by in bys]
        case Choice.UNIT:
            units = [None, *kind.units]
            return [(_unit(it, kind), replace(choices, unit=it)) for it in units]
        case Choice.CELLS:
            return [(it.value, replace(choices, cells=it)) for it in Cells]
        case Choice.DOCUMENT:
            every = offered.documents
            return [(it.name, replace(choices, document=it)) for it in every]
        case Choice.RELATION:
            return [(_relation(it), replace(choices, relation=it)) for it in RELATIONS]
        case Choice.TURNS:
            return [
                (_ALL_TURNS, replace(choices, without_interviewer=False)),
                (_ANSWERS, replace(choices, without_interviewer=True)),
            ]
        case Choice.QUERY:
            return []


def _dimension(by: str, kind: TableKind) -> str:
    # New information is told in an order, which is that of the names.
    nothing = "name" if kind.group is Group.DOCUMENTS else "nothing"
    return by.removeprefix(ATTRIBUTE_PREFIX) or nothing


def _unit(unit: Unit | None, kind: TableKind) -> str:
    if unit is not None:
        return unit.value
    return "as usual" if len(kind.units) == len(Unit) else kind.units[0].value


def _relation(relation: Relation) -> str:
    nearness = relation.nearness
    if nearness in _TOGETHER:
        return _TOGETHER[nearness]
    return f"at most {relation.distance} {nearness.value} apart"
