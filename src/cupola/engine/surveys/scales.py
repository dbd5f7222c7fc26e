"""What kind of question a column of answers is, and what its words count on a scale."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_CHOICE = 120
MOST_CHOICES = 15
# `5 (very much)` and `3 - Neutral`, but neither `6-8` nor `3.5`.
NUMBERED = re.compile(r"^\s*(\d{1,2})\s*(?:[-–—:.)=(](?!\s*\d)|$)")
# Words of answers, in both languages, with their place on a scale of five.
WORDS: dict[str, int] = {
    word: place
    for place, words in enumerate(
        (
            (
                "strongly disagree|very dissatisfied|very poor|never|not at all|muy en desacuerdo|"
                "totalmente en desacuerdo|muy insatisfecho|nunca|nada"
            ),
            (
                "disagree|somewhat disagree|dissatisfied|somewhat dissatisfied|poor|rarely|seldom|a little|"
                "en desacuerdo|insatisfecho|raramente|casi nunca|rara vez|poco"
            ),
            (
                "neutral|neither agree nor disagree|undecided|fair|sometimes|somewhat|ni de acuerdo ni en desacuerdo|"
                "a veces|algo|regular"
            ),
            (
                "agree|somewhat agree|satisfied|somewhat satisfied|good|often|usually|mostly|de acuerdo|satisfecho|"
                "a menudo|bastante|bueno|casi siempre"
            ),
            (
                "strongly agree|very satisfied|excellent|very good|always|very much|completely|muy de acuerdo|"
                "totalmente de acuerdo|muy satisfecho|siempre|mucho|excelente"
            ),
        ),
        start=1,
    )
    for word in words.split("|")
}
NO_OPINION = frozenset({"n/a", "na", "not applicable", "don't know", "dont know", "no opinion", "no aplica", "no sé"})


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `kind` is scale, choice, several, number or text; `scale_to` the highest answer of a scale.

    `choices` are the answers to choose from, as people gave them.
    """

    code: str
    text: str
    kind: str
    scale_to: int | None = None
    choices: tuple[str, ...] = ()

    def number(self, cell: str) -> float | None:
        """What an answer counts; None where it is none, or the question has no numbers."""
        if self.kind == "number":
            return _plain_number(cell)
        return place_on_scale(cell) if self.kind == "scale" else None

    def parts(self, cell: str) -> tuple[str, ...]:
        """The choices in one cell."""
        if self.kind == "several":
            return parts_of(cell)
        return (cell.strip(),) if self.kind == "choice" and cell.strip() else ()


def place_on_scale(cell: str) -> float | None:
    """`Agree` is 4, `5 (very much)` is 5, `3` is 3; None for anything else."""
    text = _folded(cell)
    if text in WORDS:
        return float(WORDS[text])
    found = NUMBERED.match(text)
    return float(found[1]) if found else None


def parts_of(cell: str) -> tuple[str, ...]:
    """The choices of a cell that holds several: `A;B;` or `A, B`."""
    by = ";" if ";" in cell else ", "
    return tuple(part.strip() for part in cell.split(by) if part.strip())


def question_of(code: str, text: str, cells: Sequence[str]) -> Question:
    """What kind of question these answers belong to."""
    words = text or code
    given = [cell for cell in cells if cell.strip() and _folded(cell) not in NO_OPINION]
    if not given:
        return Question(code, words, "text")
    places = [place_on_scale(cell) for cell in given]
    known = [place for place in places if place is not None]
    if len(known) >= 0.95 * len(given) and known:
        top = max(known)
        is_whole = all(place == int(place) for place in known)
        if top <= 10 and min(known) >= 1 and is_whole:
            scale = next(each for each in (5, 7, 10) if top <= each)
            return Question(code, words, "scale", scale)
    if all(_plain_number(cell) is not None for cell in given):
        return Question(code, words, "number")
    several = _several(given)
    if several:
        return Question(code, words, "several", choices=several)
    counted = Counter(cell.strip() for cell in given)
    # Only what people gave again and again is a choice: words of few people must not be shown as one.
    short = all(len(cell) <= LONGEST_CHOICE for cell in counted)
    if short and len(counted) <= MOST_CHOICES and len(counted) * 2 <= len(given):
        return Question(code, words, "choice", choices=tuple(cell for cell, _ in counted.most_common()))
    return Question(code, words, "text")


def _several(given: Sequence[str]) -> tuple[str, ...]:
    """The choices, where cells hold several of a few; none where they are sentences."""
    if sum(";" in cell for cell in given) < 0.5 * len(given) and sum(", " in cell for cell in given) < 0.2 * len(given):
        return ()
    counted = Counter(part for cell in given for part in parts_of(cell))
    if (
        len(counted) > MOST_CHOICES
        or len(counted) * 2 > sum(counted.values())
        or any(len(part) > LONGEST_CHOICE for part in counted)
    ):
        return ()
    return tuple(part for part, _ in counted.most_common())


def _plain_number(cell: str) -> float | None:
    try:
        found = float(cell.replace(",", ""))
    except ValueError:
        return None
    return found if abs(found) < 1e12 else None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().casefold().rstrip(".")
    return " ".join(plain.split())
