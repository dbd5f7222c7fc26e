"""What each level of each comparison, and each step of the cascade, is called when a link says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cupola.engine.linking.comparisons import COMPARISONS

Told = tuple[str, str, float | None, bool]
STEPS: dict[str, tuple[str, str]] = {
    "identifier": ("identifier", "same number of the same issuer"),
    "number": ("identifier", "a number of one is a number of the other, and the name agrees"),
    "email": ("e-mail", "same e-mail address, and nobody else has it"),
    "name birth school": ("name", "same name and birth date, and school, home or middle name agree"),
    "nickname birth home": ("name", "short form of the name, same family name, birth date and home"),
    "swapped names": ("name", "given and family name stand in each other's place; same birth date"),
    "lone child": ("name", "nearly the same name, and the only child born that day in this family and at this address"),
    "name school": ("name", "same name and school; no birth date to compare"),
    "name only": ("name", "same name, and nobody else here has it"),
    "score": ("", ""),
    "person": ("decision", "a person said so"),
    "identifier against names": ("identifier", "same number of the same issuer, but the names are others"),
    "two roles": ("roles", "same name and e-mail address: works here and is a parent"),
    "same number twice": ("identifier", "one source gives two records the same number"),
    "same person again": ("name", "one source holds the same name and birth date twice"),
    "both are one": ("links", "both are the same person of another source"),
    "nces": ("code", "same number of the National Center for Education Statistics"),
    "state code": ("code", "same code of the state"),
    "other code": ("code", "a number of one is a number of the other, and the names agree"),
    "name city": ("name", "same name and city"),
    "same name": ("name", "same name; no city to compare"),
    "serial": ("serial number", "same serial number"),
    "serial slip": ("serial number", "same serial number but for O and 0, I and 1"),
    "management id": ("management id", "same id in device management"),
    "asset tag": ("asset tag", "same asset tag and model"),
    "vendor name": ("name", "same name but for capitals, signs and spaces"),
    "vendor form": ("name", "same name but for a word such as The, Inc or LLC"),
    "vendor slip": ("name", "nearly the same name: one or two letters differ"),
    "vendor order": ("name", "the same words in another order"),
    "vendor initials": ("name", "one name is the first letters of the other"),
    "vendor words": ("name", "one name holds all that is special in the other"),
    "asset tag only": ("asset tag", "same asset tag; the model differs or is not known"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The weights of each level, by comparison; from the model that the links were made with."""

    weights: Mapping[str, Mapping[int, float]]


def reasons_of(words: Words, step: str, levels: str | None) -> list[Told]:
    """The reasons of a link: the step that made it, then each comparison with its weight."""
    told: list[Told] = []
    if STEPS[step][0]:
        told.append((*STEPS[step], None, step != "identifier against names"))
    for comparison, sign in zip(COMPARISONS, levels or "", strict=False):
        if sign != "-":
            level = comparison.by_value(int(sign))
            weight = words.weights.get(comparison.name, {}).get(level.value)
            told.append((comparison.title, level.words, weight, level.agrees))
    return told
