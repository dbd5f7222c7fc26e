"""Findings in the order in which they matter: by check, by person who fixes them, and what to do first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from cupola.engine.judge.mass import hours_to_fix, is_one_cause
from cupola.engine.kinds import Finding, NotRun, Report, Severity

WEIGHTS = {Severity.ERROR: 9, Severity.WARNING: 3, Severity.NOTE: 1}
USUAL_HOURS = 0.1
HOURS_TO_BEGIN = 0.5
STEPS = 3
MANY = 10


class Manual(Protocol):
    """What a check of the catalogue says about itself."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def role(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def fix(self) -> str: ...
    @property
    def not_a_problem_when(self) -> str | None: ...
    @property
    def hours(self) -> float | None: ...
    @property
    def of(self) -> str | None: ...
    @property
    def refers(self) -> str | None: ...
    @property
    def by(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Stands for a check that the catalogue does not hold, so that its findings are shown all the same."""

    id: str
    title: str
    severity: Severity
    role: str
    fix: str
    why: str = ""
    not_a_problem_when: str | None = None
    hours: float | None = None
    of: str | None = None
    refers: str | None = None
    by: str | None = None


@dataclass(frozen=True)
class Group:
    """All findings of one check.

    `found` counts findings, `rows` the rows that they stand for (a fault of a whole column is one finding),
    `looked_at` is the denominator of the rows, None when it is not known.
    """

    check: Manual
    role: str
    severity: Severity
    findings: tuple[Finding, ...]
    found: int
    rows: int
    looked_at: int | None

    @property
    def is_mass(self) -> bool:
        """Whether one finding stands for so many rows that it is one fault of the export."""
        return len(self.findings) == 1 and is_one_cause(self.findings[0])

    @property
    def hours(self) -> float | None:
        """Working hours to fix all of them one by one, None when the catalogue names no time; one cause counts once."""
        if self.check.hours is not None and self.is_mass:
            return hours_to_fix(self.findings[0], self.check.hours)
        return None if self.check.hours is None else self.check.hours * self.found

    @property
    def hours_of_causes(self) -> float | None:
        """Working hours to put every separate cause right, None when the catalogue names no time."""
        return self.hours if self.is_mass or self.check.hours is None else self.check.hours * self.causes

    @property
    def is_everywhere(self) -> bool:
        """Whether at least half of many rows have it, as one wrong setting of an export does."""
        return self.looked_at is not None and self.rows >= MANY and 2 * self.rows >= self.looked_at

    @property
    def is_mechanical(self) -> bool:
        """Whether a program did it: many cells of wrong form, for each of which the repair can be told."""
        repairs = self.check.by == "form" and all(each.repair is not None for each in self.findings)
        return repairs and self.rows >= MANY

    @cached_property
    def causes(self) -> int:
        """How many separate things must be put right, as far as the findings tell.

        Rows that miss the same row (forty enrollments that point to one class) share a cause, and so do
        the troubles of reading one file. A trouble that is everywhere in a column, or that comes with a
        repair many times, is one of the export. All else is put right one by one.
        """
        if self.is_mass:
            return 1
        if self.is_everywhere or self.is_mechanical:
            return len({(each.file, each.column) for each in self.findings})
        if self.check.by in ("reading", "package"):
            return len({each.file for each in self.findings})
        if self.check.refers:
            return len({each.message for each in self.findings})
        return self.found


@dataclass(frozen=True, slots=True)
class Load:
    """What waits for the people of one role; `masses` are checks whose rows have one cause, counted once in hours."""

    role: str
    title: str
    groups: tuple[Group, ...]
    errors: int
    warnings: int
    notes: int
    hours: float
    masses: int = 0

    @property
    def found(self) -> int:
        """All findings that wait for this role."""
        return self.errors + self.warnings + self.notes


@dataclass(frozen=True, slots=True)
class Step:
    """One of the things to do first: a group, who does it and how many hours its causes take."""

    group: Group
    title: str
    hours: float | None


@dataclass(frozen=True, slots=True)
class Silence:
    """Checks that did not run for the same reason."""

    reason: str
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    """A report put in order: groups by weight, loads by role, what to do first, what did not run."""

    report: Report
    groups: tuple[Group, ...]
    loads: tuple[Load, ...]
    steps: tuple[Step, ...]
    silences: tuple[Silence, ...]
    manuals: Mapping[str, Manual]
    today: date | None

    def count(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(group.found for group in self.groups if group.severity is severity)

    @property
    def found(self) -> int:
        """All findings."""
        return sum(group.found for group in self.groups)

    @cached_property
    def files_with_findings(self) -> int:
        """How many files have a finding."""
        return len({each.file for group in self.groups for each in group.findings if each.file is not None})

    @property
    def hours(self) -> float:
        """Working hours to fix everything one by one, as far as the catalogue names them."""
        return sum(load.hours for load in self.loads)

    @property
    def rows_read(self) -> int:
        """Rows read from all files."""
        return sum(file.rows_read for file in self.report.files)

    @property
    def rows_set_aside(self) -> int:
        """Rows that could not be read and were reported instead."""
        return sum(file.rows_set_aside for file in self.report.files)

    @property
    def recognised(self) -> int:
        """How many files were recognised."""
        return sum(file.recognised_as is not None for file in self.report.files)

    def role_title(self, role: str) -> str:
        """What the people of a role are called."""
        return next((load.title for load in self.loads if load.role == role), _spelled(role))

    def ordered(self) -> Iterable[Finding]:
        """Every finding, in the order of the groups."""
        return (finding for group in self.groups for finding in group.findings)


def ranked(
    report: Report,
    checks: Mapping[str, Manual] | Iterable[Manual],
    roles: Mapping[str, str],
    *,
    today: date | None = None,
) -> Ranking:
    """Put a report in order.

    `checks` are the manuals of the catalogue (by id, or just all of them), `roles` gives each role its
    title, `today` is needed to say how old the delivery is.
    """
    manuals = dict(checks) if isinstance(checks, Mapping) else {check.id: check for check in checks}
    groups = ranked_groups(report, manuals)
    loads = loads_by_role(groups, roles)
    return Ranking(
        report=report,
        groups=groups,
        loads=loads,
        steps=first_steps(groups, {load.role: load.title for load in loads}),
        silences=silences_by_reason(report.not_run),
        manuals=manuals,
        today=today,
    )


def ranked_groups(report: Report, manuals: Mapping[str, Manual]) -> tuple[Group, ...]:
    """Findings by check: the most severe first, then the most rows, the most hours, and by id."""
    by_check: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_check[finding.check].append(finding)
    ran = {each.check: each for each in report.ran}
    groups = []
    for check, findings in by_check.items():
        findings.sort(key=_place)
        first = findings[0]
        told = ran.get(check)
        found = max(len(findings), told.found if told else 0)
        rows = max(found, sum(each.rows for each in findings))
        by = manuals[check].by if check in manuals else None
        knows_all = told is not None and told.looked_at >= rows and by not in ("reading", "package", "own")
        groups.append(
            Group(
                check=manuals.get(check) or _unlisted(first),
                role=first.role,
                severity=max(each.severity for each in findings),
                findings=tuple(findings),
                found=found,
                rows=rows,
                looked_at=told.looked_at if told and knows_all else None,
            )
        )
    return tuple(sorted(groups, key=_weight))


def loads_by_role(groups: Sequence[Group], roles: Mapping[str, str]) -> tuple[Load, ...]:
    """What waits for each role; the role with the most errors, then warnings, comes first."""
    by_role: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_role[group.role].append(group)
    loads = [_load(role, roles.get(role) or _spelled(role), theirs) for role, theirs in by_role.items()]
    return tuple(sorted(loads, key=lambda load: (-load.errors, -load.warnings, -load.notes, load.role)))


def first_steps(groups: Iterable[Group], titles: Mapping[str, str]) -> tuple[Step, ...]:
    """The three groups that clear most for least work.

    Gain is the number of rows by severity (9 for an error, 3 for a warning); work is the hours of each
    separate cause and half an hour to begin with. Notes come up only when there is nothing else.
    """
    candidates = list(groups)
    serious = [group for group in candidates if group.severity > Severity.NOTE]
    best = sorted(serious or candidates, key=lambda group: (-_gain(group) / _work(group), _weight(group)))
    return tuple(Step(group, titles[group.role], group.hours_of_causes) for group in best[:STEPS])


def silences_by_reason(not_run: Iterable[NotRun]) -> tuple[Silence, ...]:
    """Checks that did not run, by reason; the reason that silences most comes first."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for each in not_run:
        by_reason[each.reason].append(each.check)
    silences = [Silence(reason, tuple(sorted(checks))) for reason, checks in by_reason.items()]
    return tuple(sorted(silences, key=lambda silence: (-len(silence.checks), silence.reason)))


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.file or "", finding.line or 0, finding.column or "", finding.subject or ""


def _weight(group: Group) -> tuple[int, int, float, str]:
    return -group.severity, -group.rows, -(group.hours or 0), group.check.id


def _gain(group: Group) -> int:
    return WEIGHTS[group.severity] * group.rows


def _work(group: Group) -> float:
    hours = group.hours_of_causes
    return HOURS_TO_BEGIN + (USUAL_HOURS * group.causes if hours is None else hours)


def _load(role: str, title: str, groups: Sequence[Group]) -> Load:
    def count(severity: Severity) -> int:
        return sum(group.found for group in groups if group.severity is severity)

    return Load(
        role=role,
        title=title,
        groups=tuple(groups),
        errors=count(Severity.ERROR),
        warnings=count(Severity.WARNING),
        notes=count(Severity.NOTE),
        hours=sum(group.hours or 0 for group in groups),
        masses=sum(group.is_mass for group in groups),
    )


def _unlisted(finding: Finding) -> Unlisted:
    title = f"{finding.check}, a check that the catalogue does not describe"
    return Unlisted(finding.check, title, finding.severity, finding.role, finding.fix)


def _spelled(role: str) -> str:
    return role.replace("_", " ").capitalize() or "Nobody named"
