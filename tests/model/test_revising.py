from dataclasses import replace

from qcode.model.revising import Meanwhile, came_between, carried_over
from tests.builders import a_code

SEEN = a_code(name="Nets", definition="Old", keywords=("a", "b"))


def test_what_one_of_the_two_changed_came_between() -> None:
    theirs = replace(SEEN, definition="Theirs", keywords=("a", "c"))
    mine = replace(SEEN, definition="Mine", name="Networks")
    assert came_between(SEEN, theirs, mine) == [
        Meanwhile("name", "Nets", "Nets", "Networks"),
        Meanwhile("keywords", "a, b", "a, c", "a, b"),
        Meanwhile("definition", "Old", "Theirs", "Mine"),
    ]


def test_nothing_came_between_where_nobody_changed_a_text() -> None:
    assert came_between(SEEN, replace(SEEN, colour="#000000"), SEEN) == []


def test_only_what_a_person_changed_is_carried_over() -> None:
    theirs = replace(
        SEEN, definition="Theirs", include="New", key="k", colour="#111111"
    )
    mine = replace(SEEN, definition="Mine", name="Networks")
    carried = carried_over(SEEN, mine, theirs)
    assert carried == replace(theirs, definition="Mine", name="Networks")
