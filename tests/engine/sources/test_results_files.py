"""A results file of a test vendor: every score of a row is a result, tied to the student whose number it carries."""

from __future__ import annotations

from datetime import date

import pytest

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.errors import MappingError
from cupola.engine.journey import CheckOptions, check_paths, load
from cupola.engine.loading import LoadOptions
from cupola.engine.record.store import open_store
from cupola.engine.sources.mapped_results import MappedResult
from cupola.engine.sources.mapping import mapping_text, read_mapping, shipped_mappings
from tests.engine.sources.conftest import lines

AS_OF = date(2026, 10, 30)
STUDENTS = lines(
    "Student Number,State Student ID,First Name,Last Name,Grade,School ID,Entry Date",
    *(f"{1000 + n},{90000 + n},Given{n},Family{n},0{3 + n % 3},s1,2026-08-17" for n in range(8)),
)
HEAD = """\
name: beacon-reading
form: result_list
origin: shipped
system: {id: beacon-reading, kind: assessment, name: Beacon Reading}
signature: [pupil, site, fall phonics score]
columns:
  local_id: {header: Pupil}
  assessment: {value: Beacon Reading}
  administration_date: {header: Day, dates: MM/DD/YYYY}
  school_year: {header: Year}
results:
"""
SEASONS = """\
  - objective: "{season}: {part}"
    type: scale score
    header: "{season} {part} score"
    level: "{season} {part} level"
    date: "{season} day"
    range: [0, 300]
    for: {season: [Fall, Spring], part: [Phonics, Words]}
  - {type: percentile, header: Rank}
"""
WIDE = "Pupil,Site,Year,Day,Fall Phonics score,Fall Phonics level,Fall Words score,Fall day,Spring Phonics score,Rank"


@pytest.fixture
def mapping(tmp_path):
    """A mapping with these results, as read from its file."""

    def made(results=SEASONS, head=HEAD):
        path = tmp_path / "beacon-reading.yaml"
        path.write_text(head + results, encoding="utf-8")
        return path

    return made


@pytest.fixture
def results(tmp_path):
    """Loads the files and gives columns of the results of the record."""

    def loaded(files, columns, mapping_files=()):
        folder = tmp_path / "delivered"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        said = LoadOptions(tmp_path / "data", mapping_files=tuple(mapping_files), accept_mapping=True, as_of=AS_OF)
        load([folder], said)
        store = open_store(tmp_path / "data")
        paths = store.part_paths(store.snapshot("current"), "assessment_results")
        source = f"read_parquet([{', '.join(quoted(str(path)) for path in paths)}])"
        return connect().execute(f"SELECT {columns} FROM {source} ORDER BY ALL").fetchall()

    return loaded


def test_each_score_of_a_wide_row_is_a_result_of_its_own(results, mapping):
    found = results(
        {
            "list.csv": lines(
                WIDE, "1001,s1,2026-27,10/06/2026,208,On track,N/A,09/30/2026,,57", "1002,s1,2026-27,,,,,,,"
            )
        },
        "person_id, assessment, objective, result_type, result_value, performance_level, administration_date, lowest",
        [mapping()],
    )
    first = ("beacon-reading:1001", "Beacon Reading")
    assert found == [
        (*first, "Fall: Phonics", "scale score", "208", "On track", date(2026, 9, 30), 0.0),
        (*first, None, "percentile", "57", None, date(2026, 10, 6), None),
    ]


def test_the_row_itself_stays_whole_in_the_source_table(results, mapping, tmp_path):
    results({"list.csv": lines(WIDE, "1001,s1,2026-27,10/06/2026,208,On track,,,,57")}, "1", [mapping()])
    store = open_store(tmp_path / "data")
    (path,) = store.part_paths(store.snapshot("current"), "result_list")
    (row,) = connect().execute(f"SELECT COLUMNS('other .*') FROM read_parquet({quoted(str(path))})").fetchall()
    assert {"208", "On track", "57", "s1"} <= set(row)


def test_an_objective_may_be_named_by_a_cell_and_a_score_by_its_places(results, mapping):
    form = """\
  - {objective: Goal 1, type: scale score, header: Fall Phonics score, named_by: Fall Words score}
  - {objective: Verbal, type: standard score, header: Rank, places: 1-3}
  - {objective: Nonverbal, type: standard score, header: Rank, places: 4-6}
"""
    rows = ["1001,s1,2027,10/06/2026,208,,Number sense,,,107 95", "1002,s1,2027,10/06/2026,190,,,,, 88101"]
    found = results({"list.csv": lines(WIDE, *rows)}, "line, objective, result_value", [mapping(form)])
    expected = [(2, "Nonverbal", "95"), (2, "Number sense", "208"), (2, "Verbal", "107")]
    assert found == [*expected, (3, "Goal 1", "190"), (3, "Nonverbal", "101"), (3, "Verbal", "88")]


def test_lines_of_one_length_are_cut_by_the_places_of_the_mapping(results, mapping):
    fixed = """\
  - {objective: Reading, type: scale score, header: Score}
fixed:
  length: 240
  begins: "BR"
  columns: {Pupil: 3-8, Day: 9-16, Score: "17-19"}
"""
    head = HEAD.replace("MM/DD/YYYY", "MMDDYYYY")
    file = lines(*(f"BR{number:>6}10062026{score:>3}".ljust(240) for number, score in ((1001, 208), (1002, 91))))
    found = results({"list.txt": file}, "line, person_id, result_value, administration_date", [mapping(fixed, head)])
    day = date(2026, 10, 6)
    assert found == [(1, "beacon-reading:1001", "208", day), (2, "beacon-reading:1002", "91", day)]


def test_lines_of_one_length_without_a_mapping_are_said_to_be_so(tmp_path):
    (tmp_path / "scores.txt").write_text(lines("A1001 208".ljust(300), "A1002 191".ljust(300)))
    report = check_paths([tmp_path / "scores.txt"], CheckOptions(data=tmp_path / "none", as_of=AS_OF))
    assert [seen.recognised_as for seen in report.files] == [None]
    assert {finding.check for finding in report.findings} == {"FIL-001"}


def test_the_state_s_number_finds_the_student_when_the_vendor_calls_it_otherwise(results, mapping):
    wide = [f"{90000 + n},s1,2027,10/06/2026,20{n},,,,," for n in range(4)]
    found = results(
        {"students.csv": STUDENTS, "list.csv": lines(WIDE, *wide, "77777,s1,2027,10/06/2026,200,,,,,")},
        "person_id, result_value",
        [mapping()],
    )
    assert found == [("beacon-reading:77777", "200"), *((f"students:{1000 + n}", f"20{n}") for n in range(4))]


def test_single_numbers_that_meet_by_chance_tie_nobody(results, mapping):
    rows = [f"{number},s1,2027,10/06/2026,200,,,,," for number in (90001, 5, 6, 7)]
    found = results({"students.csv": STUDENTS, "list.csv": lines(WIDE, *rows)}, "person_id", [mapping()])
    assert ("students:1001",) not in found


def told(tmp_path, mapping, files):
    folder = tmp_path / "checked"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    options = CheckOptions(data=tmp_path / "none", as_of=AS_OF, only=("ASM",), mapping_files=(mapping,))
    return sorted((found.check, found.file, found.line) for found in check_paths([folder], options).findings)


def test_a_file_of_unknown_numbers_is_told_once_and_a_known_one_row_by_row(tmp_path, mapping):
    strange = [f"{number},s1,2027,10/06/2026,200,,,,," for number in range(500, 530)]
    known = [f"{1000 + n},s1,2027,10/06/2026,200,,,,," for n in range(8)]
    files = {
        "students.csv": STUDENTS,
        "strange.csv": lines(WIDE, *strange),
        "known.csv": lines(WIDE, *known, "77777,s1,2027,10/06/2026,210,,,,,"),
    }
    found = told(tmp_path, mapping(), files)
    assert found == [("ASM-002", "known.csv", 10), ("ASM-004", "strange.csv", 2)]


def test_scores_days_and_doubles_are_looked_at(tmp_path, mapping):
    rows = [
        "1001,s1,2026-27,10/06/2026,999,,,,,57",
        "1002,s1,2026-27,10/06/2025,200,,,,,57",
        "1003,s1,2026-27,10/06/2026,200,,,,,57",
        "1003,s1,2026-27,10/06/2026,140,,,,,57",
        "1004,s1,2026-27,10/06/2026,300,,,,,57",
    ]
    found = told(tmp_path, mapping(), {"students.csv": STUDENTS, "list.csv": lines(WIDE, *rows)})
    expected = {("ASM-006", 2), ("ASM-007", 3), ("ASM-008", 5)}
    assert {(check, line) for check, _, line in found} == expected


def test_a_result_with_loops_stands_for_one_each(mapping):
    read = read_mapping(mapping())
    assert [each.objective for each in read.results] == [
        "Fall: Phonics",
        "Fall: Words",
        "Spring: Phonics",
        "Spring: Words",
        "",
    ]
    assert read.results[3] == MappedResult(
        "Spring: Words", "scale score", "Spring Words score", "Spring Words level", "Spring day", low=0, high=300
    )


@pytest.mark.parametrize(
    ("wrong", "next_step"),
    [
        ("  - {type: scale, header: Rank}\n", "Did you mean `scale score`?"),
        ("  - {type: percentile}\n", "`header`"),
        ("  - {type: percentile, header: Rank, range: [9, 1]}\n", "lowest first"),
        ("  - {type: percentile, header: Rank, range: [low, 1]}\n", "[1, 36]"),
        ("  - {type: percentile, header: Rank, places: first}\n", "such as 4-6"),
        ("  - {type: percentile, heading: Rank}\n", "Did you mean `header`?"),
        ("  - {type: percentile, header: Rank}\nfixed: {length: 9, columns: {Rank: 9-2}}\n", "such as 17-24"),
        ("  - {type: percentile, header: Rank}\nfixed: {length: 9, begins: '(', columns: {Rank: 1-2}}\n", "regular"),
    ],
)
def test_a_mistake_in_the_results_is_told_with_its_line(mapping, wrong, next_step):
    with pytest.raises(MappingError) as said:
        read_mapping(mapping(wrong))
    assert "line " in said.value.place
    assert next_step in said.value.next_step


@pytest.mark.parametrize("shipped", shipped_mappings(), ids=lambda each: each.name)
def test_a_shipped_mapping_comes_back_from_its_text(tmp_path, shipped):
    path = tmp_path / "mapping.yaml"
    path.write_text(mapping_text(shipped), encoding="utf-8")
    again = read_mapping(path)
    assert again == shipped
    assert again.digest == shipped.digest


def test_a_wide_file_is_taken_with_half_of_its_plain_columns_and_not_without_the_signature(mapping):
    read = read_mapping(mapping())
    assert read.fits(WIDE.split(","))
    assert read.fits(["Pupil", "Site", "Year", "Fall Phonics score", *(f"more {n}" for n in range(500))])
    assert not read.fits(["Pupil", "Year", "Day", "Fall Phonics score"])
    assert not read.fits(["Site", "Rank", "Day", "Fall Phonics score"])


def test_no_two_shipped_mappings_ask_for_the_same_headers():
    asked = [each.signature for each in shipped_mappings() if each.fixed is None]
    assert len(asked) == len(set(asked))
