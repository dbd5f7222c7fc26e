"""How plain a text is: the school grade at which it reads, and the words its readers should not have to know.

The grade is that of Flesch and Kincaid (1975, Research Branch Report 8-75): 0.39 times the words of a sentence, plus
11.8 times the syllables of a word, less 15.59. Syllables are counted by groups of vowels, so it is rough, within about
one grade; the word lists that are more exact would have to be fetched from the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from cupola.engine.catalog import catalogue_folder, read_yaml
from cupola.engine.errors import CatalogueError

FEWEST_WORDS = 20
WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*|\d+(?:[.,]\d+)*%?")
SENTENCE = re.compile(r"[.!?]+(?=\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^aeiouyscxzghl]es|[^aeiouyl]e|[^aeiouytd]ed)$")


@dataclass(frozen=True, slots=True)
class Jargon:
    """A word of the list, what to say instead, and whether it may stay once it was said in full."""

    word: str
    say: str
    define: bool = False


def reading_grade(sentences: Iterable[str]) -> float | None:
    """The school grade of these texts, each of which ends a sentence; None for fewer than twenty words."""
    count_of_sentences = words = syllables = 0
    for text in sentences:
        found = WORD.findall(text)
        if found:
            count_of_sentences += max(len(SENTENCE.findall(text)), 1)
            words += len(found)
            syllables += sum(map(syllables_of, found))
    if words < FEWEST_WORDS:
        return None
    return max(0.39 * words / count_of_sentences + 11.8 * syllables / words - 15.59, 0.0)


def syllables_of(word: str) -> int:
    """About how many syllables a word has; parts joined by a hyphen count apart, and a number has two."""
    if word[0].isdigit():
        return 2
    return sum(_syllables(part) for part in re.split(r"[-’']", word.lower()) if len(part) > 1 or part in "aio") or 1


def _syllables(part: str) -> int:
    groups = len(VOWELS.findall(part))
    if groups > 1 and SILENT.search(part):
        groups -= 1
    return max(groups, 1)


def jargon_in(text: str, audience: str = "board") -> tuple[Jargon, ...]:
    """The words of the audience's list that the text has, in the list's order; an unknown audience is refused."""
    return tuple(each for each in jargon_of(audience) if _pattern(each.word).search(text))


@cache
def jargon_of(audience: str) -> tuple[Jargon, ...]:
    """The list of an audience."""
    path = catalogue_folder() / "jargon.yaml"
    lists = read_yaml(path)
    if audience not in lists:
        raise CatalogueError(str(path), f"has no list for {audience!r}.", f"One of: {', '.join(lists)}.")
    return tuple(Jargon(str(each["word"]), str(each["say"]), bool(each.get("define"))) for each in lists[audience])


@cache
def _pattern(word: str) -> re.Pattern[str]:
    """A whole word, with its plural; short forms in capitals only as they are."""
    flags = 0 if word.isupper() or word == "IdP" else re.IGNORECASE
    plural = f"{re.escape(word)}s?" if not word.endswith("y") else f"{re.escape(word[:-1])}(?:y|ies)"
    return re.compile(rf"(?<![\w-]){plural}(?![\w-])", flags)
