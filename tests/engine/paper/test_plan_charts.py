"""Drawings of plans: well formed, in words too, and nothing outside the paper."""

from __future__ import annotations

import itertools
import re
from datetime import date
from xml.etree import ElementTree

from cupola.engine.paper.plan_charts import Band, Bar, Leaning, Mark, leanings, share_bar, timeline

TODAY = date(2026, 11, 17)
BARS = (
    Bar("G1 <Reading>"),
    Bar("I1 Phonics & more", date(2026, 8, 1), date(2027, 6, 1), "late", (Mark(date(2026, 10, 1), "late"),)),
)
BANDS = (Band("Testing", date(2027, 4, 1), date(2027, 5, 1)), Band("Long ago", date(2001, 1, 1), date(2001, 2, 1)))


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def test_a_timeline_has_years_bars_milestones_bands_and_the_line_of_today():
    svg = timeline(BARS, bands=BANDS, today=TODAY, says='One "goal"')
    root = drawn(svg)
    assert root.get("aria-label") == 'One "goal"'
    assert "2026–27" in svg
    assert len(root.findall("*[@class='c-barc']")) == 1
    assert len(root.findall("*[@class='c-mlate']")) == 1
    assert len(root.findall("*[@class='c-closed']")) == 1
    assert len(root.findall("*[@class='c-target']")) == 1
    assert "style=" not in svg


def test_the_narrow_timeline_is_as_wide_as_a_phone():
    assert drawn(timeline(BARS, bands=(), today=TODAY, says="x", wide=False)).get("width") == "350"


def test_nothing_with_days_is_no_drawing():
    assert timeline(BARS[:1], bands=BANDS, today=TODAY, says="x") == ""
    assert leanings((), now=0.5, says="x") == ""


def test_leanings_draw_one_line_for_each_alternative_and_labels_apart():
    svg = leanings(
        [Leaning("A", (2.0, 6.0, 10.0)), Leaning("B", (7.0, 8.0, 9.9)), Leaning("C", (1.0, 1.0, 9.8))],
        now=0.3,
        says="B wins",
    )
    root = drawn(svg)
    ys = sorted(float(each.get("y")) for each in root.findall("text[@class='c-b']"))
    assert len(ys) == 3
    assert all(later - before >= 16 for before, later in itertools.pairwise(ys))
    assert len(re.findall(r'class="c-(?:main|second|rest)" d="M', svg)) == 3


def test_labels_at_the_bottom_stay_on_the_paper():
    root = drawn(leanings([Leaning(name, (0.0, 0.0)) for name in "ABCDEFGHIJKL"[:6]], now=0.0, says="x"))
    assert max(float(each.get("y")) for each in root.findall("text[@class='c-b']")) <= 230


def test_a_share_that_is_not_known_is_hatched():
    assert "c-hatch" in share_bar(None, margin=None, says="unknown")
    assert "c-lean" in share_bar(0.5, margin=0.1, says="half")
