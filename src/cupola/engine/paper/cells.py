"""Cells of spreadsheets: no text can be taken for a formula, and what is brought back is what was taken out."""

from __future__ import annotations

LONGEST_CELL = 32_767
# What a spreadsheet could take for a formula, the wide letters of East Asian keyboards among them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Of what comes back an apostrophe is guarded too, so that taking one off is exact.
_MARKED = (*FORMULA_STARTS, "'")


def guarded(text: str) -> str:
    """A text that is only read: what begins like a formula gets an apostrophe before it."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def plain(text: str) -> str:
    """A text as it is compared: what cannot be printed is a blank, and nothing stands before or behind it."""
    shown = "".join(
        letter if letter.isprintable() or letter in "\t\n" else " " for letter in text.replace("\r\n", "\n")
    )
    return shown.strip()[: LONGEST_CELL - 1]


def to_cell(text: str) -> str:
    """A text for a spreadsheet that people change and bring back; `from_cell` gives it back."""
    text = plain(text)
    return f"'{text}" if text.startswith(_MARKED) else text


def from_cell(text: str) -> str:
    """The text of a cell that was brought back, without the apostrophe that guarded it."""
    text = plain(text)
    return text[1:] if text.startswith("'") and text[1:].startswith(_MARKED) else text
