"""A look at the head of a file tells what it is, how it is written and where its table begins."""

from __future__ import annotations

import pytest

from cupola.engine.intake import Kind

ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}
ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with mark": lambda text: text.encode("utf-8-sig"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "utf-16-le with mark": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16-be with mark": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "cp1252": lambda text: text.encode("cp1252"),
}
ROWS = [["id", "name", "grade"], ["001", "Zoë Müller", "KG"], ["002", "O’Neil, Ann", "05"], ["003", "Bo", ""]]


def written(rows, *, delimiter, end):
    return "".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) + end for row in rows)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_line_end_and_delimiter_is_told_and_read(desk, encoding, end, delimiter):
    content = ENCODINGS[encoding](written(ROWS, delimiter=delimiter, end=ENDS[end]))
    shape = desk.look(content)
    assert shape.facts.encoding == encoding.removesuffix(" with mark")
    assert (shape.facts.line_end, shape.facts.delimiter) == (end, delimiter)
    assert shape.facts.bom == encoding.endswith("with mark")
    assert shape.names == ("id", "name", "grade")
    expected = [tuple(cell or None for cell in row) for row in ROWS[1:]]
    assert list(shape.sample) == expected
    table = desk.read_shape(shape)
    assert desk.numbered_rows(table) == [(line, *row) for line, row in enumerate(expected, start=2)]
    assert [problem.code for problem in table.problems] == (["FIL-006"] if encoding == "cp1252" else [])


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n\r\n", b"  \n", b"\xff\xfe"])
def test_an_empty_file_is_told(desk, content):
    shape = desk.look(content)
    assert not shape.readable
    assert [problem.code for problem in shape.problems] == ["FIL-002"]


@pytest.mark.parametrize("called", ["users.csv", "users.xls", "users.html"])
@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><html><body>Please sign in</body></html>",
        b"\xef\xbb\xbf\r\n  <html xmlns='x'>",
        b"<!-- saved -->\n<HTML>",
        b"<table><tr><td>id</td></tr></table>",
        "<html>".encode("utf-16"),
    ],
)
def test_a_web_page_is_told_whatever_it_is_called(desk, content, called):
    assert [problem.code for problem in desk.look(content, called=called).problems] == ["FIL-016"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n1 0 obj", "FIL-001"),
        (b"\x89PNG\r\n\x1a\n", "FIL-001"),
        (b"\x1f\x8b\x08\x00", "FIL-001"),
        (b"[]", "FIL-002"),
        (b'{"users": []}', "FIL-002"),
        (b'<?xml version="1.0"?><InterchangeStudent/>', "FIL-002"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a><r>&b;</r></a>', "FIL-028"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "FIL-013"),
        (bytes(range(256)) * 8, "FIL-005"),
        (bytes(5_000), "FIL-005"),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(desk, content, code):
    shape = desk.look(content)
    assert shape.kind is Kind.UNREADABLE
    assert [problem.code for problem in shape.problems] == [code]


def test_an_encrypted_workbook_is_told_from_an_old_one(desk):
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
    encrypted = bytes(head[:512]) + "EncryptedPackage".encode("utf-16-le") + bytes(900)
    assert [problem.code for problem in desk.look(encrypted, called="a.xlsx").problems] == ["FIL-013"]
    old = bytes(head[:512]) + "Workbook".encode("utf-16-le") + bytes(900)
    assert [problem.code for problem in desk.look(old, called="a.xls").problems] == ["FIL-025"]


def test_a_look_takes_two_hundred_rows_as_a_sample(desk):
    shape = desk.look(b"id,name\n" + b"1,Ann\n" * 200_000)
    assert len(shape.sample) == 200
    assert shape.sample_lines[:2] == (2, 3)


def test_one_endless_line_is_no_table(desk):
    assert [problem.code for problem in desk.look(b"a" * 300_000).problems] == ["FIL-001"]


def test_a_file_of_one_column_is_a_table(desk):
    table = desk.read(b"id\n001\n\n002\n")
    assert desk.numbered_rows(table) == [(2, "001"), (4, "002")]


def test_a_header_alone_is_a_table_without_rows(desk):
    table = desk.read(b"id,name\n")
    assert (table.rows, table.records, table.problems) == (0, 0, ())


def test_the_delimiter_is_the_one_the_header_agrees_on(desk):
    assert desk.look(b'id,tags\n1,"x|y|z"\n2,"u|v|w"\n').facts.delimiter == ","
    assert desk.look(b"a;b\n1,5;2,5\n3,5;4,5\n").facts.delimiter == ";"
    assert desk.look(b"name\tnote\nLee, Ann\ta, b\nLee, Bo\tc, d\n").facts.delimiter == "\t"
