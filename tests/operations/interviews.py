"""A study with some interviews and codes, made up of words, for suggestions."""

import random

from qcode.model.codebook import Code
from qcode.model.document import Document
from qcode.store import Store, cases, codes, documents
from tests.builders import a_case, a_code, a_document, a_source

SUBJECTS = {
    "masks": ("Masken", "Kittel", "Handschuhe", "Lieferung", "Filter"),
    "school": ("Tablets", "Unterricht", "Lernplattform", "Ferien", "Klasse"),
    "staff": ("Personal", "Schichten", "Überstunden", "Vertretung", "Team"),
    "talks": ("Pressestelle", "Bürgertelefon", "Nachrichten", "Plakate", "Videos"),
}
FILLERS = (
    "gestern",
    "immer",
    "Sommer",
    "lange",
    "schwierig",
    "Stadt",
    "Leute",
    "morgens",
    "gemeinsam",
    "zuerst",
    "Verwaltung",
    "Woche",
    "plötzlich",
    "Fragen",
)
CODES = [
    a_code(key, name=f"Thema {key}", keywords=words[:2])
    for key, words in SUBJECTS.items()
]


def an_interview(name: str, seed: int, answers: int = 6) -> tuple[str, str]:
    """Return name and text of an interview of so many answers of two sentences."""
    draw = random.Random(seed)
    turns = []
    for _ in range(answers):
        sentences = []
        for _ in range(2):
            subject = draw.choice(sorted(SUBJECTS))
            words = [*draw.choices(SUBJECTS[subject], k=2), *draw.choices(FILLERS, k=5)]
            draw.shuffle(words)
            sentences.append(f"Wir {' '.join(words)}.")
        turns.append(f"I: Und dann?\n\nB: {' '.join(sentences)}")
    return name, "\n\n".join(turns)


def interviewed(
    store: Store, number: int, answers: int = 6, *, first: int = 0
) -> list[Document]:
    """Put so many interviews and the codes into a store that was filled."""
    numbers = range(first, first + number)
    texts = [an_interview(f"gespräch-{n}", n, answers) for n in numbers]
    made = [a_document(name, text) for name, text in texts]
    with store.begin() as connection:
        for place, code in enumerate(CODES):
            codes.save(connection, code, 10 + place)
        for (name, text), document in zip(texts, made, strict=True):
            cases.ensure(connection, a_case(name))
            documents.insert_document(connection, document, a_source(name, text))
    return made


def code_of(key: str) -> Code:
    """Return the code with this key."""
    return next(code for code in CODES if code.key == key)
