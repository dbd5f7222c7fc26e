"""Texts that speak of the same: TF-IDF and cosine, worked out on this computer, without a model from elsewhere.

TF-IDF: Salton and Buckley, Term-weighting approaches in automatic text retrieval, 1988.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WORD = re.compile(r"[a-z]{3,}|[0-9]+[a-z]+")
INSIDE = re.compile(r"(?<=[a-z])-(?=[a-z])")
# Words that stand everywhere and tell nothing.
_IDLE = """
    the and for that this with are was were have has had not but they them their there then than from what when
    which who will would could should can all any our your you she her his him its out into about after before
    because been being does did done get got just like more most much only other over same some such too very also
    too per via she its one two los las del que por para con una uno como pero muy mas esta este son ser
"""
IDLE = frozenset(_IDLE.split())
ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s")
LEAST_STEM = 4
ALIKE = 0.18


@dataclass(frozen=True, slots=True)
class Likeness:
    """A text by its place, how alike it is (0 to 1), and the words that both share, heaviest first."""

    place: int
    score: float
    words: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The telling words of a text: small letters, without accents and common endings."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    letters = INSIDE.sub("", letters)  # Wi-Fi and wifi are one word.
    return [_stem(word) for word in WORD.findall(letters) if word not in IDLE]


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word[: -len(ending)]
    return word


def vectors(texts: Sequence[str]) -> list[dict[str, float]]:
    """Each text as weights of its words, of length 1; a text without telling words is empty."""
    counted = [Counter(words_of(text)) for text in texts]
    in_texts = Counter(word for each in counted for word in each)
    found = []
    for each in counted:
        raw = {word: (1 + math.log(times)) * math.log(1 + len(texts) / in_texts[word]) for word, times in each.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values()))
        found.append({word: weight / length for word, weight in raw.items()} if length else {})
    return found


def alike(asked: str, texts: Sequence[str], *, most: int = 10, least: float = ALIKE) -> list[Likeness]:
    """The texts most like the one asked for, best first; only those at least `least` alike."""
    own, *others = vectors([asked, *texts])
    found = [_likeness(own, each, place=place) for place, each in enumerate(others)]
    return sorted((each for each in found if each.score >= least), key=lambda each: (-each.score, each.place))[:most]


def groups(texts: Sequence[str], *, least: float = ALIKE) -> list[tuple[int, ...]]:
    """Places of texts that hang together by likeness to their group's middle, the largest group first.

    Each text joins the group whose middle it is most like, or begins one; what stays alone is left out.
    """
    middles: list[dict[str, float]] = []
    members: list[list[int]] = []
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for place, vector in enumerate(vectors(texts)):
        near = {group for word in vector for group in by_word[word]}
        best = max(near, key=lambda group: (_cosine(vector, middles[group]), -group), default=None)
        if best is None or _cosine(vector, middles[best]) < least:
            best = len(middles)
            middles.append({})
            members.append([])
        members[best].append(place)
        for word, weight in vector.items():
            middles[best][word] = middles[best].get(word, 0.0) + weight
            by_word[word].add(best)
    together = [tuple(each) for each in members if len(each) > 1]
    return sorted(together, key=lambda each: (-len(each), each))


def shared_words(texts: Sequence[str], *, most: int = 4) -> tuple[str, ...]:
    """The words that stand in most of these texts, as they are mostly written: a first name of what they speak of."""
    counted = Counter(word for text in texts for word in set(words_of(text)))
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in re.findall(r"[^\W\d_][\w-]*", text.casefold()):
            for stem in words_of(word):
                written[stem][word] += 1
    chosen = sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:most]
    return tuple(written[stem].most_common(1)[0][0] if written[stem] else stem for stem, _ in chosen)


def _likeness(a: Mapping[str, float], b: Mapping[str, float], *, place: int) -> Likeness:
    shared = sorted(((a[word] * b[word], word) for word in a.keys() & b.keys()), reverse=True)
    return Likeness(place, sum(weight for weight, _ in shared), tuple(word for _, word in shared[:4]))


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    length = math.sqrt(sum(weight * weight for weight in b.values()))
    return sum(weight * b.get(word, 0.0) for word, weight in a.items()) / length if length else 0.0
