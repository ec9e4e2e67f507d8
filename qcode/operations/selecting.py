"""Which codings an analysis looks at, and reading them document by document."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from qcode.analysis.codetree import CodeTree
from qcode.analysis.places import Places
from qcode.analysis.stretches import Stretches, stretches
from qcode.errors import UnknownAttributeError
from qcode.model.coded import Wanted
from qcode.model.coding import Coder, Origin
from qcode.model.document import Kind
from qcode.model.ids import DocumentId
from qcode.model.relation import Nearness
from qcode.model.table import Fact, Provenance
from qcode.operations.pooling import not_pooled
from qcode.operations.provenance import provenance
from qcode.operations.query_answers import Answer, answer
from qcode.operations.speakers import interviewers
from qcode.store import coded, coders, documents, facts, finished_marks, study

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Selection:
    """Which codings are looked at, and how coders are told apart.

    `None` and an empty collection ask for all. Each coder's codings are looked at by
    themselves; `distinct` pools them, without the consensus set, and what two coded
    alike is there once. Without a `coder` only those of `coders` are looked at. With
    `without_interviewer` codings that touch only turns of those who ask are left
    out, and these turns are no places. With a `query` only what it finds is looked at,
    in documents that it does not rule out.
    """

    coder: Coder | None = None
    coders: Sequence[Coder] = ()
    distinct: bool = False
    origins: Collection[Origin] = ()
    kind: Kind | None = None
    attribute: tuple[str, str] | None = None
    document_id: DocumentId | None = None
    without_interviewer: bool = False
    query: str | None = None

    @property
    def chosen(self) -> Sequence[Coder]:
        """Whose codings are looked at, empty for everybody's."""
        return self.coders if self.coder is None else [self.coder]

    def wanted(self) -> Wanted:
        """Return what the store is asked for."""
        chosen = self.chosen
        return Wanted(
            coder_ids=[it.id for it in chosen] if chosen else None,
            origins=self.origins or None,
            kind=self.kind,
            attribute=self.attribute,
            document_id=self.document_id,
        )

    def filters(self) -> dict[str, Fact]:
        """Return what was left out, for a table's provenance."""
        attribute = self.attribute
        return {
            "coder": None if self.coder is None else self.coder.handle,
            "coders pooled": self.distinct,
            "origins": sorted(set(self.origins) or set(Origin)),
            "kind": None if self.kind is None else self.kind.value,
            "attribute": None if attribute is None else "=".join(attribute),
            "interviewer's turns left out": self.without_interviewer,
            **({"coders": [it.handle for it in self.coders]} if self.coders else {}),
        }


class Material:
    """The selected codings of a study, as one reading transaction sees them.

    `documents` are all documents selected, coded or not, by name; `names` and
    `ids` those of all documents of the study by number; `whose` are the coders whose
    codings are looked at.
    """

    def __init__(self, connection: "Connection", selection: Selection) -> None:
        known = facts.attribute_names(connection)
        if selection.attribute is not None and selection.attribute[0] not in known:
            raise UnknownAttributeError(selection.attribute[0], known)
        self._connection = connection
        self.selection = selection
        self._open: tuple[int, Places] | None = None
        self._asks = interviewers(connection)
        self.tree = CodeTree(study.codebook(connection))
        every = documents.names(connection)
        self.ids = list(every)
        self.names = list(every.values())
        known_coders = coders.every(connection)
        self._handles = [coder.handle for coder in known_coders]
        self._coders = {coder.id: place for place, coder in enumerate(known_coders)}
        self._answer = query = _answer(connection, selection)
        is_all_pooled = selection.distinct and not selection.chosen
        left_out = not_pooled(connection) if is_all_pooled else frozenset()
        self._leaves_out_consensus = bool(left_out)
        self.whose = [it for it in self._coders if it not in left_out]
        if selection.chosen:
            self.whose = [it.id for it in selection.chosen]
        self._theirs = selection.wanted()
        if left_out:
            self._theirs = replace(self._theirs, coder_ids=self.whose)
        self._wanted = self._theirs
        self.documents = coded.wanted_documents(connection, self._wanted)
        if query is not None:
            self._wanted = replace(self._wanted, coding_ids=query.codings)
            self.documents = [
                document_id
                for document_id in self.documents
                if any(query.looks_at(document_id, coder_id) for coder_id in self.whose)
            ]

    @property
    def handles(self) -> Sequence[str]:
        """The coders' handles by their number in the stretches."""
        return [""] if self.selection.distinct else self._handles

    def parts(self, nearness: Nearness = Nearness.OVERLAP) -> Iterator[Stretches]:
        """Yield the stretches in parts of whole documents.

        Under sentence, turn and the like `first` and `last` count such places.
        """
        pooled = self.selection.distinct
        yield from self._parts(self._wanted, nearness, pooled=pooled)

    def _parts(
        self, wanted: Wanted, nearness: Nearness, *, pooled: bool
    ) -> Iterator[Stretches]:
        is_read = nearness not in (Nearness.OVERLAP, Nearness.CONTAINMENT)
        for part in coded.parts(self._connection, wanted):
            found = stretches(part, pooled=pooled)
            if not (is_read or self.selection.without_interviewer):
                yield found
                continue
            for _, rows in by_document(found):
                yield self._placed(rows, nearness if is_read else None)

    def _placed(self, rows: Stretches, nearness: Nearness | None) -> Stretches:
        places = self.places(int(rows.document[0]))
        if self.selection.without_interviewer:
            rows = rows.take(places.is_said(rows.start, rows.end))
        if nearness is None:
            return rows
        first, last = places.of(nearness, rows.start, rows.end)
        return replace(rows, first=first, last=last)

    def read(self) -> Iterator[tuple[int, int]]:
        """Yield document and coder, as numbers, where what is not found is absent.

        They are those of finished marks and, with a query, of all that was coded, for
        it finds only some of it.
        """
        is_pooled, answer = self.selection.distinct, self._answer
        coder_ids = list(self._coders)
        for document, who in chain(self._finished(), self._coded()):
            asked = self.ids[document], coder_ids[who]
            if answer is None or answer.looks_at(*asked):
                yield document, 0 if is_pooled else who

    def _finished(self) -> Iterator[tuple[int, int]]:
        selected = set(self.documents)
        number = {document: place for place, document in enumerate(self.ids)}
        for mark in finished_marks.every(self._connection):
            if mark.document_id in selected and mark.coder_id in self.whose:
                yield number[mark.document_id], self._coders[mark.coder_id]

    def _coded(self) -> Iterator[tuple[int, int]]:
        """Yield each document and coder with any codings, where a query is asked."""
        if self._answer is not None:
            for part in self._parts(self._theirs, Nearness.OVERLAP, pooled=False):
                both = zip(part.document.tolist(), part.coder.tolist(), strict=True)
                yield from sorted(set(both))

    def places(self, document: int) -> Places:
        """Return the document of this number, ready to be counted in."""
        if self._open is None or self._open[0] != document:
            found = documents.get(self._connection, self.ids[document])
            without = self.selection.without_interviewer
            self._open = document, Places(found, self._asks if without else None)
        return self._open[1]

    def provenance(
        self, unit: str, base: dict[str, Fact], parameters: dict[str, Fact]
    ) -> Provenance:
        """Return where a table made of this comes from."""
        return provenance(
            self._connection,
            unit,
            base={"documents": len(self.documents), **base},
            filters={**self.selection.filters(), **self._told()},
            parameters=parameters,
        )

    def _told(self) -> Mapping[str, Fact]:
        told: dict[str, Fact] = {}
        if self._leaves_out_consensus:
            told["consensus set left out"] = True
        return told if self._answer is None else {**told, **self._answer.filters}


def _answer(connection: "Connection", selection: Selection) -> Answer | None:
    return None if selection.query is None else answer(connection, selection.query)


def by_document(found: Stretches) -> Iterator[tuple[int, Stretches]]:
    """Yield each document's number with its rows."""
    numbers = found.document
    ends = [*(numbers[1:] != numbers[:-1]).nonzero()[0] + 1, len(numbers)]
    start = 0
    for end in ends if len(numbers) else []:
        yield int(numbers[start]), found.take(slice(start, end))
        start = end
