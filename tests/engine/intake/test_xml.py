"""XML: one table for each kind of record, every record with its line, nothing declared, nothing lost."""

from __future__ import annotations

import pytest

from cupola.engine.intake import Kind, Limits

ONE = """<?xml version="1.0" encoding="UTF-8"?>
<Interchange xmlns="http://example.org/1" xmlns:x="http://example.org/x" x:hint="a">
  <Student id="S1">
    <Number>0042</Number>
    <Name><First>Ada</First><Last>Byrd</Last></Name>
    <Race>A</Race><Race>B|C</Race>
    <Empty>  </Empty>
  </Student>
  <School><Number>7</Number></School>
  <Student><Number>0043</Number><Mail><Address>a@x.org</Address></Mail><Mail><Kind>Home</Kind></Mail></Student>
</Interchange>
"""


def test_each_kind_of_record_is_a_table_with_lines_and_paths(desk):
    students, schools = desk.look_at_all(ONE.encode(), called="a.xml")
    assert (students.kind, students.record, schools.record) == (Kind.XML, "Student", "School")
    assert students.document == "http://example.org/1 Interchange"
    assert students.columns == ("id", "Number", "Name.First", "Name.Last", "Race", "Mail.Address", "Mail.Kind")
    table = desk.read_shape(students)
    assert desk.numbered_rows(table) == [
        (3, "S1", "0042", "Ada", "Byrd", "A|B\\|C", None, None),
        (10, None, "0043", None, None, None, "a@x.org|", "|Home"),
    ]
    assert table.facts.sheet == "Student"
    assert table.facts.sha256 == desk.read_shape(schools).facts.sha256
    assert not table.problems


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_the_encoding_is_the_one_the_document_names(desk, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n<a xmlns="u"><r><n>Zoë</n></r></a>'
    assert desk.rows(desk.read(text.encode(encoding), called="a.xml")) == [("Zoë",)]


BOMB = '<?xml version="1.0"?>\n<!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n<a><r>&b;</r></a>'
OUTSIDE = '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a><r>&x;</r></a>'
ELSEWHERE = '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "http://example.org/a.dtd">\n<a><r>1</r></a>'


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, ELSEWHERE, BOMB.partition("\n")[2]])
def test_what_declares_entities_or_a_document_type_is_not_opened(desk, content):
    (problem,) = desk.look(content.encode(), called="a.xml").problems
    assert problem.code == "FIL-028"
    assert problem.line in (1, 2)
    assert problem.next_step


def test_a_document_that_breaks_off_gives_its_whole_records_and_a_finding(desk, told):
    cut = ONE.encode()[: ONE.index("0043") + 2]
    students, schools = desk.look_at_all(cut, called="a.xml")
    table = desk.read_shape(students)
    assert desk.numbered_rows(table)[0][:3] == (3, "S1", "0042")
    assert (table.rows, table.rows_set_aside, desk.read_shape(schools).rows) == (1, 1, 1)
    (problem,) = told(table, "FIL-027")
    assert problem.line == 10
    assert "cannot be read further" in problem.fact


def test_a_break_before_the_first_record_is_told(desk):
    (problem,) = desk.look(b"<?xml version='1.0'?><a><b", called="a.xml").problems
    assert problem.code == "FIL-027"


def test_records_too_large_or_nested_too_deep_are_set_aside_and_the_rest_is_read(desk, told):
    deep = "<d>" * 80 + "1" + "</d>" * 80
    text = f"<a xmlns='u'><r><n>1</n></r>\n<r><n>{'x' * 3_000}</n></r>\n<r>{deep}</r>\n<r><n>4</n></r></a>"
    limits = Limits(row_bytes=2_000)
    table = desk.read_shape(desk.look(text.encode(), called="a.xml", limits=limits), limits=limits)
    assert [row[0] for row in desk.numbered_rows(table)] == [1, 4]
    assert [problem.line for problem in told(table, "FIL-027")] == [2, 3]
    assert table.rows_set_aside == 2


def test_secrets_are_dropped_at_the_door(desk, told):
    text = """<a xmlns='u'>
    <r><id>1</id><password>secret</password><Code><System>x#SSN</System><Number>123-45-6789</Number></Code></r>
    <r><id>2</id><Code><System>x#District</System><Number>17</Number></Code></r></a>"""
    shape = desk.look(text.encode(), called="a.xml")
    assert shape.dropped == {"password"}
    table = desk.read_shape(shape)
    assert desk.rows(table) == [("1", "x#SSN", None), ("2", "x#District", "17")]
    assert len(told(table, "FIL-023")) == 2
    assert "123-45-6789" not in str(shape.sample)


def test_a_web_page_is_still_a_web_page(desk):
    assert desk.look(b"<?xml version='1.0'?><a/>", called="a.html").problems[0].code == "FIL-002"
    assert desk.look(b"<html xmlns='http://www.w3.org/1999/xhtml'>", called="a.xml").problems[0].code == "FIL-016"


def test_a_csv_that_begins_with_a_bracket_is_a_table(desk):
    shape = desk.look(b"<id>,name\n1,a\n2,b\n")
    assert (shape.kind, shape.columns) == (Kind.TEXT, ("<id>", "name"))


def test_a_document_is_gone_over_once_for_all_its_kinds_of_records(desk):
    """The second time round the records come from what was set down, so the file itself may be gone."""
    shapes = desk.look_at_all(b"<?xml version='1.0'?><a><r><id>1</id></r><s><id>2</id></s><r><id>3</id></r></a>")
    shapes[0].arrival.path.write_bytes(b"<?xml version='1.0'?><a><r><id>other</id></r></a>")
    assert [desk.rows(desk.read_shape(shape)) for shape in shapes] == [[("1",), ("3",)], [("2",)]]


def test_what_is_never_kept_is_not_set_down_either(desk):
    shapes = desk.look_at_all(b"<?xml version='1.0'?><a><r><id>1</id><password>unmistakable</password></r></a>")
    table = desk.read_shape(shapes[0])
    assert [problem.code for problem in table.problems if problem.code == "FIL-023"] == ["FIL-023"]
    set_down = [path.read_bytes() for path in (desk.folder / "work").iterdir()]
    assert set_down
    assert not any(b"unmistakable" in each for each in set_down)
