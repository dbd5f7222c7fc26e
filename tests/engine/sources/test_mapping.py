"""Mappings are kept as YAML that people edit: nothing is lost on the way, and a mistake is told with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupola.engine.errors import MappingError
from cupola.engine.kinds import System
from cupola.engine.sources.date_forms import DATE_FORMS
from cupola.engine.sources.fixed_width import FixedWidth
from cupola.engine.sources.mapped_results import RESULT_TYPES, MappedResult
from cupola.engine.sources.mapping import (
    LISTS,
    MappedColumn,
    Mapping,
    choose_mapping,
    mapping_text,
    read_mapping,
    read_mappings,
    save_mapping,
    shipped_mappings,
)

STUDENTS = Mapping(
    name="applications",
    form="student_list",
    system=System("applications", "enrollment", "Applications"),
    columns={
        "record_id": MappedColumn("App ID", "the number of the application"),
        "birth_date": MappedColumn("DOB", "dates of birth", date_format="MM/DD/YYYY"),
        "meal_status": MappedColumn("Lunch", codes={"F": "free", "yes": "reduced"}),
        "local_id": MappedColumn("Student No", width=7),
        "guardian_name": MappedColumn("Parent First", then="Parent Last"),
    },
    signature=("app id", "dob"),
    ignored={"Notes": "free text"},
)
text = st.text(st.characters(codec="utf-8"), max_size=30)
named = text.filter(str.strip)
slugs = st.from_regex(r"\A[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}\Z")
columns = st.builds(
    MappedColumn,
    header=text,
    why=text,
    date_format=st.none() | st.sampled_from(sorted(DATE_FORMS)),
    codes=st.none() | st.dictionaries(text | st.just("x" * 300), text, max_size=4),
    part=st.none() | st.sampled_from(["low", "high"]),
    width=st.none() | st.integers(1, 64),
    then=st.none() | text,
) | st.builds(MappedColumn, header=st.just(""), why=text, value=text)
headers = text.filter(str.strip)
results = st.builds(
    MappedResult,
    objective=text,
    type=st.sampled_from(RESULT_TYPES),
    header=headers,
    level=st.just("") | headers,
    date=st.just("") | headers,
    subject=st.just("") | headers,
    named_by=st.just("") | headers,
    places=st.sampled_from(["", "4-6"]),
) | st.builds(
    MappedResult, text, st.just("level"), level=headers, low=st.just(-1.5), high=st.integers(0, 900).map(float)
)
layouts = st.builds(
    FixedWidth,
    length=st.integers(1, 9_999),
    columns=st.dictionaries(text, st.integers(1, 90), min_size=1, max_size=3).map(
        lambda places: tuple((column, first, first + 3) for column, first in places.items())
    ),
    begins=st.sampled_from(["", "[0-9]{3} "]),
)


@st.composite
def mappings(draw):
    form = draw(st.sampled_from(sorted(LISTS)))
    targets = st.sampled_from([column.name for column in LISTS[form].columns])
    return Mapping(
        name=draw(slugs),
        form=form,
        system=System(draw(slugs), draw(st.sampled_from(["sis", "state", "other"])), draw(text)),
        columns=draw(st.dictionaries(targets, columns, min_size=1, max_size=4)),
        signature=tuple(draw(st.lists(named.map(lambda t: t.strip().casefold().strip()), min_size=1, max_size=3))),
        ignored=draw(st.dictionaries(text, text, max_size=3)),
        origin=draw(st.sampled_from(["shipped", "proposed", "confirmed"])),
        stamps=tuple(draw(st.lists(text, max_size=2))),
        headerless=tuple(draw(st.lists(text, max_size=2))),
        results=tuple(draw(st.lists(results, max_size=3))),
        fixed=draw(st.none() | layouts),
    )


@given(mappings())
def test_a_mapping_comes_back_from_its_file_as_it_was(tmp_path_factory, mapping):
    path = tmp_path_factory.mktemp("mapping") / "mapping.yaml"
    path.write_text(mapping_text(mapping), encoding="utf-8")
    there = read_mapping(path)
    folded_as_compared = replace(mapping, signature=there.signature)
    assert there == folded_as_compared
    assert list(there.columns) == list(mapping.columns)
    assert [each.strip() for each in there.signature] == list(there.signature)


def test_a_saved_mapping_is_used_again(tmp_path):
    path = save_mapping(STUDENTS, tmp_path / "mappings")
    assert path.name == "applications.yaml"
    assert read_mappings(path.parent) == (STUDENTS,)


def test_saving_again_replaces_the_same_list_and_keeps_another_of_the_same_name(tmp_path):
    save_mapping(STUDENTS, tmp_path)
    save_mapping(replace(STUDENTS, origin="confirmed"), tmp_path)
    other = save_mapping(replace(STUDENTS, signature=("other",)), tmp_path)
    assert other.name == "applications-2.yaml"
    assert [(each.name, each.origin) for each in read_mappings(tmp_path)] == [
        ("applications-2", "proposed"),
        ("applications", "confirmed"),
    ]


def test_no_folder_holds_no_mappings(tmp_path):
    assert read_mappings(tmp_path / "nowhere") == ()


MISTAKES = {
    "form: student_list": ("form: student_lists", "line 8", "Did you mean `student_list`?"),
    "  kind: enrollment": ("  kind: registrar", "line 12", "Known: sis, enrollment, state"),
    "  birth_date:": ("  birthdate:", "line 21", "Did you mean `birth_date`?"),
    "    dates: MM/DD/YYYY": ("    dates: month first", "line 24", "Known: YYYY-MM-DD"),
    "    width: 7": ("    width: seven", "line 32", "whole number"),
    "    header: App ID": ("    heading: App ID", "line 19", "Did you mean `header`?"),
    "name: applications": ("name: My applications!", "line 7", "small letters"),
    "  - dob": ("  - dob: [", "line", "colon, quotation mark"),
    "  record_id:": ("  local_id:", "line 30", "Keep one of the two."),
    "\ncolumns:": ("\ncolums:", "line 17", "Did you mean `columns`?"),
}


@pytest.mark.parametrize("right", MISTAKES)
def test_a_mistake_made_by_hand_is_told_with_place_fact_and_next_step(tmp_path, right):
    wrong, line, next_step = MISTAKES[right]
    path = tmp_path / "applications.yaml"
    whole = mapping_text(STUDENTS)
    assert right in whole
    path.write_text(whole.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(MappingError) as said:
        read_mapping(path)
    assert said.value.place.startswith(f"{path}, {line}")
    assert next_step in said.value.next_step
    assert said.value.fact.endswith(".")


@given(
    st.text(st.characters(codec="utf-8"), max_size=200) | st.from_regex(r"\A([a-z]{1,9}: [\[{a-z:\n-]{0,9}\n){0,8}\Z")
)
def test_a_file_of_anything_is_an_error_and_no_crash(tmp_path_factory, anything):
    path = tmp_path_factory.mktemp("mapping") / "mapping.yaml"
    path.write_text(anything, encoding="utf-8")
    with pytest.raises(MappingError):
        read_mapping(path)


def test_a_file_that_is_not_in_utf_8_is_an_error(tmp_path):
    path = tmp_path / "mapping.yaml"
    path.write_bytes("name: Málaga".encode("cp1252"))
    with pytest.raises(MappingError, match="UTF-8"):
        read_mapping(path)


def test_a_mapping_written_by_hand_counts_as_confirmed(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "name: mine\nform: school_list\nsystem: {id: mine, kind: sis, name: Mine}\nsignature: [code, name]\n"
        "columns:\n  school_code: {header: Code}\n  name: {header: Name, codes: {yes: 01}}\n",
        encoding="utf-8",
    )
    mapping = read_mapping(path)
    assert mapping.origin == "confirmed"
    assert mapping.columns["name"].codes == {"yes": "01"}


def test_a_file_is_read_by_a_mapping_when_its_header_has_all_that_is_asked_for():
    assert STUDENTS.fits(["APP ID", " dob ", "Lunch", "New"])
    assert not STUDENTS.fits(["App ID", "Lunch"])


def test_a_small_list_does_not_claim_a_larger_file_that_holds_its_columns():
    assert not STUDENTS.fits(["App ID", "DOB", "Score", "Test", "Level"])


def test_a_confirmed_mapping_goes_before_a_shipped_one_and_the_own_system_before_another():
    shipped = replace(STUDENTS, name="a", origin="shipped", signature=("app id", "dob", "lunch"))
    here = replace(STUDENTS, name="b", origin="confirmed", system=System("here", "sis", "Here"))
    there = replace(here, name="c", system=System("there", "sis", "There"))
    header = ["App ID", "DOB", "Lunch"]
    assert choose_mapping([shipped, here, there], header, "there") == there
    assert choose_mapping([shipped, here], header) == here
    assert choose_mapping([shipped], header) == shipped
    assert choose_mapping([shipped], ["Other"]) is None


def test_the_digest_changes_with_what_is_read_and_not_with_what_is_said_about_it():
    column = STUDENTS.columns["record_id"]
    said = replace(STUDENTS, origin="confirmed", columns=STUDENTS.columns | {"record_id": replace(column, why="x")})
    read = replace(STUDENTS, columns=STUDENTS.columns | {"record_id": replace(column, width=4)})
    assert said.digest == STUDENTS.digest
    assert read.digest != STUDENTS.digest


def test_shipped_mappings_say_why_for_each_column():
    shipped = shipped_mappings()
    assert {each.name for each in shipped} >= {"askted-directory", "ccd-schools"}
    assert {each.origin for each in shipped} == {"shipped"}
    assert [each.name for each in shipped if not all(column.why for column in each.columns.values())] == []
