"""JSON: arrays, envelopes, one object a line; numbers as written, broken text told, nothing lost."""

from __future__ import annotations

import json

import pytest

from cupola.engine.intake import Kind, Limits

ROWS = [{"id": 1, "name": "Ada"}, {"id": 2, "name": "Bo"}]
ARRAY = json.dumps(ROWS)
LINES = "\n".join(map(json.dumps, ROWS))


def read(desk, text, **limits):
    limit = Limits(**limits)
    content = text if isinstance(text, bytes) else text.encode()
    return desk.read_shape(desk.look(content, called="a.json", limits=limit), limits=limit)


@pytest.mark.parametrize(
    "text",
    [
        ARRAY,
        LINES,
        LINES + "\n",
        json.dumps(ROWS, indent=2),
        json.dumps({"value": ROWS}),
        json.dumps({"@odata.context": "x", "@odata.nextLink": "y", "value": ROWS}),
        json.dumps({"status": "OK", "response": {"devices": ROWS, "rows": 2, "page_size": 50, "page": 0}}),
        json.dumps({"status": "OK", "response": [{"devices": ROWS, "rows": 2, "page": 0}]}),
        json.dumps({"users": ROWS}),
        "\ufeff" + ARRAY,
        json.dumps([ROWS[0]]) + "\n" + json.dumps([ROWS[1]]),
    ],
)
def test_every_shape_of_a_page_gives_its_records(desk, text):
    table = read(desk, text)
    assert desk.rows(table) == [("1", "Ada"), ("2", "Bo")]
    assert not table.problems


def test_each_row_keeps_the_line_it_begins_on(desk):
    assert [row[0] for row in desk.numbered_rows(read(desk, LINES))] == [1, 2]
    assert [row[0] for row in desk.numbered_rows(read(desk, json.dumps(ROWS, indent=1)))] == [2, 6]


def test_values_stay_as_they_are_written(desk):
    table = read(desk, '[{"a": 1.0, "b": 6377020000000000001, "c": true, "d": null, "e": 1E2, "f": "007", "g": ""}]')
    assert table.columns == ("a", "b", "c", "e", "f")
    assert desk.rows(table) == [("1.0", "6377020000000000001", "true", "1E2", "007")]


def test_objects_become_paths_and_lists_stand_in_one_cell(desk):
    record = {"id": "1", "name": {"first": "Ada"}, "mails": [{"at": "a"}, {"kind": "home"}], "tags": ["x", "y"]}
    table = read(desk, json.dumps([record, {"id": "2", "tags": ["z"], "mails": []}]))
    assert table.columns == ("id", "name.first", "mails.at", "mails.kind", "tags")
    assert desk.rows(table) == [("1", "Ada", "a|", "|home", "x|y"), ("2", None, None, None, "z")]


def test_a_record_with_a_list_of_its_own_is_no_envelope(desk):
    table = read(desk, '{"id": "1", "mails": [{"at": "a"}], "name": "Ada"}')
    assert desk.rows(table) == [("1", "a", "Ada")]


def test_two_lists_in_one_object_are_two_tables(desk):
    shapes = desk.look_at_all(json.dumps({"users": ROWS, "orgs": [{"id": 9}]}).encode(), called="a.json")
    assert [(shape.record, shape.facts.sheet) for shape in shapes] == [("users", "users"), ("orgs", "orgs")]
    assert [desk.read_shape(shape).rows for shape in shapes] == [2, 1]


def test_an_array_that_breaks_off_gives_what_is_whole(desk, told):
    table = read(desk, ARRAY[:-6])
    assert desk.rows(table) == [("1", "Ada")]
    assert table.rows_set_aside == 1
    (problem,) = told(table, "FIL-027")
    assert "ends in the middle" in problem.fact


def test_one_broken_line_costs_one_record(desk, told):
    table = read(desk, LINES.replace("\n", '\n{"id": 3, "name": Cy}\n"nothing"\n'))
    assert desk.rows(table) == [("1", "Ada"), ("2", "Bo")]
    assert [problem.line for problem in told(table, "FIL-027")] == [2, 3]
    assert table.rows_set_aside == 2


def test_a_value_among_the_records_is_set_aside(desk):
    table = read(desk, '[{"id": "1"}, 17, [2], {"id": "3"}]')
    assert (desk.rows(table), table.rows_set_aside) == ([("1",), ("3",)], 2)


def test_what_is_too_large_or_too_deep_is_set_aside(desk):
    deep = '{"a":' * 70 + "1" + "}" * 70
    table = read(
        desk, '{"id": "1"}\n' + deep + '\n{"id": "2", "x": "' + "y" * 5_000 + '"}\n{"id": "3"}\n', row_bytes=2_000
    )
    assert [row[0] for row in desk.numbered_rows(table)] == [1, 4]
    assert table.rows_set_aside == 2
    bottomless = desk.look(b"[" * 100_000, called="a.json")
    assert [problem.code for problem in bottomless.problems] == ["FIL-027"]


def test_secrets_are_dropped_at_the_door(desk, told):
    table = read(desk, '[{"id": "1", "password": "s", "last_ip_beat": "10.0.0.1", "home": {"latitude": 1}}]')
    assert (table.columns, desk.rows(table)) == (("id",), [("1",)])
    assert len(told(table, "FIL-023")) == 3


def test_text_that_is_no_utf_8_and_halves_of_letters_are_read(desk):
    assert desk.rows(read(desk, b'[{"a": "Zo\xeb"}]')) == [("Zo\ufffd",)]
    assert desk.rows(read(desk, '[{"a": "\\ud800x"}]')) == [("?x",)]
    assert desk.rows(read(desk, ARRAY.encode("utf-16"))) == [("1", "Ada"), ("2", "Bo")]


def test_half_a_pair_in_a_name_becomes_a_question_mark(desk):
    table = read(desk, '[{"\\ud800id": 1, "a": {"b\\udfff": 2}}]')
    assert table.columns == ("?id", "a.b?")
    assert desk.rows(table) == [("1", "2")]
    table = read(desk, '{"value\\ud800": [{"id": 1}], "n": 1}')
    assert desk.rows(table) == [("1",)]


def test_a_file_of_many_blocks_is_read_whole(desk):
    rows = [{"id": number, "text": "x" * 900} for number in range(4_000)]
    for text in (json.dumps(rows), "\n".join(map(json.dumps, rows)), json.dumps({"value": rows})):
        table = read(desk, text)
        assert table.rows == 4_000
        assert desk.numbered_rows(table)[-1][1] == "3999"


def test_a_bracket_in_a_csv_is_no_json(desk):
    assert desk.look(b"[id],name\n1,a\n2,b\n").kind is Kind.TEXT
