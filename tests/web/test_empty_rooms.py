"""In a district that has typed nothing in yet each page of voice and plan says what to do first, and why it pays."""

from __future__ import annotations

import pytest

from cupola.workspace.models import School

BEGINS = {
    "/voice/": "no school is in the record yet",
    "/voice/notes/": "Begin with one walk",
    "/voice/sessions/": "Begin with the next meeting",
    "/voice/pains/": "Ask one teacher what she does twice",
    "/voice/heard/": "Deliver an export of schools first",
    "/voice/themes/": "Three voices that say the same are a theme",
    "/voice/surveys/": "Begin with six ready questions for teachers",
    "/promises/": "Write down the first thing that somebody asks you for",
    "/plan/": "Begin with what people need",
    "/plan/needs/": "survives the next budget round",
    "/plan/decisions/": "a question with a day gets an answer",
    "/plan/fit/": "Write goals, initiatives and milestones first",
    "/plan/tools/": "Write down a pilot with its question",
    "/plan/versions/": "Keep one when the board has seen the plan",
    "/plan/track-record/": "Close one and say what was promised and measured",
    "/plan/direction/": "help you to say no to the rest",
    "/practice/": "Two weeks of taps tell what your time goes to",
    "/practice/seat/": "Begin with the last thing that was bought before anybody asked",
}


@pytest.mark.parametrize(("address", "words"), BEGINS.items())
def test_an_empty_page_says_what_to_do_first(cast, as_, address, words) -> None:
    School.objects.all().delete()
    assert words in as_(cast.ada).get(address).content.decode()
