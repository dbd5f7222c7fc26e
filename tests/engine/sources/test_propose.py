"""A file nobody has described is mapped from its headers and values, with reasons, or left alone with one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cupola.engine.sources.propose import look, propose
from cupola.engine.sources.system_names import system_id
from tests.engine.sources.conftest import lines, sample_of

SIS = """\
StuID,SSID,Last Name,FName,DOB,Gr,Bldg,Enroll Date,ELL Status,SPED,FRL
0001204,7926691576,Lind,Ada,8/14/2012,09,0101,8/17/2026,N,Y,Free
0001205,7926691577,Nguyễn,Linh,12/30/2013,08,0102,8/17/2026,Y,N,Paid
0001206,7926691578,O'Neil,Sam,1/2/2019,K,0103,8/17/2026,N,N,R
"""
ABSENCES = "Perm ID,Absence Date,Absence Code\n0001204,2026-10-05,UNX\n0001205,2026-10-05,Tardy\n"
SCHOOLS = lines(
    "Site,School Name,Grade Range",
    "'001,Juniper Elementary,'KG-05",
    "'002,Laurel High,'09-12",
    "'003,Cedar School,'EE KG-08",
)
STAFF = lines(
    "Employee Number,First Name,Last Name,E-mail,Job Title",
    "E01,Ada,Lind,ada@h.example,CTO",
    "E02,Ben,Osei,ben@h.example,Aide",
)
RESULTS = "State ID,Last Name,First Name,Test Name,Scale Score,Performance Level\n77001,Ruiz,Ana,Algebra,2501,Level 3\n"
PROGRAMS = "Student Number,Program,Begin Date\n0001204,SPED,2026-08-19\n0001205,Free Lunch,2026-08-19\n"
SECTIONS = "Section ID,Course ID,Section Name,Teacher ID\n11,C1,Algebra 1 - 2,T7\n12,C1,Algebra 1 - 3,T8\n"
MEMBERS = "Section ID,Student ID\n11,0001204\n11,0001205\n12,0001204\n"
COURSES = "CourseID,CourseName,Subject\nC1,Algebra 1,Mathematics\nC2,Biology,Science\n"
LISTS = {
    "student_list": SIS,
    "attendance_list": ABSENCES,
    "school_list": SCHOOLS,
    "staff_list": STAFF,
    "result_list": RESULTS,
    "program_list": PROGRAMS,
    "section_list": SECTIONS,
    "section_enrollment_list": MEMBERS,
    "course_list": COURSES,
}
NO_LISTS = {
    "assignments": "Class Name,Assignment Name,Due Date,Due Time\nAlgebra I,Foundations,2020-08-20,14:00\n",
    "finance": "Fund,Function,Object,Amount\n100,1000,110,250000.00\n200,2100,120,90000.00\n",
    "survey": "Timestamp,Which school?,How happy are you?\n2026/11/21,Laurel High,4\n2026/11/22,Laurel High,5\n",
    "network": "monitor,mbps,latency ms,time\nschool-1,940,3,2026-10-01 08:00\nschool-2,930,4,2026-10-01 08:00\n",
    "logins": lines(
        "date,sis_id,school_name,active,num_logins",
        "2026-10-05,a1,Laurel High,True,3",
        "2026-10-05,a2,Laurel High,False,0",
    ),
    "marks": "id,student_id,section_id,numeric_grade_earned,alpha_grade_earned\nm1,s1,c1,92,A\nm2,s2,c1,55,F\n",
    "people of every age": "unique_id,first_name,surname,dob,city,email\n"
    + "".join(f"{n},Cleo,Ruiz,{1900 + 3 * n}-06-24,Leeds,r{n}@s.example\n" for n in range(30)),
    "mixed roles": "SIS ID,First Name,Last Name,Grade,Role\n1,Ada,Lind,09,Student\n2,Ben,Osei,,Teacher\n",
    "events": "student_id,last_name,first_name,school,grade\n" + "7001,Lind,Ada,Laurel High,09\n" * 30,
    "districts": "District Number,District Name,Low Grade,High Grade\n001902,Hill,PK,12\n001903,Dale,PK,12\n",
}


@pytest.mark.parametrize("form", LISTS)
def test_each_list_is_told_from_its_headers_and_values(form):
    proposal = propose(sample_of(LISTS[form]))
    assert proposal.mapping.form == form
    assert proposal.unmapped == {}
    assert 0.6 <= proposal.confidence < 1


@pytest.mark.parametrize("kind", NO_LISTS)
def test_what_is_no_list_is_not_forced_into_one(kind):
    seen = look(sample_of(NO_LISTS[kind]))
    assert seen.proposal is None
    assert seen.why.endswith(".")


def test_many_spellings_of_the_same_column_are_known():
    columns = propose(sample_of(SIS)).mapping.columns
    assert {target: column.header for target, column in columns.items()} == {
        "local_id": "StuID",
        "state_id": "SSID",
        "given_name": "FName",
        "family_name": "Last Name",
        "birth_date": "DOB",
        "grade": "Gr",
        "school_code": "Bldg",
        "entry_date": "Enroll Date",
        "english_learner": "ELL Status",
        "special_education": "SPED",
        "meal_status": "FRL",
    }


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Student Number", "local_id"),
        ("Local Student ID", "local_id"),
        ("SIS ID", "local_id"),
        ("Perm ID", "local_id"),
        ("State Student ID", "state_id"),
        ("Surname", "family_name"),
        ("LName", "family_name"),
        ("STD_LASTNM", "family_name"),
        ("Student's First Name", "given_name"),
        ("Birthdate", "birth_date"),
        ("DATE-OF-BIRTH (MMDDYYYY)", "birth_date"),
        ("Grade Level", "grade"),
        ("Entry Date", "entry_date"),
        ("Withdrawal Code", "exit_code"),
        ("Campus", "school_name"),
        ("CDS Code", "school_code"),
        ("LEP", "english_learner"),
        ("IEP", "special_education"),
        ("Lunch Status", "meal_status"),
        ("McKinney-Vento", "homeless"),
        ("Foster", "foster"),
        ("homelanguage", "home_language"),
    ],
)
def test_a_header_is_understood_however_it_is_written(header, target):
    values = {
        "birth_date": ["8/14/2012", "1/2/2013"],
        "entry_date": ["8/14/2026", "8/14/2026"],
        "grade": ["09", "K"],
        "school_name": ["Laurel High", "Juniper School"],
        "family_name": ["Lind", "Ruiz"],
        "given_name": ["Ada", "Ana"],
        "home_language": ["Arabic", "Spanish"],
        "exit_code": ["T1", ""],
        "meal_status": ["Free", "Paid"],
    }.get(target, ["0001204", "0001205"] if target.endswith(("id", "code")) else ["Y", "N"])
    rest = {
        "local_id": ("Student ID", "S1", "S2"),
        "given_name": ("First Name", "Ada", "Ana"),
        "family_name": ("Last Name", "Lind", "Ruiz"),
        "grade": ("Grade", "09", "10"),
    }
    columns = [(header, *values), *(cells for name, cells in rest.items() if name != target)]
    proposal = propose(sample_of(lines(*(",".join(row) for row in zip(*columns, strict=True)))))
    assert proposal.mapping.columns[target].header == header


def test_a_range_of_grades_fills_the_lowest_and_the_highest_grade():
    columns = propose(sample_of(SCHOOLS)).mapping.columns
    assert (columns["low_grade"].header, columns["low_grade"].part) == ("Grade Range", "low")
    assert (columns["high_grade"].header, columns["high_grade"].part) == ("Grade Range", "high")


def test_reasons_show_codes_and_never_a_value_of_a_person():
    mapping = propose(sample_of(SIS)).mapping
    assert mapping.columns["grade"].why == "'Gr' names the grade; it holds 08, 09, K: grade codes"
    told = " ".join(column.why for column in mapping.columns.values()) + str(mapping.ignored)
    rows = [row.split(",") for row in SIS.splitlines()[1:]]
    assert [cell for row in rows for cell in row[:5] if cell in told] == []


def test_values_that_contradict_their_header_are_not_mapped():
    text = SIS.replace("7926691576", "WA").replace("7926691577", "WA").replace("7926691578", "WA")
    proposal = propose(sample_of(text))
    assert "state_id" not in proposal.mapping.columns
    assert proposal.unmapped == {"SSID": "its values are no numbers of persons"}


def test_the_second_column_for_the_same_thing_is_left_out_with_its_rival_named():
    header, *rows = SIS.splitlines()
    text = lines(f"{header},Grade Requested", *(f"{row},09" for row in rows))
    assert propose(sample_of(text)).unmapped == {"Grade Requested": "'Gr' is taken for the same"}


def test_passwords_are_never_mapped():
    text = "Student ID,Last Name,First Name,Grade,Password\n1,Lind,Ada,09,secret1\n2,Ruiz,Ana,10,secret2\n"
    assert propose(sample_of(text)).unmapped == {"Password": "passwords are never kept"}


def test_a_name_in_one_column_is_a_full_name():
    text = "Student ID,Student Name,Grade\n71,Ada Lind,09\n72,Ana Ruiz,10\n"
    assert propose(sample_of(text)).mapping.columns["full_name"].header == "Student Name"


def test_a_guardians_two_names_are_put_together():
    text = "App ID,Last Name,First Name,Grade,Parent First Name,Parent Last Name\nA1,Lind,Ada,09,Mia,Lind\n"
    column = propose(sample_of(text)).mapping.columns["guardian_name"]
    assert (column.header, column.then) == ("Parent First Name", "Parent Last Name")


def test_a_family_of_skills_is_no_family_name():
    text = "Student ID,Test,Score,FamilyName\n71,Reading,500,Informational Text\n72,Reading,510,Literature\n"
    assert "family_name" not in propose(sample_of(text)).mapping.columns


def test_a_column_that_only_stamps_the_row_is_known_as_such():
    header, *rows = SCHOOLS.splitlines()
    text = lines(f"{header},Update Date", *(f"{row},1/12/2026 5:35:01 AM" for row in rows))
    assert propose(sample_of(text)).mapping.stamps == ("Update Date",)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("students.csv", SIS, "sis"),
        ("state-upload.csv", SIS, "state"),
        ("enrollment-system.csv", SIS, "enrollment"),
        ("applicants.csv", SIS.replace("StuID", "Application ID"), "enrollment"),
        ("export.csv", SIS.replace("Gr,", "Entry Code,", 1).replace(",09,", ",E1,").replace(",08,", ",E1,"), "state"),
        ("tests.csv", RESULTS, "assessment"),
        ("attendance.csv", ABSENCES, "sis"),
    ],
)
def test_the_kind_of_system_is_guessed_from_columns_and_file_name(name, text, kind):
    assert propose(sample_of(text, name)).mapping.system.kind == kind


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("attendance-2026-10.csv", "attendance"),
        ("Students_20261101.csv", "students"),
        ("STUDENTS2026.CSV", "students"),
        ("2018-01-12_directory.csv", "directory"),
        ("Report (3).xlsx", "report"),
        ("state-test-results.csv", "state-test-results"),
        ("2026.csv", "2026"),
        ("---.csv", "list"),
    ],
)
def test_next_months_file_is_of_the_same_system(name, slug):
    assert system_id(name) == slug


words = st.sampled_from(
    [
        "id",
        "student",
        "school",
        "name",
        "grade",
        "date",
        "code",
        "Last",
        "DOB",
        "Range",
        "section",
        "score",
        "",
        "é",
        "504",
    ]
)
headers = st.text(max_size=20) | st.lists(words, min_size=1, max_size=3).map(" ".join)
values = st.sampled_from(
    ["09", "K-5", "1/2/2026", "a@b.example", "Y", "0001", "Ada Lind", "43831", "'01", "N/A", " ", "#"]
)
cells = st.none() | st.text(max_size=12) | values


@st.composite
def samples(draw):
    header = tuple(draw(st.lists(headers, max_size=8, unique=True)))
    rows = draw(st.lists(st.tuples(*(cells for _ in header)), max_size=6))
    return replace(sample_of("a", draw(st.text(max_size=12))), columns=header, sample=tuple(rows))


@given(samples())
def test_nothing_in_a_header_or_a_cell_can_stop_a_look(sample):
    seen = look(sample)
    assert seen.why
    if seen.proposal:
        mapping = seen.proposal.mapping
        used = {column.header for column in mapping.columns.values()}
        used |= {column.then for column in mapping.columns.values() if column.then}
        assert used | set(mapping.ignored) == set(sample.columns)
        assert mapping.fits(sample.columns)
