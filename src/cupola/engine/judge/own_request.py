"""What a child process is told, and what it answers: one line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from cupola.engine.catalog import Check
from cupola.engine.judge.own_files import OwnQuery, condition_of, query_of
from cupola.engine.judge.own_limits import OwnLimits
from cupola.engine.judge.subject import Subject
from cupola.engine.kinds import System
from cupola.engine.record.delivery import NamedFile
from cupola.engine.record.sources_view import SourcePart


@dataclass(frozen=True, slots=True)
class OwnTask:
    """One check as the child runs it. `columns` are those of its result that are kept."""

    check: str
    query: OwnQuery
    condition: OwnQuery | None
    needs: tuple[str, ...]
    of: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """Everything a child needs: the delivery, its folder for spilling, the tasks, the limits."""

    parts: tuple[SourcePart, ...]
    files: tuple[NamedFile, ...]
    systems: tuple[System, ...]
    as_of: str
    spill: Path
    tasks: tuple[OwnTask, ...]
    limits: OwnLimits

    def line(self) -> str:
        """The request as one line."""
        return json.dumps(_plain(self), default=str) + "\n"


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """How one check went.

    `rows` and the counts stand for a check that ran; `missing` for tables that are not there, `unmet` for
    a condition that does not hold; `stopped` for what was refused, broken or stopped: OWN-001 or OWN-002,
    with the line of the check's file, the fact and the next step.
    """

    check: str
    rows: tuple[Mapping[str, Any], ...] = ()
    found: int = 0
    looked_at: int = 0
    seconds: float = 0.0
    missing: tuple[str, ...] = ()
    unmet: bool = False
    stopped: tuple[str, int, str, str] | None = None


def request_of(subject: Subject, checks: Sequence[Check], *, spill: Path, limits: OwnLimits) -> OwnRequest:
    """The request to run these checks over a subject."""
    return OwnRequest(
        parts=subject.parts,
        files=subject.files,
        systems=subject.systems,
        as_of=subject.as_of,
        spill=spill,
        tasks=tuple(map(_task, checks)),
        limits=limits,
    )


def _task(check: Check) -> OwnTask:
    of = check.of or check.needs[0]
    spoken = [name for name in _names(check.message) if name not in ("file", "line")]
    columns = dict.fromkeys(["subject", "school_id", "evidence", "file", "line", "value", "repair", *spoken])
    return OwnTask(
        check=check.id,
        query=query_of(check),
        condition=condition_of(check),
        needs=check.needs or (of,),
        of=of,
        columns=tuple(columns),
    )


def _names(says: str) -> Collection[str]:
    return [piece.split("}")[0] for piece in says.split("{")[1:]]


def _plain(value: Any) -> Any:
    """A dataclass as plain values; mappings inside it too."""
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def read_request(line: str) -> OwnRequest:
    """The request that a line holds."""
    told = json.loads(line)
    return OwnRequest(
        parts=tuple(SourcePart(**{**part, "parquet": Path(part["parquet"])}) for part in told["parts"]),
        files=tuple(NamedFile(**file) for file in told["files"]),
        systems=tuple(System(**system) for system in told["systems"]),
        as_of=told["as_of"],
        spill=Path(told["spill"]),
        tasks=tuple(map(_read_task, told["tasks"])),
        limits=OwnLimits(**told["limits"]),
    )


def _read_task(told: Mapping[str, Any]) -> OwnTask:
    return OwnTask(
        check=told["check"],
        query=_read_query(told["query"]),
        condition=_read_query(told["condition"]) if told["condition"] else None,
        needs=tuple(told["needs"]),
        of=told["of"],
        columns=tuple(told["columns"]),
    )


def _read_query(told: Mapping[str, Any]) -> OwnQuery:
    return OwnQuery(told["sql"], tuple(told["lines"]))


def answer_line(answer: OwnAnswer) -> str:
    """An answer as one line."""
    return json.dumps(asdict(answer)) + "\n"


def read_answer(told: Mapping[str, Any]) -> OwnAnswer:
    """The answer that a line held."""
    stopped = told["stopped"]
    return OwnAnswer(
        **{
            **told,
            "rows": tuple(told["rows"]),
            "missing": tuple(told["missing"]),
            "stopped": tuple(stopped) if stopped else None,
        }
    )
