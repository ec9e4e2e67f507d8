from qcode.model.document import text_digest
from qcode.store import Store, cases, documents, study, text_states
from tests.builders import STUDY, a_case, a_document, a_source


def test_each_text_has_its_digest_however_many_the_document_is_known_by(
    store: Store,
) -> None:
    texts = {"crlf": "I: Was?\r\nB: Ja.\r\n", "plain": "I: Was?\nB: Nein.\n"}
    with store.begin() as connection:
        study.create(connection, study.StudyRow(STUDY, "Texte", "de"))
        made = {}
        for name, raw in texts.items():
            cases.ensure(connection, a_case(name))
            made[name] = a_document(name, raw)
            documents.insert_document(connection, made[name], a_source(name, raw))
        found = text_states.every(connection)
    assert [(it.document, it.revision, it.digest) for it in found] == [
        (name, 1, text_digest(made[name].text)) for name in ("crlf", "plain")
    ]
