"""Three surveys a fall, with answers as large schools and small ones give them, and comments in two languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from cupola.sample.life.people import family_name
from cupola.sample.life.places import Town, told

ANSWERS_A_YEAR, OF_STUDENTS, LEAST = 4_000, 17_400, 60
SHARES = {"teachers": 0.135, "parents": 0.325, "students": 0.54}
MOST_ANSWER = 0.85
COMMENTING = 0.16
LEFT_OUT = 0.03
Row = dict[str, Any]


def surveys(town: Town) -> list[Row]:
    """The surveys of both years with doors, answers and comments."""
    found = []
    for year in (0, 1):
        counts = _counts(town)
        for name in SHARES:
            found.append(_survey(town, name, year, answers=counts[name]))
    return found


def invited(town: Town, name: str) -> list[int]:
    """How many people a survey asks at each school."""
    if name == "students":
        return [school.in_6_to_12 for school in town.schools]
    rate = told("surveys")[name]["for_each_1000"] / 1000
    return [max(3, round(school.students * rate)) for school in town.schools]


def _counts(town: Town) -> dict[str, int]:
    """How many answer each survey, so that a year has its number; nobody answers who was not asked."""
    wanted = max(LEAST, round(ANSWERS_A_YEAR * town.students / OF_STUDENTS))
    rooms = {name: int(MOST_ANSWER * sum(invited(town, name))) for name in SHARES}
    counts = {name: min(rooms[name], round(wanted * share)) for name, share in SHARES.items()}
    for name in reversed(SHARES):
        counts[name] = min(rooms[name], counts[name] + wanted - sum(counts.values()))
    return counts


def _survey(town: Town, name: str, year: int, *, answers: int) -> Row:
    rng = town.chance(f"survey {name} {year}")
    form = told("surveys")[name]
    asked = invited(town, name)
    first, last = (date.fromisoformat(day) for day in form["days"][year])
    responses, comments = [], []
    for school, count in zip(town.schools, _spread(rng, asked, answers), strict=True):
        lean = rng.gauss(0, 0.05)
        for _number in range(count):
            day = first + timedelta(days=rng.randint(0, (last - first).days))
            language = "es" if rng.random() < form["spanish"] else "en"
            who = {"school": school.name, "speaker": form["speaker"], "answered_on": str(day)}
            responses.append({**who, "language": language, "answers": _answers(rng, form, year, lean=lean)})
            if rng.random() < COMMENTING:
                comments.append({**who, **_comment(rng, form, language)})
    rng.shuffle(responses)
    return {
        "name": name,
        **{key: form[key] for key in ("title", "title_es", "intro", "intro_es", "audience")},
        "opens_on": str(first),
        "closes_on": str(last),
        "notice_on": str(first - timedelta(days=21)) if name == "students" else "",
        "items": [_item(form, item, year) for item in form["items"]],
        "doors": [
            {"school": school.name, "invited": n, "token": f"{rng.getrandbits(80):020x}"}
            for school, n in zip(town.schools, asked, strict=True)
            if n
        ],
        "responses": responses,
        "comments": comments,
    }


def _item(form: Row, item: Sequence[Any], year: int) -> Row:
    code, kind, scale_to, _was, _is, scale, text, text_es = item
    if year == 0:
        text, text_es = form.get("earlier", {}).get(code, (text, text_es))
    choices = form["choices"] if kind == "choice" else []
    return {
        "code": code,
        "kind": kind,
        "scale_to": scale_to or 5,
        "scale": scale,
        "text": text,
        "text_es": text_es,
        "choices": [{"value": value, "en": en, "es": es} for value, en, es in choices],
    }


def _answers(rng: Random, form: Row, year: int, *, lean: float) -> Row:
    found: Row = {}
    for code, kind, scale_to, *good, _scale, _text, _text_es in form["items"]:
        if kind == "text" or rng.random() < LEFT_OUT:
            continue
        if kind == "choice":
            values = [value for value, *_ in form["choices"]]
            found[code] = rng.choices(values, range(2 * len(values), len(values), -1))[0]
            continue
        share = min(max(rng.gauss(good[year] + lean, 0.24), 0.0), 1.0)
        least = 0 if kind == "number" else 1
        found[code] = least + round(share * (scale_to - least))
    return found


def _comment(rng: Random, form: Row, language: str) -> Row:
    """A comment as it was written, and with the name taken out."""
    key = rng.choice(list(told("voices")))
    theme = told("voices")[key]
    words: str = rng.choice(theme["comment_es" if language == "es" else "comment"])
    masked = words
    if form["speaker"] != "teacher" and rng.random() < 0.1:
        name = family_name(rng)
        more = "Pregunté a la señora {}." if language == "es" else "I asked Mrs. {} about it."
        words, masked = f"{words} {more.format(name)}", f"{words} {more.replace('Mrs. {}', '{}').format('[name]')}"
    return {"theme": key, "item": "comment", "words": words, "masked": masked}


def _spread(rng: Random, asked: Sequence[int], answers: int) -> list[int]:
    """So many answers over schools, as many were asked, some schools keener; never more than were asked."""
    keen = [n * min(max(rng.gauss(1, 0.25), 0.4), 1.6) for n in asked]
    whole = sum(keen) or 1
    counts = [min(n, int(answers * each / whole)) for n, each in zip(asked, keen, strict=True)]
    order = sorted(range(len(asked)), key=lambda place: (-keen[place], place))
    left = answers - sum(counts)
    while left > 0:
        for place in order:
            if left and counts[place] < asked[place]:
                counts[place] += 1
                left -= 1
    return counts
