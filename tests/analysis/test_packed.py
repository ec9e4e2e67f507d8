from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.analysis.codetree import CodeTree
from qcode.analysis.packed import packed_counts
from qcode.model.codebook import Code, Codebook
from qcode.model.counting import PackedCodings
from qcode.model.ids import CodeId, CoderId
from tests.builders import STUDY

# Two begin with the same eight bytes, and one ends with zeros.
IDS = [UUID(int=(9 << 64) + n) for n in (1, 2)] + [UUID(int=7 << 64)]
ADA, BEA = (CoderId(UUID(int=n)).bytes for n in (5, 6))
HANDLES = {ADA: "ada", BEA: "bea"}
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["x", "a"]),
        st.sampled_from(["", "blind"]),
        st.integers(0, 2),
        st.sampled_from([ADA, BEA]),
        st.sampled_from([(0, 4), (2, 4), (0, 12)]),
    ),
    unique=True,
    max_size=14,
)


def tree(*, alike: bool) -> CodeTree:
    """A code, one below it and one below that; `alike` as their ids begin."""
    ids = IDS if alike else [UUID(int=n << 64) for n in (3, 1, 7)]
    first = Code(CodeId(ids[0]), "need", "Need")
    second = Code(CodeId(ids[1]), "staff", "Staff", parent_id=first.id)
    third = Code(CodeId(ids[2]), "team", "Team", parent_id=second.id)
    return CodeTree(Codebook(STUDY, "Packed", "de", (first, second, third)))


@settings(max_examples=80, deadline=None)
@given(ROWS, st.booleans(), st.booleans())
def test_distinct_segments_are_what_sets_of_them_are(
    rows: list[tuple[str, str, int, bytes, tuple[int, int]]], pooled: bool, alike: bool
) -> None:
    codes = tree(alike=alike)
    packed = PackedCodings({b"": ""} if pooled else HANDLES)
    for place in dict.fromkeys(row[:2] for row in rows):
        there = [row for row in rows if row[:2] == place]
        ids = [codes.codebook.codes[code].id.bytes for _, _, code, _, _ in there]
        packed.document.append(place[0])
        packed.round.append(place[1])
        packed.codes.append(b"".join(ids))
        packed.starts.append(",".join(str(span[0]) for *_, span in there))
        packed.ends.append(",".join(str(span[1]) for *_, span in there))
        if not pooled:
            packed.coders.append(b"".join(who for *_, who, _ in there))
    own: dict[tuple[str, ...], set[object]] = {}
    total: dict[tuple[str, ...], set[object]] = {}
    for document, round_, code, who, span in rows:
        handle = "" if pooled else HANDLES[who]
        keys = [
            (codes.keys[it], document, handle, "", round_) for it in range(code + 1)
        ]
        own.setdefault(keys[-1], set()).add(span)
        for key in keys:
            total.setdefault(key, set()).add(span)
    found = packed_counts(packed, codes)
    columns = [found.code, *found.place.values()]
    cells = list(zip(*(it.texts() for it in columns), strict=True))
    assert dict(zip(cells, found.own.tolist(), strict=True)) == {
        key: len(own.get(key, ())) for key in total
    }
    assert dict(zip(cells, found.total.tolist(), strict=True)) == {
        key: len(spans) for key, spans in total.items()
    }
    order = [found.code.numbers, *(it.numbers for it in found.place.values())]
    assert list(zip(*order, strict=True)) == sorted(zip(*order, strict=True))


def test_nothing_coded_is_nothing_counted() -> None:
    for handles in ({b"": "ada"}, HANDLES, {}):
        found = packed_counts(PackedCodings(handles), tree(alike=True))
        assert (found.own.tolist(), found.code.texts()) == ([], [])
        assert found.place["document"].values == []
