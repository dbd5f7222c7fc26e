"""The directory against the student information system and human resources: accounts that should not be as they are.

Leavers who can still sign in, accounts of nobody, people without one, administrators who should not be, two-step
sign-in that is off, units that are another school's or grade's, and accounts that nobody signs in to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cupola.engine.inventory.opened import Opened

KINDS = ("leaver", "nobody", "administrator", "second_step", "unit", "silent", "missing")
ROLLOVER = 3
# A unit is a school's (or a grade's) when four of five students in it are of that school; at least five say so.
LEAST, SHARE = 5, 0.8
ACCOUNTS = """
WITH own AS (
  SELECT a.account_id, bool_or(coalesce(a.enabled, true)) AS enabled,
         bool_or(coalesce(a.is_administrator, false)) AS is_administrator, min(a.org_unit) AS unit,
         max(a.last_sign_in_at) AS signed_in, min(a.created_at) AS created,
         bool_or(a.file IN (SELECT e.file FROM entra_files e WHERE e.file IS NOT NULL)) AS is_entra
  FROM accounts a JOIN file_kinds f ON f.file = a.file AND f.kind = 'directory' GROUP BY a.account_id
)
SELECT o.account_id, o.is_entra, o.enabled, o.is_administrator, o.unit, CAST(o.signed_in AS DATE) AS signed_in,
       CAST(o.created AS DATE) AS created, h.person, coalesce(p.is_student, false) AS is_student,
       coalesce(p.is_staff, false) AS is_staff, coalesce(p.is_current, false) AS is_current,
       coalesce(p.works, false) AS works, p.org_id AS school, p.grade, t.is_on AS second_step
FROM own o
JOIN account_people h ON h.account_id = o.account_id
LEFT JOIN people p ON p.person = h.person
LEFT JOIN (SELECT account_id, bool_or(is_on) AS is_on FROM second_steps GROUP BY account_id) t
  ON t.account_id = o.account_id
ORDER BY o.account_id"""
WITHOUT = """
SELECT p.person, coalesce(p.is_student, false), p.org_id, p.grade, bool_or(h.account_id IS NOT NULL)
FROM people p LEFT JOIN account_people h ON h.person = p.person
WHERE p.is_current AND (p.works OR p.person IN (SELECT person FROM student_schools WHERE is_now))
GROUP BY ALL ORDER BY 1"""
SCHOOLS = "SELECT person, org_id FROM student_schools"


@dataclass(frozen=True, slots=True)
class Limits:
    """The day of the record, and after how many days without a sign-in an account counts as silent."""

    day: date
    silent_after: int = 90


@dataclass(frozen=True, slots=True)
class AccountFinding:
    """One thing about one account, or about a person without one (`account` is then empty).

    `change` is what a dry run proposes: `disable`, `move` to `to_unit`, or nothing; where `is_entra`, never a move.
    """

    kind: str
    reason: str
    account: str = ""
    person: str = ""
    school: str | None = None
    unit: str = ""
    enabled: bool = False
    is_administrator: bool = False
    is_student: bool = False
    signed_in: date | None = None
    change: str = ""
    to_unit: str = ""
    is_entra: bool = False


@dataclass(frozen=True, slots=True)
class Accounts:
    """What was found, and over how many: accounts in all, enabled ones, administrators, people here.

    `knows_second_step` says whether the directory's export tells who uses two-step sign-in.
    """

    findings: tuple[AccountFinding, ...]
    total: int
    enabled: int
    administrators: int
    people: int
    knows_second_step: bool
    by_kind: Mapping[str, int]


def find_accounts(record: Opened, limits: Limits) -> Accounts:
    """Compare the directory with who is here. Needs the tables of `lay_out_people`."""
    found = record.connection.execute(ACCOUNTS)
    columns = [str(column[0]) for column in found.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    people = record.connection.execute(WITHOUT).fetchall()
    findings = [*_of_accounts(record, rows, limits), *(_missing(people) if rows else ())]
    return Accounts(
        findings=tuple(findings),
        total=len(rows),
        enabled=sum(row["enabled"] for row in rows),
        administrators=sum(row["enabled"] and row["is_administrator"] for row in rows),
        people=len(people),
        knows_second_step=any(row["second_step"] is not None for row in rows),
        by_kind={kind: n for kind, n in Counter(each.kind for each in findings).items() if n},
    )


def _of_accounts(record: Opened, rows: list[dict[str, Any]], limits: Limits) -> Iterator[AccountFinding]:
    enabled = [row for row in rows if row["enabled"]]
    known = [row for row in enabled if row["person"]]
    trusts = ROLLOVER * sum(not row["is_current"] for row in known) < len(known) or len(known) < ROLLOVER
    units = Units(enabled)
    schools: dict[str, set[str]] = {}
    for person, org in record.connection.execute(SCHOOLS).fetchall():
        schools.setdefault(str(person), set()).add(str(org))
    # An old export makes nobody silent: days count to the newest sign-in there is.
    newest = max((row["signed_in"] for row in rows if row["signed_in"]), default=None)
    last = min(newest or limits.day, limits.day)
    # An export that tells no sign-in of anybody says nothing about who is silent.
    tells = {_directory(row) for row in rows if row["signed_in"]}
    for row in enabled:
        is_leaver = bool(row["person"]) and not row["is_current"] and trusts
        if is_leaver:
            yield _finding(row, "leaver", "It can still sign in; its holder is not here any more.", change="disable")
        elif not row["person"]:
            yield _finding(row, "nobody", "It belongs to nobody whom the SIS or human resources know.")
        yield from _rights(row)
        if not is_leaver and row["is_student"]:
            yield from units.judge(row, schools.get(row["person"], set()))
        if not is_leaver and _directory(row) in tells:
            yield from _silent(row, last, limits.silent_after)


def _directory(row: Mapping[str, Any]) -> str:
    return str(row["account_id"]).partition(":")[0]


def _rights(row: Mapping[str, Any]) -> Iterator[AccountFinding]:
    if row["is_administrator"]:
        if row["is_student"] and not row["works"]:
            yield _finding(row, "administrator", "A student’s account has administrator rights.")
        elif not row["works"]:
            who = "somebody without a current position" if row["person"] else "nobody whom the record knows"
            yield _finding(row, "administrator", f"It has administrator rights and belongs to {who}.")
    if row["second_step"] is False and (row["is_administrator"] or row["works"]):
        who = "an administrator" if row["is_administrator"] else "a member of staff"
        yield _finding(row, "second_step", f"Two-step sign-in is off for {who}.")


def _silent(row: Mapping[str, Any], last: date, after: int) -> Iterator[AccountFinding]:
    since = row["signed_in"] if row["signed_in"] and row["signed_in"].year > 1970 else None
    began = since or row["created"]
    if began is not None and (last - _day(began)).days > after:
        days = (last - _day(began)).days
        never = f"Nobody signed in since it was made {days:,} days ago."
        yield _finding(row, "silent", f"The last sign-in was {days:,} days ago." if since else never)


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _finding(row: Mapping[str, Any], kind: str, reason: str, *, change: str = "", to_unit: str = "") -> AccountFinding:
    return AccountFinding(
        kind=kind,
        reason=reason,
        account=row["account_id"],
        person=row["person"] or "",
        school=row["school"],
        unit=row["unit"] or "",
        enabled=row["enabled"],
        is_administrator=row["is_administrator"],
        is_student=row["is_student"],
        signed_in=row["signed_in"],
        change="" if change == "move" and row["is_entra"] else change,
        to_unit=to_unit,
        is_entra=row["is_entra"],
    )


class Units:
    """Which unit of the directory belongs to which school and grade, as most of the students in it say."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        of_unit: dict[str, Counter[tuple[str, str]]] = {}
        for row in rows:
            if row["is_student"] and row["is_current"] and row["unit"] and row["school"]:
                of_unit.setdefault(row["unit"], Counter())[row["school"], row["grade"] or ""] += 1
        self.schools = {unit: home for unit, n in of_unit.items() if (home := _home(n, 0))}
        self.grades = {unit: home for unit, n in of_unit.items() if (home := _home(n, 1))}
        self.of_school: dict[str, Counter[str]] = {}
        self.of_grade: dict[tuple[str, str], Counter[str]] = {}
        for unit, counts in of_unit.items():
            for (school, grade), n in counts.items():
                if self.schools.get(unit) == school:
                    self.of_school.setdefault(school, Counter())[unit] += n
                    if self.grades.get(unit) == grade:
                        self.of_grade.setdefault((school, grade), Counter())[unit] += n

    def judge(self, row: Mapping[str, Any], schools: set[str]) -> Iterator[AccountFinding]:
        """What is wrong with the unit of a student's account, and which unit would be right."""
        unit, school, grade = row["unit"] or "", row["school"] or "", row["grade"] or ""
        home = self.schools.get(unit)
        right = self._right(school, grade)
        if not home or not right or right == unit:
            return
        if home not in schools and schools:
            yield _finding(row, "unit", "It lies in the unit of another school.", change="move", to_unit=right)
        elif home == school and self.grades.get(unit, grade) != grade and (school, grade) in self.of_grade:
            yield _finding(row, "unit", "It lies in the unit of another grade.", change="move", to_unit=right)

    def _right(self, school: str, grade: str) -> str:
        units = self.of_grade.get((school, grade)) or self.of_school.get(school)
        return max(units.items(), key=lambda each: (each[1], each[0]))[0] if units else ""


def _home(counts: Counter[tuple[str, str]], which: int) -> str:
    """The one school (0) or grade (1) that most students of a unit have; empty for none."""
    sums: Counter[str] = Counter()
    for key, n in counts.items():
        sums[key[which]] += n
    value, n = sums.most_common(1)[0]
    return value if n >= LEAST and n >= SHARE * sum(sums.values()) else ""


def _missing(people: Iterable[tuple[Any, ...]]) -> Iterator[AccountFinding]:
    """People who are here and have no account, where half of their like have one."""
    groups: dict[tuple[bool, str], list[tuple[Any, ...]]] = {}
    for row in people:
        groups.setdefault((bool(row[1]), str(row[3] or "") if row[1] else ""), []).append(row)
    for (is_student, _), members in sorted(groups.items()):
        without = [row for row in members if not row[4]]
        if 2 * len(without) > len(members):
            continue
        who = "student" if is_student else "member of staff"
        for person, _, school, _, _ in without:
            reason = f"A {who} who is here has no account."
            yield AccountFinding("missing", reason, person=person, school=school, is_student=is_student)
