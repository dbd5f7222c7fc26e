"""Looks at the first values of a column: can it be what its header says, and what does it hold?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cupola.engine.sources.code_words import code_list, flag_word, grade_ends, is_closed, is_known
from cupola.engine.sources.date_forms import MONTH_FIRST, SAID, DateTally, tally_dates
from cupola.engine.sources.forms import Column
from cupola.engine.sources.mapping_words import Words, header_words, mapping_words

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
IDENTIFIER = re.compile(r"[^\W_][\w.:/{}#-]{0,63}|\{[\w-]{1,62}\}")
NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?%?")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
ZIP = re.compile(r"[0-9]{3,5}(-?[0-9]{4})?|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]")
LETTER = re.compile(r"[^\W\d_]")
PERFORMANCE = re.compile(
    r"(?i)\b(level|proficien|basic|advanced|below|above|meets?|met|master|approach|benchmark|exceed|expect|"
    r"standard|distinguish|partial|risk|emerging|limited|satisf)|^[1-5]$"
)
NEEDS_DIGITS = ("local_id", "state_id", "record_id", "staff_id", "student_id")
NAMES = ("given_name", "middle_name", "family_name", "full_name", "preferred_name", "guardian_name", "principal")
FLAGS = (
    *("english_learner", "special_education", "section_504", "homeless", "foster", "migrant", "hispanic"),
    "language_program",
)
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """A column of a file: header, its words, and its values (trimmed, guards and empties left out)."""

    header: str
    words: Words
    values: tuple[str, ...]

    @property
    def distinct(self) -> int:
        """How many different values it holds."""
        return len(set(self.values))

    def share(self, test: Callable[[str], object]) -> float:
        """The share of the values that pass the test."""
        return sum(1 for value in self.values if test(value)) / len(self.values) if self.values else 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the values say: how well they fit (0 = not at all), whether they alone say so, and in words."""

    fit: float
    sure: bool
    said: str


def see_columns(header: Sequence[str], rows: Sequence[Sequence[str | None]]) -> tuple[Seen, ...]:
    """The columns of a sample, in order."""
    nothing = mapping_words().nothing
    seen = []
    for place, name in enumerate(header):
        cells = ((row[place] or "").strip().lstrip("'").strip() for row in rows if place < len(row))
        values = tuple(cell[:200] for cell in cells if cell and cell.casefold() not in nothing)
        seen.append(Seen(name, header_words(name), values))
    return tuple(seen)


def judge(column: Column, seen: Seen) -> Verdict:
    """Whether this column of a file can be `column` of a list, by its values."""
    if not seen.values:
        return Verdict(0.7, False, "no value in the first rows")
    if column.name in FLAGS:
        return _flag(column, seen)
    if code_list(column):
        return _coded(column, seen)
    if column.name in BY_NAME:
        return BY_NAME[column.name](column, seen)
    return BY_KIND.get(column.kind, _text)(column, seen)


def grade_range(seen: Seen) -> bool:
    """Whether the values are ranges of grades such as 09-12."""
    known = seen.share(lambda value: any(grade_ends(value, {})))
    return known >= 0.8 and seen.share(lambda value: len(set(grade_ends(value, {}))) > 1) >= 0.3


def shown_values(seen: Seen) -> str:
    """A few of the values; only for columns of codes, which say nothing about a person."""
    values = sorted(set(seen.values))
    if len(values) <= SHOWN:
        return ", ".join(values)
    return f"{', '.join(values[: SHOWN - 2])} … {values[-1]}"


def date_tally(seen: Seen) -> DateTally:
    """How the dates of the column are written."""
    return tally_dates(seen.values)


def _date(column: Column, seen: Seen) -> Verdict:
    tally = date_tally(seen)
    if tally.share < 0.5 or tally.main is None:
        return Verdict(0, False, "its values are no dates")
    form = tally.order or tally.main if tally.main == MONTH_FIRST else tally.main
    if tally.main == MONTH_FIRST and tally.order is None:
        return Verdict(0.95, True, "dates; which number is the month is decided from all rows")
    return Verdict(1.0 if tally.share >= 0.8 else 0.7, True, f"dates written {SAID[form]}")


def _coded(column: Column, seen: Seen) -> Verdict:
    name = code_list(column) or ""
    share = seen.share(lambda value: is_known(name, value))
    title = {"grades": "grade codes", "yes_no": "yes and no"}.get(name, f"{name.replace('_', ' ')} codes")
    if share >= 0.8:
        return Verdict(1.0, True, f"{shown_values(seen)}: {title}")
    if column.kind == "grade" or column.typed or name == "sex":
        return Verdict(0.7 if share >= 0.5 else 0, False, f"not all its values are {title}")
    if share >= 0.5:
        return Verdict(0.9, True, f"mostly {title}")
    if seen.distinct > 30 or seen.share(EMAIL.fullmatch) > 0.2 or date_tally(seen).share > 0.5:
        return Verdict(0, False, f"its values are no {title}")
    return Verdict(0.6 if is_closed(column) else 0.7, False, f"codes of its own, to be told what they mean ({title})")


def _flag(column: Column, seen: Seen) -> Verdict:
    if seen.share(lambda value: is_known("yes_no", value) or flag_word(column.name, value)) >= 0.8:
        return Verdict(1.0, True, f"{shown_values(seen)}: yes and no")
    if seen.distinct > 25 or seen.share(EMAIL.fullmatch) > 0.2 or date_tally(seen).share > 0.5:
        return Verdict(0, False, "its values are no status")
    return Verdict(0.8, False, "status words of its own")


def _identifier(column: Column, seen: Seen) -> Verdict:
    said = "the numbers of this list"
    if column.name not in NEEDS_DIGITS:
        letters = seen.share(lambda value: value.isalpha() and len(value) > 6)
        fits = seen.share(IDENTIFIER.fullmatch) >= 0.8 and letters < 0.5
        unique = len(seen.values) == seen.distinct
        return Verdict(1.0, unique, "codes") if fits else Verdict(0, False, "its values are names, no codes")
    if seen.share(lambda value: IDENTIFIER.fullmatch(value) and any(map(str.isdigit, value))) < 0.8:
        return Verdict(0, False, "its values are no numbers of persons")
    lengths = {len(value) for value in seen.values}
    if len(seen.values) > 1 and seen.distinct == len(seen.values):
        said = "a different number in every row"
    if len(lengths) == 1 and len(seen.values) > 1:
        said += f", {lengths.pop()} characters each"
    return Verdict(1.0, seen.distinct == len(seen.values) > 2, said)


def _name(column: Column, seen: Seen) -> Verdict:
    fits = seen.share(LETTER.search) >= 0.8 and seen.share(EMAIL.fullmatch) < 0.2
    fits = fits and date_tally(seen).share < 0.5
    blanks = seen.share(lambda value: " " in value or "," in value)
    sure = column.name == "full_name" and blanks >= 0.8
    return Verdict(1.0, sure, "names") if fits else Verdict(0, False, "its values are no names")


def _place_name(column: Column, seen: Seen) -> Verdict:
    long = seen.share(lambda value: LETTER.search(value) and len(value) > 4)
    return Verdict(1.0, long >= 0.8, "names") if long >= 0.5 else Verdict(0, False, "its values are codes, no names")


def _pattern(pattern: re.Pattern[str], said: str, *, least: float = 0.5) -> Callable[[Column, Seen], Verdict]:
    def verdict(column: Column, seen: Seen) -> Verdict:
        share = seen.share(pattern.fullmatch)
        return Verdict(1.0, share >= 0.8, said) if share >= least else Verdict(0, False, f"its values are no {said}")

    return verdict


def _phone(column: Column, seen: Seen) -> Verdict:
    share = seen.share(lambda value: 7 <= sum(map(str.isdigit, value)) <= 16)
    return (
        Verdict(1.0, False, "telephone numbers")
        if share >= 0.5
        else Verdict(0, False, "its values are no telephone numbers")
    )


def _year(column: Column, seen: Seen) -> Verdict:
    share = seen.share(YEAR.search)
    return Verdict(1.0, True, "school years") if share >= 0.8 else Verdict(0, False, "its values are no years")


def _level(column: Column, seen: Seen) -> Verdict:
    sure = seen.share(PERFORMANCE.search) >= 0.8 and date_tally(seen).share < 0.5
    return Verdict(1.0, sure, "levels that were reached" if sure else "words")


def _score(column: Column, seen: Seen) -> Verdict:
    if seen.share(EMAIL.fullmatch) > 0.2 or ((dates := date_tally(seen)).share > 0.8 and dates.main == MONTH_FIRST):
        return Verdict(0, False, "its values are no scores")
    numbers = seen.share(NUMBER.fullmatch) >= 0.5
    return Verdict(1.0 if numbers else 0.8, numbers, "scores")


def _text(column: Column, seen: Seen) -> Verdict:
    if seen.share(EMAIL.fullmatch) > 0.5:
        return Verdict(0, False, "its values are e-mail addresses")
    letters = seen.share(LETTER.search) >= 0.5
    return Verdict(1.0 if letters else 0.8, letters, "words" if letters else "codes")


BY_NAME: dict[str, Callable[[Column, Seen], Verdict]] = {
    **dict.fromkeys(NAMES, _name),
    "name": _place_name,
    "school_name": _place_name,
    "district_name": _place_name,
    "title": _place_name,
    "city": _name,
    "zip": _pattern(ZIP, "ZIP codes"),
    "level": _level,
    "score": _score,
    "school_type": _text,
}
BY_KIND: dict[str, Callable[[Column, Seen], Verdict]] = {
    "id": _identifier,
    "ref": _identifier,
    "date": _date,
    "email": _pattern(EMAIL, "e-mail addresses"),
    "phone": _phone,
    "number": _pattern(NUMBER, "numbers", least=0.8),
    "year": _year,
}
