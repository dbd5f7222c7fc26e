"""Lays out the tables of a measure's case and computes the measure over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cupola.engine.backends.duck import connect
from cupola.engine.catalog import read_yaml
from cupola.engine.measures.grounds import tables_below
from cupola.engine.measures.kinds import Figures, Measure
from cupola.engine.measures.opening import System, lay_empty, lay_systems
from cupola.engine.measures.reading import measures_folder, shipped_measures
from cupola.engine.measures.running import measure_tables
from tests.catalog.case_bench import make_record

NOT_TABLES = {"as_of", "sources", "figures", "not_computed", "uses"}
OF_SHARED: dict[str, Figures] = {}


@dataclass(frozen=True)
class MeasureCase:
    """One case of a measure: its tables, and the figures worked out by hand; none where it is not computed."""

    name: str
    tables: Mapping[str, list[Mapping[str, Any]]]
    systems: tuple[System, ...]
    as_of: date
    figures: tuple[Mapping[str, Any], ...]
    of_shared: str | None = None


def measure_cases(measure: Measure) -> Iterator[MeasureCase]:
    """The cases that lie beside a measure."""
    for case, own in read_yaml(cases_path(measure)).items():
        assert ("figures" in own) != bool(own.get("not_computed")), f"{measure.id} {case}"
        content = {**(shared(own["uses"]) if "uses" in own else {}), **own}
        yield MeasureCase(
            name=case,
            tables={key: rows or [] for key, rows in content.items() if key not in NOT_TABLES},
            systems=tuple(
                System(each["system"], each["kind"], each["system"], str(each["day"]) if "day" in each else None)
                for each in content.get("sources") or [{"system": "sis", "kind": "sis"}]
            ),
            as_of=date.fromisoformat(str(content.get("as_of", "2026-10-30"))),
            figures=tuple(own.get("figures", ())),
            of_shared=own["uses"] if set(own) <= {"uses", "figures", "not_computed"} else None,
        )


@cache
def shared(name: str) -> dict[str, Any]:
    """A district that several cases use."""
    return dict(read_yaml(measures_folder() / f"{name}.yaml"))


def cases_path(measure: Measure) -> Path:
    """Where the cases of a measure lie."""
    return measure.path.with_name(f"{measure.slug}.cases.yaml")


def figures_of(measure: Measure, case: MeasureCase) -> Figures:
    """What the measure says of the tables of a case; of a shared district all measures are computed once."""
    if case.of_shared is None:
        return computed([measure], case)
    if case.of_shared not in OF_SHARED:
        OF_SHARED[case.of_shared] = computed(shipped_measures(), case)
    every = OF_SHARED[case.of_shared]
    return replace(
        every,
        figures=tuple(each for each in every.figures if each.measure == measure.id),
        not_computed=tuple(each for each in every.not_computed if each.measure == measure.id),
    )


def computed(measures: Sequence[Measure], case: MeasureCase) -> Figures:
    """What these measures say of the tables of a case."""
    connection = connect(threads=1)
    wanted = tables_below({need for measure in measures for need in measure.needs}) - {"record_systems"}
    lay_systems(connection, case.systems)
    filled = {table for table in wanted if case.tables.get(table)}
    for table in sorted(filled):
        make = make_delivered if table in ("google_users", "user_addresses") else make_record
        make(connection, table, list(case.tables[table]))
    lay_empty(connection, wanted - filled)
    systems = {"record_systems"} if case.systems else set()
    return measure_tables(connection, measures, filled=filled | systems, as_of=case.as_of)


def make_delivered(connection: Any, table: str, rows: list[Mapping[str, Any]]) -> None:
    columns = sorted({key for row in rows for key in row})
    connection.execute(f"CREATE TABLE {table} ({', '.join(f'{column} VARCHAR' for column in columns)})")
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO {table} VALUES ({marks})", [[row.get(column) for column in columns] for row in rows]
    )
