"""The JSON form follows its schema and says the same as the report."""

from __future__ import annotations

import json
from importlib.resources import files
from io import StringIO

import pytest

from cupola.engine.paper.json_form import write_json
from cupola.engine.paper.rows import FIELDS
from tests.engine.paper.lifelike import finding, make_report, rank

TYPES = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "null": type(None)
}  # fmt: skip
UNDERSTOOD = {
    "$id",
    "$defs",
    "$ref",
    "title",
    "description",
    "type",
    "required",
    "properties",
    "items",
    "enum",
}
UNDERSTOOD |= {"minimum", "pattern"}


def written(ranking):
    out = StringIO()
    write_json(ranking, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def schema():
    return json.loads((files("cupola") / "catalog" / "schemas" / "check-report.schema.json").read_text("utf-8"))


def troubles(value, rule, root, place="$"):
    """What does not follow the part of JSON Schema that ours uses; an undocumented field is a trouble too."""
    if "$ref" in rule:
        rule = root["$defs"][rule["$ref"].removeprefix("#/$defs/")]
    assert set(rule) <= UNDERSTOOD, place
    types = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
    if isinstance(value, bool) or not isinstance(value, tuple(TYPES[name] for name in types)):
        yield f"{place}: {value!r} is not {types}"
        return
    if "enum" in rule and value not in rule["enum"]:
        yield f"{place}: {value!r}"
    if isinstance(value, int | float) and value < rule.get("minimum", value):
        yield f"{place}: {value!r} is too small"
    if isinstance(value, dict):
        yield from (f"{place}.{name} is missing" for name in rule["required"] if name not in value)
        yield from (f"{place}.{name} is not documented" for name in value if name not in rule["properties"])
        for name, part in value.items():
            yield from troubles(part, rule["properties"].get(name, {"type": list(TYPES)}), root, f"{place}.{name}")
    if isinstance(value, list):
        for number, part in enumerate(value):
            yield from troubles(part, rule["items"], root, f"{place}[{number}]")


@pytest.mark.parametrize("which", ["lifelike", "clean", "nothing_read", "hostile"])
def test_every_report_follows_the_schema(which, schema, request):
    document = json.loads(written(request.getfixturevalue(which)))
    assert list(troubles(document, schema, schema)) == []


def test_the_schema_describes_every_field(schema):
    def undescribed(rule, place):
        if "$ref" not in rule and not rule.get("description"):
            yield place
        for name, part in {**rule.get("properties", {}), **rule.get("$defs", {})}.items():
            yield from undescribed(part, f"{place}.{name}")
        if "items" in rule:
            yield from undescribed(rule["items"], f"{place}[]")

    assert list(undescribed(schema, "$")) == []


def test_the_fields_stand_as_documented(lifelike):
    document = json.loads(written(lifelike))
    assert list(document) == [
        "cupola",
        "format",
        "as_of",
        "files",
        "findings",
        "checks",
        "not_run",
        "summary",
    ]
    assert document["format"] == 1
    assert tuple(document["findings"][0]) == FIELDS
    assert document["findings"][0]["check"] == "ROS-014"
    assert document["findings"][0]["line"] == 2


def test_numbers_are_those_of_the_report(lifelike):
    document = json.loads(written(lifelike))
    assert len(document["findings"]) == 1480
    summary = document["summary"]
    assert (summary["errors"], summary["warnings"], summary["notes"], summary["worst"]) == (
        52,
        1427,
        1,
        "error",
    )
    assert (summary["rows_read"], summary["rows_set_aside"], summary["checks_not_run"]) == (165_886, 3, 14)
    assert [step["check"] for step in summary["first"]] == ["FRM-005", "ROS-014", "ENR-002"]


def test_each_finding_has_its_own_line(lifelike):
    lines = written(lifelike).splitlines()
    assert sum(line.startswith('{"check": "DEV-006", "severity"') for line in lines) == 223


def test_hostile_text_comes_back_whole_but_never_raw(hostile):
    text = written(hostile)
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text if character != "\n")
    assert "\u202e" not in text
    assert "\x1b[31m" in json.loads(text)["findings"][0]["value"]
    text.encode("utf-8")


def test_names_are_there_only_when_the_report_carries_them():
    one = finding("ENR-002", 1, "It ends before it begins.", file="e.csv", school="sis:org-1")
    assert "subject_name" not in written(rank(make_report([one])))
    named = json.loads(written(rank(make_report([one], names={one.subject: "Wen Abara", "sis:org-1": "Pier"}))))
    assert named["findings"][0]["subject_name"] == "Wen Abara"
    assert named["findings"][0]["school_name"] == "Pier"
