"""The page on paper: one tagged letter page, every number with its note, the same bytes twice, no small group."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from cupola.engine.errors import CupolaError
from cupola.engine.kinds import Severity
from cupola.engine.measures.indicator_kinds import Target
from cupola.engine.measures.indicators import Standing, shipped_indicators, tell
from cupola.engine.measures.kinds import Figure
from cupola.engine.paper.onepager import NO_PROMISES, PROMISES, as_object, compose, dearest, set_page
from cupola.engine.paper.onepager_kinds import About, Sheet, Stake, Trend
from tests.engine.paper.pdf_look import alternatives_of, faults_of, pages_of, paper_of, tags_of

NOW, BEFORE = date(2026, 11, 16), date(2026, 9, 16)
ABOUT = About("Harbor Unified", "For the board", "20261116T061200000-7f3a91c2", NOW, date(2026, 11, 30))
LONG = "The Consolidated Independent Unified School District of " + "Saint Bartholomew and " * 20
VALUES = {
    "share": 0.8734,
    "ratio": 1.234,
    "days": 213.0,
    "hours": 1204.0,
    "difference": 0.14,
    "points": 70.0,
    "Mbps": 1.25,
}
STAKES = [
    Stake("PRG-014", "Student is entitled to free meals, but marked as paying", 212, 2120, 154_300),
    Stake("INV-002", "Device bought and found nowhere", 411, 8220, 131_109),
    Stake("IDN-001", "Same person under two ids", 9, 90, 9_999_900),
    Stake("FED-001", "x" * 400, 30, None, None),
]


def standing(day: date, times: float = 1) -> Standing:
    """A figure of every measure that the page may use."""
    found: dict[str, Figure] = {}
    for part in (part for each in shipped_indicators() for part in each.parts):
        value = VALUES[part.measure.unit] * times
        ends = {"low": value * 0.97, "high": value * 1.03, "coverage": 0.91}
        found[part.measure.id] = replace(blank(part.measure.id, value, day), **ends)
    for measure in PROMISES:
        found[measure] = blank(measure, 0.75, day)
    return found


def blank(measure: str, value: float, day: date) -> Figure:
    return Figure(measure, 1, "district", None, 1_234_567.0, 1_345_678.0, value, None, None, None, day)


def page(now: Standing, *, about: About = ABOUT, targets: dict[str, Target] | None = None) -> Sheet:
    before = standing(BEFORE, 0.7) if now else {}
    aims = targets or {}
    told = [tell(each, now, before, target=aims.get(each.id)) for each in shipped_indicators()]
    values = (0.7, None, 0.75, 0.8) if now else (None,) * 4
    days = (date(2026, 7, 16), BEFORE, date(2026, 10, 16), NOW)
    trends = {each.indicator.id: Trend(days, values, values if each.second else ()) for each in told}
    return compose(about, told, trends=trends, stakes=STAKES, promises=now)


@pytest.fixture(scope="module")
def full() -> Sheet:
    return page(standing(NOW))


@pytest.fixture(scope="module")
def pdf(full: Sheet) -> bytes:
    return set_page(as_object(full))


def test_it_is_one_tagged_letter_page(pdf: bytes) -> None:
    assert faults_of(pdf) == []
    assert pages_of(pdf) == 1
    assert paper_of(pdf) == (612, 792)


def test_its_tags_are_a_heading_a_table_and_lists(pdf: bytes) -> None:
    tags = tags_of(pdf)
    assert {"H1", "H2", "Table", "TH", "TD", "L", "LI", "Figure", "Link"} <= set(tags)
    assert tags.index("H1") < tags.index("H2") < tags.index("Table")
    assert tags.count("Figure") == 6


def test_each_drawing_says_its_ends_in_words(pdf: bytes) -> None:
    assert "Network up during lessons: from 70.0% on 16 July 2026 to 80.0% on 16 Nov 2026, 1 times not known." in (
        alternatives_of(pdf)
    )


def test_set_twice_it_is_the_same_bytes(full: Sheet, pdf: bytes) -> None:
    assert set_page(as_object(full)) == pdf


@pytest.mark.parametrize("name", ["Harbor Unified", LONG], ids=["short", "long"])
@pytest.mark.parametrize("known", ["all", "none", "targets"])
def test_it_never_grows_to_a_second_page(name: str, known: str) -> None:
    about = replace(ABOUT, district=name)
    targets = {each.id: Target(0.9) for each in shipped_indicators()} if known == "targets" else None
    made = set_page(as_object(page({} if known == "none" else standing(NOW), about=about, targets=targets)))
    assert pages_of(made) == 1
    assert faults_of(made) == []


def test_with_nothing_known_it_says_so_and_prints_no_zero() -> None:
    sheet = page({})
    assert sheet.title == "None of the six numbers is known yet"
    assert {each.number for each in sheet.rows} == {"not known"}
    assert all("no reading so far" in each.trend_says for each in sheet.rows)
    assert sheet.promises[0].says == NO_PROMISES
    assert not any(note.kind == "measure" for note in sheet.notes)
    assert not any(re.search(r"\d", each.says + each.number) for each in sheet.rows)


def test_every_number_in_a_row_comes_from_the_figures_of_its_notes(full: Sheet) -> None:
    notes = {each.number: each for each in full.notes}
    for row in full.rows:
        behind = [notes[number] for number in (*row.number_notes, *row.says_notes)]
        known = {
            value * times
            for note in behind
            for value in (note.value, note.before, note.numerator, note.denominator, note.coverage)
            if value is not None
            for times in (1, 100)
        }
        told = re.sub(r"30 days|12 months|\d{1,2} [A-Z][a-z]+ \d{4}", "", f"{row.number} {row.says}")
        numbers = re.findall(r"\d[\d,]*(?:\.\d+)?", told)
        assert numbers
        for number in numbers:
            digits = len(number.partition(".")[2])
            assert float(number.replace(",", "")) in {round(value, digits) for value in known}, (row.title, number)


def test_findings_of_small_groups_are_left_out_however_dear(full: Sheet) -> None:
    assert [each.lead for each in full.stakes] == ["$1,543", "$1,311", ""]
    assert "two ids" not in str(as_object(full))


def test_the_gravest_asks_come_first(full: Sheet) -> None:
    worse = next(each for each in shipped_indicators() if each.id == "devices")
    assert worse.ask["worse"] in full.asks
    assert len(full.asks) <= 3


def test_letters_that_the_face_lacks_are_refused() -> None:
    with pytest.raises(CupolaError, match="could not be set"):
        set_page(as_object(page({}, about=replace(ABOUT, district="港湾学区"))))


def test_what_is_graver_is_at_stake_before_what_is_only_more() -> None:
    many = Stake("LNK-012", "Telephone differs", 9_000, 9_000, 600_000)
    few = Stake("ACC-003", "Account of somebody who has left", 123, 738, 49_000, Severity.WARNING)
    error = Stake("IDN-001", "Same student twice", 12, 120, 17_000, Severity.ERROR)
    assert dearest([many, few, error]) == [error, few, many]
    assert dearest([many, few, replace(error, cents=10_000)]) == [few, replace(error, cents=10_000), many]
