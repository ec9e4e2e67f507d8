"""Writing codebook.yaml: what is asked for, and not a line more."""

import difflib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from qcode.errors import CodebookFileError
from qcode.interchange.codebook_yaml import (
    read_codebook,
    write_codebook,
)
from qcode.model.codebook import Code, Codebook, in_tree_order
from qcode.model.ids import CodeId, StudyId, code_id

STUDY = StudyId(UUID("6b1c2f0e-8d5a-4c1b-9a57-3f2e7d04c6aa"))
OTHER_ID = CodeId(UUID("00000000-0000-4000-8000-00000000000f"))

CONTENT = """\
# Kopf der Datei

study_id: 6b1c2f0e-8d5a-4c1b-9a57-3f2e7d04c6aa
name:   'Städte'   # Name der Studie
language: de

codes:
  # gehört zu personal
  - key: personal   # stabil
    name: "Personal"   # Name
    definition: >
      Wer die Krise getragen
      hat.   
    # zu den Kindern
    children:
      - key: einsatz
        name: Einsatz

        # allein zwischen Leerzeilen

      # gehört zu erfahrung
      - key: erfahrung
        name: Erfahrung
        keywords:
          - alter Hase
          # zur Routine
          - 'Routine'

  # ---- Überschrift für sich ----

  - key: lage
    name: Lage
    shortcut: "l"  # Taste
        # eingerückt: gehört zu lage

  # gehört zu recht
  - {key: recht, name: Recht}

# Fuß der Datei
"""


def a_codebook(content: str = CONTENT) -> Codebook:
    return read_codebook(content, "codebook.yaml")


def changing(codebook: Codebook, key: str, change: Callable[[Code], Code]) -> Codebook:
    codes = [change(code) if code.key == key else code for code in codebook.codes]
    return replace(codebook, codes=in_tree_order(codes))


def without(codebook: Codebook, key: str) -> Codebook:
    code = codebook.by_key(key)
    assert code is not None
    gone = {below.id for below in codebook.subtree(code.id)}
    return replace(
        codebook, codes=tuple(code for code in codebook.codes if code.id not in gone)
    )


def ordered(codebook: Codebook, *keys: str) -> Codebook:
    """Bring the codes of these keys first, in this order."""
    codes = sorted(
        codebook.codes, key=lambda c: keys.index(c.key) if c.key in keys else len(keys)
    )
    return replace(codebook, codes=in_tree_order(codes))


def added(codebook: Codebook, code: Code) -> Codebook:
    return replace(codebook, codes=in_tree_order([*codebook.codes, code]))


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that left and those that came, blank ones not counted."""
    lines = list(difflib.unified_diff(before.split("\n"), after.split("\n"), n=0))[2:]
    return (
        [line[1:] for line in lines if line.startswith("-") and line[1:].strip()],
        [line[1:] for line in lines if line.startswith("+") and line[1:].strip()],
    )


def written(codebook: Codebook, content: str = CONTENT) -> tuple[list[str], list[str]]:
    """Write, check that reading gives the same, and return what left and came."""
    text = write_codebook(content, codebook)
    assert read_codebook(text, "codebook.yaml") == codebook
    return changed_lines(content, text)


def test_an_unchanged_codebook_leaves_the_text_as_it_is() -> None:
    assert write_codebook(CONTENT, a_codebook()) == CONTENT


def test_a_changed_name_changes_its_line_only_and_keeps_quotes_and_comment() -> None:
    wanted = changing(a_codebook(), "personal", lambda c: replace(c, name="Köpfe"))
    assert written(wanted) == (
        ['    name: "Personal"   # Name'],
        ['    name: "Köpfe"   # Name'],
    )


def test_the_name_of_the_codebook_can_change() -> None:
    wanted = replace(a_codebook(), name="Land's Ende")
    assert written(wanted) == (
        ["name:   'Städte'   # Name der Studie"],
        ["name:   'Land''s Ende'   # Name der Studie"],
    )


def test_a_changed_key_on_the_line_of_the_dash_keeps_the_former_one() -> None:
    wanted = changing(
        a_codebook(), "personal", lambda c: replace(c, key="leute", formerly=(c.key,))
    )
    assert written(wanted) == (
        ["  - key: personal   # stabil"],
        ["  - key: leute   # stabil", "    formerly: [personal]"],
    )


def test_a_former_key_that_the_codebook_forgot_is_kept_all_the_same() -> None:
    wanted = changing(a_codebook(), "einsatz", lambda c: replace(c, key="mut"))
    text = write_codebook(CONTENT, wanted)
    code = read_codebook(text, "codebook.yaml").by_key("mut")
    assert code is not None
    assert code.formerly == ("einsatz",)
    assert code.id == code_id(STUDY, "einsatz")


def test_a_text_in_a_block_stays_in_one_and_keeps_its_mark() -> None:
    wanted = changing(a_codebook(), "personal", lambda c: replace(c, definition="Wer."))
    assert written(wanted) == (
        ["      Wer die Krise getragen", "      hat.   "],
        ["      Wer."],
    )


def test_a_new_field_stands_in_its_usual_place() -> None:
    wanted = changing(
        a_codebook(), "personal", lambda c: replace(c, colour="#3b82f6", memo="M")
    )
    text = write_codebook(CONTENT, wanted)
    assert (
        '    name: "Personal"   # Name\n    colour: "#3b82f6"\n    definition' in text
    )
    assert "      hat.   \n    memo: M\n    # zu den Kindern\n    children:" in text


def test_a_field_that_became_empty_is_taken_out() -> None:
    wanted = changing(a_codebook(), "lage", lambda c: replace(c, shortcut=""))
    left, came = written(wanted)
    assert left[0] == '    shortcut: "l"  # Taste'
    assert came == []


def test_a_first_field_that_goes_leaves_the_dash_to_the_next() -> None:
    content = CONTENT.replace(
        "key: lage\n    name: Lage", "memo: M\n    key: lage\n    name: L"
    )
    wanted = changing(a_codebook(content), "lage", lambda c: replace(c, memo=""))
    text = write_codebook(content, wanted)
    assert "  - key: lage\n    name: L\n" in text
    assert read_codebook(text, "codebook.yaml") == wanted


def test_a_list_with_one_item_a_line_keeps_the_lines_of_items_that_stay() -> None:
    wanted = changing(
        a_codebook(), "erfahrung", lambda c: replace(c, keywords=("Routine", "no"))
    )
    assert written(wanted) == (
        ["          - alter Hase"],
        ['          - "no"'],
    )


def test_a_removed_code_takes_its_own_comments_with_it_and_no_others() -> None:
    text = write_codebook(CONTENT, without(a_codebook(), "lage"))
    assert "eingerückt" not in text
    assert "  # ---- Überschrift für sich ----\n" in text
    assert "  # gehört zu recht\n  - {key: recht, name: Recht}\n" in text
    assert "          - 'Routine'\n" in text


def test_removing_the_first_code_leaves_the_comment_of_the_second() -> None:
    left, came = written(without(a_codebook(), "einsatz"))
    assert "        # allein zwischen Leerzeilen" not in left
    assert left == [
        "      - key: einsatz",
        "        name: Einsatz",
    ]
    assert came == []


def test_removing_all_children_removes_their_field() -> None:
    wanted = without(without(a_codebook(), "einsatz"), "erfahrung")
    text = write_codebook(CONTENT, wanted)
    assert "children" not in text
    assert read_codebook(text, "codebook.yaml") == wanted


def test_removing_all_codes_leaves_a_file_that_can_be_read() -> None:
    empty = replace(a_codebook(), codes=())
    text = write_codebook(CONTENT, empty)
    assert read_codebook(text, "codebook.yaml") == empty
    assert text.endswith("# Fuß der Datei\n")


def test_adding_a_code_only_adds_lines() -> None:
    parent = a_codebook().by_key("personal")
    assert parent is not None
    new = Code(code_id(STUDY, "neu"), "neu", "no", parent.id, shortcut="#")
    assert written(added(a_codebook(), new)) == (
        [],
        ["      - key: neu", '        name: "no"', '        shortcut: "#"'],
    )


def test_a_new_code_names_its_id_when_it_does_not_follow_from_the_key() -> None:
    left, came = written(added(a_codebook(), Code(OTHER_ID, "neu", "Neu")))
    assert left == []
    assert came == ["  - key: neu", "    name: Neu", f"    id: {OTHER_ID}"]


def test_a_code_known_under_another_id_gets_that_id_into_the_file() -> None:
    wanted = read_codebook(CONTENT, "codebook.yaml", {"lage": OTHER_ID})
    assert written(wanted) == ([], [f"    id: {OTHER_ID}"])


def test_an_id_that_stands_there_stays_even_where_it_follows_from_the_key() -> None:
    content = CONTENT.replace(
        "name: Lage", f"name: Lage\n    id: {code_id(STUDY, 'lage')}"
    )
    wanted = changing(a_codebook(content), "lage", lambda c: replace(c, name="Ort"))
    assert written(wanted, content) == (["    name: Lage"], ["    name: Ort"])


def test_a_moved_code_is_indented_anew_and_takes_its_comments_along() -> None:
    wanted = changing(a_codebook(), "erfahrung", lambda c: replace(c, parent_id=None))
    text = write_codebook(CONTENT, wanted)
    assert read_codebook(text, "codebook.yaml") == wanted
    assert (
        "\n  # gehört zu erfahrung\n  - key: erfahrung\n    name: Erfahrung\n"
        "    keywords:\n      - alter Hase\n      # zur Routine\n      - 'Routine'\n"
    ) in text


def test_a_code_moved_below_another_opens_its_children() -> None:
    book = a_codebook()
    lage = book.by_key("lage")
    assert lage is not None
    wanted = changing(book, "personal", lambda c: replace(c, parent_id=lage.id))
    text = write_codebook(CONTENT, wanted)
    assert read_codebook(text, "codebook.yaml") == wanted
    assert (
        "    children:\n      # gehört zu personal\n      - key: personal   # stabil\n"
        in text
    )
    assert "          - key: einsatz\n" in text


def test_codes_in_another_order_keep_their_lines() -> None:
    wanted = ordered(a_codebook(), "recht", "lage", "personal")
    text = write_codebook(CONTENT, wanted)
    assert read_codebook(text, "codebook.yaml") == wanted
    assert sorted(filter(None, text.split("\n"))) == sorted(
        filter(None, CONTENT.split("\n"))
    )


def test_a_code_in_braces_is_written_in_lines_once_it_changes() -> None:
    wanted = changing(a_codebook(), "recht", lambda c: replace(c, memo="M"))
    assert written(wanted) == (
        ["  - {key: recht, name: Recht}"],
        ["  - key: recht", "    name: Recht", "    memo: M"],
    )


def test_children_in_brackets_keep_the_comment_beside_them() -> None:
    content = CONTENT.replace(
        "    name: Lage\n",
        "    name: Lage\n    children: [{key: b, name: B1}] # neben\n",
    )
    wanted = changing(a_codebook(content), "b", lambda c: replace(c, name="B2"))
    assert written(wanted, content) == (
        ["    children: [{key: b, name: B1}] # neben"],
        ["    children: # neben", "      - key: b", "        name: B2"],
    )


def test_a_codebook_in_json_can_be_changed() -> None:
    content = json.dumps(
        {
            "study_id": str(STUDY),
            "name": "Name",
            "language": "de",
            "codes": [
                {"key": "a", "name": "A", "children": [{"key": "b", "name": "B"}]}
            ],
        }
    )
    wanted = changing(a_codebook(content), "b", lambda c: replace(c, name="Ä"))
    text = write_codebook(content, wanted)
    assert read_codebook(text, "codebook.yaml") == wanted


def test_line_ends_of_windows_and_the_byte_order_mark_stay() -> None:
    content = "\ufeff" + CONTENT.replace("\n", "\r\n")
    wanted = changing(a_codebook(content), "lage", lambda c: replace(c, memo="a\nb"))
    text = write_codebook(content, wanted)
    assert read_codebook(text, "codebook.yaml") == wanted
    assert text.startswith("\ufeff# Kopf")
    assert re.search(r"(?<!\r)\n", text) is None
    assert written(wanted, content)[0] == []


def test_a_file_without_a_last_line_break_gets_none() -> None:
    content = CONTENT.rstrip("\n")
    wanted = changing(a_codebook(content), "lage", lambda c: replace(c, name="Ort"))
    assert written(wanted, content) == (["    name: Lage"], ["    name: Ort"])


def test_codes_need_not_come_in_tree_order() -> None:
    book = a_codebook()
    by_level = sorted(book.codes, key=lambda code: len(book.ancestors(code.id)))
    assert write_codebook(CONTENT, replace(book, codes=tuple(by_level))) == CONTENT


def test_a_dash_on_its_own_line_is_no_hindrance() -> None:
    content = CONTENT.replace("  - key: lage\n", "  -\n    # Anfang\n    key: lage\n")
    wanted = changing(
        a_codebook(content), "lage", lambda c: replace(c, key="ort", formerly=("lage",))
    )
    left, came = written(wanted, content)
    assert (left, came) == (
        ["    key: lage"],
        ["    key: ort", "    formerly: [lage]"],
    )


def test_a_field_without_a_value_can_get_one_beside_its_comment() -> None:
    content = CONTENT.replace("name: Lage", "name: Lage\n    memo:   # offen")
    wanted = changing(a_codebook(content), "lage", lambda c: replace(c, memo="M"))
    left, came = written(wanted, content)
    assert left == ["    memo:   # offen"]
    assert came == ["    memo: M   # offen"]


def test_a_codebook_that_no_file_can_hold_is_a_bug_and_not_written() -> None:
    twice = added(a_codebook(), Code(OTHER_ID, "lage", "Lage"))
    with pytest.raises(ValueError, match="keys are never used twice"):
        write_codebook(CONTENT, twice)


def test_a_text_that_is_no_codebook_is_refused() -> None:
    with pytest.raises(CodebookFileError, match="empty"):
        write_codebook("", a_codebook())
