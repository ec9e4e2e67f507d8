"""Reading codebook.yaml: what it says, and what is wrong where."""

from pathlib import Path
from uuid import UUID

import pytest

from qcode.errors import CodebookFileError
from qcode.interchange.codebook_yaml import read_codebook
from qcode.model.codebook import Code
from qcode.model.ids import CodeId, StudyId, code_id

STUDY = StudyId(UUID("6b1c2f0e-8d5a-4c1b-9a57-3f2e7d04c6aa"))
OTHER_ID = CodeId(UUID("00000000-0000-4000-8000-00000000000f"))
REAL_FILE = Path(__file__).parents[2] / "codebook.yaml"

HEAD = f"study_id: {STUDY}\nname: Städte\nlanguage: de\n"


def the_code(fields: str) -> Code:
    """Read a file of one code with key, name and these fields, at column 5."""
    lines = ["codes:", "  - key: a", "    name: A"]
    lines += [f"    {line}" for line in fields.split("\n")]
    (code,) = read_codebook(HEAD + "\n".join(lines) + "\n", "codebook.yaml").codes
    return code


def refusal(content: bytes | str) -> tuple[int, int, str]:
    """Return line, column and sentence of the refusal."""
    with pytest.raises(CodebookFileError) as caught:
        read_codebook(content, "codebook.yaml")
    error = caught.value
    assert str(error) == f"codebook.yaml:{error.line}:{error.column}: {error.reason}"
    assert "\n" not in error.reason
    return error.line, error.column, error.reason


def refusal_of(field: str) -> tuple[int, int, str]:
    """Return the refusal of one more field, which stands in line 7 at column 5."""
    with pytest.raises(CodebookFileError) as caught:
        the_code(field)
    return caught.value.line, caught.value.column, caught.value.reason


def test_all_fields_of_a_code_are_read() -> None:
    code = the_code(
        f"id: {OTHER_ID}\n"
        "formerly: [alt, aelter]\n"
        'shortcut: "#"\n'
        "codable: false\n"
        'colour: "#3b82F6"\n'
        "definition: >-\n  Wer die Krise\n  getragen hat.\n\n  Auch später.\n"
        "include: |\n  - eins\n    - zwei\n"
        "exclude: 'it''s'\n"
        'example: "Ja: \\u00e9 \\U0001F600"\n'
        "keywords: [e\u0301, שלום, 👩🏽‍💻, '- x']\n"
        "memo: kurz"
    )
    assert code == Code(
        OTHER_ID,
        "a",
        "A",
        formerly=("alt", "aelter"),
        shortcut="#",
        codable=False,
        colour="#3b82F6",
        definition="Wer die Krise getragen hat.\nAuch später.",
        include="- eins\n  - zwei",
        exclude="it's",
        example="Ja: é 😀",
        keywords=("e\u0301", "שלום", "👩🏽‍💻", "- x"),
        memo="kurz",
    )


def test_a_code_needs_no_more_than_key_and_name() -> None:
    book = read_codebook(HEAD + "codes: [{key: a, name: A}]", "codebook.yaml")
    assert (book.study_id, book.name, book.language) == (STUDY, "Städte", "de")
    assert book.codes == (Code(code_id(STUDY, "a"), "a", "A"),)


def test_codes_come_in_tree_order_parents_first() -> None:
    content = HEAD + (
        "codes:\n"
        "- key: a\n  name: A\n  children:\n"
        "  - key: b\n    name: B\n    children:\n    - key: c\n      name: C\n"
        "  - key: d\n    name: D\n"
        "- key: e\n  name: E\n"
    )
    book = read_codebook(content, "codebook.yaml")
    assert [code.key for code in book.codes] == ["a", "b", "c", "d", "e"]
    assert [book.path(code.id) for code in book.codes] == [
        *("A", "A > B", "A > B > C", "A > D", "E")
    ]


@pytest.mark.parametrize(
    "content",
    [
        HEAD,
        HEAD + "codes:\n",
        HEAD + "codes: []\n",
        "\ufeff" + HEAD,
        HEAD.replace("\n", "\r\n"),
        "# Kopf\n---\n" + HEAD + "...\n",
    ],
)
def test_a_codebook_may_have_no_codes_yet(content: str) -> None:
    assert read_codebook(content, "codebook.yaml").codes == ()
    assert read_codebook(content.encode(), "codebook.yaml").codes == ()


@pytest.mark.parametrize("mark", ["|", "|+", "|-", ">", ">+", ">-"])
def test_a_block_of_text_ends_without_a_line_break(mark: str) -> None:
    assert the_code(f"memo: {mark}\n  Ende\n\n\n").memo == "Ende"


def test_a_line_break_in_quotes_is_meant() -> None:
    assert the_code('memo: "Ende\\n"').memo == "Ende\n"


def test_optional_fields_may_stand_there_without_a_value() -> None:
    fields = ["definition:", "keywords:  # offen", "formerly:", "children:", "id:"]
    assert the_code("\n".join(fields)) == Code(code_id(STUDY, "a"), "a", "A")


# Identity.


def test_an_id_in_the_file_comes_first() -> None:
    content = HEAD + f"codes: [{{key: a, name: A, id: {OTHER_ID}}}]"
    assert read_codebook(content, "c", {"b": OTHER_ID}).codes[0].id == OTHER_ID


def test_a_known_key_keeps_its_id() -> None:
    content = HEAD + "codes: [{key: a, name: A, formerly: [b]}]"
    known = {"a": OTHER_ID, "b": code_id(STUDY, "x")}
    assert read_codebook(content, "c", known).codes[0].id == OTHER_ID


def test_a_known_former_key_keeps_its_id() -> None:
    content = HEAD + "codes: [{key: c, name: C, formerly: [a, b]}]"
    assert read_codebook(content, "c", {"b": OTHER_ID}).codes[0].id == OTHER_ID


def test_an_id_follows_from_the_study_and_the_first_key() -> None:
    content = HEAD + "codes: [{key: c, name: C, formerly: [a, b]}]"
    assert read_codebook(content, "c").codes[0].id == code_id(STUDY, "a")


def test_an_id_that_is_known_otherwise_is_refused_with_both() -> None:
    content = HEAD + f"codes:\n  - key: a\n    name: A\n    id: {OTHER_ID}\n"
    known = {"a": code_id(STUDY, "a")}
    with pytest.raises(CodebookFileError) as caught:
        read_codebook(content, "codebook.yaml", known)
    assert (caught.value.line, caught.value.column) == (7, 9)
    assert caught.value.reason == (
        f"'a' has the id {OTHER_ID} here, but {known['a']} in the database; remove the "
        "id here if it is the same code, or choose another key"
    )


def test_two_codes_that_come_to_one_id_are_refused() -> None:
    content = HEAD + "codes:\n  - key: a\n    name: A\n  - key: b\n    name: B\n"
    with pytest.raises(CodebookFileError, match="in line 5 both have the id"):
        read_codebook(content, "c", {"a": OTHER_ID, "b": OTHER_ID})


# What single values are refused for.


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("no", "yes or no"),
        ("Yes", "yes or no"),
        ("true", "yes or no"),
        ("12", "a number"),
        ("0x1F", "a number"),
        ("12:30", "a number"),
        ("1e5", "a number"),
        ("2020-03-01", "a date"),
        ("~", "nothing"),
        ("null", "nothing"),
    ],
)
def test_a_text_that_yaml_would_misread_must_stand_in_quotes(
    value: str, kind: str
) -> None:
    assert refusal_of(f"memo: {value}") == (
        *(7, 11),
        f'{value} would be taken for {kind}; put it in quotes: "{value}"',
    )
    assert the_code(f'memo: "{value}"').memo == value
    assert refusal_of(f"keywords: [gut, {value}]")[:2] == (7, 21)


@pytest.mark.parametrize("name", ["Nein", "Ja", "12. Mai", "1.2.3", "e", "No-Go", "٣"])
def test_texts_that_every_yaml_takes_for_texts_need_no_quotes(name: str) -> None:
    content = HEAD + f"codes: [{{key: a, name: {name}}}]"
    assert read_codebook(content, "c").codes[0].name == name


COLOUR = 'a colour is written as "#rrggbb" in quotes, for example "#3b82f6"'


@pytest.mark.parametrize(
    ("field", "column", "sentence"),
    [
        ("colour: #3b82f6", 5, COLOUR),
        ("colour: 3b82f6", 13, COLOUR),
        ("colour: 123456", 13, COLOUR),
        ('colour: "#3b82f"', 13, COLOUR),
        ("shortcut: ab", 15, 'a shortcut is one character, for example "k"'),
        ("shortcut: ' '", 15, 'a shortcut is one character, for example "k"'),
        ("codable: nein", 14, "'codable' is written as true or false"),
        ("codable: no", 14, "'codable' is written as true or false"),
        ("keywords: eins", 15, "'keywords' is a list; write [\"eins\"]"),
        ("children: [b]", 16, "a code is written as fields, beginning with '- key: …'"),
        ("children: b", 15, "'children' holds codes, each beginning with '- key: …'"),
        ("keyword: x", 5, "'keyword' is not known here; did you mean 'keywords'?"),
        ("Memo: x", 5, "'Memo' is not known here; did you mean 'memo'?"),
        ("color: x", 5, "'color' is not known here; did you mean 'colour'?"),
        (
            "keywords: ['']",
            16,
            "a keyword is a text and not empty",
        ),
        (
            "memo: [a]",
            11,
            "'memo' is one text, not a list; if it has ': ' in it, quote it",
        ),
        (
            "formerly: [Über uns]",
            16,
            "a key is made of the letters a-z, digits, '-' and '_', and begins with a "
            "letter or digit: perhaps 'ueber-uns'",
        ),
        (
            "id: 12",
            9,
            "an id is 32 hexadecimal digits, written as "
            '"9b0f3c52-6f0e-4b7e-9d51-2f1c7a8e4d10"',
        ),
    ],
)
def test_a_wrong_value_is_refused_where_it_stands(
    field: str, column: int, sentence: str
) -> None:
    assert refusal_of(field) == (7, column, sentence)


def test_an_unknown_field_far_from_all_others_is_answered_with_the_list() -> None:
    line, column, sentence = refusal("x: 1\n" + HEAD)
    assert (line, column) == (1, 1)
    assert sentence.endswith("the fields are study_id, name, language, codes")


def test_missing_fields_are_named_where_the_code_begins() -> None:
    assert refusal(HEAD + "codes:\n  - name: A\n") == (
        *(5, 5),
        "'key' is missing here; it cannot be left out",
    )


def test_an_empty_name_is_refused_at_its_field() -> None:
    line, column, sentence = refusal(HEAD + "codes:\n  - key: a\n    name:   \n")
    assert (line, column) == (6, 5)
    assert sentence.startswith("'name' is empty here")


def test_columns_count_codepoints() -> None:
    assert refusal(HEAD + "codes: [{name: e\u0301😀, key: Ä}]")[:2] == (4, 26)


def test_of_several_faults_the_first_is_told_and_the_others_counted() -> None:
    line, column, sentence = refusal(
        HEAD + "codes:\n  - key: a\n    name: 1\n    colour: red\n  - key: a\n"
    )
    assert (line, column) == (6, 11)
    assert sentence.endswith('put it in quotes: "1" (and 3 more things to mend)')


# What several codes together are refused for.


@pytest.mark.parametrize(
    ("first", "second", "column", "sentence"),
    [
        ("key: x", "key: x", 10, "the key 'x' stands in line 5 already, and keys"),
        ("formerly: [x]", "key: x", 10, "the key 'x' stands in line 5 already"),
        ("key: x", "formerly: [z, x]", 19, "the key 'x' stands in line 5 already"),
        ("shortcut: k", "shortcut: k", 15, "the shortcut 'k' belongs to the code in l"),
        (
            f"id: {OTHER_ID}",
            f"id: {OTHER_ID}",
            9,
            f"the id {OTHER_ID} stands in line 5",
        ),
    ],
)
def test_what_is_used_twice_is_refused_at_the_second_place(
    first: str, second: str, column: int, sentence: str
) -> None:
    codes = ""
    for number, field in enumerate([first, second]):
        key = "" if field.startswith("key") else f"    key: k{number}\n"
        codes += f"  - {field}\n{key}    name: A\n"
    content = HEAD + "codes:\n" + codes
    line, found, reason = refusal(content)
    assert content.split("\n")[line - 1] == f"  - {second}"
    assert found == column
    assert line > 6
    assert reason.startswith(sentence)


def test_a_shortcut_is_also_unique_across_levels() -> None:
    content = HEAD + (
        "codes:\n- {key: a, name: A, shortcut: k, children: [{key: b, name: B,"
        " shortcut: k}]}"
    )
    assert refusal(content)[2].startswith(
        "the shortcut 'k' belongs to the code in line 5"
    )


def nested(levels: int) -> str:
    lines = ["codes:"]
    for level in range(levels):
        room = "    " * level
        lines += [f"{room}- key: k{level}", f"{room}  name: N", f"{room}  children:"]
    return HEAD + "\n".join(lines).replace("name: N", "name: Name") + "\n"


def test_codes_are_at_most_12_levels_deep() -> None:
    assert len(read_codebook(nested(12), "c").codes) == 12
    assert refusal(nested(13)) == (
        *(41, 51),
        "codes are at most 12 levels deep; move this one up",
    )


@pytest.mark.skipif(not REAL_FILE.exists(), reason="there is no codebook.yaml")
def test_the_real_file_is_read() -> None:
    book = read_codebook(REAL_FILE.read_bytes(), REAL_FILE)
    assert len(book.codes) > 70
    assert book.language == "de"
    assert all(code.definition for code in book.codes)
