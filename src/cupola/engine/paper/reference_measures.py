"""The reference of the measures: what each figure means, what it is of, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from cupola.engine.measures.grounds import GROUNDS, grounds_below
from cupola.engine.measures.kinds import Measure
from cupola.engine.paper.markdown import anchor, block, code, codes, one_line, page, table

UNITS = {
    "share": "share, 0 to 1",
    "count": "number",
    "difference": "difference of two shares, -1 to 1",
    "points": "points of 100",
    "Mbps": "megabits a second",
}
DIRECTIONS = {"up": "more is better", "down": "less is better", "none": "neither way is better"}
SURE = {
    "exact": "every row is counted",
    "coverage": "as far as is known; the coverage stands beside it, and an interval where it is a share of students",
    "margin": "an estimate with a 95 % interval",
}
INTRO = """
A figure is a measure at one place on one day. `cupola measure` tells those of the record; they are kept with every
snapshot that is published. Unknown is not zero: where there is no figure, the reason is told instead. A changed
definition is a new version, and figures of two versions are never one trend.

Shares have score intervals (Wilson), ratios intervals by their logarithm (Katz), differences those of Newcombe's
method 10, surveys a margin with the correction for a finite population. Of fewer than ten answers nothing is told.
Figures of groups of students are *restricted*: they are shown only to who may see the rows.
""".replace("*restricted*", "**restricted**")


def measures_page(measures: Sequence[Measure]) -> str:
    """Every measure with its definition, then the grounds that measures stand on."""
    blocks = [INTRO, table(("measure", "what it is", "unit", "of"), map(_line, measures))]
    area = ""
    for measure in sorted(measures, key=lambda each: (each.area, each.id)):
        if measure.area != area:
            area = measure.area
            blocks.append(f"## {area.capitalize()}")
        blocks += _section(measure)
    rows = [(f"{anchor('ground-' + each.name)}{code(each.name)}", one_line(each.says)) for each in GROUNDS.values()]
    blocks += ["## Grounds", "Tables that several measures stand on, made once for a snapshot."]
    return page("Measures", *blocks, table(("ground", "what is in it"), rows))


def _line(measure: Measure) -> tuple[str, str, str, str]:
    marked = " (restricted)" if measure.restricted else ""
    link = f"[{measure.id}](#{measure.id.lower()})"
    return link, one_line(measure.title) + marked, measure.unit, one_line(measure.of)


def _section(measure: Measure) -> list[str]:
    """The definition of one measure."""
    grounds = {ground.name for ground in grounds_below(measure.needs)}
    reads = ", ".join(
        f"[{code(need)}](#ground-{need})" if need in grounds else code(need) for need in sorted(set(measure.needs))
    )
    unit = UNITS.get(measure.unit, measure.unit)
    facts = [
        ("of", one_line(measure.of)),
        ("unit", f"{unit}; {DIRECTIONS[measure.direction]}"),
        ("by", codes(measure.grain)),
        ("how sure", SURE[measure.how_sure]),
        ("not computed", one_line(measure.not_computed_when)),
        ("said as", one_line(measure.says.replace("{", "[").replace("}", "]"))),
        ("reads", reads),
        ("version", f"{measure.version}{'; restricted' if measure.restricted else ''}"),
    ]
    return [
        anchor(measure.id),
        f"### {measure.id} {one_line(measure.title)}",
        one_line(measure.why),
        table(("", ""), facts),
        block(measure.sql, "sql"),
    ]
