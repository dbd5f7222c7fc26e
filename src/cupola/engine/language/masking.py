"""Takes the names of people out of what people wrote, before anybody else reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

HIDDEN = "[name]"
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
PHONE = re.compile(r"(?<!\w)(?:\+?\d[\s().-]{0,2}){7,15}(?!\w)")
# A short title stands before a name in any spelling.
TITLE = re.compile(
    r"\b(?i:Mr|Mrs|Ms|Mx|Dr|Prof|Sr|Sra|Srta)\b\.?\s+[^\W\d_][\w'’-]*(?:\s+[A-ZÁÉÍÓÚÑ][\w'’-]*)?",
)
# These are words as well, so that what follows must be written like a name.
OFFICE = re.compile(
    r"\b(?i:Miss|Coach|Principal|Maestr[oa]|Señora?|Señorita|Profe|Profesora?|Directora?|Don|Doña)\s+"
    r"[A-ZÁÉÍÓÚÑ][\w'’-]*(?:\s+[A-ZÁÉÍÓÚÑ][\w'’-]*)?"
)
TOKEN = re.compile(r"[^\W\d_][\w'’-]*")
HIDDEN_TWICE = re.compile(r"\[name\](?:[\s'’-]+\[name\])+")
# Names that are words too. They are taken for words unless written like a name in the middle of a sentence, or beside
# another name.
_ALSO_WORDS = (
    "will mark may grant hope art bill rich young long white black brown green gray grey king page rose day park "
    "hill lane price wood stone rice bush field fields banks cook baker fish bird law love best case chance gene "
    "miles drew pat sue don ray jean summer autumn april june august joy faith grace charity penny ruby amber olive "
    "ivy ash basil dean chase clay cliff dale earl forest frank gale glen guy hunter jack john max nick norm pierce "
    "reed rob ross rusty sandy skip sonny sterling storm trip van victor wade ward warren wells west winter wright "
    "small little short sharp swift moody noble power powers pope rich rivers rivera sol luz paz cruz flores campos "
    "castillo iglesias marina santos torres valle vega mercado sierra leon angel angela domingo blanca rosa alba "
    "salvador jesus dolores pilar the and for you are was her his she him they our can has had not but all any one "
    "two new old day way man son"
)
ALSO_WORDS = frozenset(_ALSO_WORDS.split())
# Of those, the ones that often begin a sentence as a word; the others are taken for a name there.
_FIRST_WORDS = (
    "will may mark hope grant page day price long short small little young best case chance summer autumn april "
    "june august winter white black green field fields law power love skip max trip park rich west the and for you "
    "are was her his she him they our can has had not but all any one two new old way man son"
)
FIRST_WORDS = frozenset(_FIRST_WORDS.split())
LEAST = 2


@dataclass(frozen=True)
class NameMask:
    """Knows the names of the people in the record and takes them out of texts; it tells nobody which they are."""

    _names: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, names: Iterable[str | None]) -> NameMask:
        """A mask for these given and family names; parts of double names count by themselves."""
        parts = (part for name in names if name for part in TOKEN.findall(_folded(name)))
        return cls(frozenset(piece for part in parts for piece in _pieces(part) if len(piece) >= LEAST))

    @property
    def is_blind(self) -> bool:
        """Whether no name is known, so that only titles, addresses and numbers can be taken out."""
        return not self._names

    def masked(self, text: str) -> str:
        """The text with `[name]` for names, people with a title, e-mail addresses and telephone numbers."""
        text = unicodedata.normalize("NFC", text)
        for pattern in (MAIL, PHONE, TITLE, OFFICE):
            text = pattern.sub(_put, text)
        found = list(TOKEN.finditer(text))
        hidden = [self._is_name(text, each) for each in found]
        for place in range(len(found)):
            beside = (place and hidden[place - 1] and _touch(text, found[place - 1], found[place])) or (
                place + 1 < len(found) and hidden[place + 1] and _touch(text, found[place], found[place + 1])
            )
            hidden[place] = hidden[place] or bool(beside and found[place][0][0].isupper() and self._knows(found[place]))
        for each, hide in zip(reversed(found), reversed(hidden), strict=True):
            if hide:
                text = text[: each.start()] + HIDDEN + text[each.end() :]
        return HIDDEN_TWICE.sub(HIDDEN, text)

    def _knows(self, token: re.Match[str]) -> bool:
        return any(piece in self._names for piece in _pieces(_folded(token[0])))

    def _is_name(self, text: str, token: re.Match[str]) -> bool:
        if not self._knows(token) or text[max(0, token.start() - 1) : token.end() + 1] == HIDDEN:
            return False
        known = [piece for piece in _pieces(_folded(token[0])) if piece in self._names]
        if all(piece not in ALSO_WORDS and len(piece) > LEAST for piece in known):
            return True
        if not token[0][0].isupper():
            return False
        is_first = _begins_sentence(text, token.start())
        return not is_first or all(piece not in FIRST_WORDS and len(piece) > LEAST for piece in known)


def _put(found: re.Match[str]) -> str:
    """The mark, with the blanks after a number kept."""
    return HIDDEN + found[0][len(found[0].rstrip()) :]


def _touch(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return text[first.end() : second.start()].strip(" ") == ""


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t\"'“”¿¡(")
    return not before or before[-1] in ".!?:\n"


def _pieces(word: str) -> list[str]:
    """The word without a possessive, and its parts where a hyphen joins several."""
    bare = re.sub(r"['’]s?$", "", word)
    return [bare, *re.split(r"[-'’]", bare)] if re.search(r"[-'’]", bare) else [bare]


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
