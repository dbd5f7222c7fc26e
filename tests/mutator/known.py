"""A delivery with a known set of findings of every kind, and how two lists of findings are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from cupola.engine.kinds import Finding
from tests.mutator.bench import EVERYTHING, clean
from tests.mutator.expectations import Draw, Expectation, Mutation
from tests.mutator.kinds import SUBJECTS
from tests.mutator.sheets import Files, Sheet

SEED = 5
# Kinds whose finding moves to another row when rows change places: of two alike, the later one is told.
LATER_OF_TWO = frozenset(
    {"ATT-004", "DEM-004", "ENR-001", "ENR-005", "FRM-013", "FRM-014", "IDN-001", "IDN-011", "IDN-013", "PRG-002"}
)
LINE = re.compile(r"\blines? [0-9,]+(?: of [\w.-]+\.csv)?")


@dataclass
class Step:
    """One mutation of a delivery, and what takes it back; `brought` are the files that came with it."""

    kind: Mutation
    expectation: Expectation
    brought: frozenset[str]
    before: dict[str, list[tuple[dict[str, str], dict[str, str]]]]
    after: dict[str, list[tuple[dict[str, str], dict[str, str]]]]

    def undo(self, files: Files) -> None:
        """Give every row that this mutation touched its cells back; rows come back at the end."""
        for name in self.brought:
            del files[name]
        for name, content in files.items():
            if not isinstance(content, Sheet) or name not in self.after:
                continue
            old = {id(row): (row, cells) for row, cells in self.before[name]}
            new = {id(row): (row, cells) for row, cells in self.after[name]}
            content.rows = [row for row in content.rows if id(row) in old or id(row) not in new]
            content.rows += [row for key, (row, _) in old.items() if key not in new]
            for key, (row, cells) in old.items():
                if key in new and new[key][1] != cells:
                    row.clear()
                    row.update(cells)


def _state(files: Files) -> dict[str, list[tuple[dict[str, str], dict[str, str]]]]:
    sheets = {name: content for name, content in files.items() if isinstance(content, Sheet)}
    return {name: [(row, dict(row)) for row in content.rows] for name, content in sheets.items()}


def mutated_step_by_step(kinds: Iterable[Mutation], files: Files, seed: int) -> list[Step]:
    """Mutate a delivery in place; every step knows how to be taken back."""
    draw, steps = Draw(seed), []
    for kind in kinds:
        before, names = _state(files), frozenset(files)
        _, expectation = kind.make(draw, files)
        steps.append(Step(kind, expectation, frozenset(files) - names, before, _state(files)))
    return steps


def known_delivery(parts: frozenset[str] = EVERYTHING, *, every: int = 4, seed: int = SEED) -> Files:
    """Every fourth kind of mutation of every subject, all in one delivery."""
    kinds = [kind for subject in SUBJECTS for kind in subject.together if kind.parts <= parts][::every]
    files = clean(parts)
    mutated_step_by_step(kinds, files, seed)
    return files


Key = tuple[object, ...]


def told(finding: Finding) -> Key:
    """All that a finding says, but for the numbers of lines."""
    return (
        *(finding.check, finding.severity, finding.file, finding.column, finding.subject, finding.school),
        *(finding.value, finding.repair, finding.system, finding.rows, LINE.sub("line", finding.message)),
    )


def told_with_line(finding: Finding) -> Key:
    return (*told(finding), finding.line)


def difference(
    before: Iterable[Finding], after: Iterable[Finding], key: Callable[[Finding], Key] = told_with_line
) -> str:
    """What one list has and the other has not, a line each; empty when they say the same."""
    first, second = Counter(map(key, before)), Counter(map(key, after))
    gone = [f"gone: {each}" for each in (first - second).elements()]
    return "\n".join([*gone, *(f"new: {each}" for each in (second - first).elements())])


def renamed_files(findings: Iterable[Finding], new: Callable[[str], str]) -> list[Finding]:
    """The same findings, their files under other names."""
    return [replace(each, file=new(each.file) if each.file else None) for each in findings]
