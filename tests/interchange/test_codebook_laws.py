"""Writing codebook.yaml: what holds for every codebook, layout and edit."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.interchange.codebook_yaml import read_codebook, write_codebook
from qcode.model.codebook import Code, Codebook, in_tree_order
from qcode.model.ids import CodeId, StudyId, code_id

STUDY = StudyId(UUID("6b1c2f0e-8d5a-4c1b-9a57-3f2e7d04c6aa"))
OTHER_ID = CodeId(UUID("00000000-0000-4000-8000-00000000000f"))

TRICKY = [
    *(
        "no",
        "0x1F",
        "12:30",
        "# not a comment",
        "- x",
        ": y",
        "a: b",
        "a #b",
        "~",
        "null",
    ),
    *(
        "ends with spaces  ",
        "  begins",
        "two\nlines",
        "two\n\nparagraphs",
        "a\n  b",
        "y",
    ),
    *(
        "ends in a line break\n",
        "\n",
        "tab\there",
        "'single' \"double\" \\",
        "[a, b]",
        "{a}",
    ),
    *(
        "שלום עולם",
        "e\u0301 é Ä ß",
        "👩🏽‍💻 😀",
        "\u200fmark",
        "2020-03-01",
        "@a",
        "*a",
        "&a",
    ),
    *(
        "!a",
        "%a",
        "`a`",
        "|",
        ">",
        "---",
        "...",
        "=",
        "<<",
        "1e5",
        "Ja: " + "lang " * 30 + ".",
    ),
]
texts = st.sampled_from(TRICKY) | st.text("ab \n:#-'\"é😀", max_size=12)
any_texts = texts | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8
)
lines_of_text = any_texts.filter(lambda text: bool(text.strip()) and "\n" not in text)


def is_simple(text: str) -> bool:
    """Whether JSON writes the text so that YAML reads the same."""
    return all(character.isprintable() or character in "\n\t" for character in text)


simple_texts = st.just("") | texts.filter(is_simple)
simple_lines = lines_of_text.filter(is_simple)
simple_lists = st.lists(simple_lines, max_size=2).map(tuple)


@dataclass(frozen=True)
class File:
    """A generated file; `own` are each code's lines without those of its children."""

    content: str
    codebook: Codebook
    own: dict[CodeId, list[str]]


def changing(codebook: Codebook, key: str, change: Callable[[Code], Code]) -> Codebook:
    codes = [change(code) if code.key == key else code for code in codebook.codes]
    return replace(codebook, codes=in_tree_order(codes))


def without(codebook: Codebook, code: Code) -> Codebook:
    gone = {below.id for below in codebook.subtree(code.id)}
    codes = tuple(code for code in codebook.codes if code.id not in gone)
    return replace(codebook, codes=codes)


def as_field(draw: st.DrawFn, name: str, value: str) -> list[str]:
    """Write a field in one of the ways that people do."""
    comment = draw(st.sampled_from(["", "", "  # beside"]))
    if re.fullmatch(r"\w+( \w+)*\.?(\n\w+( \w+)*)*", value, re.ASCII) and "\n" in value:
        mark = draw(st.sampled_from(["|", "|-", "|+", "|2-"]))
        return [
            f"{name}: {mark}{comment}",
            *(f"  {line}" for line in value.split("\n")),
        ]
    return [f"{name}: {json.dumps(value, ensure_ascii=False)}{comment}"]


@st.composite
def files(draw: st.DrawFn) -> File:
    count = draw(st.integers(0, 6))
    is_flush = draw(st.booleans())
    is_spaced = draw(st.booleans())
    codes: list[Code] = []
    for number in range(count):
        above: list[CodeId | None] = [None, *(code.id for code in codes)]
        code = Code(
            code_id(STUDY, f"code-{number}"),
            f"code-{number}",
            draw(simple_lines),
            draw(st.sampled_from(above)),
            definition=draw(simple_texts),
            memo=draw(simple_texts),
            keywords=draw(simple_lists),
            shortcut=draw(st.sampled_from(["", str(number)])),
            codable=draw(st.booleans()),
        )
        codes.append(code)
    book = Codebook(STUDY, "Name", "de", in_tree_order(codes))
    own: dict[CodeId, list[str]] = {}

    def lines_of(code: Code) -> list[str]:
        fields = [f"key: {code.key}", *as_field(draw, "name", code.name)]
        for name in ("shortcut", "definition", "memo"):
            if getattr(code, name):
                fields += as_field(draw, name, getattr(code, name))
        if not code.codable:
            fields.append("codable: false")
        elif draw(st.booleans()):
            fields.append(draw(st.sampled_from(["include:", "codable: # open"])))
        is_in_brackets = draw(st.booleans())
        if code.keywords and is_in_brackets:
            fields.append(f"keywords: {json.dumps(code.keywords, ensure_ascii=False)}")
        elif code.keywords:
            items = [f"  - {json.dumps(k, ensure_ascii=False)}" for k in code.keywords]
            fields += ["keywords:", *items]
        comment = f"# above {code.key}"
        above = draw(st.sampled_from([[], [], [comment]]))
        own[code.id] = [*above, *(line.strip() for line in fields)]
        below = lines_below(book.children(code.id), "children")
        body = [*fields, *below]
        return [
            *above,
            f"- {body[0]}",
            *(f"  {line}" if line else "" for line in body[1:]),
        ]

    def lines_below(below: Sequence[Code], name: str) -> list[str]:
        lines = [f"{name}:"] if below else []
        room = "" if is_flush else "  "
        for number, code in enumerate(below):
            lines += [""] if number and is_spaced else []
            if draw(st.integers(0, 5)) == 0:
                lines += ["", f"{room}# nobody's", ""]
            lines += [room + line if line else "" for line in lines_of(code)]
        return lines

    head = ["# head", f"study_id: {STUDY}", "name: Name", "language: de", ""]
    content = "\n".join(
        [*head, *lines_below(book.children(None), "codes"), "# foot", ""]
    )
    return File(content, book, own)


@st.composite
def edited(draw: st.DrawFn, book: Codebook, number: int, may_move: bool) -> Codebook:
    """Change one thing in the codebook."""
    kinds = ["add", "add", *(["field", "remove", "key"] if book.codes else [])]
    kinds += ["parent", "order"] if may_move and book.codes else []
    kind = draw(st.sampled_from(kinds))
    if kind == "add":
        key = f"new-{number}"
        is_derived = draw(st.booleans())
        new = Code(
            code_id(STUDY, key) if is_derived else CodeId(uuid5(OTHER_ID, key)),
            key,
            draw(lines_of_text),
            draw(st.sampled_from([None, *(code.id for code in book.codes)])),
            example=draw(any_texts),
        )
        codes = list(book.codes)
        codes.insert(draw(st.integers(0, len(codes))), new)
        return replace(book, codes=in_tree_order(codes))
    if kind == "order":
        return replace(book, codes=in_tree_order(draw(st.permutations(book.codes))))
    code = draw(st.sampled_from(book.codes))
    if kind == "remove":
        return without(book, code)
    if kind == "key":
        new_key = f"key-{number}"
        return changing(
            book,
            code.key,
            lambda c: replace(c, key=new_key, formerly=(*c.formerly, c.key)),
        )
    if kind == "parent":
        inside = {below.id for below in book.subtree(code.id)}
        parents = [other.id for other in book.codes if other.id not in inside]
        parent_id = draw(st.sampled_from([None, *parents]))
        return changing(book, code.key, lambda c: replace(c, parent_id=parent_id))
    change = draw(st.sampled_from([named, defined, excluded, with_memo, with_keywords]))
    texts_of_change = lines_of_text if change is named else st.just("") | any_texts
    return changing(book, code.key, lambda c: change(c, draw(texts_of_change)))


def named(code: Code, text: str) -> Code:
    return replace(code, name=text)


def defined(code: Code, text: str) -> Code:
    return replace(code, definition=text)


def excluded(code: Code, text: str) -> Code:
    return replace(code, exclude=text, codable=not code.codable, colour="#3b82f6")


def with_memo(code: Code, text: str) -> Code:
    return replace(code, memo=text, shortcut="")


def with_keywords(code: Code, text: str) -> Code:
    kept = code.keywords[-1:]
    return replace(code, keywords=kept if not text.strip() else (text, *kept))


def bare(line: str) -> str:
    """Return the line without what depends on its place in the tree."""
    return re.sub(r"^ *(- )?", "", line).rstrip()


def is_subsequence(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return all(line in rest for line in part)


@settings(max_examples=100, deadline=None)
@given(files())
def test_generated_files_say_what_they_were_made_from(file: File) -> None:
    assert read_codebook(file.content, "codebook.yaml") == file.codebook


@settings(max_examples=150, deadline=None)
@given(files(), st.data())
def test_what_is_written_is_read_and_untouched_codes_keep_their_lines(
    file: File, data: st.DataObject
) -> None:
    wanted = file.codebook
    for number in range(data.draw(st.integers(1, 4))):
        wanted = data.draw(edited(wanted, number, True))
    text = write_codebook(file.content, wanted)
    assert read_codebook(text, "codebook.yaml") == wanted
    lines = [bare(line) for line in text.split("\n")]
    for code in file.codebook.codes:
        if code.id in wanted:
            now = replace(wanted.code(code.id), parent_id=code.parent_id)
            if now == code:
                own = [bare(line) for line in file.own[code.id]]
                assert is_subsequence(own, lines)


@settings(max_examples=150, deadline=None)
@given(files(), st.data())
def test_without_moves_all_lines_of_untouched_codes_stay_byte_for_byte(
    file: File, data: st.DataObject
) -> None:
    wanted = file.codebook
    for number in range(data.draw(st.integers(1, 3))):
        wanted = data.draw(edited(wanted, number, False))
    text = write_codebook(file.content, wanted)
    assert read_codebook(text, "codebook.yaml") == wanted
    touched = {
        bare(line)
        for code in file.codebook.codes
        if code.id not in wanted or wanted.code(code.id) != code
        for line in file.own[code.id]
    }
    untouched = [
        line
        for line in file.content.split("\n")
        if bare(line) not in {*touched, "", "children:", "codes:", "# nobody's"}
    ]
    assert is_subsequence(untouched, text.split("\n"))


@settings(max_examples=50, deadline=None)
@given(files(), st.data())
def test_writing_twice_changes_nothing_more(file: File, data: st.DataObject) -> None:
    wanted = data.draw(edited(file.codebook, 0, True))
    once = write_codebook(file.content, wanted)
    assert write_codebook(once, wanted) == once
