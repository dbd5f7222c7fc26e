"""Whatever the bytes of XML and JSON: nothing escapes, rows add up, a second reader counts the same."""

from __future__ import annotations

import json
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cupola.engine.intake import Limits

LIMITS = Limits(cell_bytes=200, row_bytes=2_000, problems=5, columns=50)
XML = """<?xml version="1.0" encoding="UTF-8"?>
<Interchange xmlns="http://ed-fi.org/5.2.0">
 <Student id="a"><Id>1</Id><Name><First>Zoë</First></Name><Race>x#A</Race><Race>x#B</Race></Student>
 <School><Id>2</Id></School>
 <Student><Id>3</Id><Code><System>x#SSN</System><Number>1</Number></Code></Student>
</Interchange>
"""
JSON = (
    '[{"id": 1, "a": {"b": ["x", {"c": "Zoë"}]}},\n {"id": "2", "d": null}, {"id": 3.0, "e": [[]]}]',
    '{"id": 1}\n{"id": 2, "x": [{"y": 1}]}\n\n{"id": 3}\n',
    '{"status": "OK", "response": {"devices": [{"id": 1}, {"id": 2}], "rows": 2}}',
    '{"@odata.context": "u", "value": [{"id": 1}], "@odata.nextLink": "v"}',
)
PIECES = (
    *("<", ">", "</", "/>", "&amp;", "&x;", "<!DOCTYPE a>", "<![CDATA[", "]]>", "<!--", "-->", "<?p?>", " a='1'"),
    *("{", "}", "[", "]", '"', "\\", "\\u00", "\\ud800", ",", ":", "null", "1e999", "-", "\n", " ", "\0", "\ufeff"),
    *("é", "x" * 300, "<Student>", "</Student>", "[" * 80, '{"a":' * 80),
)
few = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@st.composite
def damaged(draw, samples):
    text = list(draw(st.sampled_from(samples)))
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(text)))
        text[at : at + draw(st.integers(0, 4))] = draw(st.sampled_from(PIECES))
    content = "".join(text).encode(draw(st.sampled_from(["utf-8", "utf-16", "cp1252"])), "replace")
    cut = draw(st.integers(0, len(content))) if draw(st.booleans()) else len(content)
    return content[:cut] + draw(st.binary(max_size=3))


def check(desk, content):
    """Look, read, add up; None when a limit or a form of its own makes counting moot."""
    accounted = 0
    plain = True
    for shape in desk.look_at_all(content, called="a.dat", limits=LIMITS):
        if not shape.readable:
            assert shape.problems
            plain = plain and {problem.code for problem in shape.problems} <= {"FIL-002"}
            continue
        table = desk.read_shape(shape, limits=LIMITS)
        rows = desk.numbered_rows(table)
        assert len(rows) == table.rows
        assert all(left[0] <= right[0] for left, right in pairwise(rows))
        accounted += table.rows + table.rows_set_aside
        plain = plain and not any(problem.code == "FIL-027" for problem in table.problems)
    return accounted if plain else None


def second_count(content):
    """The records of a good document by other means; None when it is not good."""
    try:
        return len(list(ElementTree.fromstring(content)))
    except (ElementTree.ParseError, LookupError, ValueError):
        pass
    try:
        value = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return len(value) if isinstance(value, list) else None


@few
@given(content=damaged((XML,)))
def test_damaged_xml(desk, content):
    accounted = check(desk, content)
    counted = second_count(content)
    if accounted and counted and b"<!DOCTYPE" not in content and content.lstrip().startswith(b"<?xml"):
        assert accounted == counted


@few
@given(content=damaged(JSON))
def test_damaged_json(desk, content):
    accounted = check(desk, content)
    counted = second_count(content)
    if accounted and counted:
        assert accounted == counted


@few
@given(
    head=st.sampled_from([b"<?xml version='1.0'?>", b"<a xmlns='b'>", b"[", b'{"', b"[{"]), rest=st.binary(max_size=300)
)
def test_arbitrary_bytes_behind_a_good_beginning(desk, head, rest):
    check(desk, head + rest)


@few
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
        max_leaves=12,
    ),
    around=st.sampled_from(["[%s]", "%s\n%s", '{"value": [%s]}', '{"a": %s}']),
)
def test_whatever_json_can_say(desk, value, around):
    text = around.replace("%s", json.dumps(value))
    check(desk, text.encode())


@pytest.mark.deep
@settings(parent=few, max_examples=20_000)
@given(content=damaged((XML, *JSON)))
def test_all_of_it_at_length(desk, content):
    check(desk, content)
