"""Reads headers: cuts them into words and knows what columns are called, from `mapping_words.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from cupola.engine.catalog import catalogue_folder, read_yaml

CUT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
NO_WORD = re.compile(r"[^0-9a-z]+")
NO_LETTER = re.compile(r"[^0-9A-Za-z]+")
LONGEST_WORD = 40
ALSO_RANK = 3
SHORT_AT_END = ("id", "no", "nm", "cd")
Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a column's name. `weak` ones count only when the values say the same."""

    words: Words
    rank: int
    weak: bool


@dataclass(frozen=True, slots=True)
class FormWords:
    """What speaks for and against a list: see the comments in `mapping_words.yaml`."""

    subject: Words
    also: Mapping[str, tuple[Phrase, ...]]
    needs: tuple[tuple[str, ...], ...]
    about_words: Words
    about_columns: Words
    least: int
    weigh: Mapping[str, int]
    never: tuple[Words, ...]
    roles: Words
    results: bool
    unique: str | None


@dataclass(frozen=True, slots=True)
class MappingWords:
    """All of `mapping_words.yaml`, ready to be asked."""

    spellings: Mapping[str, tuple[str, ...]]
    known: Words
    forms: Mapping[str, FormWords]
    columns: Mapping[str, tuple[Phrase, ...]]
    joined: Mapping[str, tuple[Words, Words]]
    means: Mapping[str, str]
    stamp_words: Words
    refused: Mapping[str, str]
    result_words: Words
    elsewhere: Words
    nothing: Words
    flags: Mapping[str, Mapping[str, str]]
    systems: Mapping[str, tuple[Words, Words]]


@cache
def mapping_words() -> MappingWords:
    """The words of the catalogue."""
    content = read_yaml(catalogue_folder() / "mapping_words.yaml")
    spellings = _spellings(content)
    phrases = {target: _phrases(names, spellings) for target, names in content["columns"].items()}
    in_phrases = {word for found in phrases.values() for phrase in found for word in phrase.words}
    canonical = {word for words in spellings.values() for word in words}
    return MappingWords(
        spellings=spellings,
        known=frozenset(in_phrases | canonical),
        forms={name: _form(each, spellings) for name, each in content["forms"].items()},
        columns=phrases,
        joined={
            target: (_bag(first, spellings), _bag(second, spellings))
            for target, (first, second) in content["joined"].items()
        },
        means=content["means"],
        stamp_words=frozenset(content["stamp_words"]),
        refused=content["refused"],
        result_words=frozenset(content["result_words"]),
        elsewhere=frozenset(content["elsewhere"]),
        nothing=frozenset(content["nothing"]),
        flags={
            target: {spelling: word for word, said in words.items() for spelling in said}
            for target, words in content["flags"].items()
        },
        systems={
            kind: (frozenset(said["words"]), frozenset(said["columns"])) for kind, said in content["systems"].items()
        },
    )


def _spellings(content: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for canonical, said in content["words"].items():
        words = tuple(str(canonical).split())
        for spelling in said:
            found[NO_WORD.sub("", str(spelling).lower())] = words
    return found | dict.fromkeys(content["idle"], ())


def _form(said: Mapping[str, Any], spellings: Mapping[str, tuple[str, ...]]) -> FormWords:
    about = said.get("about", {})
    return FormWords(
        subject=frozenset(said["subject"]),
        also={
            target: tuple(replace(each, rank=ALSO_RANK) for each in _phrases(names, spellings))
            for target, names in said.get("also", {}).items()
        },
        needs=tuple(tuple(each.split("|")) for each in said["needs"]),
        about_words=frozenset(about.get("words", ())),
        about_columns=frozenset(about.get("columns", ())),
        least=said["least"],
        weigh=said["weigh"],
        never=tuple(_bag(each, spellings) for each in said.get("never", ())),
        roles=frozenset(said.get("roles", ())),
        results=said.get("results", False),
        unique=said.get("unique"),
    )


def _phrases(names: list[Any], spellings: Mapping[str, tuple[str, ...]]) -> tuple[Phrase, ...]:
    return tuple(Phrase(_bag(said, spellings), rank, str(said).endswith("?")) for rank, said in enumerate(names))


def _bag(phrase: str, spellings: Mapping[str, tuple[str, ...]]) -> Words:
    words = str(phrase).rstrip("?").split()
    return frozenset(new for word in words for new in spellings.get(word, (word,)))


@cache
def header_words(header: str) -> Words:
    """The words of a header, each in the spelling of the catalogue: `Stu_LName` is student, family, name."""
    vocabulary = mapping_words()
    whole = NO_WORD.sub("", header[:200].lower())
    if whole in vocabulary.spellings:
        return frozenset(vocabulary.spellings[whole])
    found: set[str] = set()
    for token in filter(None, NO_LETTER.split(header[:200])):
        known = token.lower() in vocabulary.spellings or token.lower() in vocabulary.known
        for piece in [token] if known else CUT.sub(" ", token).split():
            found.update(_read(piece.lower(), vocabulary))
    return frozenset(found)


def _read(token: str, vocabulary: MappingWords) -> tuple[str, ...]:
    if token in vocabulary.spellings:
        return vocabulary.spellings[token]
    if token in vocabulary.known or len(token) > LONGEST_WORD:
        return (token,)
    pieces = _split(token, vocabulary)
    if pieces is None:
        return (token,)
    return tuple(word for piece in pieces for word in vocabulary.spellings.get(piece, (piece,)))


def _split(token: str, vocabulary: MappingWords) -> tuple[str, ...] | None:
    """A word written without blanks in the fewest known words (`schoolname`), or None."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(1, len(token) + 1):
        for start in range(end):
            piece = token[start:end]
            if start in best and _may_be_a_piece(piece, end == len(token), vocabulary):
                found = (*best[start], piece)
                if end not in best or len(found) < len(best[end]):
                    best[end] = found
    return best.get(len(token))


def _may_be_a_piece(piece: str, last: bool, vocabulary: MappingWords) -> bool:
    if len(piece) < 3:
        return last and piece in SHORT_AT_END
    return piece in vocabulary.spellings or piece in vocabulary.known
