"""Tells the six indicators: reads their sentences from the catalogue and fills them from figures, never otherwise."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cupola.engine.catalog import catalogue_folder, read_yaml
from cupola.engine.errors import CatalogueError
from cupola.engine.measures.indicator_kinds import (
    ADVICE,
    CASES,
    NOT_KNOWN,
    Detail,
    Indicator,
    Number,
    Part,
    Target,
    Told,
)
from cupola.engine.measures.kinds import LACKING, Figure, Measure, NotComputed
from cupola.engine.measures.reading import shipped_measures

Standing = Mapping[str, Figure | NotComputed]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
BEFORE_AND_BEHIND = {"points": ("", " of 100"), "dollars": ("$", "")}
NOW = frozenset({"value", "low", "high", "numerator", "denominator", "coverage", "as_of"})
THEN = frozenset({"before", "since"})
MAY_SAY = {
    **dict.fromkeys(("better", "worse", "same", "moved"), NOW | THEN),
    **dict.fromkeys(("first", "redefined", "partial"), NOW),
    "unknown": frozenset({"reason"}),
}
KEYS = {"id", "title", "question", "matters", "lead", "second", "supporting", "ask", "next"}


@cache
def shipped_indicators() -> tuple[Indicator, ...]:
    """The six indicators that came with the program."""
    return read_indicators()


def read_indicators(path: Path | None = None) -> tuple[Indicator, ...]:
    """The indicators of `path` (else of the catalogue), in the file's order.

    Raises `CatalogueError` for a measure that is not in the catalogue or has no figure of the whole district, for a
    case without its sentence, and for a placeholder that its case cannot fill.
    """
    path = path or catalogue_folder() / "indicators.yaml"
    known = {each.id: each for each in shipped_measures()}
    return tuple(_indicator(path, entry, known) for entry in read_yaml(path))


def _indicator(path: Path, entry: Mapping[str, Any], known: Mapping[str, Measure]) -> Indicator:
    strange, missing = set(entry) - KEYS, KEYS - {"second"} - set(entry)
    if strange or missing:
        raise CatalogueError(str(path), f"{entry.get('id')} has or lacks {strange | missing}.", f"Known: {KEYS}.")
    for key in ("ask", "next"):
        if "otherwise" not in entry[key] or set(entry[key]) - set(ADVICE):
            raise CatalogueError(str(path), f"`{key}` of {entry['id']} is not by case.", f"Of {', '.join(ADVICE)}.")
    return Indicator(
        id=str(entry["id"]),
        title=str(entry["title"]),
        question=str(entry["question"]),
        matters=str(entry["matters"]),
        lead=_shown(path, entry["lead"], known),
        second=_shown(path, entry["second"], known) if entry.get("second") else None,
        supporting=tuple(_supporting(path, each, known) for each in entry["supporting"]),
        ask=dict(entry["ask"]),
        next_steps=dict(entry["next"]),
    )


def _shown(path: Path, entry: Mapping[str, Any], known: Mapping[str, Measure]) -> Part:
    """The lead or the second, with a sentence for every case."""
    cases = entry.get("cases") or {}
    if set(cases) != set(CASES):
        fact = f"{entry.get('measure')} has other cases than {', '.join(CASES)}."
        raise CatalogueError(str(path), fact, "Write one sentence for each.")
    for case, text in cases.items():
        _refuse_placeholders(path, text, MAY_SAY[case])
    number = str(entry.get("number", "{value}"))
    _refuse_placeholders(path, number, NOW)
    return Part(
        _measure(path, entry, known),
        called=str(entry["called"]),
        digits=int(entry["digits"]),
        number=number,
        partial_below=float(entry.get("partial_below", 0)),
        cases=dict(cases),
    )


def _supporting(path: Path, entry: Mapping[str, Any], known: Mapping[str, Measure]) -> Part:
    _refuse_placeholders(path, entry["says"], NOW)
    _refuse_placeholders(path, entry["unknown"], frozenset())
    return Part(
        _measure(path, entry, known),
        called=str(entry["called"]),
        digits=int(entry["digits"]),
        says=str(entry["says"]),
        unknown=str(entry["unknown"]),
    )


def _measure(path: Path, entry: Mapping[str, Any], known: Mapping[str, Measure]) -> Measure:
    measure = known.get(str(entry.get("measure")))
    if measure is None or "district" not in measure.grain or measure.restricted:
        fact = f"{entry.get('measure')} is no measure with an open figure of the whole district."
        raise CatalogueError(str(path), fact, "`cupola measure --json` names them all.")
    return measure


def _refuse_placeholders(path: Path, text: str, allowed: frozenset[str]) -> None:
    strange = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None} - allowed
    if strange:
        fact = f"{text!r} asks for {', '.join(sorted(strange))}, which is not known there."
        raise CatalogueError(str(path), fact, f"One of: {', '.join(sorted(allowed)) or 'none'}.")


def tell(indicator: Indicator, now: Standing, before: Standing, *, target: Target | None = None) -> Told:
    """What can be said of an indicator, from figures of the whole district alone.

    `now` and `before` are by measure id, each a `Figure` of the grain district or why there is none; a measure that is
    missing from them counts as not computed. `target` is for the lead. Better and worse are said only where the
    intervals do not overlap (a figure without one counts as exact) and the numbers differ as they are written.
    """
    lead = _number(indicator.lead, now, before)
    second = _number(indicator.second, now, before) if indicator.second else None
    case = "worse" if second and second.case == "worse" and lead.case != "unknown" else lead.case
    meets = None if target is None or lead.figure is None else _meets(indicator.lead, lead.figure, target.value)
    found = [(part, _figure(now, part)) for part in indicator.supporting]
    advised = "behind" if meets is False and case not in ("worse", "unknown", "partial") else case
    return Told(
        indicator=indicator,
        case=case,
        lead=lead,
        second=second,
        details=tuple(Detail(part.says.format(**_words(part, has)), has) for part, has in found if has),
        unknowns=(*_unknown_reasons(indicator, now), *(part.unknown for part, has in found if not has)),
        target="" if target is None else written(indicator.lead.measure.unit, target.value, indicator.lead.digits),
        meets=meets,
        ask=_advice(indicator.ask, advised),
        next_step=_advice(indicator.next_steps, advised),
        aim=target,
    )


def written(unit: str, value: float, digits: int) -> str:
    """A value as it stands in a card: `92.0%`, `14 points` (a difference of shares), `1.04`; minus is `−`."""
    if unit in ("share", "difference"):
        text = f"{value * 100:.{digits}f}".replace("-", "−")
        if unit == "share":
            return f"{text}%"
        return f"{text} point" if text == "1" else f"{text} points"
    text = f"{value:,.{digits}f}"
    if unit in BEFORE_AND_BEHIND:
        before, behind = BEFORE_AND_BEHIND[unit]
        return f"{before}{text}{behind}"
    return f"{text} {unit}" if unit in ("days", "hours", "years", "Mbps") else text


def said_day(day: date) -> str:
    """A day on paper: `16 Nov 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _figure(standing: Standing, part: Part) -> Figure | None:
    found = standing.get(part.measure.id)
    return found if isinstance(found, Figure) else None


def _number(part: Part, now: Standing, before: Standing) -> Number:
    figure, earlier = _figure(now, part), _figure(before, part)
    case = _case(part, figure, earlier)
    assert part.cases is not None
    if figure is None:
        reason = _reason(now, part)
        says = part.cases[case].format(reason=reason)
        return Number(part.measure.id, part.called, case, NOT_KNOWN, says, reason, None)
    words = _words(part, figure)
    if earlier is not None:
        words |= {"before": _words(part, earlier)["number"], "since": said_day(earlier.as_of)}
    return Number(
        measure=part.measure.id,
        called=part.called,
        case=case,
        text=words["number"],
        says=part.cases[case].format(**words),
        sure=_sure(figure, words),
        figure=figure,
        before=earlier if "{before}" in part.cases[case] else None,
    )


def _case(part: Part, now: Figure | None, before: Figure | None) -> str:
    """Which of `CASES` holds between two figures."""
    if now is None:
        return "unknown"
    if now.coverage is not None and now.coverage < part.partial_below:
        return "partial"
    if before is None:
        return "first"
    if before.version != now.version:
        return "redefined"
    (low, high), (old_low, old_high) = _ends(now), _ends(before)
    if (low <= old_high and old_low <= high) or _words(part, now)["number"] == _words(part, before)["number"]:
        return "same"
    if part.measure.direction == "none":
        return "moved"
    return "better" if (now.value > before.value) is (part.measure.direction == "up") else "worse"


def _ends(figure: Figure) -> tuple[float, float]:
    """The ends of what a figure may be; of an exact one the figure itself."""
    low = figure.value if figure.low is None else figure.low
    return low, figure.value if figure.high is None else figure.high


def _meets(part: Part, figure: Figure, target: float) -> bool | None:
    """Whether the target is met; None where the interval leaves it open. Without a direction, more is asked for."""
    low, high = _ends(figure)
    if part.measure.direction == "down":
        return True if high <= target else False if low > target else None
    return True if low >= target else False if high < target else None


def _words(part: Part, figure: Figure) -> dict[str, str]:
    """The placeholders that the figure fills, and `number`, the figure as it is written."""
    unit, digits = part.measure.unit, part.digits
    words = {
        "value": written(unit, figure.value, digits),
        "low": "" if figure.low is None else written(unit, figure.low, digits),
        "high": "" if figure.high is None else written(unit, figure.high, digits),
        "numerator": "an unknown number" if figure.numerator is None else f"{figure.numerator:,.0f}",
        "denominator": "an unknown number" if figure.denominator is None else f"{figure.denominator:,.0f}",
        "coverage": "all" if figure.coverage is None else f"{figure.coverage * 100:.0f}%",
        "as_of": said_day(figure.as_of),
    }
    return words | {"number": part.number.format(**words)}


def _sure(figure: Figure, words: Mapping[str, str]) -> str:
    """How sure the figure is, in words; without both of its ends an interval is none."""
    parts = []
    if figure.low is not None and figure.high is not None:
        parts.append(f"95% sure between {words['low']} and {words['high']}")
    if figure.coverage is not None:
        parts.append(f"known of {words['coverage']}")
    return "; ".join(parts) or "every row counted"


def _unknown_reasons(indicator: Indicator, now: Standing) -> list[str]:
    """Why the lead and the second have no figure."""
    found = []
    for part in (indicator.lead, indicator.second):
        if part is not None and _figure(now, part) is None:
            found.append(_reason(now, part))
    return list(dict.fromkeys(found))


def _reason(now: Standing, part: Part) -> str:
    """Why there is no figure, in the words of the measure where the reason only names a table."""
    none = now.get(part.measure.id)
    told = none.reason if isinstance(none, NotComputed) else LACKING
    return part.measure.not_computed_when if told.startswith(LACKING) else told


def _advice(by_case: Mapping[str, str], case: str) -> str:
    return by_case.get(case, by_case["otherwise"])
