"""A study with a talk that two coders have finished, and a second family of codes.

Of B in the talk: six sentences, those of the interviewer not counted.
"""

from dataclasses import dataclass
from typing import Any

from qcode.model.codebook import Code
from qcode.model.coding import Coding
from qcode.model.document import Document
from qcode.model.span import Span
from qcode.operations.codings import apply_code
from qcode.operations.finishing import finish
from qcode.store import cases, codes, documents
from tests.builders import Study, a_case, a_code, a_coding, a_document, a_source

TALK = (
    "I: Was half denn damals?\n"
    "[00:01:02] B: Die Kollegen halfen sofort. Ohne sie ging nichts. Wir kannten uns.\n"
    "I: Und dann?\n"
    "[00:03:04] B: Später kam Erschöpfung 😀. Niemand fragte. Erst im Herbst wieder.\n"
)
HELP, NOTHING, TIRED = (
    "Die Kollegen halfen sofort.",
    "Ohne sie ging nichts.",
    "Später kam Erschöpfung 😀.",
)


@dataclass(frozen=True)
class Talk:
    """The study, the talk, and the codes `needs > money > cash`."""

    study: Study
    document: Document
    needs: Code
    money: Code
    cash: Code

    def coding(self, part: str, code: Code | None = None, **fields: Any) -> Coding:
        """Apply a code, engagement without one, to a part of the talk."""
        start = self.document.text.index(part)
        coding = a_coding(
            document_id=self.document.id,
            span=Span(start, start + len(part)),
            code_id=(code or self.study.engagement).id,
            **fields,
        )
        apply_code(self.study.store, coding)
        return coding


def talked(study: Study) -> Talk:
    """Put the talk and the codes into a study; both coders have finished the talk."""
    document = a_document("talk", TALK)
    needs = a_code("needs", codable=False)
    money = a_code("money", parent_id=needs.id)
    cash = a_code("cash", parent_id=money.id)
    with study.store.begin() as connection:
        cases.ensure(connection, a_case("talk"))
        values = {"role": "Leitung", "city": "B"}
        cases.set_attributes(connection, document.case_id, values)
        cases.set_attributes(connection, study.hebrew.case_id, {"city": "A"})
        documents.insert_document(connection, document, a_source("talk", TALK))
        for code in (needs, money, cash):
            codes.save(connection, code, 0)
    for coder in (study.anna, study.bea):
        finish(study.store, document.id, coder.id)
    return Talk(study, document, needs, money, cash)
