"""The grade of known texts lies where others find it, and jargon is found as a whole word only."""

from __future__ import annotations

import re

import pytest

from cupola.engine.errors import CatalogueError
from cupola.engine.language.plainness import jargon_in, reading_grade, syllables_of
from cupola.engine.measures.indicator_kinds import Indicator
from cupola.engine.measures.indicators import shipped_indicators

GETTYSBURG = (
    "Four score and seven years ago our fathers brought forth on this continent a new nation, conceived in liberty, "
    "and dedicated to the proposition that all men are created equal."
)
CAT = ["The cat sat on the mat.", "The dog ran to the red barn.", "We like to play with the big ball all day."]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *(("cat", 1), ("water", 2), ("device", 2), ("devices", 3), ("asked", 1), ("wanted", 2), ("table", 2)),
        *(("the", 1), ("beautiful", 3), ("information", 4), ("one-to-one", 3), ("school", 1), ("schools", 1)),
    ],
)
def test_syllables_are_counted_as_people_say_them(word: str, count: int) -> None:
    assert syllables_of(word) == count


def test_the_formula_is_that_of_the_report() -> None:
    # 30 words in one sentence with 47 syllables: 0.39 * 30 + 11.8 * 47 / 30 - 15.59 = 14.6, counted by hand.
    assert reading_grade([GETTYSBURG]) == pytest.approx(14.6, abs=1)
    # A primer reads at the first grade or below.
    found = reading_grade(CAT)
    assert found is not None
    assert found < 1.5


def test_too_few_words_have_no_grade() -> None:
    assert reading_grade(["Six numbers."]) is None
    assert reading_grade([]) is None


def test_jargon_is_found_as_a_whole_word_with_its_plural() -> None:
    found = jargon_in("Endpoints, vulnerabilities and our KPIs, but no entityless skunk and a tco.")
    assert [each.word for each in found] == ["endpoint", "KPI", "vulnerability"]


def test_an_audience_without_a_list_is_refused() -> None:
    with pytest.raises(CatalogueError, match="martians"):
        jargon_in("", "martians")


@pytest.mark.parametrize("indicator", shipped_indicators(), ids=lambda each: each.id)
def test_our_own_sentences_are_plain(indicator: Indicator) -> None:
    texts = [indicator.matters, indicator.question, *indicator.ask.values(), *indicator.next_steps.values()]
    for part in indicator.parts:
        texts += [*(part.cases or {}).values(), part.says, part.unknown]
    plain = [re.sub(r"\{.*?\}", "5", text) for text in texts]
    assert jargon_in(" ".join(plain)) == ()
    grade = reading_grade(plain)
    assert grade is not None
    assert grade <= 8.0
