"""Whatever the bytes: no exception escapes, rows add up, both roads and a second reader agree."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cupola.engine.intake import Limits
from tests.engine.intake.independent import NotByTheBook, table
from tests.engine.intake.roads_apart import by_each_road

LIMITS = Limits(cell_bytes=200, row_bytes=2_000, problems=5, columns=50)
CLEAN = (
    "sourcedId,status,familyName,givenName,grades,orgSourcedIds\r\n",
    'u-1,,"Lee, Ann",Zoë,"05,06",sch-1\n',
    "u-2,active,Müller,Bo,KG,sch-2\n",
    'u-3,,"O""Neil",,"",sch-1\n',
    'u-4,,"two\nlines",José,12,sch-1\r\n',
    "u-5, , Kim ,李,09,\n",
)
PIECES = (
    *('"', '""', ",", "\n", "\r\n", "\r", ";", "\t", "|", " ", "\0", "\ufeff", "é", "李", "\u2028", "a", "Lee", "1"),
    *("2026-09-01", ' "', '" ', '",', ',"', '"\n', '\n"', "\x1a", "\\", "#", "'"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1")
few = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@st.composite
def table_like(draw):
    """Text that looks like a table, cut up and put together wrongly."""
    lines = draw(st.lists(st.sampled_from(CLEAN), min_size=1, max_size=8))
    text = list("".join(lines))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(text)))
        text[at : at + draw(st.integers(0, 3))] = draw(st.sampled_from(PIECES))
    content = "".join(text).encode(draw(st.sampled_from(ENCODINGS)), "replace")
    if draw(st.booleans()):
        at = draw(st.integers(0, len(content)))
        content = content[:at] + draw(st.binary(max_size=3)) + content[at:]
    return content


def small_tables(letters):
    cells = st.text(letters, max_size=5)
    rows = st.lists(st.lists(cells, min_size=1, max_size=4).map(",".join), max_size=8)
    ends = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
    lasts = st.sampled_from(["", "\n", "\r"])
    return st.builds(lambda rows, end, last: ("a,b,c" + end + end.join(rows) + last).encode(), rows, ends, lasts)


@st.composite
def right_in_width(draw):
    """Tables whose rows all have three cells, quoted well or badly, with one slip at most."""
    cells = st.one_of(
        st.text('ab "é,', max_size=4).map(lambda text: '"' + text.replace('"', '""') + '"'),
        st.text('ab "é', max_size=4).filter(lambda text: not text.startswith('"')),
        st.sampled_from(["", '""', "1", ' "a"', '"a" ', '"a"b', 'a"b"', '"a\nb"']),
    )
    end = draw(st.sampled_from(["\n", "\r\n"]))
    rows = draw(st.lists(st.tuples(cells, cells, cells).map(",".join), min_size=1, max_size=6))
    slip = draw(st.sampled_from(["", "", "", "", ",", "\n", '"', ",,", ',""', " ", "\r"]))
    at = draw(st.integers(0, len(rows) - 1))
    rows[at] += slip
    return (
        draw(st.sampled_from(["", "\ufeff"])) + "a,b,c" + end + end.join(rows) + draw(st.sampled_from(["", end]))
    ).encode()


def check(desk, content):
    for shape in desk.look_at_all(content, limits=LIMITS):
        if not shape.readable:
            assert shape.problems
            continue
        found = desk.read_shape(shape, limits=LIMITS)
        assert len(desk.rows(found)) == found.rows
        fast, exact, problems = by_each_road(desk, shape, LIMITS)
        assert fast in (None, exact)
        assert desk.numbered_rows(found) == exact
        if fast is not None:
            assert not [problem for problem in problems.all() if problem.code != "FIL-006"]
        compare(content, shape, found, exact)


def compare(content, shape, found, exact):
    """What the second reader says, wherever the text is good by the book."""
    encoding = found.facts.encoding
    try:
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding).removeprefix("\ufeff")
        rows, records = table(text, shape.facts.delimiter, len(shape.names), shape.data_line - 1)
    except (UnicodeDecodeError, NotByTheBook):
        return
    if any(len(cell) > 50 for row in rows for cell in row[1:] if cell) or shape.dropped:
        return
    if not any(problem.code in ("FIL-004", "FIL-011", "FIL-012") for problem in found.problems):
        assert found.records == records
        assert exact == rows


@few
@given(content=st.binary(max_size=300))
def test_arbitrary_bytes(desk, content):
    check(desk, content)


@few
@given(content=table_like())
def test_damaged_tables(desk, content):
    check(desk, content)


@few
@given(content=right_in_width())
def test_tables_right_in_width(desk, content):
    check(desk, content)


@few
@given(content=small_tables('a,"\n '))
def test_quotes_commas_and_line_breaks_in_every_order(desk, content):
    check(desk, content)


@few
@given(content=small_tables('a"\r\n\0é'))
def test_line_ends_and_odd_letters_in_every_order(desk, content):
    check(desk, content)


@few
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["1,2,3", "4,5\r,6", "\r7,8,9"]), st.sampled_from(["\r\n", "\r", "\n", "\n\r", "\r\r\n"])
        ),
        min_size=1,
        max_size=8,
    ),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_carriage_returns_as_many_as_line_feeds_but_not_beside_them(desk, rows, end):
    check(desk, ("a,b,c" + end + "".join(map("".join, rows))).encode())


@pytest.mark.deep
@settings(parent=few, max_examples=20_000)
@given(
    content=st.one_of(
        st.binary(max_size=2_000),
        table_like(),
        right_in_width(),
        small_tables('a,"\n '),
        small_tables('"\r\n\0é|'),
    )
)
def test_all_of_it_at_length(desk, content):
    check(desk, content)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(40))
def test_large_tables_with_a_few_faults(desk, seed):
    chance = random.Random(seed)
    rows = [f'u-{number},,"Lee, {number}",Zoë {number},{number % 13},sch-{number % 7}\n' for number in range(60_000)]
    content = bytearray((CLEAN[0] + "".join(rows)).encode())
    for _ in range(chance.randrange(1, 30)):
        at = chance.randrange(len(content))
        content[at : at + chance.randrange(3)] = chance.choice([b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"", b'""'])
    found = desk.read(bytes(content))
    assert found.records >= 59_900
    assert found.rows_set_aside < 200
