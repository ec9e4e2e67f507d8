from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from qcode.interchange.refi.project import Variable, VariableType
from qcode.interchange.refi.reading import read_project
from qcode.interchange.refi.writing import write_project
from qcode.model.exchange import Fate
from tests.interchange.refi.archives import (
    CASE,
    CODE,
    CODING,
    OTHER,
    SELECTION,
    TEXT,
    USER,
    VARIABLE,
    a_coding,
    a_project,
    a_selection,
    a_source,
    an_archive,
    departures,
    read,
)


def test_guids_are_the_same_with_braces_and_in_either_case(tmp_path: Path) -> None:
    braced = "{" + CODE.upper() + "}"
    codes = f'<Code guid="{braced}" name="K" isCodable="true"/>'
    reading = read(tmp_path, a_project(a_source(a_selection(0, 3)), codes=codes))
    assert reading.project.codes[0].guid == UUID(CODE)
    assert reading.project.sources[0].selections[0].codings[0].code == UUID(CODE)
    assert reading.report.departures == ()


def test_two_things_with_an_empty_guid_stay_two(tmp_path: Path) -> None:
    sources = (a_source(guid=""), a_source(guid="").replace('"a"', '"b"'))
    reading = read(tmp_path, a_project("".join(sources)))
    assert [it.name for it in reading.project.sources] == ["a", "b"]
    told = (Fate.CHANGED, "it had no GUID and was given one")
    assert departures(reading, "TextSource") == [told, told]


def test_what_is_no_guid_stands_for_one_wherever_it_comes(tmp_path: Path) -> None:
    codes = '<Code guid="K-1" name="K" isCodable="true"/>'
    source = a_source(a_selection(0, 3, a_coding(code="K-1")))
    readings = [read(tmp_path, a_project(source, codes=codes)) for _ in range(2)]
    first = readings[0].project
    assert first == readings[1].project
    assert first.sources[0].selections[0].codings[0].code == first.codes[0].guid
    assert departures(readings[0], "Code") == [
        (Fate.CHANGED, "its GUID 'K-1' is none and was given one")
    ]


def test_a_coding_without_a_guid_is_given_the_same_each_time(tmp_path: Path) -> None:
    inside = a_coding().replace(f' guid="{CODING}"', "")
    xml = a_project(a_source(a_selection(0, 3, inside + inside)))
    readings = [read(tmp_path, xml).project for _ in range(2)]
    assert readings[0] == readings[1]
    codings = readings[0].sources[0].selections[0].codings
    assert len({it.guid for it in codings}) == 2


def test_codings_of_one_guid_are_all_kept(tmp_path: Path) -> None:
    reading = read(
        tmp_path, a_project(a_source(a_selection(0, 3, a_coding() + a_coding())))
    )
    codings = reading.project.sources[0].selections[0].codings
    assert len({it.guid for it in codings}) == 2
    assert departures(reading, "Coding")[0][0] is Fate.CHANGED


def test_a_case_may_have_the_guid_of_a_code(tmp_path: Path) -> None:
    rest = f'<Cases><Case guid="{CODE}" name="Fall"/></Cases>'
    reading = read(tmp_path, a_project(a_source(), rest=rest))
    assert reading.project.cases[0].guid == reading.project.codes[0].guid
    assert reading.report.departures == ()


def test_codes_come_with_their_tree_colours_and_names(tmp_path: Path) -> None:
    codes = (
        f'<Code guid="{CODE}" name="Ober" isCodable="False" color="#F80">'
        "<Description>D</Description>"
        f'<Code guid="{OTHER}" name="Ober" color="#80FF0011"/>'
        f'<Code guid="{CASE}" name=" " color="red"/>'
        f'<Code guid="{CODE}" name="zwei"/></Code>'
    )
    reading = read(tmp_path, a_project(codes=codes))
    first, second, third = reading.project.codes
    assert (first.is_codable, first.colour, first.description) == (
        False,
        "#ff8800",
        "D",
    )
    assert (second.parent, second.colour) == (UUID(CODE), "#ff0011")
    assert third.name == CASE
    assert departures(reading, "Code") == [
        (Fate.CHANGED, "its colour #80FF0011 lost its transparency"),
        (
            Fate.CHANGED,
            "its colour 'red' is none and was left off; it had no name and is called "
            "after its GUID",
        ),
        (Fate.LEFT, "another code has its GUID"),
    ]
    assert "1 codes have names" in reading.report.warnings[0]


def test_variables_of_all_types_come_with_their_values(tmp_path: Path) -> None:
    written = {
        VariableType.TEXT: " zwei ",
        VariableType.BOOLEAN: "true",
        VariableType.INTEGER: "-12",
        VariableType.FLOAT: "1.50",
        VariableType.DATE: "2024-01-02",
        VariableType.DATE_TIME: "2024-01-02T03:04:05Z",
    }
    guids = {kind: UUID(int=place) for place, kind in enumerate(written, 1)}
    variables = "".join(
        f'<Variable guid="{guids[kind]}" name="{kind}" typeOfVariable="{kind}"/>'
        for kind in written
    )
    values = "".join(
        f'<VariableValue><VariableRef targetGUID="{guids[kind]}"/>'
        f"<{kind}Value>{value}</{kind}Value></VariableValue>"
        for kind, value in written.items()
    )
    case = f'<Case guid="{CASE}" name="F">{values}</Case>'
    rest = f"<Variables>{variables}</Variables><Cases>{case}</Cases>"
    project = read(tmp_path, a_project(a_source(values), rest=rest)).project
    expected = {guids[kind]: value for kind, value in written.items()}
    assert project.cases[0].values == project.sources[0].values == expected
    assert project.variables[2] == Variable(
        guids[VariableType.INTEGER], "Integer", VariableType.INTEGER
    )
    write_project(project, tmp_path / "out.qdpx")
    again = read_project(tmp_path / "out.qdpx").project
    assert (again.cases, again.variables) == (project.cases, project.variables)


def test_a_value_of_no_variable_is_left_and_an_empty_one_is_none(
    tmp_path: Path,
) -> None:
    value = '<VariableValue><VariableRef targetGUID="{}"/>{}</VariableValue>'
    values = value.format(OTHER, "<TextValue>x</TextValue>") + value.format(
        VARIABLE, ""
    )
    variable = f'<Variable guid="{VARIABLE}" name="V" typeOfVariable="Oops"/>'
    rest = f"<Variables>{variable}</Variables>"
    reading = read(tmp_path, a_project(a_source(values), rest=rest))
    assert reading.project.sources[0].values == {}
    assert departures(reading, "VariableValue") == [
        (Fate.LEFT, "its variable is unknown: 'x'")
    ]
    assert departures(reading, "Variable")[0][0] is Fate.CHANGED


def test_who_coded_and_when_is_else_taken_from_the_selection(tmp_path: Path) -> None:
    reading = read(tmp_path, a_project(a_source(a_selection(0, 3))))
    made = reading.project.sources[0].selections[0].codings[0].made
    assert made.by == UUID(USER)
    assert made.at == datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_times_may_be_missing_without_zone_or_never_set(tmp_path: Path) -> None:
    times = ["2024-01-02T03:04:05", "0001-01-01T00:00:00", "gestern", ""]
    coding = (
        '<Coding guid="{}" creationDateTime="{}"><CodeRef targetGUID="{}"/></Coding>'
    )
    codings = "".join(coding.format(UUID(int=9), it, CODE) for it in times)
    selection = a_selection(0, 3, codings).replace("2024-01-02T03:04:05Z", "")
    reading = read(tmp_path, a_project(a_source(selection)))
    found = reading.project.sources[0].selections[0].codings
    expected = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert [it.made.at for it in found] == [expected, None, None, None]


def test_somebody_who_is_not_among_the_users_is_called_by_the_guid(
    tmp_path: Path,
) -> None:
    xml = a_project(a_source(a_selection(0, 3).replace(USER, OTHER)))
    reading = read(tmp_path, xml)
    assert [it.name for it in reading.project.users] == ["Änne", OTHER]
    assert "1 of those who coded" in reading.report.warnings[0]


def test_a_coding_whose_code_is_gone_is_left(tmp_path: Path) -> None:
    xml = a_project(a_source(a_selection(0, 3, a_coding(code=OTHER))))
    reading = read(tmp_path, xml)
    assert reading.project.sources[0].selections[0].codings == ()
    assert departures(reading, "Coding") == [
        (Fate.LEFT, "its code is not in the codebook")
    ]


def test_empty_containers_hold_nothing(tmp_path: Path) -> None:
    xml = (
        '<Project xmlns="urn:QDA-XML:project:1.0"><Users/><CodeBook><Codes/></CodeBook>'
        "<Variables/><Cases/><Sources/><Notes/><Links/><Sets/><Graphs/></Project>"
    )
    reading = read(tmp_path, xml, {})
    assert reading.project.name == "p"
    assert reading.report.found == {}


def test_a_project_without_namespace_is_read_with_a_warning(tmp_path: Path) -> None:
    xml = a_project(a_source()).replace(' xmlns="urn:QDA-XML:project:1.0"', "")
    reading = read(tmp_path, xml)
    assert reading.project.sources[0].text == TEXT
    assert "another version of the standard" in reading.report.warnings[0]


@pytest.mark.parametrize(
    "project", ["Project.qde", "Mein Projekt.qde", "Ordner/project.qde"]
)
def test_the_project_file_may_have_another_name_or_folder(
    tmp_path: Path, project: str
) -> None:
    folder = project.rpartition("/")[0]
    name = f"{folder}/Sources/t.txt".lstrip("/")
    path = an_archive(
        tmp_path / "p.qdpx", a_project(a_source()), {name: TEXT}, project=project
    )
    assert read_project(path).project.sources[0].text == TEXT


def test_elements_that_the_standard_does_not_know_are_named(tmp_path: Path) -> None:
    reading = read(tmp_path, a_project(a_source(), rest="<Fun><More/></Fun>"))
    expected = "Elements not of the standard were left: Fun, More."
    assert expected in reading.report.warnings


def test_a_comment_within_a_description_is_no_part_of_it(tmp_path: Path) -> None:
    codes = (
        f'<Code guid="{CODE}" name="K"><Description>a<!-- c -->b</Description></Code>'
    )
    assert read(tmp_path, a_project(codes=codes)).project.codes[0].description == "ab"


def test_a_source_of_a_guid_in_use_is_left_with_all_its_codings(tmp_path: Path) -> None:
    reading = read(tmp_path, a_project(a_source() + a_source(a_selection(0, 3))))
    tallies = {it.element: (it.found, it.left) for it in reading.report.tallies()}
    assert tallies["TextSource"] == (2, 1)
    assert tallies["PlainTextSelection"] == tallies["Coding"] == (1, 1)


def test_a_case_forgets_selections_that_were_left_when_it_goes_out(
    tmp_path: Path,
) -> None:
    refers = f'<SelectionRef targetGUID="{SELECTION}"/>'
    rest = f'<Cases><Case guid="{CASE}" name="F">{refers}</Case></Cases>'
    for end, kept in ((3, (UUID(SELECTION),)), (300, ())):
        xml = a_project(a_source(a_selection(0, end)), rest=rest)
        write_project(read(tmp_path, xml).project, tmp_path / "out.qdpx")
        again = read_project(tmp_path / "out.qdpx")
        assert again.project.cases[0].selections == kept
        assert again.report.departures == ()
