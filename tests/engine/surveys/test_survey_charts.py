"""Bars of answers carry their words, and nothing that a page's policy forbids."""

from __future__ import annotations

from cupola.engine.paper.survey_charts import Portion, spread


def test_bars_show_shares_and_say_them() -> None:
    drawn = spread([Portion("<Docs>", 3, 4), Portion("Sheets", 1, 4)], says='Docs: 3; "Sheets": 1')
    assert "&lt;Docs&gt;" in drawn
    assert "75%" in drawn
    assert 'aria-label="Docs: 3; &quot;Sheets&quot;: 1"' in drawn
    assert "style" not in drawn


def test_nothing_is_drawn_of_nothing() -> None:
    assert spread([], says="") == ""
    assert Portion("a", 0, 0).percent == 0
