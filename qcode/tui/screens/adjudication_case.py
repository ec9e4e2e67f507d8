"""A difference in words: what speaks for and against, and what was decided."""

from qcode.model.adjudication import Difference, DifferenceKind, Ruling, Settlement
from qcode.model.codebook import PATH_SEPARATOR
from qcode.model.coding import Coding
from qcode.model.ids import CodeId
from qcode.text.harmless import harmless
from qcode.tui.docket_desk import DocketDesk
from qcode.tui.widgets.dossier import Case, OtherCode, Voice
from qcode.tui.widgets.sided import Side


def case_in_words(desk: DocketDesk) -> Case:
    """Return the difference in view as the right side shows it."""
    current, setting = desk.current, desk.setting
    assert current is not None
    assert setting is not None
    difference = current.difference
    code = desk.codebook.code(difference.code_id)
    above = [it.name for it in desk.codebook.ancestors(code.id)]
    settled = current.settlement
    return Case(
        code=code,
        above=PATH_SEPARATOR.join(above),
        colour=desk.colour(code.id),
        decided="" if settled is None else told(desk, settled),
        why=desk.why,
        kind=_kind(desk, difference),
        voices=[
            _voice(desk, Side.FIRST, difference.first),
            _voice(desk, Side.SECOND, difference.second),
        ],
        agreement=_agreement(desk, code.id),
        notes=[f"{desk.handle(it.coder_id)}: {it.text}" for it in setting.notes],
    )


def _voice(desk: DocketDesk, side: Side, own: tuple[Coding, ...]) -> Voice:
    setting, current = desk.setting, desk.current
    assert setting is not None
    assert current is not None
    coder = desk.pair.first if side is Side.FIRST else desk.pair.second
    others = dict.fromkeys(it.code_id for it in setting.others[coder.id])
    return Voice(
        side=side,
        handle=coder.handle,
        segments=[current.segments[it.id] for it in own],
        memos=[memo.text for it in own for memo in setting.memos.get(it.id, ())],
        others=[
            OtherCode(desk.colour(it), desk.codebook.code(it).name) for it in others
        ],
    )


def _kind(desk: DocketDesk, difference: Difference) -> str:
    first, second = desk.pair.first.handle, desk.pair.second.handle
    return harmless(
        {
            DifferenceKind.FIRST_ONLY: f"{first} alone gave this code here.",
            DifferenceKind.SECOND_ONLY: f"{second} alone gave this code here.",
            DifferenceKind.BOUNDARIES: (
                "Both gave it, with other boundaries; underlined is what both have."
            ),
        }[difference.kind]
    )


def told(desk: DocketDesk, settlement: Settlement) -> str:
    """Return what was decided, by whom and when."""
    who = desk.handle(settlement.coder_id)
    when = settlement.settled_at.astimezone().strftime("%Y-%m-%d %H:%M")
    first = desk.handle(settlement.first)
    second = desk.handle(settlement.second)
    return f"{ruling_in_words(settlement.ruling, first, second)} ({who}, {when})"


def _agreement(desk: DocketDesk, code_id: CodeId) -> str:
    found = desk.agreements.get(code_id)
    if found is None:
        return "being computed …"
    if isinstance(found, str):
        return found
    figures = found.figures.figures
    percent, kappa = figures["percent"], figures["kappa"]
    said = f"{percent.value:.0%} of {found.figures.units} sentences"
    if kappa.undefined is not None:
        return f"{said}, kappa undefined ({kappa.undefined.value})"
    between = kappa.interval
    within = f" ({between[0]:.2f} to {between[1]:.2f})" if between else ""
    return f"{said}, kappa {kappa.value:.2f}{within}"


def ruling_in_words(ruling: Ruling, first: str, second: str) -> str:
    """Return what was decided, with the coders' handles."""
    return {
        Ruling.FIRST: f"{first} taken",
        Ruling.SECOND: f"{second} taken",
        Ruling.BOTH: "Both taken",
        Ruling.NEITHER: "Neither taken",
        Ruling.REDRAWN: "Drawn anew",
        Ruling.SENT_BACK: "Sent back to the codebook",
    }[ruling]
