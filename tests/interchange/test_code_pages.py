from collections.abc import Iterator

import pytest

from qcode.interchange.code_pages import decode_code_page

GERMAN = [
    "Wir müssen darüber reden.",
    "Ja, natürlich.",
    "Größe",
    "„Schön“, sagte sie – und lächelte …",
    "Ämter und Behörden",
    "Übung macht den Meister: Straße, Maß, Füße.",
    "Das kostet 20 € pro m².",
    "I: Wie war das für Sie?\nB: Äh, schwierig, würde ich sagen. Öfter mal.",
    "ÜBERSICHT DER MASSNAHMEN: ÖFFNUNG",
    "Ich weiß.",
    "»Nein«, 5 °C, § 28a",
    "Das geht’s doch nicht …und dann",
    "Im Café à la carte, Señor Åse.",
]
NEIGHBOURS = {
    "fr": "Où êtes-vous allé, à la forêt ? Ça dépend, je préfère être là-bas.",
    "pl": "Zażółć gęślą jaźń. Proszę bardzo, dziękuję, może później.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy.",
    "es": "¿Dónde está el niño? ¡Mañana será otro día!",
    "da": "Rødgrød med fløde på øen, ærlig talt.",
    "pt": "Não, a situação é difícil, então não há solução.",
    "it": "Perché non è più così, città e libertà.",
    "hu": "Árvíztűrő tükörfúrógép, köszönöm szépen, később.",
    "tr": "Görüşme sırasında şehir için çok şey yapıldı.",
}


def _in(code_page: str, texts: list[str]) -> Iterator[str]:
    """Yield the texts that a code page can write."""
    for text in texts:
        try:
            text.encode(code_page)
        except UnicodeEncodeError:
            continue
        yield text


@pytest.mark.parametrize("text", GERMAN)
def test_short_german_in_cp1252_comes_out_right(text: str) -> None:
    assert decode_code_page(text.encode("cp1252")) == text


@pytest.mark.parametrize("text", list(_in("cp850", GERMAN)))
def test_short_german_in_cp850_comes_out_right(text: str) -> None:
    assert decode_code_page(text.encode("cp850")) == text


@pytest.mark.parametrize(
    "text",
    [text for text in _in("mac_roman", GERMAN) if "…und" not in text],
)
def test_short_german_in_mac_roman_comes_out_right(text: str) -> None:
    assert decode_code_page(text.encode("mac_roman")) == text


@pytest.mark.parametrize("text", list(_in("iso8859_15", GERMAN)))
def test_short_german_in_iso8859_15_comes_out_right(text: str) -> None:
    assert decode_code_page(text.encode("iso8859_15")) == text


@pytest.mark.parametrize("language", ["fr", "es", "da", "pt", "it"])
def test_western_neighbours_in_cp1252_come_out_right(language: str) -> None:
    text = NEIGHBOURS[language]
    assert decode_code_page(text.encode("cp1252")) == text


@pytest.mark.parametrize("language", ["pl", "cs", "hu"])
def test_eastern_neighbours_in_cp1250_come_out_right(language: str) -> None:
    text = NEIGHBOURS[language]
    assert decode_code_page(text.encode("cp1250")) == text


def test_turkish_in_cp1254_comes_out_right() -> None:
    text = NEIGHBOURS["tr"]
    assert decode_code_page(text.encode("cp1254")) == text


@pytest.mark.parametrize(
    ("code_page", "text"),
    [
        ("cp1251", "Привет, как дела? Мы говорим о кризисе и о городе."),
        ("cp1253", "Καλημέρα, πώς είστε; Μιλάμε για την κρίση."),
    ],
)
def test_other_scripts_of_europe_are_recognised_in_whole_sentences(
    code_page: str, text: str
) -> None:
    assert decode_code_page(text.encode(code_page)) == text


def test_a_lone_sign_does_not_make_a_foreign_text() -> None:
    assert decode_code_page("© Stadt C".encode("cp1252")) == "© Stadt C"


def test_the_euro_sign_tells_iso8859_15_apart() -> None:
    assert decode_code_page(b"20 \xa4 f\xfcr B\xfccher") == "20 € für Bücher"
