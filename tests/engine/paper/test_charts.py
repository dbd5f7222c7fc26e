"""Charts are drawn as SVG that a strict policy lets through and a screen reader can say."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from cupola.engine.paper.charts import NARROW, Point, both_widths, line_chart, sparkline

FALLING = [Point("19 Oct", 331), Point("2 Nov", 259), Point("16 Nov", 212)]


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in drawn(svg).iter() if each.tag.endswith("text")]


def test_a_chart_is_an_image_with_a_sentence_that_holds_the_figures():
    root = drawn(line_chart(FALLING, says="From 331 on 19 Oct to 212 on 16 Nov."))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == "From 331 on 19 Oct to 212 on 16 Nov."


def test_the_first_and_the_last_value_are_written_at_the_line():
    found = texts(line_chart(FALLING, says="x"))
    assert {"331", "212", "19 Oct", "16 Nov"} <= set(found)
    assert "259" not in found


def test_no_part_of_a_chart_carries_a_style_or_a_script():
    svg = both_widths(FALLING, says="x") + sparkline([3, 2, 1], says="x")
    assert "style" not in svg
    assert "<script" not in svg
    assert " on" not in svg.replace(" on ", "")


def test_a_label_cannot_break_out_of_the_drawing():
    svg = line_chart([Point('"><script>', 1), Point("b", 2)], says='"><script>')
    assert "<script" not in svg
    drawn(svg)


def test_a_gap_is_never_bridged():
    svg = line_chart([Point("a", 1), Point("b", None), Point("c", 3), Point("d", 2)], says="x")
    lines = [each for each in drawn(svg).iter() if each.attrib.get("class") == "c-main"]
    assert len(lines) == 2


def test_the_line_begins_at_zero_so_that_a_small_change_looks_small():
    svg = line_chart([Point("a", 100), Point("b", 99)], says="x")
    assert "0" in texts(svg)


@pytest.mark.parametrize("values", [[0], [0, 0, 0], [1], [7, None], [None, 7], [0.2, 0.4], [1e9, 3]])
def test_any_values_are_drawn_within_the_frame(values):
    svg = line_chart([Point(str(at), value) for at, value in enumerate(values)], says="x", width=NARROW)
    root = drawn(svg)
    for circle in (each for each in root.iter() if each.tag.endswith("circle")):
        assert 0 <= float(circle.attrib["cx"]) <= NARROW
        assert 0 <= float(circle.attrib["cy"]) <= float(root.attrib["height"])


def test_nothing_known_draws_nothing():
    assert line_chart([], says="x") == ""
    assert line_chart([Point("a", None)], says="x") == ""
    assert sparkline([None], says="x") == ""
