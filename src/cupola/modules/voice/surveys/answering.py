"""Reads and takes in one answered survey: the day, never the hour, and nothing about the one who answers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from cupola.modules.voice.models import Audience, Comment, Door, Item, ItemKind, Response, Speaker
from cupola.modules.voice.surveys import codes
from cupola.modules.voice.surveys.phrases import PHRASES, STAFF

LONGEST_WORDS = 2_000
LARGEST_NUMBER = 1_000_000
SPEAKERS = {Audience.TEACHER: Speaker.TEACHER, Audience.PARENT: Speaker.PARENT, Audience.STUDENT: Speaker.STUDENT}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: its value, its words, and whether it is chosen."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the page shows it, in one language, with what was filled in."""

    name: str
    kind: str
    text: str
    options: tuple[Option, ...] = ()
    filled: str = ""
    wrong: str = ""


@dataclass(slots=True)
class Filled:
    """What somebody filled in: answers by code, words by code, the role, the code, and what is wrong by name."""

    answers: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    speaker: str = ""
    typed: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


def text_of(item: Item, language: str) -> str:
    """The question in a language; in English where nobody wrote it in Spanish."""
    return item.text_es if language == "es" and item.text_es else item.text


def choices_of(item: Item, language: str) -> list[tuple[str, str]]:
    """Value and words of each choice."""
    return [(str(each["value"]), str(each.get(language) or each.get("en") or each["value"])) for each in item.choices]


def asked(items: Sequence[Item], language: str, posted: QueryDict | None = None, *, prefix: str = "") -> list[Asked]:
    """The questions of a page. `prefix` keeps two languages on one page apart."""
    wrong = read(items, posted, language).wrong if posted else {}
    found = []
    for item in items:
        name = f"{prefix}{item.code}"
        given = posted.getlist(name) if posted else []
        if item.kind == ItemKind.SCALE:
            pairs = [(str(place), str(place)) for place in range(1, item.scale_to + 1)]
        else:
            pairs = choices_of(item, language)
        options = tuple(Option(value, words, value in given) for value, words in pairs)
        filled = given[0][:LONGEST_WORDS] if given else ""
        found.append(Asked(name, item.kind, text_of(item, language), options, filled, wrong.get(item.code, "")))
    return found


def read(items: Sequence[Item], posted: QueryDict, language: str) -> Filled:
    """What was filled in; what cannot be an answer to a question is left out."""
    found = Filled(typed=posted.get("code", "")[:40])
    for item in items:
        given = posted.getlist(item.code)
        if item.kind == ItemKind.TEXT:
            if words := posted.get(item.code, "").strip()[:LONGEST_WORDS]:
                found.words[item.code] = words
        elif (value := _value(item, given)) is not None:
            found.answers[item.code] = value
        elif item.kind == ItemKind.NUMBER and "".join(given).strip():
            found.wrong[item.code] = PHRASES[language]["number"]
    speaker = posted.get("speaker", "")
    found.speaker = speaker if speaker in STAFF["en"] else ""
    return found


def _value(item: Item, given: list[str]) -> Any:
    """The answer as it is kept, or None."""
    if item.kind == ItemKind.SCALE:
        return int(given[0]) if given and given[0] in map(str, range(1, item.scale_to + 1)) else None
    if item.kind == ItemKind.NUMBER:
        return _number("".join(given[:1]).strip().replace(",", ""))
    known = {str(each["value"]) for each in item.choices}
    chosen = [value for value in dict.fromkeys(given) if value in known]
    if item.kind == ItemKind.SEVERAL:
        return chosen or None
    return chosen[0] if chosen else None


def _number(text: str) -> int | float | None:
    if not text.replace(".", "", 1).isascii() or not text.replace(".", "", 1).isdigit():
        return None
    found = float(text)
    if found > LARGEST_NUMBER:
        return None
    return int(found) if found.is_integer() else found


def take(door: Door, filled: Filled, items: Sequence[Item], *, language: str) -> codes.Answer:
    """Take the answers in, and use the code up in the same step; nothing is kept that ties the two."""
    survey = door.survey
    speaker = filled.speaker if survey.audience == Audience.STAFF else SPEAKERS.get(Audience(survey.audience), "")
    common = {"school_id": door.school_id, "speaker": speaker, "answered_on": timezone.localdate()}
    with transaction.atomic():
        if door.by_code and (said := codes.redeem(door, filled.typed)) is not codes.Answer.GOOD:
            return said
        Response.objects.create(survey=survey, language=language, answers=filled.answers, **common)
        by_code = {item.code: item for item in items}
        rows = [
            Comment(survey=survey, item=by_code[code], words=words, **common) for code, words in filled.words.items()
        ]
        random.shuffle(rows)
        # No job is begun here: its row would keep the minute in which somebody answered.
        Comment.objects.bulk_create(rows)
    return codes.Answer.GOOD
