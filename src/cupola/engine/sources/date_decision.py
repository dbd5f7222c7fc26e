"""Decides for each date column of a file how it is written, and says when the file itself does not tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cupola.engine.kinds import ReadProblem
from cupola.engine.sources.date_forms import CLEAR, COMPACT_SHORT_YEAR, DAY_FIRST, ISO, MONTH_FIRST, SAID, DateTally

LIKELY_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class DateDecision:
    """How a date column is read.

    `form` is a name of `DATE_FORMS`, or None when the column holds no date. `forms` are tried in turn.
    `doubtful` says in words why the order of day and month is a guess ('' when it is none).
    """

    header: str
    form: str | None
    forms: tuple[str, ...]
    said: str = ""
    doubtful: str = ""

    def problem(self, file: str) -> ReadProblem:
        """What is reported of a guess."""
        return ReadProblem(
            code="FIL-020",
            file=file,
            fact=f"The dates in '{self.header}' {self.doubtful}",
            column=self.header,
            next_step="Export dates as 2026-08-17, or write `dates:` for this column in the mapping.",
        )


def decide_dates(
    tallies: Mapping[str, DateTally], *, headers: Mapping[str, str], stated: Mapping[str, str | None]
) -> dict[str, DateDecision]:
    """How each column (by target) is read, from the tallies of all its values.

    A stated form holds as long as half of the values follow it. Values above 12 decide between day and
    month; a column without such values goes by the file's other columns, and else is month first.
    """
    orders = [stated[target] or tally.order for target, tally in tallies.items() if tally.main == MONTH_FIRST]
    known = [order for order in orders if order in (MONTH_FIRST, DAY_FIRST)]
    usual = max(set(known), key=known.count) if known else None
    return {
        target: _decide(headers[target], tally, stated=stated[target], usual=usual) for target, tally in tallies.items()
    }


def _decide(header: str, tally: DateTally, *, stated: str | None, usual: str | None) -> DateDecision:
    if stated is not None and _follows(tally, stated):
        return _decision(header, stated, tally)
    if tally.main is None:
        return DateDecision(header, stated, (stated or ISO,))
    if tally.main != MONTH_FIRST:
        return _decision(header, tally.main, tally)
    if tally.order is not None:
        return _ordered(header, tally, tally.order)
    if tally.open == 0:
        return _decision(header, usual or MONTH_FIRST, tally)
    if usual is not None:
        said = f"'{header}' is read as {SAID[usual]}, like the file's other dates."
        return _decision(header, usual, tally, said=said)
    doubt = f"can be read both ways; they are read as {SAID[MONTH_FIRST]}."
    return _decision(header, MONTH_FIRST, tally, doubtful=doubt)


def _ordered(header: str, tally: DateTally, order: str) -> DateDecision:
    deciding = max(tally.first_large, tally.second_large)
    said = f"'{header}' is read as {SAID[order]}: {deciding:,} values leave no other way."
    if not tally.contradictory:
        return _decision(header, order, tally, said=said)
    doubt = (
        f"are written in two ways: {deciding:,} values are {SAID[order]}, {tally.contradictory:,} are not "
        f"and have no date, and {tally.open:,} could be either."
    )
    return _decision(header, order, tally, said=said, doubtful=doubt)


def _follows(tally: DateTally, stated: str) -> bool:
    if not tally.filled or tally.main is None or stated == COMPACT_SHORT_YEAR:
        return True
    if stated in (MONTH_FIRST, DAY_FIRST):
        against = tally.first_large if stated == MONTH_FIRST else tally.second_large
        following = tally.families.get(MONTH_FIRST, 0) - against
        return following >= LIKELY_SHARE * sum(tally.families.values()) and (not against or following > against)
    return tally.families.get(stated, 0) >= LIKELY_SHARE * sum(tally.families.values())


def _decision(header: str, form: str, tally: DateTally, *, said: str = "", doubtful: str = "") -> DateDecision:
    """Other ways of writing that leave no doubt are read too, where the column holds them."""
    decided = tally.order if tally.order and not tally.contradictory else None
    clear = (*CLEAR, decided) if decided else CLEAR
    held = {each: tally.families.get(MONTH_FIRST if each == decided else each, 0) for each in clear}
    others = tuple(each for each, count in held.items() if count and each != form)
    return DateDecision(header, form, (form, *others), said, doubtful)
