"""Satisfaction over the waves of a survey, and which questions were changed, so that they are not compared."""

from __future__ import annotations

import math
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cupola.engine.backends.duck import connect
from cupola.engine.measures.intervals import Z_95
from cupola.engine.measures.opening import open_tables
from cupola.engine.record.store import open_store

NEEDS = ("surveys", "survey_questions", "survey_responses", "survey_answers", "survey_invitations")
LEAST = 10
Asked = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a wave: the share of good answers, its margin (95 %), and what was changed since the last wave.

    `change` is empty, "new", "words" or "scale". `good` is None where fewer than ten answered.
    """

    code: str
    question: str
    answers: int
    good: float | None
    margin: float | None
    change: str

    @property
    def points(self) -> int:
        """The margin in whole points."""
        return round(100 * (self.margin or 0.0))


@dataclass(frozen=True, slots=True)
class Wave:
    """One survey: how many answered of how many asked, the share of good answers over the questions that stayed."""

    survey: str
    title: str
    opened_on: date | None
    answered: int
    invited: int | None
    good: float | None
    margin: float | None
    items: tuple[Item, ...]

    @property
    def points(self) -> int:
        """The margin in whole points."""
        return round(100 * (self.margin or 0.0))

    @property
    def changed(self) -> tuple[Item, ...]:
        """The questions that were asked otherwise, or not at all, in the wave before."""
        return tuple(each for each in self.items if each.change)


def waves(data: Path, snapshot: str, audience: str) -> tuple[Wave, ...]:
    """The surveys of an audience (teacher, parent, student) from the first to the last.

    Raises `StoreError` for a snapshot that is not there.
    """
    store = open_store(data)
    manifest = store.snapshot(snapshot)
    with tempfile.TemporaryDirectory(prefix="cupola-") as folder:
        connection = connect(spill=Path(folder), threads=1, keep_order=False)
        try:
            open_tables(connection, store, manifest, wanted=NEEDS)
            surveys = connection.execute(SURVEYS, [audience]).fetchall()
            items = {survey: connection.execute(ITEMS, [survey]).fetchall() for survey, *_rest in surveys}
            return _told(surveys, items)
        finally:
            connection.close()


SURVEYS = """
SELECT s.survey_id, any_value(s.title), any_value(s.opened_on),
       (SELECT count(*) FROM survey_responses r WHERE r.survey_id = s.survey_id),
       (SELECT sum(invited) FROM survey_invitations i WHERE i.survey_id = s.survey_id)
FROM surveys s WHERE s.audience = ? GROUP BY s.survey_id
ORDER BY any_value(s.opened_on) NULLS FIRST, s.survey_id"""
ITEMS = f"""
SELECT coalesce(q.code, q.survey_question_id), q.question, q.scale_to, coalesce(q.is_reversed, false),
       count(a.number), CASE WHEN count(a.number) >= {LEAST} THEN count(*) FILTER (
           CASE WHEN q.is_reversed THEN q.scale_to + 1 - a.number ELSE a.number END > q.scale_to * 0.75) END
FROM survey_questions q LEFT JOIN survey_answers a
  ON a.survey_question_id = q.survey_question_id AND a.number BETWEEN 1 AND q.scale_to
WHERE q.survey_id = ? AND q.kind = 'scale' AND q.scale_to > 1 GROUP BY ALL ORDER BY 1"""


def _told(surveys: list[Asked], items: dict[object, list[Asked]]) -> tuple[Wave, ...]:
    found: list[Wave] = []
    before: dict[str, Asked] | None = None
    for survey, title, opened_on, answered, invited in surveys:
        asked = {str(row[0]): row for row in items[survey]}
        size = int(float(str(invited))) if invited else None
        lines = tuple(_item(row, before, size) for row in asked.values())
        answers = sum(each.answers for each in lines if each.good is not None)
        good = sum(each.answers * each.good for each in lines if each.good is not None)
        share = good / answers if answers and int(str(answered)) >= LEAST else None
        found.append(
            Wave(
                survey=str(survey),
                title=str(title or ""),
                opened_on=opened_on if isinstance(opened_on, date) else None,
                answered=int(str(answered)),
                invited=size,
                good=share,
                margin=None if share is None else _margin(share, int(str(answered)), size),
                items=lines,
            )
        )
        before = asked
    return tuple(found)


def _item(row: Asked, before: dict[str, Asked] | None, size: int | None) -> Item:
    code, question, answers = str(row[0]), str(row[1] or ""), int(str(row[4]))
    good = None if row[5] is None else int(str(row[5])) / answers
    return Item(
        code=code,
        question=question,
        answers=answers,
        good=good,
        margin=None if good is None else _margin(good, answers, size),
        change=_change(row, before),
    )


def _change(row: Asked, before: dict[str, Asked] | None) -> str:
    if before is None:
        return ""
    earlier = before.get(str(row[0]))
    if earlier is None:
        return "new"
    if earlier[2:4] != row[2:4]:
        return "scale"
    return "words" if _plain(earlier[1]) != _plain(row[1]) else ""


def _plain(words: object) -> str:
    return " ".join(str(words or "").casefold().split())


def _margin(share: float, answers: int, invited: int | None) -> float:
    """Half the width of the 95 % interval, made smaller where most of those asked have answered."""
    missed = 1.0
    if invited is not None:
        missed = (invited - answers) / (invited - 1) if invited > max(answers, 1) else 0.0
    return Z_95 * math.sqrt(share * (1 - share) / answers) * math.sqrt(missed)
