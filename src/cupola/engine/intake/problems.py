"""The problems of one file, each kind told so often and then summed up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from cupola.engine.errors import CupolaError
from cupola.engine.kinds import ReadProblem

EXPORT_AGAIN = "Export the file again; do not edit it in a text editor or spreadsheet."


class Refused(CupolaError):
    """A file, or a part of an archive, that is not opened: the problem says why."""

    def __init__(self, problem: ReadProblem) -> None:
        self.problem = problem
        super().__init__(problem.file, problem.fact, problem.next_step or "")


def unreadable_file(name: str, error: OSError) -> ReadProblem:
    """The system does not let the file be read."""
    reason = (error.strerror or "it cannot be opened").lower()
    step = "Close it in other programs and give Cupola the right to read it."
    return ReadProblem("FIL-024", name, f"the file cannot be read: {reason}.", next_step=step)


class Problems:
    """Keeps the first `limit` problems of each code; the rest become one closing problem a code.

    The rows set aside add up whatever the limit is.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.kept: list[ReadProblem] = []
        self.told: Counter[str] = Counter()
        self.untold_rows: Counter[str] = Counter()
        self.last: dict[str, ReadProblem] = {}

    def add(self, problem: ReadProblem) -> None:
        """Take one problem in."""
        self.told[problem.code] += 1
        if self.told[problem.code] <= self.limit:
            self.kept.append(problem)
        else:
            self.untold_rows[problem.code] += problem.rows_set_aside
            self.last[problem.code] = problem

    @property
    def rows_set_aside(self) -> int:
        """How many records are not in the table."""
        return sum(problem.rows_set_aside for problem in self.kept) + self.untold_rows.total()

    def all(self) -> tuple[ReadProblem, ...]:
        """Every problem kept, and one closing problem for each code that went over the limit."""
        return (*self.kept, *(self._closing(code) for code in sorted(self.last)))

    def _closing(self, code: str) -> ReadProblem:
        more = self.told[code] - self.limit
        return replace(
            self.last[code],
            fact=f"{more:,} more rows of this file have the same trouble as the first {self.limit:,}.",
            line=None,
            column=None,
            value=None,
            repair=None,
            rows_set_aside=self.untold_rows[code],
            key=None,
        )
