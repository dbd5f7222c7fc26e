"""Charts of measures: what is unknown is hatched and never bridged, definitions apart, targets stepped; pictures."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest

from cupola.engine.paper.measure_charts import (
    Dot,
    Note,
    Span,
    Step,
    Trend,
    range_strip,
    small_trend,
    trend_chart,
    wide_chart,
)
from cupola.engine.paper.pictures import LOOKS, alone, as_png

FIRST = date(2025, 1, 1)


def said(value: float) -> str:
    return f"{value:.2f}"


def trend(*values: float, unknown: tuple[int, ...] = (), versions: tuple[int, ...] = (), **told: Any) -> Trend:
    dots = [
        Dot(FIRST + timedelta(days=30 * at), value, versions[at] if versions else 1) for at, value in enumerate(values)
    ]
    days = tuple(FIRST + timedelta(days=day) for day in unknown)
    return Trend(dots, "A <sentence>", said, unknown=days, **told)


def test_without_a_figure_nothing_is_drawn() -> None:
    assert trend_chart(trend()) == small_trend(trend()) == wide_chart(trend()) == ""


def test_it_is_drawn_wide_and_narrow_with_its_sentence_and_without_styles() -> None:
    svg = trend_chart(trend(1.0, 1.2, 1.1))
    assert svg.count("<svg") == 2
    assert svg.count("A &lt;sentence&gt;") == 2
    assert "style" not in svg
    ElementTree.fromstring(f"<div>{svg}</div>")


def test_a_line_stops_where_nothing_is_known() -> None:
    assert wide_chart(trend(1.0, 1.2, 1.1)).count('class="c-main"') == 1
    broken = wide_chart(trend(1.0, 1.2, 1.1, 1.3, unknown=(45,)))
    assert broken.count('class="c-main"') == 2
    assert broken.count('class="c-hatch"') == 1


def test_another_definition_is_another_line() -> None:
    svg = wide_chart(trend(1.0, 1.1, 2.0, 2.1, versions=(1, 1, 2, 2)))
    assert svg.count('class="c-main"') == 1
    assert svg.count('class="c-old"') == 2
    assert "new definition (2)" in svg


def test_targets_are_stepped_and_the_last_is_named() -> None:
    change = FIRST + timedelta(days=45)
    svg = wide_chart(trend(1.0, 1.2, 1.1, 1.3, steps=(Step(FIRST, change, 1.5), Step(change, None, 1.0))))
    assert svg.count('class="c-target"') == 2
    assert "target 1.00" in svg
    assert "target 1.50" not in svg


def test_the_newest_three_events_are_named_and_nothing_in_them_is_markup() -> None:
    notes = tuple(Note(FIRST + timedelta(days=10 * at), f"<b>{at}</b>") for at in range(6))
    svg = wide_chart(trend(1.0, 1.2, 1.1, notes=notes))
    assert svg.count('class="c-lead"') == 3
    assert "<b>" not in svg
    assert "&lt;b&gt;5" in svg


@pytest.mark.parametrize("values", [(0.0,), (0.0, 0.0), (5.0, 5.0), (-0.2, 0.1), (1e-9, 1e9), (1e6, 1e6 + 1)])
def test_any_values_fit(values: tuple[float, ...]) -> None:
    svg = trend_chart(trend(*values)) + small_trend(trend(*values))
    spots = [float(found) for found in re.findall(r'c[xy]="(-?[\d.]+)"', svg)]
    assert all(0 <= spot <= 800 for spot in spots)
    assert "nan" not in svg


def test_a_strip_draws_a_point_with_its_range_the_range_alone_or_hatching() -> None:
    scale: dict[str, Any] = {"begin": 0.0, "end": 1.0, "line": 0.5, "says": "x"}
    both, alone_, none = (
        range_strip(span, **scale) for span in (Span(0.5, 0.4, 0.6), Span(None, 0.4, 0.6), Span(None))
    )
    assert "c-dot" in both
    assert "c-whisk" in both
    assert "c-dot" not in alone_
    assert "c-whisk" in alone_
    assert "c-hatch" in none
    assert "c-axis" not in none


def test_a_picture_that_stands_alone_carries_its_looks() -> None:
    notes = (Note(FIRST + timedelta(days=20), "Bought"),)
    svg = alone(wide_chart(trend(1.0, 1.2, 1.1, unknown=(45,), notes=notes)), title="A & B", source="Source")
    ElementTree.fromstring(svg)
    assert "class=" not in svg
    assert "A &amp; B" in svg
    assert 'id="hatch"' in svg
    with pytest.raises(ValueError, match="no size"):
        alone("<svg></svg>", title="", source="")


def test_every_class_of_the_drawing_has_its_looks() -> None:
    notes = (Note(FIRST + timedelta(days=20), "Bought"),)
    steps = (Step(FIRST, None, 1.0),)
    dots = trend(1.0, 1.1, 2.0, 2.1, versions=(1, 1, 2, 2), unknown=(45,), notes=notes, steps=steps)
    used = {name for found in re.findall(r'class="([^"]*)"', wide_chart(dots)) for name in found.split()} - {"wide"}
    assert used <= set(LOOKS)


@pytest.mark.slow
def test_a_picture_becomes_a_png_of_twice_its_size() -> None:
    png = as_png(alone(wide_chart(trend(1.0, 1.2)), title="Title", source="Source"))
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 2 * 790


def test_the_first_value_never_stands_on_a_number_of_the_grid() -> None:
    svg = wide_chart(trend(1.11, 1.11, 1.2, 1.0))
    shown = [float(y) for y in re.findall(r'<text class="c-t3 c-halo" x="[\d.]+" y="([\d.]+)">', svg)]
    assert len(shown) >= 3
    assert all(abs(one - other) >= 12 for place, one in enumerate(shown) for other in shown[:place])


def test_no_number_of_the_grid_is_struck_through_by_the_first_dot() -> None:
    for first in (1.00, 1.02, 1.04, 1.06, 1.08, 1.11):
        svg = wide_chart(trend(first, 1.11, 1.2, 1.0))
        dot = float(next(iter(re.findall(r'<circle class="c-dot" cx="12.0" cy="([\d.]+)"', svg))))
        written = [float(y) for y in re.findall(r'<text class="c-t3 c-halo" x="12" y="([\d.]+)">', svg)]
        assert written
        assert all(not y - 10 < dot < y + 1 for y in written), first


def test_a_long_source_is_told_in_lines_below_the_picture() -> None:
    source = " ".join(f"word{place:02d}" for place in range(60))
    picture = ElementTree.fromstring(alone(wide_chart(trend(1.0, 1.2)), title="A title", source=source))
    below = [each for each in picture if each.tag.endswith("text")][1:]
    assert len(below) > 2
    assert " ".join(each.text or "" for each in below) == source
    assert all(float(each.get("y", "0")) < float(picture.get("height", "0")) for each in below)
