"""Reading one table by each of the two roads, apart from the choice between them."""

from __future__ import annotations

from cupola.engine.intake.problems import Problems
from cupola.engine.intake.read import as_utf8_text
from cupola.engine.intake.roads import Plan, read_exactly, read_fast


def by_each_road(desk, shape, limits):
    """The rows by the fast road (None where it does not apply) and by the exact one, line before cells."""
    into = desk.folder / "roads"
    into.mkdir(exist_ok=True)
    fast = Plan(shape, into / "fast.parquet", into / "fast.csv", limits, desk.connection)
    exact = Plan(shape, into / "exact.parquet", into / "exact.csv", limits, desk.connection)
    problems = Problems(limits.problems)
    text = as_utf8_text(fast, problems)
    written = read_fast(fast, text)
    expected = _rows(desk, exact, read_exactly(exact, text, problems))
    return (None if written is None else _rows(desk, fast, written)), expected, problems


def _rows(desk, plan, written):
    line = "_line" if written.numbered else f"file_row_number + {plan.shape.data_line}"
    source = f"read_parquet('{plan.parquet}', file_row_number = true)"
    columns = "" if written.numbered else f"{line} AS _line, "
    return desk.connection.execute(
        f"SELECT {columns}* EXCLUDE (file_row_number) FROM {source} ORDER BY file_row_number"
    ).fetchall()
