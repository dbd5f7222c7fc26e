"""What parents do to names, dates and numbers when they type them into a form on the web."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from cupola.sample.arrays import Array
from cupola.sample.days import EPOCH, TODAY

FIRST_TYPO, LAST_TYPO, NICKNAME, HYPHEN_LOST, NEW_SURNAME, SWAPPED = 0.03, 0.025, 0.18, 0.45, 0.012, 0.003
ACCENTS_LOST, ODD_CASE = 0.4, 0.05
DAY_MONTH_TURNED, BIRTH_TYPO, BIRTH_MISSING = 0.012, 0.012, 0.003
MIDDLE_MISSING, MIDDLE_INITIAL = 0.4, 0.3
STATE_ID_MISSING, STATE_ID_WRONG = 0.3, 0.006


def mistype_some(
    rng: np.random.Generator, texts: list[str], share: float, *, change: Callable[[str, int], str]
) -> None:
    """Change about this share of the texts in place; the change gets a random number to decide by."""
    hit = np.flatnonzero(rng.random(len(texts)) < share)
    for place, number in zip(hit.tolist(), rng.integers(0, 1 << 30, len(hit)).tolist(), strict=True):
        texts[place] = change(texts[place], number)


def typo(text: str, number: int) -> str:
    """Two letters turned, one left out, one doubled, or one from the next key."""
    if len(text) < 3:
        return text
    place = 1 + number // 8 % (len(text) - 2)
    kind = number % 4
    before, letter, after = text[:place], text[place], text[place + 1 :]
    if not letter.isalpha() or not after[:1].isalpha():
        return text
    if kind == 0:
        return before + after[0] + letter + after[1:]
    if kind == 1:
        return before + after
    if kind == 2:
        return before + letter + letter + after
    return before + NEIGHBORS.get(letter, "e") + after


NEIGHBORS = dict(zip("abcdefghijklmnopqrstuvwxyz", "svxsrdghujkjnbipwtdyibeczx", strict=True))


def without_accents(text: str, number: int = 0) -> str:
    """A name as typed on a keyboard without accents."""
    plain = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D").replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def without_hyphen(text: str, number: int) -> str:
    """A double name with a blank, in one word, or cut to one of its halves."""
    first, _, second = text.partition("-")
    return (f"{first} {second}", f"{first}{second}", first, second)[number % 4] if second else text


def odd_case(text: str, number: int) -> str:
    """Capitals locked, none at all, or a blank too many."""
    return (text.upper(), text.lower(), f"{text} ", f" {text}")[number % 4]


def nicknamed(rng: np.random.Generator, texts: list[str], nicknames: Mapping[str, Sequence[str]]) -> None:
    """Put the nickname of some who have one."""

    def change(text: str, number: int) -> str:
        choices = nicknames.get(text, (text,))
        return choices[number % len(choices)]

    mistype_some(rng, texts, NICKNAME, change=change)


def swap_some(rng: np.random.Generator, first: list[str], second: list[str]) -> None:
    """First and last name in each other's field."""
    for place in np.flatnonzero(rng.random(len(first)) < SWAPPED).tolist():
        first[place], second[place] = second[place], first[place]


def turned_births(rng: np.random.Generator, birth: Array) -> Array:
    """Birth dates with day and month turned, or one part mistyped; always a real day that is past."""
    dates = (birth.astype("datetime64[D]")).astype(object)
    result = birth.copy()
    both = np.array([date.day <= 12 and date.day != date.month for date in dates])
    turned = both & (rng.random(len(birth)) < DAY_MONTH_TURNED / max(float(both.mean()), 0.2))
    wrong = ~turned & (rng.random(len(birth)) < BIRTH_TYPO)
    for place in np.flatnonzero(turned).tolist():
        date = dates[place]
        result[place] = (date.replace(month=date.day, day=date.month) - EPOCH).days
    steps = np.array([1, -1, 10, -10, 30, -30, 365, -365])[rng.integers(0, 8, len(birth))]
    result[wrong] += steps[wrong]
    return np.minimum(result, TODAY - 700)


def wrong_digit(text: str, number: int) -> str:
    """A number with one digit mistyped."""
    if not text:
        return text
    place = 1 + number // 16 % (len(text) - 1)
    return text[:place] + str((int(text[place]) + 1 + number % 8) % 10) + text[place + 1 :]
