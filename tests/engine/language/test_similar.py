"""Texts that speak of the same are found by their words, on this computer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cupola.engine.language.similar import alike, groups, shared_words, vectors, words_of

SAID = [
    "The headsets broke in the reading test",
    "Wi-Fi in the portables drops at ten",
    "No headsets for the test in room four",
    "Our portables lose the Wi-Fi every morning",
    "Parents like the new calendar",
    "Headset jacks are broken, students cannot take the test",
]


def test_words_are_folded_and_idle_ones_left_out() -> None:
    assert words_of("The Testing of HEADSETS, Wi-Fi, los niños") == ["test", "headset", "wifi", "nino"]


def test_texts_about_the_same_stand_together() -> None:
    assert set(groups(SAID)) == {(0, 2, 5), (1, 3)}


def test_the_most_alike_comes_first_with_the_words_that_it_shares() -> None:
    found = alike("headsets for tests", SAID)
    assert sorted(each.place for each in found) == [0, 2, 5]
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert set(found[0].words) == {"headset", "test"}


def test_what_shares_nothing_is_not_alike() -> None:
    assert alike("printer toner", SAID) == []
    assert groups(["printer", "calendar", "bus"]) == []


def test_a_group_is_named_by_the_words_that_most_of_it_share() -> None:
    assert set(shared_words([SAID[0], SAID[2], SAID[5]], most=2)) == {"headsets", "test"}


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_texts_have_vectors_of_length_one_or_none(texts: list[str]) -> None:
    for vector in vectors(texts):
        assert not vector or abs(sum(weight**2 for weight in vector.values()) - 1) < 1e-9
    assert all(len(each) > 1 for each in groups(texts))
