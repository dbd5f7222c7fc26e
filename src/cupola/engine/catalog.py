"""Reads the catalogue's files, knowing for each entry the file and line it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from cupola.engine.errors import CatalogueError
from cupola.engine.kinds import Severity

HEAD = re.compile(r"\A\s*/\*\s*---\s*\n(?P<head>.*?)\n\s*---\s*\*/\s*(?P<sql>.*)\Z", re.DOTALL)
ID = re.compile(r"\A[A-Z]{3}-\d{3}\Z")
MUST = ("id", "title", "module", "role", "severity", "why", "fix", "not_a_problem_when")
MAY = (
    *("needs", "of", "where", "subject", "school", "evidence", "says", "column", "refers", "cost"),
    *("absence_of", "only_if", "by"),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One check as its file describes it.

    A row rule has `where` (a condition on the rows of `of`), a set rule has `sql`, a check raised by
    reading or generated from column descriptions has `by`. `line` is where its SQL begins in `path`.
    """

    id: str
    slug: str
    subject_area: str
    title: str
    module: str
    role: str
    severity: Severity
    why: str
    fix: str
    not_a_problem_when: str
    path: Path
    line: int = 1
    needs: tuple[str, ...] = ()
    of: str | None = None
    sql: str | None = None
    where: str | None = None
    subject: str | None = None
    school: str | None = None
    evidence: str | None = None
    says: str | None = None
    column: str | None = None
    refers: str | None = None
    absence_of: tuple[str, ...] = ()
    by: str | None = None
    hours: float | None = None
    only_if: str | None = None
    otherwise: str | None = None

    @property
    def message(self) -> str:
        """The message of a finding: `says`, or the title where nothing more is told."""
        return self.says or f"{self.title}."


def catalogue_folder() -> Path:
    """The folder of the catalogue that came with the program."""
    return Path(str(files("cupola") / "catalog"))


@cache
def shipped_checks() -> tuple[Check, ...]:
    """All checks of the catalogue, by id."""
    return read_checks(catalogue_folder() / "checks")


def read_checks(folder: Path) -> tuple[Check, ...]:
    """The checks below `folder`, by id. A file that is not well formed raises `CatalogueError`."""
    paths = (path for path in sorted(folder.rglob("*")) if is_check_file(path))
    return by_id(read_check(path) for path in paths)


def is_check_file(path: Path) -> bool:
    """Whether this file describes a check (its cases are not a check)."""
    return path.suffix == ".sql" or (path.suffix == ".yaml" and not path.name.endswith(".cases.yaml"))


def by_id(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Checks in the order of their ids; an id used twice raises `CatalogueError`."""
    found: dict[str, Check] = {}
    for check in checks:
        if check.id in found:
            raise CatalogueError(
                str(check.path), f"the id {check.id} is used by {found[check.id].path} too.", "Take another."
            )
        found[check.id] = check
    return tuple(found[key] for key in sorted(found))


def read_check(path: Path) -> Check:
    """Read one check file. Anything missing or misspelled raises `CatalogueError` with its line."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        return _check(path, read_yaml_text(text, path), sql=None, line=1)
    match = HEAD.match(text)
    if match is None:
        raise CatalogueError(str(path), "it does not begin with /* --- … --- */.", "Write the head first.")
    offset = text.count("\n", 0, match.start("head"))
    head = read_yaml_text(match["head"], path, offset)
    sql = match["sql"].strip() or None
    return _check(path, head, sql=sql, line=text.count("\n", 0, match.start("sql")) + 1)


def _check(path: Path, head: Mapping[str, Any], *, sql: str | None, line: int) -> Check:
    missing = [key for key in MUST if not head.get(key)]
    unknown = [key for key in head if key not in MUST + MAY]
    if missing or unknown:
        fact = f"the head lacks {', '.join(missing)}." if missing else f"it has {', '.join(unknown)}."
        raise CatalogueError(str(path), fact, f"Known: {', '.join(MUST + MAY)}.")
    if not ID.match(str(head["id"])):
        raise CatalogueError(str(path), f"the id {head['id']} is not like ROS-014.", "Three letters, three digits.")
    if sum(bool(x) for x in (sql, head.get("where"), head.get("by"))) != 1:
        raise CatalogueError(str(path), "it needs exactly one of a SELECT, `where` or `by`.", "Keep one.")
    only_if = head.get("only_if") or {}
    return Check(
        id=str(head["id"]),
        slug=path.name.removesuffix(path.suffix),
        subject_area=path.parent.name,
        title=str(head["title"]),
        module=str(head["module"]),
        role=str(head["role"]),
        severity=_severity(path, str(head["severity"])),
        why=str(head["why"]),
        fix=str(head["fix"]),
        not_a_problem_when=str(head["not_a_problem_when"]),
        path=path,
        line=line,
        needs=tuple(head.get("needs") or ()),
        of=head.get("of"),
        sql=sql,
        where=head.get("where"),
        subject=head.get("subject"),
        school=head.get("school"),
        evidence=head.get("evidence"),
        says=head.get("says"),
        column=head.get("column"),
        refers=head.get("refers"),
        absence_of=_names(head.get("absence_of")),
        by=head.get("by"),
        hours=(head.get("cost") or {}).get("hours"),
        only_if=only_if.get("sql"),
        otherwise=only_if.get("otherwise"),
    )


def _names(value: Any) -> tuple[str, ...]:
    """One name or a list of them."""
    return (str(value),) if isinstance(value, str) else tuple(map(str, value or ()))


def _severity(path: Path, word: str) -> Severity:
    try:
        return Severity.parse(word)
    except KeyError as unknown:
        raise CatalogueError(str(path), f"severity {word!r} is unknown.", "error, warning or note.") from unknown


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; a mistake in it raises `CatalogueError` with file and line."""
    return read_yaml_text(path.read_text(encoding="utf-8"), path)


def read_yaml_text(text: str, path: Path, offset: int = 0) -> Any:
    """Like `read_yaml` for text that begins `offset` lines into `path`."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(text, Loader=loader)
    except yaml.YAMLError as mistake:
        mark = getattr(mistake, "problem_mark", None)
        line = (mark.line + 1 + offset) if mark else 1
        fact = f"line {line}: {getattr(mistake, 'problem', None) or 'this is not YAML'}."
        raise CatalogueError(str(path), fact, "Mend the line; check blanks and colons.") from mistake


@cache
def roles() -> dict[str, str]:
    """Who fixes what: role key -> title, from `roles.yaml`."""
    content = read_yaml(catalogue_folder() / "roles.yaml")
    return {key: str(entry["title"]) for key, entry in content.items()}


@cache
def retired() -> dict[str, tuple[str, str]]:
    """Checks that are no more: id -> the check that finds the same now, and why; from `retired.yaml`."""
    groups = read_yaml(catalogue_folder() / "retired.yaml")
    return {
        str(gone): (str(now), " ".join(str(group["why"]).split()))
        for group in groups
        for gone, now in group["checks"].items()
    }


@cache
def codes(name: str) -> dict[str, Any]:
    """A code list of the catalogue (`codes/<name>.yaml`)."""
    return dict(read_yaml(catalogue_folder() / "codes" / f"{name}.yaml"))
