"""What in a text tells who or where somebody is, and what only looks so."""

import pytest

from qcode.model.publishing import Hidden, Named, Sign
from qcode.text.identifying import Identifying, is_addressed, parts_of_name

GATE = Identifying(
    [
        Hidden(Sign.SPEAKER, "Schneider"),
        Hidden(Sign.SPEAKER, "Personalamt E"),
        Hidden(Sign.SPEAKER, "Presse"),
        Hidden(Sign.CODER, "annika"),
        Hidden(Sign.ATTRIBUTE, "Klinikum Mühlfeld"),
        Hidden(Sign.ATTRIBUTE, "Berlin"),
        Hidden(Sign.ATTRIBUTE, "Ulm"),
        Hidden(Sign.ATTRIBUTE, "alle"),
        Hidden(Sign.ATTRIBUTE, "B"),
        Hidden(Sign.WORD, "Zum Goldenen Hirsch"),
        Hidden(Sign.WORD, "Oberbürgermeisterkandidat"),
    ]
)


def signs(text: str) -> list[Sign]:
    return [it.sign for it in GATE.find(text)]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Da rief Frau Schneider an.", Sign.SPEAKER),
        ("Schneiders Liste lag vorn", Sign.SPEAKER),
        ("die SCHNEIDER sagte nein", Sign.SPEAKER),
        ("Frau Scheider, verhört", Sign.SPEAKER),
        ("Herr Schnei\u00adder, getrennt", Sign.SPEAKER),
        ("beim Personalamt E nachgefragt", Sign.SPEAKER),
        ("und Annikas Notizen", Sign.CODER),
        ("im Klinikum Mühlfeld", Sign.ATTRIBUTE),
        ("im Klinikum Muehlfelds", Sign.ATTRIBUTE),
        ("im Klinikum Mu\u0308hlfeld, zerlegt", Sign.ATTRIBUTE),
        ("wir Berliner waren ruhig", Sign.ATTRIBUTE),
        ("das Berlin-Gefühl", Sign.ATTRIBUTE),
        ("die Ulmer kamen", Sign.ATTRIBUTE),
        ("im Goldenen Hirsch, zum goldenen Hirschen", Sign.WORD),
        ("der Oberbürgermeisterkandidaten", Sign.WORD),
        ("und dann die Frau Wiesenthal, die", Sign.PERSON),
        ("mit Herrn Dr. von Achenbach", Sign.PERSON),
        ("schreiben Sie an a.b@stadt-x.de bitte", Sign.EMAIL),
        ("steht auf www.stadt-x.de/corona", Sign.ADDRESS),
        ("steht auf stadt-x.de, unten", Sign.ADDRESS),
        ("unter 0331 / 58 12-340 zu erreichen", Sign.TELEPHONE),
        ("unter +49 (0)30 123456", Sign.TELEPHONE),
        ("auf DE89 3704 0044 0532 0130 00 gezahlt", Sign.IBAN),
    ],
)
def test_what_tells_too_much_is_found(text: str, sign: Sign) -> None:
    assert signs(text) == [sign]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Der Schneidertisch blieb leer; die Pressekonferenz auch.",
        "Alle waren da, alles lief, mit allen.",
        "Plan B, das Personalamt und E gab es.",
        "Das Klinikum war voll, in Mühlfeldern wuchs nichts.",
        "Am 03.05.2021 und 12. 3. 20 um 08:30 Uhr, 250.000 Menschen, 2020-2022.",
        "Meine Frau Angst hatte, eine Frau Mitte 50, Frau Oberbürgermeisterin.",
        "Herr der Lage; Dr. Kollegin; die Frau, Kinder; Frau [Name]; Frau X.",
        "Anno 1970. Ulmenallee? Nein: die Allee.",
        "z.B. usw.d.h. Nr.5 und §28a IfSG, 1.000.000,50 Euro",
        "Corona war überall.😀 Punkt.Dennoch ging es.",
    ],
)
def test_what_only_looks_so_is_not(text: str) -> None:
    assert GATE.find(text) == []


def test_it_is_told_what_was_found_and_what_it_names() -> None:
    text = "Schneiders Nummer: 0331 5812340. Schneiders!"
    assert GATE.find(text) == [
        Named(Sign.SPEAKER, "Schneiders", "Schneider"),
        Named(Sign.TELEPHONE, "0331 5812340"),
    ]


def test_the_words_of_a_name_that_tell_who_it_is() -> None:
    assert parts_of_name("Frau Prof. Dr. Eva-Maria von der Heide") == [
        "Eva",
        "Maria",
        "Heide",
    ]
    assert is_addressed("Frau Schneider")
    assert is_addressed("Dr. Wolf")
    assert not is_addressed("Personalamt E")
