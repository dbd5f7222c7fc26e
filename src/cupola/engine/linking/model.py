"""The stored model: how much each level of each comparison weighs, and from which weight on a link is made."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path
from typing import Any

from cupola.engine.catalog import catalogue_folder
from cupola.engine.linking.comparisons import COMPARISONS
from cupola.engine.linking.wording import Words

FILE = "model.json"


@dataclass(frozen=True)
class Model:
    """The model as its file holds it: `splink` are settings that Splink reads."""

    version: str
    trained_on: str
    linked: float
    proposed: float
    margin: float
    splink: dict[str, Any]

    @property
    def words(self) -> Words:
        """The weight of each level, by comparison."""
        weights: dict[str, dict[int, float]] = {}
        for comparison in self.splink["comparisons"]:
            levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
            weights[comparison["output_column_name"]] = {
                len(levels) - 1 - place: log2(level["m_probability"] / level["u_probability"])
                for place, level in enumerate(levels)
            }
        return Words(weights)

    def weight_sql(self, levels: str) -> str:
        """The summed weight of a text of levels, as `LEVELS_SQL` makes it."""
        parts = []
        for place, comparison in enumerate(COMPARISONS, start=1):
            whens = " ".join(
                f"WHEN '{value}' THEN {weight!r}" for value, weight in self.words.weights[comparison.name].items()
            )
            parts.append(f"CASE substr({levels}, {place}, 1) {whens} ELSE 0 END")
        return " + ".join(parts)


def prior(lefts: int) -> float:
    """What speaks against a pair before anything is compared: of `lefts` people at most one is the right one."""
    return -log2(max(lefts - 1, 1))


@cache
def shipped() -> Model:
    """The model that came with the program."""
    return read(catalogue_folder() / "linking" / FILE)


def read(path: Path) -> Model:
    """A model from its file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    bands = content["bands"]
    return Model(
        version=content["version"],
        trained_on=content["trained_on"],
        linked=float(bands["linked"]),
        proposed=float(bands["proposed"]),
        margin=float(bands["margin"]),
        splink=content["splink"],
    )


def settings_of(probabilities: dict[str, dict[int, tuple[float, float]]]) -> dict[str, Any]:
    """Settings for Splink from m and u of each level of each comparison."""
    return {
        "link_type": "link_only",
        "unique_id_column_name": "n",
        "probability_two_random_records_match": 0.0001,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in BLOCKS],
        "comparisons": [_comparison(place, probabilities) for place in range(len(COMPARISONS))],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


# Which pairs are compared at all: people who share two things, or a home.
BLOCKS = (
    "l.birth = r.birth AND l.family = r.family",
    "l.birth = r.birth AND l.given = r.given",
    "l.given = r.given AND l.family = r.family",
    "l.street = r.street",
    "l.phone = r.phone",
    "l.birth = r.birth AND left(l.family, 3) = left(r.family, 3)",
    "l.birth = r.birth AND l.given = r.family",
    "l.family = r.family AND left(l.given, 3) = left(r.given, 3) AND l.grade = r.grade",
    "l.given = r.given AND left(l.family, 3) = left(r.family, 3) AND l.grade = r.grade",
    "l.birth = r.birth AND l.school = r.school",
    "l.family = r.family AND l.school = r.school AND l.grade = r.grade",
)


def _comparison(place: int, probabilities: dict[str, dict[int, tuple[float, float]]]) -> dict[str, Any]:
    comparison = COMPARISONS[place]
    levels: list[dict[str, Any]] = [
        {"sql_condition": comparison.nothing, "label_for_charts": "nothing to compare", "is_null_level": True}
    ]
    for level in comparison.levels:
        m, u = probabilities[comparison.name][level.value]
        sql = "ELSE" if level is comparison.levels[-1] else level.sql
        levels.append({"sql_condition": sql, "label_for_charts": level.words, "m_probability": m, "u_probability": u})
    return {
        "output_column_name": comparison.name,
        "comparison_description": comparison.title,
        "comparison_levels": levels,
    }
