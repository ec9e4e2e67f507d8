from collections import Counter

from qcode.interchange.codebook_yaml import read_codebook
from tests.study.demonstration import ROOT, SURVEY, table

NEEDS = 9


def needs() -> list[str]:
    """Return the keys of the needs: the codes right below the third family."""
    path = ROOT / "codebook.yaml"
    codebook = read_codebook(path.read_bytes(), path, {})
    family = next(code for code in codebook.codes if code.key == "bedarfe")
    return [code.key for code in codebook.codes if code.parent_id == family.id]


def test_194_cities_were_addressed_and_101_took_part_in_each_wave() -> None:
    cities = table(SURVEY / "cities.csv")
    assert len({row["city"] for row in cities}) == len(cities) == 194
    for wave in ("2023", "2024"):
        took_part = {it["city"] for it in cities if it[f"took_part_{wave}"] == "ja"}
        answered = [
            it["city"] for it in table(SURVEY / "answers.csv") if it["wave"] == wave
        ]
        assert len(answered) == 101
        assert set(answered) == took_part
        assert round(100 * len(answered) / len(cities)) == 52


def test_a_city_keeps_its_size_and_region() -> None:
    known = {row["city"]: row for row in table(SURVEY / "cities.csv")}
    for row in table(SURVEY / "answers.csv"):
        city = known[row["city"]]
        assert row["size_class"] == city["size_class"]
        assert row["region_type"] == city["region_type"]


def test_the_nine_needs_have_priorities_from_1_to_10_in_2024() -> None:
    keys = needs()
    assert len(keys) == NEEDS
    for row in table(SURVEY / "answers.csv"):
        given = [row[key] for key in keys]
        if row["wave"] == "2023":
            assert set(given) == {""}
        else:
            assert set(given) <= {"", *map(str, range(1, 11))}


def test_every_need_has_answers_of_most_cities_and_some_are_missing() -> None:
    rows = [row for row in table(SURVEY / "answers.csv") if row["wave"] == "2024"]
    for key in needs():
        assert 90 <= sum(row[key] != "" for row in rows) <= 101
    assert any(row[key] == "" for row in rows for key in needs())


def test_the_closed_questions_of_2023_hold_only_their_answers() -> None:
    allowed = {
        "exercise_before": {"ja", "nein", "weiß nicht"},
        "staff_called": {"ja", "nein"},
        "mobile_share_2020": set(map(str, range(0, 101, 5))),
        "review_done": {"keine", "intern", "extern begleitet", "noch geplant"},
        "strategy_state": {"nein", "geplant", "in Arbeit", "beschlossen"},
        "prepared_now": set("12345"),
    }
    for row in table(SURVEY / "answers.csv"):
        for question, answers in allowed.items():
            known = answers | {""} if row["wave"] == "2023" else {""}
            assert row[question] in known, (row["city"], question)


def test_the_open_questions_have_answers_and_gaps() -> None:
    rows = table(SURVEY / "answers.csv")
    for question in ("open_helped", "open_needed"):
        answered = [row[question] for row in rows if row[question]]
        assert 80 <= len(answered) < len(rows)
        long_ones = Counter(it for it in answered if len(it.split()) > 5)
        assert set(long_ones.values()) == {1}


def test_the_data_dictionary_names_every_column() -> None:
    said = (SURVEY / "data-dictionary.md").read_text(encoding="utf-8")
    for name in ("cities.csv", "answers.csv"):
        header = table(SURVEY / name)[0]
        left_out = {*needs()[1:-1]}
        missing = [it for it in header if it not in left_out and f"`{it}`" not in said]
        assert missing == []
