"""Marks the very letters in which two texts differ."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters, and whether the other text has others there."""

    text: str
    differs: bool


def apart(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces. What only one of the two says is no difference."""
    left, right = left[:LONGEST], right[:LONGEST]
    if not left or not right or left == right:
        return _whole(left), _whole(right)
    folded = (left.lower(), right.lower())
    if folded[0] == folded[1]:
        return _whole(left), _whole(right)
    if (len(folded[0]), len(folded[1])) != (len(left), len(right)):
        folded = (left, right)
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    for kind, a, b, c, d in SequenceMatcher(None, *folded, autojunk=False).get_opcodes():
        for side, text in ((0, left[a:b]), (1, right[c:d])):
            if text:
                pieces[side].append(Piece(text, kind != "equal"))
    return tuple(pieces[0]), tuple(pieces[1])


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, False),) if text else ()
