"""The six in words: better only where intervals part, unknown is never zero, and no number stands in a sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from cupola.engine.catalog import catalogue_folder
from cupola.engine.errors import CatalogueError
from cupola.engine.measures.indicator_kinds import CASES, Indicator, Target
from cupola.engine.measures.indicators import read_indicators, shipped_indicators, tell, written
from cupola.engine.measures.kinds import Figure, NotComputed

DAY, BEFORE = date(2026, 11, 16), date(2026, 10, 16)
SHIPPED = catalogue_folder() / "indicators.yaml"
SATISFACTION, DEVICES, NETWORK, CLOUD, AUDITS, EQUITY = shipped_indicators()


def figure(measure: str, value: float, **more: Any) -> Figure:
    blank = Figure(measure, 1, "district", None, None, None, value, None, None, None, DAY)
    return replace(blank, **more)


def one(measure: str, value: float, **more: float | date | int | None) -> dict[str, Figure | NotComputed]:
    return {measure: figure(measure, value, **more)}


def test_there_are_six_in_the_order_of_the_first_page() -> None:
    ids = [each.id for each in shipped_indicators()]
    assert ids == ["satisfaction", "devices", "network", "cloud", "audits", "equity"]


def test_better_is_said_only_where_the_intervals_do_not_overlap() -> None:
    before = one("MEA-SAT-01", 0.70, low=0.66, high=0.74, as_of=BEFORE)
    near = tell(SATISFACTION, one("MEA-SAT-01", 0.76, low=0.72, high=0.80), before)
    far = tell(SATISFACTION, one("MEA-SAT-01", 0.80, low=0.76, high=0.84), before)
    low = tell(SATISFACTION, one("MEA-SAT-01", 0.60, low=0.56, high=0.64), before)
    assert [near.lead.case, far.lead.case, low.lead.case] == ["same", "better", "worse"]
    assert far.lead.says == "80.0% of the answers that teachers gave are good, up from 70.0% on 16 Oct 2026."
    assert low.ask == SATISFACTION.ask["worse"]


def test_less_is_better_for_students_per_device() -> None:
    before = one("MEA-DEV-01", 1.31, as_of=BEFORE)
    assert tell(DEVICES, one("MEA-DEV-01", 1.04), before).case == "better"
    assert tell(DEVICES, one("MEA-DEV-01", 1.40), before).case == "worse"


def test_numbers_that_are_written_alike_are_the_same() -> None:
    assert tell(DEVICES, one("MEA-DEV-01", 1.041), one("MEA-DEV-01", 1.044, as_of=BEFORE)).case == "same"


def test_the_cloud_share_moves_and_is_neither_better_nor_worse() -> None:
    now = one("MEA-SYS-01", 0.61, numerator=43, denominator=70)
    told = tell(CLOUD, now, one("MEA-SYS-01", 0.5, as_of=BEFORE))
    assert told.case == "moved"
    assert "43 of 70" in told.changed


def test_unknown_is_not_zero_and_says_why() -> None:
    reason = "No survey of teachers was held."
    told = tell(SATISFACTION, {"MEA-SAT-01": NotComputed("MEA-SAT-01", 1, reason)}, {})
    assert told.case == "unknown"
    assert told.lead.text == "not known"
    assert told.meets is None
    assert reason in told.unknowns
    assert not re.search(r"\d", told.changed + told.number)


def test_a_zero_is_a_number() -> None:
    told = tell(CLOUD, one("MEA-SYS-01", 0.0, numerator=0, denominator=70), {})
    assert told.lead.text == "0%"
    assert told.case == "first"


def test_a_figure_that_is_partly_known_is_not_compared() -> None:
    now = one("MEA-NET-04", 0.9999, coverage=0.4)
    told = tell(NETWORK, now, one("MEA-NET-04", 0.9, as_of=BEFORE))
    assert told.case == "partial"
    assert "only 40%" in told.changed


def test_a_changed_definition_is_not_compared() -> None:
    told = tell(DEVICES, one("MEA-DEV-01", 1.0, version=2), one("MEA-DEV-01", 2.0, as_of=BEFORE))
    assert told.case == "redefined"
    assert "2.00" not in told.changed


def test_a_target_is_met_missed_or_open() -> None:
    aim = Target(0.75)
    held = [
        tell(SATISFACTION, one("MEA-SAT-01", v, low=v - 0.04, high=v + 0.04), {}, target=aim) for v in (0.85, 0.6, 0.76)
    ]
    assert [each.meets for each in held] == [True, False, None]
    assert held[1].ask == SATISFACTION.ask["behind"]
    assert held[0].target == "75.0%"
    assert tell(DEVICES, one("MEA-DEV-01", 0.98), {}, target=Target(1.0)).meets is True


def test_worse_parents_make_the_whole_worse() -> None:
    now = one("MEA-SAT-01", 0.8) | one("MEA-SAT-05", 0.5)
    before = one("MEA-SAT-01", 0.7, as_of=BEFORE) | one("MEA-SAT-05", 0.6, as_of=BEFORE)
    told = tell(SATISFACTION, now, before)
    assert (told.case, told.lead.case, told.number) == ("worse", "better", "80.0% / 50.0%")


def test_what_supports_is_told_where_it_is_known_and_missed_where_not() -> None:
    told = tell(DEVICES, one("MEA-DEV-01", 1.04) | one("MEA-DEV-03", 0.92), {})
    assert [each.says for each in told.details] == ["92.0% of students have a working device of their own."]
    assert "How many devices are lost, in repair or out of support." in told.unknowns
    assert [each.measure for each in told.figures] == ["MEA-DEV-01", "MEA-DEV-03"]


def test_an_audit_is_written_as_its_scale() -> None:
    told = tell(AUDITS, one("MEA-AUD-02", 84 / 119, numerator=84, denominator=119), {})
    assert told.number == "not known / 84 of 119"


@pytest.mark.parametrize(
    ("unit", "value", "digits", "text"),
    [
        ("share", 0.99914, 2, "99.91%"),
        ("difference", 0.14, 0, "14 points"),
        ("difference", 0.01, 0, "1 point"),
        ("difference", -0.02, 0, "−2 points"),
        ("ratio", 1.0437, 2, "1.04"),
        ("hours", 1204.4, 0, "1,204 hours"),
    ],
)
def test_a_number_is_written_with_its_unit(unit: str, value: float, digits: int, text: str) -> None:
    assert written(unit, value, digits) == text


@pytest.mark.parametrize("indicator", shipped_indicators(), ids=lambda each: each.id)
def test_no_number_is_typed_in_a_sentence(indicator: Indicator) -> None:
    texts = [*indicator.ask.values(), *indicator.next_steps.values(), indicator.matters, indicator.question]
    for part in indicator.parts:
        texts += [*(part.cases or {}).values(), part.says, part.unknown]
        assert not part.cases or set(part.cases) == set(CASES)
    # The window of 30 days and the 12 months are part of a measure's name, not figures.
    typed = [text for text in texts if re.search(r"\d", text.replace("30 days", "").replace("12 months", ""))]
    assert not typed


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("MEA-SAT-01", "MEA-SAT-99", "MEA-SAT-99"),
        ("MEA-SAT-01", "MEA-EQU-04", "MEA-EQU-04"),
        ("{value} of the answers that teachers gave are good, up", "{figure} up", "figure"),
        ("We do not know how content teachers are.", "{value}", "value"),
    ],
)
def test_a_sentence_that_cannot_be_filled_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    broken = tmp_path / "indicators.yaml"
    broken.write_text(SHIPPED.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=says):
        read_indicators(broken)


def test_a_missing_case_is_refused(tmp_path: Path) -> None:
    entries = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    del entries[0]["lead"]["cases"]["worse"]
    broken = tmp_path / "indicators.yaml"
    broken.write_text(yaml.safe_dump(entries), encoding="utf-8")
    with pytest.raises(CatalogueError, match="other cases"):
        read_indicators(broken)
