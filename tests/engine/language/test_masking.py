"""Names of the record's people are taken out of what people wrote, and words are left in."""

from __future__ import annotations

import pytest

from cupola.engine.language.masking import NameMask

MASK = NameMask.of(
    ["Rosa", "Núñez", "Grace", "Hill", "Bo", "Ng", "Aiyana", "Smith-Okafor", "O'Brien", "Will", "Mark", None, ""]
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ask Aiyana, she knows.", "Ask [name], she knows."),
        ("ask aiyana please", "ask [name] please"),
        ("NUÑEZ never answers", "[name] never answers"),
        ("Nunez's room is cold", "[name] room is cold"),
        ("Nu\u0301n\u0303ez is fast", "[name] is fast"),
        ("Okafor and O'Brien left", "[name] and [name] left"),
        ("Thanks to Grace Hill for the help", "Thanks to [name] for the help"),
        ("Grace never comes. Rosa does.", "[name] never comes. [name] does."),
        ("We asked Bo and Ng.", "We asked [name] and [name]."),
        ("mr smithers lost it", "[name] lost it"),
        ("Principal Waters decided", "[name] decided"),
        ("la maestra Peralta ayuda", "la [name] ayuda"),
        ("Write to a.person@harbor.example or 555-123-4567 now", "Write to [name] or [name] now"),
    ],
)
def test_names_are_taken_out(text: str, shown: str) -> None:
    assert MASK.masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "The network will be slow on the hill.",
        "Will the new devices come?",
        "Mark the day on the calendar.",
        "The principal never answers, and our coach helps.",
        "I miss the old system.",
        "La directora nos escucha.",
        "In 2027 we had 12 of 30 devices.",
        "It is a rosy picture.",
    ],
)
def test_words_stay(text: str) -> None:
    assert MASK.masked(text) == text


def test_masking_twice_changes_nothing_more() -> None:
    once = MASK.masked("Rosa Núñez called Mr. Grant at 555-123-4567.")
    assert MASK.masked(once) == once
    assert "Rosa" not in once


def test_a_mask_tells_nobody_whom_it_knows() -> None:
    assert "aiyana" not in repr(MASK)
    assert NameMask.of([None, ""]).is_blind
