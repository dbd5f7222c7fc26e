"""Makes the page on paper for a board: composed from figures and fixed sentences, set by Typst as tagged PDF/UA-1."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cupola.engine.errors import CupolaError
from cupola.engine.kinds import Severity
from cupola.engine.measures.indicator_kinds import Told
from cupola.engine.measures.indicators import Standing, said_day, written
from cupola.engine.measures.kinds import Figure, Measure
from cupola.engine.measures.reading import shipped_measures
from cupola.engine.measures.wording import sentence
from cupola.engine.paper.onepager_chart import small_line
from cupola.engine.paper.onepager_kinds import (
    LONGEST_NAME,
    LONGEST_TITLE,
    SHOWN_ASKS,
    SHOWN_STAKES,
    SHOWN_UNKNOWNS,
    SMALLEST_GROUP,
    About,
    Line,
    Note,
    Row,
    Sheet,
    Stake,
    Trend,
)
from cupola.engine.paper.ranking import WEIGHTS

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
DIGITS = {"share": 1, "difference": 1, "ratio": 2, "years": 1, "Mbps": 2, "dollars": 2}
PROMISES = ("MEA-PRO-01", "MEA-PRO-04", "MEA-PRO-02")
WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven")
GRAVEST = ("worse", "unknown", "partial", "redefined", "same", "moved", "first", "better")
NOBODY_KNOWS_STAKES = "Nothing was found of ten rows or more. Smaller findings are never printed."
NO_PROMISES = "No promise is due yet. Promises are written down under Voice."
NOTHING_UNKNOWN = "Nothing among these six. Ask us what they leave out."


def compose(
    about: About,
    told: Sequence[Told],
    *,
    trends: Mapping[str, Trend],
    stakes: Sequence[Stake],
    promises: Standing,
) -> Sheet:
    """The page, from what is told of the indicators (`trends` by indicator id), findings and figures of promises.

    Every number on it has a note with its figure. Findings of fewer than ten rows are left out; names never come in.
    """
    notes = _Notes()
    rows = tuple(_row(each, trends.get(each.indicator.id, Trend((), ())), notes) for each in told)
    stake_lines = tuple(_stake(each, notes) for each in dearest(stakes))
    promise_lines = tuple(_promises(promises, notes))
    days = [day for trend in trends.values() for day in trend.days]
    return Sheet(
        district=about.district[:LONGEST_NAME],
        audience=f"{about.audience}, {said_day(about.frozen_on)}",
        title=_title(told),
        lead=_lead(told),
        since=_since(days),
        rows=rows,
        stakes=stake_lines or (Line("", NOBODY_KNOWS_STAKES),),
        promises=promise_lines or (Line("", NO_PROMISES),),
        asks=tuple(dict.fromkeys(each.ask for each in _by_gravity(told)))[:SHOWN_ASKS],
        unknowns=_unknowns(told) or (NOTHING_UNKNOWN,),
        notes=tuple(notes.made),
        end=(
            f"Record of {said_day(about.as_of)}, snapshot {about.snapshot}. Frozen on {said_day(about.frozen_on)}. "
            "Numbers of student groups are not on this page."
        ),
        snapshot=about.snapshot,
        as_of=about.as_of.isoformat(),
        frozen_on=about.frozen_on.isoformat(),
    )


def as_object(sheet: Sheet) -> dict[str, Any]:
    """The page as JSON keeps it; `set_page` sets it again."""
    kept: dict[str, Any] = json.loads(json.dumps(asdict(sheet)))
    return kept


def set_page(content: Mapping[str, Any]) -> bytes:
    """The PDF of a page as `as_object` gives it: one tagged letter page, the same bytes for the same content.

    Raises `CupolaError` for letters that the face lacks, and where anything would be printed otherwise than meant.
    """
    import typst

    day = date.fromisoformat(str(content["frozen_on"]))
    try:
        pdf, warnings = typst.compile_with_warnings(
            str(HERE / "onepager.typ"),
            root=str(HERE),
            format="pdf",
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
            font_paths=[str(FONTS)],
            timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
            sys_inputs={"data": json.dumps(content)},
        )
    except typst.TypstError as problem:
        raise CupolaError(
            "the page", f"could not be set: {problem}.", "Shorten or respell what was typed in."
        ) from problem
    if warnings:
        raise CupolaError("the page", f"would print otherwise than meant: {warnings[0].message}.", "Report it.")
    return bytes(pdf)


class _Notes:
    """Numbers the notes in the order in which the page asks for them; the same figure keeps its number."""

    def __init__(self) -> None:
        self.made: list[Note] = []
        self._numbers: dict[object, int] = {}
        self._measures = {each.id: each for each in shipped_measures()}

    def of(self, figure: Figure, before: Figure | None = None) -> int:
        number = self._numbers.setdefault(figure, len(self.made) + 1)
        if number > len(self.made):
            self.made.append(_note(number, figure, measure=self._measures[figure.measure], before=before))
        return number

    def of_stake(self, stake: Stake) -> int:
        number = len(self.made) + 1
        work = "" if stake.minutes is None else f", {stake.minutes:,} minutes of work by the manual of the check"
        price = "" if stake.cents is None else ", at what an hour costs by rates.yaml"
        says = f"Check {stake.check}: {stake.rows:,} rows{work}{price}."
        self.made.append(Note(number, "finding", stake.check, says, value=float(stake.rows)))
        return number


def _note(number: int, figure: Figure, *, measure: Measure, before: Figure | None) -> Note:
    parts = [f"{figure.measure} version {figure.version}"]
    if figure.numerator is not None and figure.denominator is not None:
        parts.append(f"{figure.numerator:,.0f} ÷ {figure.denominator:,.0f}")
    else:
        of = "" if figure.denominator is None else f", of {figure.denominator:,.0f}"
        parts.append(_short(measure, figure.value) + of)
    if figure.low is not None and figure.high is not None:
        parts.append(f"95% sure from {_short(measure, figure.low)} to {_short(measure, figure.high)}")
    if figure.coverage is not None:
        parts.append(f"known of {figure.coverage * 100:.0f}%")
    parts.append(said_day(figure.as_of))
    if before is not None:
        parts.append(f"before: {_short(measure, before.value)} on {said_day(before.as_of)}")
    return Note(
        number,
        "measure",
        figure.measure,
        "; ".join(parts) + ".",
        version=figure.version,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        coverage=figure.coverage,
        before=None if before is None else before.value,
        as_of=figure.as_of.isoformat(),
    )


def _short(measure: Measure, value: float) -> str:
    return written(measure.unit, value, DIGITS.get(measure.unit, 0))


def _row(told: Told, trend: Trend, notes: _Notes) -> Row:
    numbers = [each for each in (told.lead, told.second) if each]
    shown = [each for each in numbers if each.figure]
    detail = told.details[:1]
    return Row(
        title=told.indicator.title,
        number=" / ".join(each.text.replace(" ", "\u00a0") for each in numbers) if shown else told.lead.text,
        number_notes=tuple(notes.of(each.figure, each.before) for each in shown if each.figure),
        below=" / ".join(each.called for each in numbers),
        standing=_standing(told),
        case=told.case,
        is_behind=told.meets is False or (told.meets is None and told.case == "worse"),
        trend=small_line(trend, _aim(told)),
        trend_says=_trend_says(told, trend),
        says=" ".join([told.changed, *(each.says for each in detail)]),
        says_notes=tuple(notes.of(each.figure) for each in detail),
        matters=told.indicator.matters,
    )


def _aim(told: Told) -> float | None:
    return told.aim.value if told.aim else None


def _standing(told: Told) -> str:
    """Where it stands against the target, or which way it went; the word comes first, colour only helps."""
    if told.target:
        words = {True: "met", False: "behind", None: "close" if told.lead.figure else "not known"}
        return f"target {told.target}: {words[told.meets]}"
    return {"better": "better", "worse": "worse", "same": "no real change", "partial": "partly known"}.get(
        told.case, ""
    )


def _trend_says(told: Told, trend: Trend) -> str:
    """The small drawing in words, for who does not see it."""
    known = [(day, value) for day, value in zip(trend.days, trend.lead, strict=True) if value is not None]
    if not known:
        return f"{told.indicator.title}: no reading so far."
    (first, old), (last, new) = known[0], known[-1]
    measure = told.indicator.lead.measure
    if len(known) == 1:
        return f"{told.indicator.title}: one reading, {_short(measure, new)} on {said_day(last)}."
    gaps = len(trend.lead) - len(known)
    missing = f", {gaps} times not known" if gaps else ""
    return (
        f"{told.indicator.title}: from {_short(measure, old)} on {said_day(first)} to {_short(measure, new)} on "
        f"{said_day(last)}{missing}."
    )


def dearest(stakes: Sequence[Stake]) -> list[Stake]:
    """What costs most, weighed by how grave it is; notes come up only when there is nothing else."""

    def place(each: Stake) -> tuple[bool, int, int, int, str]:
        weight = WEIGHTS[each.severity]
        costs = -weight * (each.cents or 0), -weight * (each.minutes or 0), -weight * each.rows
        return each.severity <= Severity.NOTE, *costs, each.check

    return sorted((each for each in stakes if each.rows >= SMALLEST_GROUP), key=place)[:SHOWN_STAKES]


def _stake(stake: Stake, notes: _Notes) -> Line:
    money = "" if stake.cents is None else f"${stake.cents / 100:,.0f}"
    hours = 0 if stake.minutes is None else max(round(stake.minutes / 60), 1)
    work = "" if stake.minutes is None else f", about {hours:,} {'hour' if hours == 1 else 'hours'} of work"
    title = stake.title.rstrip(".")[:LONGEST_TITLE]
    return Line(money, f"{title}: {stake.rows:,} rows{work}.", (notes.of_stake(stake),))


def _promises(standing: Standing, notes: _Notes) -> list[Line]:
    measures = {each.id: each for each in shipped_measures()}
    found = [standing.get(each) for each in PROMISES]
    return [
        Line("", sentence(measures[each.measure], each), (notes.of(each),))
        for each in found
        if isinstance(each, Figure)
    ]


def _counted(told: Sequence[Told], *cases: str) -> int:
    return sum(each.case in cases for each in told)


def _title(told: Sequence[Told]) -> str:
    better, worse, unknown = _counted(told, "better"), _counted(told, "worse"), _counted(told, "unknown")
    if unknown == len(told):
        return "None of the six numbers is known yet"
    if not better and not worse:
        changed = _counted(told, "same", "moved")
        return "No number has clearly changed" if changed else "Six numbers, counted for the first time"
    return f"{WORDS[better].capitalize()} of six numbers better, {WORDS[worse]} worse"


def _lead(told: Sequence[Told]) -> str:
    unknown, partly = _counted(told, "unknown"), _counted(told, "partial")
    aimed = [each for each in told if each.target]
    parts = [
        f"Of the six numbers we know {WORDS[len(told) - unknown]}"
        + (f", {WORDS[partly]} of them in part." if partly else ".")
    ]
    if aimed:
        met = sum(each.meets is True for each in aimed)
        parts.append(f"{WORDS[met].capitalize()} of {WORDS[len(aimed)]} targets {'is' if met == 1 else 'are'} met.")
    return " ".join(parts)


def _since(days: Sequence[date]) -> str:
    spread = f"Trend since {said_day(min(days))}. " if days else ""
    return f"{spread}Solid: the first number. Dotted: the second. Dashes: target. Hatched: not known."


def _by_gravity(told: Sequence[Told]) -> list[Told]:
    return sorted(told, key=lambda each: (GRAVEST.index(each.case), each.meets is not False))


def _unknowns(told: Sequence[Told]) -> tuple[str, ...]:
    """The gravest thing not known of each indicator."""
    found = [f"{each.indicator.title}: {_lowered(each.unknowns[0])}" for each in _by_gravity(told) if each.unknowns]
    return tuple(found[:SHOWN_UNKNOWNS])


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
