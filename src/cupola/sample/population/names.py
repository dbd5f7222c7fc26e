"""Given and family names by origin, and the table of family names that double names add to."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from cupola.sample.arrays import Array, draw, falling

UNFOLDED = str.maketrans({"đ": "d", "Đ": "d", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ß": "ss", "ı": "i", "æ": "ae"})


@dataclass(frozen=True, slots=True)
class Names:
    """Name lists as texts, and for each origin the codes of its names in them."""

    given: list[str]
    family: list[str]
    shares: Array
    girls: list[Array]
    boys: list[Array]
    families: list[Array]
    nicknames: dict[str, list[str]]
    anglo: int


@cache
def load_names() -> Names:
    """The lists of names.toml."""
    origins: dict[str, Any] = tomllib.loads(files("cupola.sample").joinpath("names.toml").read_text("utf-8"))
    nicknames = origins.pop("nicknames")
    given: dict[str, int] = {}
    family: dict[str, int] = {}
    girls = [_codes(given, origin["girls"]) for origin in origins.values()]
    boys = [_codes(given, origin["boys"]) for origin in origins.values()]
    families = [_codes(family, origin["family"]) for origin in origins.values()]
    shares = np.array([origin["share"] for origin in origins.values()], dtype=float)
    return Names(list(given), list(family), shares, girls, boys, families, nicknames, list(origins).index("anglo"))


def _codes(table: dict[str, int], names: list[str]) -> Array:
    return np.array([table.setdefault(name, len(table)) for name in names], dtype=np.int32)


def draw_given(rng: np.random.Generator, names: Names, origin: Array, *, sex: Array) -> Array:
    """Codes of given names that suit each one's origin and sex (0 female, 1 male)."""
    chosen = np.zeros(len(origin), dtype=np.int32)
    for code in range(len(names.shares)):
        for value, lists in ((0, names.girls), (1, names.boys)):
            mask = (origin == code) & (sex == value)
            chosen[mask] = lists[code][draw(rng, int(mask.sum()), falling(len(lists[code])))]
    return chosen


def draw_family(rng: np.random.Generator, names: Names, origin: Array) -> Array:
    """Codes of family names that suit each one's origin."""
    chosen = np.zeros(len(origin), dtype=np.int32)
    for code, family in enumerate(names.families):
        mask = origin == code
        chosen[mask] = family[draw(rng, int(mask.sum()), falling(len(family)))]
    return chosen


def double_names(table: list[str], first: Array, second: Array, *, joint: str) -> Array:
    """Codes of the double names `first` + `joint` + `second`; new ones are added to the table."""
    pairs = first.astype(np.int64) * 1_000_000 + second
    unique, inverse = np.unique(pairs, return_inverse=True)
    start = len(table)
    table.extend(f"{table[pair // 1_000_000]}{joint}{table[pair % 1_000_000]}" for pair in unique.tolist())
    return np.asarray(inverse.reshape(-1) + start, dtype=np.int32)


def folded(text: str) -> str:
    """A name as it stands in an e-mail address: lower-case a to z and hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(UNFOLDED))
    return "".join(letter for letter in plain if "a" <= letter <= "z" or letter == "-")
