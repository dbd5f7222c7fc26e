"""Two hundred thousand findings are written in any form in seconds and in little memory."""

from __future__ import annotations

import time
import tracemalloc
from dataclasses import replace
from io import TextIOBase

import pytest

from cupola.engine.paper.csv_form import write_csv
from cupola.engine.paper.html_page import write_html
from cupola.engine.paper.json_form import write_json
from cupola.engine.paper.sarif_form import write_sarif
from cupola.engine.paper.text import write_text
from tests.engine.paper.lifelike import finding, make_report, rank

MANY = 200_000
MEGABYTE = 1 << 20


class Counted(TextIOBase):
    """A file that keeps nothing but the number of characters."""

    size = 0

    def writable(self):
        return True

    def write(self, text):
        self.size += len(text)
        return len(text)


@pytest.fixture(scope="module")
def large():
    first = finding("ENR-002", 0, "It ends before it begins.", file="e.csv")
    return rank(make_report(replace(first, line=place, subject=f"e-{place}") for place in range(MANY)))


@pytest.mark.slow
@pytest.mark.parametrize("write", [write_text, write_json, write_csv, write_sarif, write_html])
def test_a_large_report_is_written_in_seconds(large, write):
    start = time.process_time()
    write(large, Counted())
    assert time.process_time() - start < 15


@pytest.mark.slow
@pytest.mark.parametrize("write", [write_text, write_json, write_csv, write_sarif, write_html])
def test_a_large_report_is_never_held_whole(write):
    first = finding("ENR-002", 0, "It ends before it begins.", file="e.csv")
    ranking = rank(make_report(replace(first, line=place) for place in range(20_000)))
    out = Counted()
    tracemalloc.start()
    write(ranking, out)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * MEGABYTE
