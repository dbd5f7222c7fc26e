"""Reads the catalogue of measures: one SQL file each, with a head that says what is measured."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cupola.engine.catalog import HEAD, catalogue_folder, read_yaml_text
from cupola.engine.errors import CatalogueError
from cupola.engine.measures.ground_form import GIVEN
from cupola.engine.measures.grounds import GROUNDS
from cupola.engine.measures.kinds import DIRECTIONS, GRAINS, SURENESS, UNITS, Measure
from cupola.engine.record.tables import BY_NAME

ID = re.compile(r"\AMEA-[A-Z]{3}-\d{2}\Z")
MUST = (
    *("id", "title", "module", "unit", "direction", "grain", "needs", "of", "version", "why", "says", "how_sure"),
    "not_computed_when",
)
MAY = ("restricted",)
ONE_OF = {"unit": UNITS, "direction": DIRECTIONS, "how_sure": SURENESS}


def measures_folder() -> Path:
    """The folder of the measures that came with the program."""
    return catalogue_folder() / "measures"


@cache
def shipped_measures() -> tuple[Measure, ...]:
    """All measures of the catalogue, by id."""
    return read_measures(measures_folder())


def read_measures(folder: Path) -> tuple[Measure, ...]:
    """The measures below `folder`, by id; a file that is not well formed raises `CatalogueError`."""
    found: dict[str, Measure] = {}
    for path in sorted(folder.rglob("*.sql")):
        measure = read_measure(path)
        if measure.id in found:
            raise CatalogueError(str(path), f"the id {measure.id} is used by {found[measure.id].path} too.", "Another.")
        found[measure.id] = measure
    return tuple(found[key] for key in sorted(found))


def read_measure(path: Path) -> Measure:
    """Read one measure; anything missing or misspelled raises `CatalogueError`."""
    text = path.read_text(encoding="utf-8")
    match = HEAD.match(text)
    if match is None or not match["sql"].strip():
        raise CatalogueError(str(path), "it is not /* --- head --- */ and a SELECT.", "Write both.")
    head = read_yaml_text(match["head"], path, text.count("\n", 0, match.start("head")))
    _refuse(path, head)
    return Measure(
        **{key: str(head[key]) for key in MUST if key not in ("grain", "needs", "version")},
        slug=path.stem,
        area=path.parent.name,
        grain=tuple(head["grain"]),
        needs=tuple(head["needs"]),
        version=int(head["version"]),
        restricted=bool(head.get("restricted", False)),
        sql=match["sql"].strip(),
        path=path,
        line=text.count("\n", 0, match.start("sql")) + 1,
    )


def _refuse(path: Path, head: Mapping[str, Any]) -> None:
    """Raise `CatalogueError` for the first thing that is not as it must be."""
    missing = [key for key in MUST if not head.get(key)]
    unknown = [key for key in head if key not in MUST + MAY]
    if missing or unknown:
        fact = f"the head lacks {', '.join(missing)}." if missing else f"it has {', '.join(unknown)}."
        raise CatalogueError(str(path), fact, f"Known: {', '.join(MUST + MAY)}.")
    if not ID.match(str(head["id"])):
        raise CatalogueError(str(path), f"the id {head['id']} is not like MEA-DEV-01.", "Three letters, two digits.")
    for key, words in ONE_OF.items():
        if head[key] not in words:
            raise CatalogueError(str(path), f"{key} {head[key]!r} is unknown.", f"One of: {', '.join(words)}.")
    for key, known in (("grain", GRAINS), ("needs", (*GROUNDS, *BY_NAME, *GIVEN))):
        strange = [each for each in head[key] if each not in known]
        if strange:
            raise CatalogueError(str(path), f"{key} {', '.join(strange)} is unknown.", f"One of: {', '.join(known)}.")
