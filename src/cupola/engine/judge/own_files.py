"""The district's own checks as files: read with a short leash, so that one broken file stops no other."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cupola.engine.catalog import HEAD, Check, read_check, read_yaml_text, roles, shipped_checks
from cupola.engine.errors import CatalogueError
from cupola.engine.judge.own_limits import OwnLimits
from cupola.engine.judge.own_tables import table_names

LINE = re.compile(r"\bline (\d+): ")
LISTS = ("needs",)
MAPPINGS: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "cost": {"hours": (int, float)},
    "only_if": {"sql": str, "otherwise": str},
}
QUOTE_IT = "Write text between quotation marks; docs/own-checks.md shows a whole check."
ROW_RULE_ONLY = ("subject", "school", "evidence")


@dataclass(frozen=True, slots=True)
class OwnProblem:
    """Why a file is no check: its place below the data folder, the line, the fact and the next step."""

    file: str
    line: int
    fact: str
    next_step: str


@dataclass(frozen=True, slots=True)
class OwnChecks:
    """The district's own checks that are well formed, what is wrong with the others, and their limits."""

    checks: tuple[Check, ...] = ()
    problems: tuple[OwnProblem, ...] = ()
    folder: Path = Path()
    limits: OwnLimits = field(default_factory=OwnLimits)

    def chosen(self, checks: Iterable[Check]) -> OwnChecks:
        """The same with only those of its checks that are among `checks`."""
        ids = {check.id for check in checks}
        return replace(self, checks=tuple(check for check in self.checks if check.id in ids))

    def place(self, path: Path) -> str:
        """A file as a person finds it below the data folder: `checks/harbor.sql`."""
        return f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"


def read_own(folder: Path, limits: OwnLimits | None = None) -> OwnChecks:
    """Every `.sql` file below `folder` (which need not exist) as a check, or as a problem with its line."""
    own = OwnChecks(folder=folder, limits=limits or OwnLimits())
    checks: dict[str, Check] = {}
    problems: list[OwnProblem] = []
    paths = sorted(folder.rglob("*.sql")) if folder.is_dir() else []
    for path in paths[: own.limits.files]:
        try:
            check = _read(path, own.limits)
            _is_new(check, checks, own)
            checks[check.id] = check
        except CatalogueError as broken:
            problems.append(_problem(broken, own.place(path), line=_line(broken, path)))
    problems += [
        OwnProblem(own.place(path), 1, f"there are more than {own.limits.files} own checks.", "Take some away.")
        for path in paths[own.limits.files :][:1]
    ]
    return replace(own, checks=tuple(checks[key] for key in sorted(checks)), problems=tuple(problems))


def _problem(broken: CatalogueError, file: str, *, line: int) -> OwnProblem:
    return OwnProblem(file, line, LINE.sub("", broken.fact), broken.next_step)


def _line(broken: CatalogueError, path: Path) -> int:
    told = LINE.search(broken.fact)
    if told is not None:
        return int(told[1])
    key = re.search(r"`(\w+)`", broken.fact)
    return line_of_key(path, key[1]) if key is not None else 1


def line_of_key(path: Path, key: str) -> int:
    """The line of a key in the head of a check file, 1 where it does not stand."""
    text = path.read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*{re.escape(key)}\s*:", line):
            return number
    return 1


def _read(path: Path, limits: OwnLimits) -> Check:
    text = _text(path, limits)
    match = HEAD.match(text)
    if match is not None:
        _look_at_head(path, match["head"], offset=text.count("\n", 0, match.start("head")))
    check = read_check(path)
    _look_at_check(check, path)
    return check


def _text(path: Path, limits: OwnLimits) -> str:
    try:
        if path.stat().st_size > limits.file_bytes:
            fact = f"it is larger than {limits.file_bytes // 1024} KB."
            raise CatalogueError(str(path), fact, "A check is a page of text. Write several.")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as odd:
        line = path.read_bytes()[: odd.start].count(b"\n") + 1
        fact = f"line {line}: this is not UTF-8 text."
        raise CatalogueError(str(path), fact, "Save the file as UTF-8.") from odd
    except OSError as gone:
        raise CatalogueError(str(path), "it cannot be read.", "See who may read it.") from gone


def _look_at_head(path: Path, head: str, *, offset: int) -> None:
    """Refuse a head whose values are of another form than they must be, before anything is made of them."""
    import yaml

    try:
        values = read_yaml_text(head, path, offset)
        repeats = [event.start_mark for event in yaml.parse(head) if isinstance(event, yaml.AliasEvent)]
    except (ValueError, TypeError, RecursionError) as odd:
        raise CatalogueError(str(path), "its head holds a value that cannot be read.", QUOTE_IT) from odd
    if repeats:
        line = offset + (repeats[0].line if repeats[0] else 0) + 1
        raise CatalogueError(str(path), f"line {line}: * refers to another value.", "Write the value out.")
    if not isinstance(values, dict):
        raise CatalogueError(str(path), "its head is no list of keys and values.", "Write `id: HBR-001` and so on.")
    for key, value in values.items():
        if not _has_form(str(key), value):
            raise CatalogueError(str(path), f"the value of `{key}` has not the form it must have.", QUOTE_IT)


def _has_form(key: str, value: Any) -> bool:
    if value is None:
        return True
    if key in LISTS:
        return isinstance(value, list) and all(isinstance(each, str) for each in value)
    if key in MAPPINGS:
        forms = MAPPINGS[key]
        return isinstance(value, dict) and all(
            each in forms and isinstance(inner, forms[each]) for each, inner in value.items()
        )
    return isinstance(value, str)


def _look_at_check(check: Check, path: Path) -> None:
    unknown = [table for table in check.needs if table not in table_names()]
    wrong = {
        f"`needs` names {', '.join(unknown)}, which is no table.": bool(unknown),
        "`needs` names no table.": not check.needs and check.where is None,
        "`of` must name the table that is looked at.": (check.of or "") not in table_names(),
        f"`role` {check.role} is nobody that is known; known are {', '.join(roles())}.": check.role not in roles(),
        "`by` is for checks that come with Cupola.": check.by is not None,
        "`needs` of a row rule is its table alone.": check.where is not None and check.needs not in ((), (check.of,)),
        "`says` may hold plain names like {evidence} alone.": not _is_plain(check.says),
    }
    for fact, is_so in wrong.items():
        if is_so:
            raise CatalogueError(str(path), fact, "Mend it; docs/own-checks.md shows a whole check.")


def _is_plain(says: str | None) -> bool:
    """Whether a message has nothing in braces but names: no attributes, indexes, widths."""
    try:
        fields = [(name, form, turn) for _, name, form, turn in string.Formatter().parse(says or "")]
    except ValueError:
        return False
    return all(name is None or (name.isidentifier() and not form and not turn) for name, form, turn in fields)


def _is_new(check: Check, known: Mapping[str, Check], own: OwnChecks) -> None:
    letters = {each.id[:3] for each in shipped_checks()}
    if check.id[:3] in letters:
        fact = f"the `id` {check.id} begins with {check.id[:3]}, as checks do that come with Cupola."
        raise CatalogueError(str(check.path), fact, "Take three letters of your own, HBR-001 for instance.")
    if check.id in known:
        fact = f"the `id` {check.id} is used by {own.place(known[check.id].path)} too."
        raise CatalogueError(str(check.path), fact, "Take another number.")


@dataclass(frozen=True, slots=True)
class OwnQuery:
    """The query of a check as it runs, and for each of its lines the line of the file where it is written."""

    sql: str
    lines: tuple[int, ...]

    def file_line(self, query_line: int) -> int:
        """The line in the check's file of a line (from 1) of the query."""
        return self.lines[min(max(query_line, 1), len(self.lines)) - 1]


def query_of(check: Check) -> OwnQuery:
    """The query of an own check: its SELECT, or the SELECT that its row rule stands for."""
    if check.sql is not None:
        count = check.sql.count("\n") + 1
        return OwnQuery(check.sql, tuple(range(check.line, check.line + count)))
    pieces = [("SELECT", "id")]
    for key, column in zip(ROW_RULE_ONLY, ("subject", "school_id", "evidence"), strict=True):
        pieces += [(str(getattr(check, key) or "NULL"), key), (f"AS {column},", key)]
    pieces += [(f"file, line FROM {check.of} WHERE (", "of"), (str(check.where), "where"), (")", "where")]
    lines: list[int] = []
    for text, key in pieces:
        lines += [line_of_key(check.path, key)] * (text.count("\n") + 1)
    return OwnQuery("\n".join(text for text, _ in pieces), tuple(lines))


def condition_of(check: Check) -> OwnQuery | None:
    """The query of `only_if`, None when there is none."""
    if check.only_if is None:
        return None
    line = line_of_key(check.path, "only_if")
    return OwnQuery(check.only_if, (line,) * (check.only_if.count("\n") + 1))
